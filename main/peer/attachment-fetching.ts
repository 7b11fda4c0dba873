/**
 * Fetches attachments from a peer, range after range, and uses them only when they are whole and of the right digest.
 */
import { partBytesMax } from "../../shared/ledger/bundle.ts";
import { refuse, type Failure } from "../../shared/outcome/outcome.ts";
import type { ContentOf } from "../../shared/sync/sync-message.ts";
import type { AttachmentPort } from "../bundle/attachment-port.ts";
import { createCondition } from "./condition.ts";
import type { MessageLink } from "./message-link.ts";
import { readRange, wantsMax } from "./range-message.ts";
import type { WantedAttachment, WantedAttachments } from "./wanted-attachments.ts";

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

const misplaced = refuse("peerMessage", "The other side sent a range of an attachment that was not asked for.").failure;
