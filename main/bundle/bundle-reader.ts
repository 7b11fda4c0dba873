/**
 * Reads a bundle in one pass with bounded memory, checks every line, and hands what is good to its handlers (section
 * 9).
 */
import type { VerifySignature } from "../../shared/crypto/signature.ts";
import {
  parseHeader,
  parseLine,
  type BundleHeader,
  type BundleLine,
  type Opening,
} from "../../shared/ledger/bundle.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { openingDigest } from "../../shared/ledger/sealed-value.ts";
import { refuse, type Failure } from "../../shared/outcome/outcome.ts";
import { attachmentsBeside, sealedBeside } from "../attachment/named-beside.ts";
import type { FrameChecker } from "../signature/frame-checker.ts";
import { bundleFault, type BundleFault } from "./bundle-fault.ts";
import { BundleFeed } from "./bundle-feed.ts";
import { BundleParts, type AttachmentPart } from "./bundle-parts.ts";
import type { BundleSource } from "./bundle-source.ts";
import { behindTrailer, trailerFailure } from "./bundle-trailer.ts";
import { FramesAhead } from "./frames-ahead.ts";

/** A record that cannot be taken, by its place among all records of the bundle, from 0, and why. */
export interface RecordFault {
  readonly index: number;
  readonly record: RecordId;
  readonly failure: Failure;
}

/** Gets what is good, in the order of the file. A failure that a handler answers with ends the reading. */
export interface BundleHandlers {
  readonly header?: (header: BundleHeader) => Promise<Failure | null>;
  /**
   * Records whose bytes and signatures are checked; `first` is the place of the first of them among all. Chain and
   * parent rules are the handler's to check, now or by `endOfRecords`.
   */
  readonly records: (records: ReadonlyArray<SignedRecord>, first: number) => Promise<RecordFault | null>;
  /** Called once behind the last good record: the handler finishes what it has begun with them. */
  readonly endOfRecords?: () => Promise<RecordFault | null>;
  readonly note?: (note: string) => Promise<Failure | null>;
  readonly receipt?: (receipt: { readonly line: string; readonly proof: string }) => Promise<Failure | null>;
  /** An opening that a record of the bundle names by this digest. */
  readonly opening?: (opening: Opening, sealed: string) => Promise<Failure | null>;
  readonly part?: (part: AttachmentPart) => Promise<Failure | null>;
}

export interface BundleTools {
  readonly checker: FrameChecker;
  readonly verify: VerifySignature;
  readonly signal?: AbortSignal;
  /** Called now and then with the bytes of the file that were read. */
  readonly onProgress?: (packedBytes: number) => void;
}

/** What the reading found. The bundle is whole and right iff `fault` is null; then `trailer` is "right". */
export interface BundleReading {
  readonly header: BundleHeader | null;
  readonly trailer: "right" | "wrong" | "missing";
  readonly records: number;
  readonly notes: number;
  readonly receipts: number;
  readonly openings: number;
  readonly attachments: number;
  readonly plainBytes: number;
  /** The first thing that is wrong, with its place; everything before it was handed out. */
  readonly fault: BundleFault | null;
}

/** Reads a bundle to its end or to its first fault. */
export const readBundle = async (
  source: BundleSource,
  handlers: BundleHandlers,
  tools: BundleTools,
): Promise<BundleReading> => {
  const reader = new BundleReader(new BundleFeed(source, tools.signal), handlers, tools);
  return reader.read();
};

class BundleReader {
  readonly #feed: BundleFeed;
  readonly #handlers: BundleHandlers;
  readonly #tools: BundleTools;
  readonly #parts = new BundleParts();
  readonly #sealed = new Set<string>();
  #header: BundleHeader | null = null;
  #trailer: BundleReading["trailer"] = "missing";
  #counts = { records: 0, notes: 0, receipts: 0, openings: 0 };

  constructor(feed: BundleFeed, handlers: BundleHandlers, tools: BundleTools) {
    this.#feed = feed;
    this.#handlers = handlers;
    this.#tools = tools;
  }

  async read(): Promise<BundleReading> {
    try {
      const fault = (await this.#readHeader()) ?? (await this.#readFrames()) ?? (await this.#readObjects());
      const { packed, plain } = this.#feed.progress;
      this.#tools.onProgress?.(packed);
      const { wholeCount: attachments } = this.#parts;
      return { header: this.#header, trailer: this.#trailer, ...this.#counts, attachments, plainBytes: plain, fault };
    } finally {
      await this.#feed.close();
    }
  }

  async #readHeader(): Promise<BundleFault | null> {
    const line = await this.#feed.peek();
    if (line === null) return this.#endFault();
    const header = parseHeader(line);
    if (!header.ok) return bundleFault(header.failure, { line: 1 });
    this.#feed.take();
    this.#header = header.value;
    const refused = await this.#handlers.header?.(header.value);
    return refused === undefined || refused === null ? null : bundleFault(refused, { line: 1 });
  }

  async #readFrames(): Promise<BundleFault | null> {
    const ahead = new FramesAhead();
    let bad: BundleFault | null = null;
    for await (const checked of this.#tools.checker.check(ahead.noting(this.#frames()))) {
      if (checked.ok) {
        const fault = await this.#handOut(checked.value);
        if (fault !== null) return fault;
        ahead.forget(this.#counts.records);
        continue;
      }
      const { index } = checked.failure;
      bad = bundleFault(checked.failure, { line: frameLine(index), record: ahead.idOf(index) });
    }
    const last = await this.#handlers.endOfRecords?.();
    return last === undefined || last === null ? bad : this.#refusedRecord(last);
  }

  async *#frames(): AsyncGenerator<ReadonlyArray<Uint8Array>, void> {
    for (;;) {
      const frames = await this.#feed.takeWhile((line) => line[0] !== openingBrace);
      if (frames.length === 0) return;
      yield frames;
    }
  }

