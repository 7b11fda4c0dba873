/**
 * Lets commands reach the node that is running: the same calls, answers and events as over any other wire, one JSON a
 * line.
 */
import { rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";
import { callSchema, type RpcAnswer } from "../../../shared/rpc/messages.ts";
import type { ThroughlifeNode } from "../../node.ts";
import { localDoor } from "./local-door.ts";

export interface LocalServer {
  readonly close: () => Promise<void>;
}

/** Opens the door of a data folder; what an ended program left there is removed, for the folder's lock is ours. */
export const openLocalDoor = async (
  node: Pick<ThroughlifeNode, "dispatch" | "folder" | "onEvent">,
): Promise<Outcome<LocalServer>> => {
  const door = await localDoor(node.folder);
  if (!door.ok) return door;
  await rm(door.value, { force: true });
  const wires = new Set<Socket>();
  const server = createServer((wire) => {
    wires.add(wire);
    wire.on("close", () => wires.delete(wire));
    serveWire(wire, node);
  });
  const listening = await new Promise<Error | null>((resolve) => {
    server.once("error", resolve);
    server.listen(door.value, () => resolve(null));
  });
  if (listening !== null)
    return refuse("doorClosed", `Commands cannot reach the running program: ${listening.message}.`);
  return success({
    close: () =>
      new Promise((resolve) => {
        for (const wire of wires) wire.destroy();
        server.close(() => resolve());
      }),
  });
};

const serveWire = (wire: Socket, { dispatch, onEvent }: Pick<ThroughlifeNode, "dispatch" | "onEvent">): void => {
  const send = (message: object): void => void wire.write(`${JSON.stringify(message)}\n`);
  const silence = onEvent(send);
  wire.on("close", silence);
  wire.on("error", () => wire.destroy());
  createInterface({ input: wire }).on("line", (line) => void answerLine(line, dispatch).then(send));
};

const answerLine = async (line: string, dispatch: ThroughlifeNode["dispatch"]): Promise<RpcAnswer> => {
  const parsed = callSchema.safeParse(jsonOf(line));
  if (!parsed.success) return { call: -1, failure: { kind: "badRequest", message: "The line is no call." } };
  const { call, method, request } = parsed.data;
  const answer = await dispatch(method, request);
  return answer.ok
    ? { call, value: answer.value }
    : { call, failure: { kind: answer.failure.kind, message: answer.failure.message } };
};

const jsonOf = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};
