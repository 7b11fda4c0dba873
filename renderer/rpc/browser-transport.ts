/** The line of the browser shell: one WebSocket beside the page, files by PUT and GET. */
import type { Line, Transport, TransportEnds, UploadAnswer } from "./transport.ts";

/** For the page at this address. */
export const browserTransport = (page: URL): Transport => ({
  connect: (ends) => connect(page, ends),
  upload: (file, onShare, signal) => upload(new URL("upload", page), file, onShare, signal),
  addressOf: (handle, show) => new URL(`download/${handle}${show ? "?show" : ""}`, page).href,
});

const connect = (page: URL, ends: TransportEnds): Line => {
  const address = new URL("rpc", page);
  address.protocol = page.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(address);
  socket.addEventListener("open", ends.onOpen);
  socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "string") ends.onText(data);
  });
  socket.addEventListener("close", () => void isUnknownHere(page).then(ends.onEnd));
  return { send: (text) => socket.send(text), close: () => socket.close() };
};

/** A refused upgrade and a program that has ended look the same to a WebSocket; a plain question tells them apart. */
const isUnknownHere = async (page: URL): Promise<boolean> =>
  fetch(new URL("./", page), { method: "HEAD" }).then(
    (answer) => answer.status === 403,
    () => false,
  );

/** `fetch` does not say how much is sent; XMLHttpRequest does. */
const upload = (
  address: URL,
  file: Blob,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<UploadAnswer> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const end = (): void => resolve({ ok: false, message: null });
    request.open("PUT", address);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => onShare(total === 0 ? 1 : loaded / total));
    request.addEventListener("load", () => resolve(uploadAnswerOf(request.response)));
    request.addEventListener("error", end);
    request.addEventListener("abort", end);
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });

const uploadAnswerOf = (response: unknown): UploadAnswer => {
  if (typeof response !== "object" || response === null) return { ok: false, message: null };
  if ("upload" in response && typeof response.upload === "string") return { ok: true, handle: response.upload };
  const message = "message" in response && typeof response.message === "string" ? response.message : null;
  return { ok: false, message };
};
