/**
 * Inflates a file that is exactly one gzip member and nothing after it, with bounded memory and a bounded ratio
 * (section 9).
 */
import { Buffer } from "node:buffer";
import { crc32, createInflateRaw, type InflateRaw } from "node:zlib";
import { refuse, success, type Failed, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { inflateRatioMax } from "../../shared/ledger/bundle.ts";
import type { BundleSource, Chunks } from "./bundle-source.ts";
import type { BundleFaultKind } from "./bundle-fault.ts";
import { beginsLikeGzip, gzipTrailerBytes, readGzipHeader } from "./gzip-header.ts";

/** Plain bytes of one bundle; larger ones are split by whoever makes them. */
export const plainBytesMax = 64 * 1024 ** 3;

/** How far the reading has come, in bytes; written by the inflater. */
export interface InflateProgress {
  packed: number;
  plain: number;
}

/**
 * The plain bytes in pieces. The last thing given is a failure when the file is not whole: `bundleCutOff` when it ends
 * too early, `bundleDamaged` when the compressed data break off in nonsense, `bundleAfterEnd` when more stands behind
 * the member.
 */
export async function* inflateMember(
  source: BundleSource,
  progress: InflateProgress = { packed: 0, plain: 0 },
): Chunks {
  const input = new MemberInput(source.read());
  const begun = await input.skipHeader();
  if (!begun.ok) return yield begun;
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  let crc = 0;
  const feeding = input.feed(inflate);
  try {
    for await (const piece of inflate) {
      const bytes = bytesOf(piece);
      progress.plain += bytes.length;
      progress.packed = inflate.bytesWritten;
      crc = crc32(bytes, crc);
      const excess = excessOf(progress.plain, source.sizeBytes);
      if (excess !== null) return yield excess;
      yield success(bytes);
    }
    const fed = await feeding;
    yield* endFaults(fed.ok ? await input.checkEnd(progress.plain, crc) : fed);
  } catch (error) {
    yield await inflateFault(error, feeding);
  } finally {
    inflate.destroy();
    await input.stop();
  }
}

/** Plain bytes of one piece: few enough to hold, many enough that long lines are not put together from crumbs. */
const pieceBytes = 256 * 1024;

/** The compressed side: what has been read of the file and not been used yet. */
class MemberInput {
  readonly #chunks: Chunks;
  #rest: Uint8Array = new Uint8Array(0);
  #ended = false;

  constructor(chunks: Chunks) {
    this.#chunks = chunks;
  }

  async skipHeader(): Promise<Outcome<null>> {
    for (;;) {
      const header = readGzipHeader(this.#rest);
      if (header.kind === "notGzip")
        return fault("bundleGzip", "The file is not a bundle: it does not begin like a gzip file.");
      if (header.kind === "header") {
        this.#rest = this.#rest.subarray(header.bytes);
        return success(null);
      }
      const more = await this.#more();
      if (!more.ok) return more;
      if (this.#ended) return cutOff(this.#rest.length === 0 ? "it is empty" : "it ends within its gzip header");
    }
  }

  /** Gives the inflater everything up to the end of its data; what it does not want stays here. */
  async feed(inflate: InflateRaw): Promise<Outcome<null>> {
    for (let fed = 0; ;) {
      const chunk = this.#rest;
      this.#rest = new Uint8Array(0);
      fed += chunk.length;
      if (!(await write(inflate, chunk))) return success(null);
      if (inflate.bytesWritten < fed) {
        this.#rest = chunk.subarray(chunk.length - (fed - inflate.bytesWritten));
        break;
      }
      const more = await this.#more();
      if (!more.ok) {
        inflate.end();
        return more;
      }
      if (this.#ended) break;
    }
    inflate.end();
    return success(null);
  }

  /** Checks CRC and length, and that nothing follows. */
  async checkEnd(plainBytes: number, crc: number): Promise<Outcome<null>> {
    while (this.#rest.length <= gzipTrailerBytes && !this.#ended) {
      const more = await this.#more();
      if (!more.ok) return more;
    }
    if (this.#rest.length < gzipTrailerBytes) return cutOff("it ends within the checksum of its gzip member");
    const trailer = Buffer.from(this.#rest.buffer, this.#rest.byteOffset, gzipTrailerBytes);
    const isRight = trailer.readUInt32LE(0) === crc && trailer.readUInt32LE(4) === plainBytes % 2 ** 32;
    if (!isRight)
      return fault("bundleGzip", "The file is damaged: the checksum of its gzip member does not fit its contents.");
    const after = this.#rest.subarray(gzipTrailerBytes);
    return after.length === 0 ? success(null) : afterEnd(after);
  }

  async stop(): Promise<void> {
    await this.#chunks.return();
  }

  async #more(): Promise<Outcome<null>> {
    const next = await this.#chunks.next();
    if (next.done === true) this.#ended = true;
    else if (!next.value.ok) return next.value;
    else this.#rest = this.#rest.length === 0 ? next.value.value : Buffer.concat([this.#rest, next.value.value]);
    return success(null);
  }
}

const write = (inflate: InflateRaw, chunk: Uint8Array): Promise<boolean> =>
  new Promise((resolve) => {
    inflate.write(chunk, (error) => resolve(error === null || error === undefined));
  });

// The stream has no encoding and is not in object mode: it gives buffers.
const bytesOf = (piece: unknown): Uint8Array => {
  if (piece instanceof Uint8Array) return piece;
  throw new Error("The inflater gave something else than bytes");
};

function* endFaults(end: Outcome<null>): Generator<Outcome<never>, void> {
  if (!end.ok) yield end;
}

const inflateFault = async (error: unknown, feeding: Promise<Outcome<null>>): Promise<Outcome<never>> => {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (typeof code !== "string" || !code.startsWith("Z_")) throw error;
  if (code !== "Z_BUF_ERROR")
    return fault("bundleDamaged", "The file is damaged: from here on its compressed data make no sense.");
  const fed = await feeding;
  return fed.ok ? cutOff("its compressed data break off") : fed;
};

const excessOf = (plain: number, compressed: number): Outcome<never> | null => {
  if (plain > plainBytesMax)
    return fault("bundleSize", `The bundle holds more than ${plainBytesMax} plain bytes, the most that is read.`);
  return plain > inflateRatioMax * compressed ? ratioExceeded() : null;
};

/** The refusal of a gzip bomb. */
export const ratioExceeded = (): Failed<Failure> =>
  fault(
    "bundleRatio",
    `The file inflates to more than ${inflateRatioMax} times its size, as a gzip bomb does; no bundle is packed like that. It was not read.`,
  );

const afterEnd = (after: Uint8Array): Outcome<never> =>
  fault(
    "bundleAfterEnd",
    beginsLikeGzip(after)
      ? "A second gzip member stands behind the bundle's own; a bundle is exactly one. It was not read."
      : "There are bytes behind the bundle's gzip member; nothing may stand there. It was not read.",
  );

const cutOff = (how: string): Outcome<never> =>
  fault(
    "bundleCutOff",
    `The bundle is cut off: ${how}. Get the whole file from its sender; what came before the cut is good.`,
  );

const fault = (kind: BundleFaultKind, message: string): Failed<Failure> => refuse(kind, message);
