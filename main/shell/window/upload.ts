/** Files that come from the window: streamed to the disk under a handle, which a method then takes. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Transform, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";

/** Gives that many random bytes. */
type RandomBytes = (count: number) => Uint8Array;

export interface Uploads {
  /** Takes the body of a request in. `declaredBytes` is what its header promises, null where it does not say. */
  take(body: Readable, declaredBytes: number | null): Promise<Outcome<Upload, UploadFailure>>;
}

/** A file in the folder, named by its handle. */
export interface Upload {
  readonly upload: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface UploadFailure {
  readonly kind: "tooLarge" | "tooMany" | "interrupted" | "notWritten";
  readonly message: string;
}

/** Larger than any bundle of a fleet; above it a stick and a path are the better way. */
export const uploadBytesMax = 4 * 1024 ** 3;
/** A person drops a few files at once. */
const uploadsAtOnceMax = 8;
const handleBytes = 16;

export interface UploadParts {
  /** Belongs to this process alone; what an earlier one left behind is removed. */
  readonly folder: string;
  readonly randomBytes: RandomBytes;
  readonly bytesMax: number;
}

/** Prepares the folder for uploads. */
export const prepareUploads = async ({ folder, randomBytes, bytesMax }: UploadParts): Promise<Outcome<Uploads>> => {
  const prepared = await emptyFolder(folder);
  if (!prepared.ok) return prepared;
  let running = 0;
  return success({
    take: async (body, declaredBytes) => {
      if ((declaredBytes ?? 0) > bytesMax) return refuse("tooLarge", tooLarge(bytesMax));
      if (running >= uploadsAtOnceMax) return refuse("tooMany", tooMany);
      running += 1;
      const upload = Buffer.from(randomBytes(handleBytes)).toString("hex");
      return store(body, { path: join(folder, upload), upload, bytesMax }).finally(() => (running -= 1));
    },
  });
};

const tooMany = "Several files are still on their way. Try again when they are done.";

interface Place {
  readonly path: string;
  readonly upload: string;
  readonly bytesMax: number;
}

const store = async (body: Readable, { path, upload, bytesMax }: Place): Promise<Outcome<Upload, UploadFailure>> => {
  const meter = makeMeter(bytesMax);
  const fault = await pipeline(body, meter.stream, createWriteStream(path, { flags: "wx", mode: 0o600 })).then(
    () => null,
    (error: unknown) => error,
  );
  if (fault === null) return success({ upload, bytes: meter.bytes(), sha256: meter.sha256() });
  await rm(path, { force: true });
  if (meter.bytes() > bytesMax) return refuse("tooLarge", tooLarge(bytesMax));
  return isDiskFault(fault) ? refuse("notWritten", notWritten(fault)) : refuse("interrupted", interrupted);
};

/** Counts and digests what passes, and ends the stream at the limit. */
const makeMeter = (bytesMax: number): { readonly stream: Transform; bytes(): number; sha256(): string } => {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      if (bytes > bytesMax) return done(new Error(tooLarge(bytesMax)));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, bytes: () => bytes, sha256: () => hash.digest("hex") };
};

const tooLarge = (bytesMax: number): string =>
  `The file is larger than ${bytesMax} bytes, the most that the window can hand over. Give its path on the command line instead.`;

const interrupted = "The file did not arrive whole. Try again.";

const notWritten = (fault: Error): string => `The file could not be written (${fault.message}). Is the disk full?`;

/** A fault of the file system names the call; one of the connection does so too, but for `read` on a socket only. */
const isDiskFault = (fault: unknown): fault is Error =>
  fault instanceof Error && "syscall" in fault && (fault.syscall === "open" || fault.syscall === "write");

const emptyFolder = async (folder: string): Promise<Outcome<null>> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const left = (await readdir(folder)).filter((name) => /^[0-9a-f]{32}$/.test(name));
    await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
    return success(null);
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    return refuse("uploadsFolder", `Files cannot come in (${reason}). Check that ${folder} may be written.`);
  }
};