  async #handOut(records: ReadonlyArray<SignedRecord>): Promise<BundleFault | null> {
    for (const signed of records) {
      for (const digest of sealedBeside(signed)) this.#sealed.add(digest);
      for (const reference of attachmentsBeside(signed)) this.#parts.name(reference);
    }
    this.#tools.onProgress?.(this.#feed.progress.packed);
    const fault = await this.#handlers.records(records, this.#counts.records);
    if (fault !== null) return this.#refusedRecord(fault);
    this.#counts.records += records.length;
    return null;
  }

  #refusedRecord({ failure, index, record }: RecordFault): BundleFault {
    this.#counts.records = index;
    return bundleFault(failure, { line: frameLine(index), record });
  }

  async #readObjects(): Promise<BundleFault | null> {
    for (let bytes = await this.#feed.peek(); bytes !== null; bytes = await this.#feed.peek()) {
      const line = parseLine(bytes);
      const place = { line: this.#feed.lineNumber };
      if (!line.ok) return bundleFault(line.failure, place);
      if (line.value.kind === "trailer") return this.#readTrailer(line.value);
      this.#feed.take();
      const failure = await this.#readObject(line.value);
      if (failure !== null) return bundleFault(failure, place);
    }
    return this.#endFault();
  }

  async #readObject(line: Exclude<BundleLine, { kind: "trailer" }>): Promise<Failure | null> {
    switch (line.kind) {
      case "frame":
        return refuse(
          "bundleOrder",
          "A record stands behind the notes, openings or attachments of the bundle; all records come first.",
        ).failure;
      case "note":
        this.#counts.notes++;
        return (await this.#handlers.note?.(line.note)) ?? null;
      case "receipt":
        this.#counts.receipts++;
        return (await this.#handlers.receipt?.({ line: line.line, proof: line.proof })) ?? null;
      case "opening":
        return this.#readOpening(line.opening);
      case "part":
        return this.#readPart(line);
    }
  }

  async #readOpening(opening: Opening): Promise<Failure | null> {
    const sealed = openingDigest(opening);
    if (!this.#sealed.has(sealed)) {
      return refuse(
        "bundleOpening",
        `The bundle holds the opening ${sealed.slice(0, 12)}…, which none of its records names.`,
      ).failure;
    }
    this.#counts.openings++;
    return (await this.#handlers.opening?.(opening, sealed)) ?? null;
  }

  async #readPart(line: Extract<BundleLine, { kind: "part" }>): Promise<Failure | null> {
    const part = this.#parts.take(line);
    if (!part.ok) return part.failure;
    this.#tools.onProgress?.(this.#feed.progress.packed);
    return (await this.#handlers.part?.(part.value)) ?? null;
  }

  async #readTrailer({ sha256, sig }: Extract<BundleLine, { kind: "trailer" }>): Promise<BundleFault | null> {
    const place = { line: this.#feed.lineNumber };
    const failure = trailerFailure(this.#feed.digest(), this.#header?.from ?? "", { sha256, sig }, this.#tools.verify);
    this.#trailer = failure === null ? "right" : "wrong";
    if (failure !== null) return bundleFault(failure, place);
    const { unfinished } = this.#parts;
    if (unfinished !== null)
      return bundleFault(
        refuse("bundlePart", `The attachment ${unfinished.slice(0, 12)}… has no last part.`).failure,
        place,
      );
    this.#feed.pass();
    if ((await this.#feed.peek()) === null) return this.#feed.fault === null ? null : bundleFault(this.#feed.fault);
    return bundleFault(behindTrailer, { line: this.#feed.lineNumber });
  }

  #endFault(): BundleFault {
    return bundleFault(this.#feed.fault ?? noTrailer, { line: this.#feed.lineNumber });
  }
}

const noTrailer: Failure = {
  kind: "bundleCutOff",
  message:
    "The bundle is cut off: its last line with digest and signature is missing. Get the whole file from its sender.",
};

const openingBrace = 0x7b;

/** Frames begin on line 2. */
const frameLine = (index: number): number => index + 2;
