/** The one door between the page and the program: who asks, how large, how often; then the node answers. */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from "electron";
import { ownPathOf } from "./app-address.ts";
import type { SettingsFile } from "./desktop-settings.ts";
import { desktopWords } from "./desktop-words.ts";
import {
  callCharactersMax,
  pieceBytesMax,
  windowMessageSchema,
  type WindowAnswer,
  type WindowMessage,
} from "./window-message.ts";
import type { WindowUploads } from "./window-uploads.ts";

/** What stands behind the door at this moment. */
export interface BehindDoor {
  /** The window that may ask; null while there is none. */
  readonly window: () => WebContents | null;
  /** Null where nobody is there to answer. */
  readonly call: (text: string) => Promise<string | null>;
  readonly uploads: () => WindowUploads | null;
  /** Keeps how large everything is drawn. */
  readonly settings: SettingsFile;
}

/** A window asks a screenful of questions at once, not thousands. */
const callsAtOnceMax = 256;

/** Opens the door. Everything that is refused is an answer, never a fault. */
export const openRpcDoor = (behind: BehindDoor): void => {
  let running = 0;
  ipcMain.handle("rpc", async (event, message: unknown): Promise<WindowAnswer> => {
    if (!isOwnWindow(event, behind.window())) return refused("foreignSender", desktopWords.rpc.foreignSender);
    const size = sizeFault(message);
    if (size !== null) return size;
    const wish = windowMessageSchema.safeParse(message);
    if (!wish.success) return refused("badRequest", desktopWords.rpc.notUnderstood);
    if (running >= callsAtOnceMax) return refused("busy", desktopWords.rpc.busy);
    running += 1;
    return answer(wish.data, behind).finally(() => (running -= 1));
  });
};

/**
 * The top frame of our own window, showing our own page; no frame inside it, no other window, no page that was left.
 */
const isOwnWindow = ({ sender, senderFrame }: IpcMainInvokeEvent, window: WebContents | null): boolean =>
  window !== null &&
  sender === window &&
  senderFrame !== null &&
  senderFrame === window.mainFrame &&
  ["/", "/index.html"].includes(ownPathOf(senderFrame.url) ?? "");

/** Looked at before anything is parsed. */
const sizeFault = (message: unknown): WindowAnswer | null => {
  if (typeof message !== "object" || message === null) return null;
  const isTextTooLarge =
    "text" in message && typeof message.text === "string" && message.text.length > callCharactersMax;
  if (isTextTooLarge) return refused("tooLarge", desktopWords.rpc.tooLarge(callCharactersMax));
  const isPieceTooLarge =
    "bytes" in message && message.bytes instanceof Uint8Array && message.bytes.length > pieceBytesMax;
  return isPieceTooLarge ? refused("tooLarge", desktopWords.rpc.notUnderstood) : null;
};

const answer = async (wish: WindowMessage, behind: BehindDoor): Promise<WindowAnswer> => {
  if (wish.kind === "call") {
    const text = await behind.call(wish.text);
    return text === null ? nobody : { kind: "answer", text };
  }
  if (wish.kind === "zoom") {
    const { settings } = behind;
    if (wish.factor !== null) settings.change({ zoom: wish.factor });
    const factor = settings.current().zoom;
    behind.window()?.setZoomFactor(factor);
    return { kind: "zoomed", factor };
  }
  const uploads = behind.uploads();
  if (uploads === null) return nobody;
  switch (wish.kind) {
    case "upload":
      return { kind: "uploading", upload: uploads.begin(wish.bytes) };
    case "piece": {
      const taken = await uploads.piece(wish.upload, wish.bytes);
      return taken.ok ? { kind: "taken" } : refused(taken.failure.kind, taken.failure.message);
    }
    case "uploaded":
      return { kind: "stored", outcome: await uploads.end(wish.upload) };
    case "stop-upload":
      uploads.stop(wish.upload);
      return { kind: "taken" };
  }
};

const nobody: WindowAnswer = { kind: "refused", failure: { kind: "nodeEnded", message: desktopWords.rpc.ended } };

const refused = (kind: string, message: string): WindowAnswer => ({ kind: "refused", failure: { kind, message } });
