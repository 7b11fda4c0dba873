/** Files that come from the window in pieces; each piece is on its way to the disk before the next is asked for. */
import { PassThrough } from "node:stream";
import { refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";
import type { Upload, UploadFailure, Uploads } from "../window/upload.ts";
import { desktopWords } from "./desktop-words.ts";

export interface WindowUploads {
  /** Begins a file of so many bytes: its number. */
  readonly begin: (bytes: number) => number;
  readonly piece: (upload: number, bytes: Uint8Array) => Promise<Outcome<null>>;
  /** The file is whole, or is found not to be. */
  readonly end: (upload: number) => Promise<Outcome<Upload, UploadFailure>>;
  readonly stop: (upload: number) => void;
  /** The page is gone, and with it the rest of every file. */
  readonly stopAll: () => void;
}

interface Running {
  readonly body: PassThrough;
  readonly done: Promise<Outcome<Upload, UploadFailure>>;
}

/** Files for the folder of these uploads. */
export const makeWindowUploads = (uploads: Uploads): WindowUploads => {
  const running = new Map<number, Running>();
  let begun = 0;
  const stop = (upload: number): void => {
    running.get(upload)?.body.destroy();
    running.delete(upload);
  };
  return {
    begin: (bytes) => {
      const body = new PassThrough();
      // A body that is stopped ends with an error, which whoever takes it in hears as well.
      body.on("error", () => undefined);
      const upload = (begun += 1);
      running.set(upload, { body, done: uploads.take(body, bytes) });
      return upload;
    },
    piece: async (upload, bytes) => {
      const file = running.get(upload);
      if (file === undefined) return uploadGone;
      if (file.body.destroyed) return refuseAs(await file.done);
      const isRoom = file.body.write(bytes);
      const drained = new Promise<"drained">((resolve) => file.body.once("drain", () => resolve("drained")));
      const first = isRoom ? "drained" : await Promise.race([drained, file.done]);
      return first === "drained" ? success(null) : refuseAs(first);
    },
    end: async (upload) => {
      const file = running.get(upload);
      if (file === undefined) return uploadGone;
      file.body.end();
      const stored = await file.done;
      running.delete(upload);
      return stored;
    },
    stop,
    stopAll: () => [...running.keys()].forEach(stop),
  };
};

const uploadGone = refuse("interrupted", desktopWords.rpc.uploadGone);

/** The file was refused before it was whole. */
const refuseAs = (outcome: Outcome<Upload, UploadFailure>): Outcome<null> => (outcome.ok ? uploadGone : outcome);
