/**
 * Attachments between peers: ranges asked for by digest, given where a shared record names them, checked before use.
 */
import { Buffer } from "node:buffer";
import { hexOf } from "../../shared/encoding/hex.ts";
import { partBytesMax } from "../../shared/ledger/bundle.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { attachmentsIn } from "../../shared/ledger/sealed-value.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ContentOf } from "../../shared/sync/sync-message.ts";
import type { HistoryStore } from "../recorder/history-store.ts";
import type { AttachmentPort } from "../bundle/attachment-port.ts";
import { createCondition } from "./condition.ts";
import type { MessageLink } from "./message-link.ts";
import type { WantedAttachment, WantedAttachments } from "./wanted-attachments.ts";

/** Ranges that are asked for before the first of them has come. */
export const wantsMax = 16;

export interface GivingParts {
  readonly link: MessageLink;
  readonly store: Pick<HistoryStore, "ledger" | "read">;
  readonly attachments: Pick<AttachmentPort, "read" | "size">;
  /** True when the other side may have the attachments of a history. */
  readonly mayGive: (history: string) => boolean;
}

/** Answers what the other side asks for, one range after another, apart from the reading of its messages. */
export class AttachmentGiving {
  readonly #parts: GivingParts;
  readonly #condition = createCondition();
  readonly #sizes = new Map<string, number>();
  #asked: ContentOf<"want">[] = [];
  #ended = false;
  given = 0;

  constructor(parts: GivingParts) {
    this.#parts = parts;
  }

  /** Notes a question; a failure when the other side asks without waiting for answers. */
  ask(want: ContentOf<"want">): Failure | null {
    this.#asked.push(want);
    this.#condition.changed();
    return this.#asked.length > wantsMax ? askedTooMuch : null;
  }

  /** Nothing more will be asked. */
  end(): void {
    this.#ended = true;
    this.#condition.changed();
  }

  /** Answers until `end`. */
  async run(): Promise<Outcome<null>> {
    for (;;) {
      await this.#condition.until(() => this.#asked.length > 0 || this.#ended);
      const want = this.#asked.shift();
      if (want === undefined) return success(null);
      const answered = await this.#answer(want);
      if (!answered.ok) return answered;
    }
  }

  async #answer({ offset, record, sha256 }: ContentOf<"want">): Promise<Outcome<null>> {
    const size = this.#sizes.get(sha256) ?? (await this.#sizeFor(sha256, record));
    const bytes = size === null || offset > size
      ? null
      : await this.#parts.attachments.read(sha256, offset, partBytesMax);
    if (size === null || bytes === null || !bytes.ok) return this.#parts.link.send({ lacking: { sha256 } });
    if (offset + bytes.value.length === size) this.given++;
    return this.#parts.link.send({ kind: "range", bytes: rangeBytes(sha256, offset, bytes.value) });
  }

  async #sizeFor(sha256: string, record: string): Promise<number | null> {
    const id = parseRecordId(record);
    const held = id === null ? undefined : this.#parts.store.ledger.record(id);
    if (held === undefined || !this.#parts.mayGive(held.history)) return null;
    const read = await this.#parts.store.read(held.id);
    if (!read.ok || !attachmentsIn(read.value.record.body).some((reference) => reference.sha256 === sha256)) {
      return null;
    }
    const size = await this.#parts.attachments.size(sha256);
    if (size !== null) this.#sizes.set(sha256, size);
    return size;
  }
}

export interface FetchingParts {
  readonly link: MessageLink;
  readonly attachments: AttachmentPort;
  readonly wanted: WantedAttachments;
  /** False once the exchange has ended. */
  readonly isOpen: () => boolean;
}

interface Asked {
  readonly wanted: WantedAttachment;
  readonly offset: number;
}

/** Fetches what is missing here; what came before and was not finished goes on where it stopped. */
export class AttachmentFetching {
  readonly #parts: FetchingParts;
  readonly #condition = createCondition();
  readonly #asked: Asked[] = [];
  readonly #lacking = new Set<string>();
  fetched = 0;

  constructor(parts: FetchingParts) {
    this.#parts = parts;
  }

