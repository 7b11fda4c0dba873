/** The node that is running on a data folder already, as a command uses it. */
import { createConnection, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { failed, refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";
import { answerSchema, eventSchema, type RpcEvent } from "../../../shared/rpc/messages.ts";
import { typedCall, type Call, type Dispatch } from "../../rpc/dispatch.ts";
import { localDoor } from "./local-door.ts";

/** What a command needs of a node, here or in another process. */
export interface CommandNode {
  readonly call: Call;
  readonly dispatch: Dispatch;
  readonly onEvent: (listener: (event: RpcEvent) => void) => () => void;
  readonly remarks: ReadonlyArray<string>;
  readonly close: () => Promise<Outcome<null>>;
  /** True for a node that a window or a server uses at the same time. */
  readonly isShared: boolean;
}

/** Connects to the running node of a data folder; `null` when none runs. */
export const findRunningNode = async (folder: string): Promise<CommandNode | null> => {
  const door = await localDoor(folder);
  const wire = door.ok ? await connect(door.value) : null;
  return wire === null ? null : nodeOver(wire);
};

const connect = (door: string): Promise<Socket | null> =>
  new Promise((resolve) => {
    const wire = createConnection(door);
    wire.once("connect", () => resolve(wire));
    // An error later on is the end of the wire: whoever waits for an answer hears of that.
    wire.on("error", () => resolve(null));
  });

const nodeOver = (wire: Socket): CommandNode => {
  const waiting = new Map<number, (answer: Outcome<unknown>) => void>();
  const listeners = new Set<(event: RpcEvent) => void>();
  let calls = 0;
  createInterface({ input: wire }).on("line", (line) => {
    const message: unknown = JSON.parse(line);
    const event = eventSchema.safeParse(message);
    if (event.success) for (const listener of listeners) listener(event.data);
    else settle(message, waiting);
  });
  wire.on("close", () => {
    for (const resolve of waiting.values())
      resolve(
        refuse("programEnded", "The running program ended before it answered. What it had acknowledged is safe."),
      );
  });
  const dispatch: Dispatch = (method, request) =>
    new Promise((resolve) => {
      const call = ++calls;
      waiting.set(call, resolve);
      wire.write(`${JSON.stringify({ call, method, request })}\n`);
    });
  return {
    call: typedCall(dispatch),
    close: async () => {
      wire.end();
      return success(null);
    },
    dispatch,
    isShared: true,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    remarks: [],
  };
};

const settle = (message: unknown, waiting: Map<number, (answer: Outcome<unknown>) => void>): void => {
  const answer = answerSchema.safeParse(message);
  if (!answer.success) return;
  const resolve = waiting.get(answer.data.call);
  waiting.delete(answer.data.call);
  resolve?.("failure" in answer.data ? failed(answer.data.failure) : success(answer.data.value));
};
