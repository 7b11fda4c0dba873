/**
 * Writes a bundle as exactly one gzip member, its last line signed by the installation (record-format.md, section 9).
 */
import { Buffer } from "node:buffer";
import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { signedMessage } from "../../shared/crypto/signature.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { bundleLineBytesMax, headerLine, inflateRatioMax, objectLine } from "../../shared/ledger/bundle.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { AttachmentReference } from "../../shared/ledger/sealed-value.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { withRegisters } from "../../shared/sync/shared-histories.ts";
import type { RecordSource } from "./record-source.ts";
import { nodeRunningDigest } from "../signature/node-digest.ts";
import type { Signer } from "../signature/signer.ts";
import { takeTurns } from "../turn/take-turns.ts";
import { bundleLines, type BundleExtras, type BundleTally, type PlainLines } from "./bundle-lines.ts";

/**
 * Where the packed bytes go. A file is written beside its name and published by the caller once the bundle is whole.
 */
export interface BundleTarget {
  readonly append: (bytes: Uint8Array) => Promise<Outcome<void>>;
  /** Throws away what was appended; the bundle is written anew, stored instead of packed. */
  readonly restart: () => Promise<Outcome<void>>;
}

export interface BundleWritten {
  readonly records: number;
  readonly openings: number;
  readonly attachments: number;
  /** Attachments that records name and that are not in the bundle. */
  readonly leftOut: ReadonlyArray<AttachmentReference>;
  /** Bytes of the file and their SHA-256. */
  readonly bytes: number;
  readonly sha256: string;
}

export interface BundleWriterParts {
  readonly store: RecordSource;
  /** The installation's own key. */
  readonly signer: Signer;
  readonly signal?: AbortSignal;
  readonly onProgress?: (records: number) => void;
  /** Leaves out other records: for one bundle of a set, whose others hold what these stand on. All by default. */
  readonly carries?: (record: HeldRecord) => boolean;
}

/**
 * Writes histories with their registers. Packed at level 6; where that would be tighter than a reader accepts, stored.
 */
export const writeBundle = async (
  wished: ReadonlyArray<HistoryId>,
  extras: BundleExtras,
  target: BundleTarget,
  parts: BundleWriterParts,
): Promise<Outcome<BundleWritten>> => {
  const { ledger } = parts.store;
  await takeTurns(ledger.histories.unfold(wished));
  const histories = withRegisters(ledger, wished);
  if (histories.length === 0)
    return refuse("bundleEmpty", "None of the histories is here, so there is nothing to put into a bundle.");
  const header = headerLine(parts.signer.key, histories.map(({ id }) => id).sort());
  if (header.length > bundleLineBytesMax)
    return refuse("bundleTooLarge", "So many histories do not fit one bundle. Make several bundles.");
  const plan = { histories, header, extras, target };
  const packed = await writeMember({ ...plan, level: packLevel }, parts);
  if (!packed.ok || packed.value.plainBytes <= inflateRatioMax * packed.value.bytes) return packed;
  const restarted = await target.restart();
  return restarted.ok ? writeMember({ ...plan, level: 0 }, parts) : restarted;
};

/** A target that keeps the bundle in memory, for the one inside a document. */
export const memoryTarget = (): BundleTarget & { readonly bytes: () => Uint8Array } => {
  let pieces: Uint8Array[] = [];
  return {
    append: async (bytes) => success(void pieces.push(bytes)),
    restart: async () => success(void (pieces = [])),
    bytes: () => Buffer.concat(pieces),
  };
};

const packLevel = 6;
/** Given to the packer at once: each hand-over costs a turn of its thread. */
const packBytes = 256 * 1024;

interface MemberPlan {
  readonly histories: ReadonlyArray<History>;
  readonly header: string;
  readonly extras: BundleExtras;
  readonly target: BundleTarget;
  readonly level: number;
}

type WrittenMember = BundleWritten & { readonly plainBytes: number };

const writeMember = async (plan: MemberPlan, parts: BundleWriterParts): Promise<Outcome<WrittenMember>> => {
  const tally: BundleTally = { records: 0, openings: 0, attachments: 0, leftOut: [] };
  const plain = new PlainText(plan, parts, tally);
  const digest = nodeRunningDigest();
  let bytes = 0;
  const packer = createGzip({ level: plan.level, chunkSize: packBytes });
  // An error reaches the packer as well, where the loop meets it.
  pipeline(Readable.from(plain.pieces()), packer, () => undefined);
  for await (const piece of packer) {
    digest.update(piece);
    bytes += piece.length;
    const appended = await plan.target.append(piece);
    if (!appended.ok) return appended;
  }
  if (plain.failure !== null) return { ok: false, failure: plain.failure };
  return success({ ...tally, bytes, sha256: digest.hex(), plainBytes: plain.bytes });
};

/** The plain text: lines in pieces, digested for the last line, which it adds. After a failure it ends early. */
class PlainText {
  readonly #plan: MemberPlan;
  readonly #parts: BundleWriterParts;
  readonly #tally: BundleTally;
  bytes = 0;
  failure: Failure | null = null;

  constructor(plan: MemberPlan, parts: BundleWriterParts, tally: BundleTally) {
    this.#plan = plan;
    this.#parts = parts;
    this.#tally = tally;
  }

  async *pieces(): AsyncGenerator<Uint8Array, void> {
    const digest = nodeRunningDigest();
    const { extras, header, histories } = this.#plan;
    const lines = bundleLines(histories, extras, this.#parts, this.#tally);
    for await (const piece of gathered(header, this.#watched(lines))) {
      digest.update(piece);
      this.bytes += piece.length;
      yield piece;
    }
    if (this.failure !== null) return;
    const last = utf8Of(`${trailerLine(digest.hex(), this.#parts.signer)}\n`);
    this.bytes += last.length;
    yield last;
  }

  async *#watched(lines: PlainLines): AsyncGenerator<Uint8Array, void> {
    for await (const line of lines) {
      if (this.#parts.signal?.aborted === true) {
        this.failure = { kind: "bundleCancelled", message: "Making the bundle was cancelled." };
      } else if (!line.ok) this.failure = line.failure;
      if (this.failure !== null || !line.ok) return;
      this.#parts.onProgress?.(this.#tally.records);
      yield line.value;
    }
  }
}

/** The header and all lines, in pieces of at least `packBytes` but for the last. */
async function* gathered(header: string, lines: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let waiting: Uint8Array[] = [utf8Of(`${header}\n`)];
  let size = 0;
  for await (const line of lines) {
    waiting.push(line);
    size += line.length;
    if (size < packBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (waiting.length > 0) yield Buffer.concat(waiting);
}

/** The last line: digest of everything before it, signed over prefix and hex. */
const trailerLine = (sha256: string, signer: Signer): string =>
  objectLine({ kind: "trailer", sha256, sig: hexOf(signer.sign(signedMessage("bundle", utf8Of(sha256)))) });