  /** Asks for everything in the list and waits for the answers. */
  async run(list: ReadonlyArray<WantedAttachment>): Promise<Failure | null> {
    for (const wanted of list) {
      const begun = await this.#parts.attachments.staged(wanted.sha256);
      if (!begun.ok) return begun.failure;
      const failure = await this.#askFor(wanted, Math.min(begun.value, wanted.size));
      if (failure !== null) return failure;
    }
    await this.#condition.until(() => this.#asked.length === 0 || this.#isOver());
    const saved = await this.#parts.wanted.save();
    return saved.ok ? null : saved.failure;
  }

  /** Wakes whoever waits, when the exchange has ended. */
  wake(): void {
    this.#condition.changed();
  }

  /** The other side does not have it, or may not give it. */
  lacking({ sha256 }: ContentOf<"lacking">): Failure | null {
    this.#lacking.add(sha256);
    return this.#shift(sha256) === null ? misplaced : null;
  }

  /** A range that was asked for. */
  async range(message: Uint8Array): Promise<Failure | null> {
    const range = readRange(message);
    const asked = range === null ? null : this.#shift(range.sha256);
    if (range === null || asked === null || range.offset !== asked.offset) return misplaced;
    const { sha256, size } = asked.wanted;
    if (range.bytes.length !== Math.min(partBytesMax, size - asked.offset)) return misplaced;
    if (this.#lacking.has(sha256)) return null;
    const staged = await this.#parts.attachments.stage(sha256, asked.offset, range.bytes);
    if (!staged.ok) return staged.failure;
    return asked.offset + range.bytes.length === size ? this.#adopt(sha256, size) : null;
  }

  async #adopt(sha256: string, size: number): Promise<Failure | null> {
    const adopted = await this.#parts.attachments.adopt(sha256, size);
    if (!adopted.ok) return adopted.failure;
    this.#parts.wanted.remove(sha256);
    this.fetched++;
    return null;
  }

  async #askFor(wanted: WantedAttachment, from: number): Promise<Failure | null> {
    // Everything is here but the check: the last exchange ended right before it.
    if (from === wanted.size && wanted.size > 0) return this.#adopt(wanted.sha256, wanted.size);
    let offset = from;
    do {
      await this.#condition.until(() => this.#asked.length < wantsMax || this.#isOver());
      if (this.#isOver() || this.#lacking.has(wanted.sha256)) return null;
      this.#asked.push({ wanted, offset });
      const sent = await this.#parts.link.send({ want: { offset, record: wanted.record, sha256: wanted.sha256 } });
      if (!sent.ok) return sent.failure;
      offset += partBytesMax;
    } while (offset < wanted.size);
    return null;
  }

  /** The oldest question, if it was about this attachment. */
  #shift(sha256: string): Asked | null {
    const oldest = this.#asked.shift();
    this.#condition.changed();
    return oldest !== undefined && oldest.wanted.sha256 === sha256 ? oldest : null;
  }

  #isOver(): boolean {
    return !this.#parts.isOpen();
  }
}

const digestBytes = 32;
const offsetBytes = 8;

const rangeBytes = (sha256: string, offset: number, bytes: Uint8Array): Uint8Array => {
  const head = Buffer.alloc(digestBytes + offsetBytes);
  head.write(sha256, 0, "hex");
  head.writeBigUInt64BE(BigInt(offset), digestBytes);
  return Buffer.concat([head, bytes]);
};

const readRange = (
  message: Uint8Array,
): { readonly sha256: string; readonly offset: number; readonly bytes: Uint8Array } | null => {
  if (message.length < digestBytes + offsetBytes) return null;
  const head = Buffer.from(message.buffer, message.byteOffset, message.length);
  const offset = Number(head.readBigUInt64BE(digestBytes));
  return { sha256: hexOf(head.subarray(0, digestBytes)), offset, bytes: message.subarray(digestBytes + offsetBytes) };
};

const askedTooMuch = refuse("peerFlood", "The other side asks for more ranges at once than it may.").failure;
const misplaced = refuse("peerMessage", "The other side sent a range of an attachment that was not asked for.").failure;
