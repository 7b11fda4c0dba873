/** The wire between the window and the node: calls come in, answers and events go out, over one WebSocket. */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import type { RpcAnswer, RpcEvent } from "../../../shared/rpc/messages.ts";
import { answerCall, readCall } from "../../rpc/answer-text.ts";
import type { Dispatch } from "../../rpc/dispatch.ts";
import { judgeUpgrade, rpcPath, statusOf, type Door } from "./door.ts";
import { statusLine } from "./plain-answers.ts";
import { addressOf } from "./request-address.ts";

/** Hears every event until the function that it returns is called. */
export type OnEvent = (listener: (event: RpcEvent) => void) => () => void;

/** Nothing that a window sends is larger; files go by upload. */
export const messageBytesMax = 8 * 1024 * 1024;
/** A window asks a screenful of questions at once, not thousands. */
const callsAtOnceMax = 256;
/** A window that does not read is cut off before it eats the memory; it comes back and asks again. */
const unreadBytesMax = 64 * 1024 * 1024;

/** WebSocket close codes (RFC 6455, section 7.4.1). */
const unsupportedData = 1003;
const policyViolation = 1008;

/** What stands behind the wire. */
export interface WireEnd {
  readonly dispatch: Dispatch;
  readonly onEvent: OnEvent;
}

/** Opens a wire for every upgrade that the door lets pass. */
export const listenForWires = (server: Server, door: Door, end: WireEnd): WebSocketServer => {
  const wires = new WebSocketServer({ noServer: true, maxPayload: messageBytesMax, perMessageDeflate: false });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const { path } = addressOf(request);
    const judged = judgeUpgrade(door, { method: request.method ?? "", path, headers: request.headers });
    if (!judged.ok) return void socket.end(statusLine(statusOf[judged.failure.kind]));
    if (path !== rpcPath) return void socket.end(statusLine(404));
    wires.handleUpgrade(request, socket, head, (wire) => serveWire(wire, end));
  });
  return wires;
};

/** Serves one window until its socket closes. */
const serveWire = (socket: WebSocket, { dispatch, onEvent }: WireEnd): void => {
  let running = 0;
  const send = (message: RpcAnswer | RpcEvent): void => sendMessage(socket, message);
  const stopListening = onEvent(send);
  socket.on("close", stopListening);
  socket.on("error", () => socket.terminate());
  socket.on("message", (data, isBinary) => {
    if (isBinary) return socket.close(unsupportedData, "Messages are text.");
    const call = readCall(textOf(data));
    if (call === null) return socket.close(policyViolation, "The message is not a call.");
    if (running >= callsAtOnceMax) return send({ call: call.call, failure: busy });
    running += 1;
    void answerCall(call, dispatch)
      .then(send)
      .finally(() => (running -= 1));
  });
};

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(new Uint8Array(data))).toString("utf8");

const sendMessage = (socket: WebSocket, message: RpcAnswer | RpcEvent): void => {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > unreadBytesMax) return socket.terminate();
  socket.send(JSON.stringify(message));
};

const busy = {
  kind: "busy",
  message: "The program is still answering many questions of this window. Try again in a moment.",
} as const;
