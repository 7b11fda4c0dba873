/** The line of the desktop shell: the program's own bridge beside the page, files in pieces over it. */
import type { Line, Transport, TransportEnds, UploadAnswer } from "./transport.ts";

/** What the preload gives the page. */
export interface DesktopBridge {
  readonly ask: (message: unknown) => Promise<unknown>;
  readonly onEvent: (listener: (text: string) => void) => void;
}

/** The bridge of this window; null where the page is no window of the desktop program. */
export const desktopBridge = (window: object): DesktopBridge | null => {
  const bridge: unknown = "throughlife" in window ? window.throughlife : null;
  return isBridge(bridge) ? bridge : null;
};

/** For the page at this address. */
export const desktopTransport = (bridge: DesktopBridge, page: URL): Transport => ({
  connect: (ends) => connect(bridge, ends),
  upload: (file, onShare, signal) => upload(bridge, file, onShare, signal),
  addressOf: (handle, show) => new URL(`download/${handle}${show ? "?show" : ""}`, page).href,
});

/** Draws the window at a factor of the usual size, by the shell itself, which remembers it. */
export const desktopZoom = (bridge: DesktopBridge) => ({
  change: (factor: number): void => void bridge.ask({ kind: "zoom", factor }),
  remembered: async (): Promise<number | null> => {
    const answer = await bridge.ask({ kind: "zoom", factor: null });
    const factor = isObject(answer) ? answer["factor"] : null;
    return typeof factor === "number" ? factor : null;
  },
});

const isBridge = (value: unknown): value is DesktopBridge =>
  typeof value === "object" &&
  value !== null &&
  "ask" in value &&
  typeof value.ask === "function" &&
  "onEvent" in value &&
  typeof value.onEvent === "function";

/** It is there as long as the page is: a node that ends takes the page with it. */
const connect = (bridge: DesktopBridge, ends: TransportEnds): Line => {
  bridge.onEvent(ends.onText);
  queueMicrotask(ends.onOpen);
  return {
    send: (text) => void bridge.ask({ kind: "call", text }).then((answer) => ends.onText(textOf(answer, text))),
    close: () => undefined,
  };
};

/** The text of the answer; a refusal at the door becomes an answer to the call that it refused. */
const textOf = (answer: unknown, asked: string): string => {
  const refusal = refusalOf(answer);
  if (refusal !== null) return JSON.stringify({ call: callOf(asked), failure: refusal });
  return isObject(answer) && typeof answer["text"] === "string" ? answer["text"] : "";
};

interface Refusal {
  readonly kind: string;
  readonly message: string;
}

const refusalOf = (answer: unknown): Refusal | null => {
  const failure = isObject(answer) && answer["kind"] === "refused" ? answer["failure"] : null;
  if (!isObject(failure)) return null;
  const { kind, message } = failure;
  return typeof kind === "string" && typeof message === "string" ? { kind, message } : null;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const callOf = (asked: string): unknown => {
  const call: unknown = JSON.parse(asked);
  return isObject(call) ? call["call"] : null;
};

/** Large enough to be quick, small enough to say how far it is. */
const pieceBytes = 1024 * 1024;

const upload = async (
  bridge: DesktopBridge,
  file: Blob,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<UploadAnswer> => {
  const begun = await bridge.ask({ kind: "upload", bytes: file.size });
  const number = isObject(begun) ? begun["upload"] : null;
  if (typeof number !== "number") return { ok: false, message: refusalOf(begun)?.message ?? null };
  for (let sent = 0; sent < file.size; sent += pieceBytes) {
    const piece = await bytesOf(file.slice(sent, sent + pieceBytes));
    if (signal.aborted || piece === null) return stopUpload(bridge, number);
    const refusal = refusalOf(await bridge.ask({ kind: "piece", upload: number, bytes: piece }));
    if (refusal !== null) return { ok: false, message: refusal.message };
    onShare(Math.min(1, (sent + pieceBytes) / file.size));
  }
  if (signal.aborted) return stopUpload(bridge, number);
  return storedAnswer(await bridge.ask({ kind: "uploaded", upload: number }));
};

/** A stick can be pulled out while its file is read. */
const bytesOf = (piece: Blob): Promise<Uint8Array | null> =>
  piece.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  );

const stopUpload = async (bridge: DesktopBridge, number: number): Promise<UploadAnswer> => {
  await bridge.ask({ kind: "stop-upload", upload: number });
  return { ok: false, message: null };
};

const storedAnswer = (answer: unknown): UploadAnswer => {
  const outcome = isObject(answer) ? answer["outcome"] : null;
  if (!isObject(outcome)) return { ok: false, message: refusalOf(answer)?.message ?? null };
  const { value, failure } = outcome;
  if (isObject(value) && typeof value["upload"] === "string") return { ok: true, handle: value["upload"] };
  const message = isObject(failure) ? failure["message"] : null;
  return { ok: false, message: typeof message === "string" ? message : null };
};
