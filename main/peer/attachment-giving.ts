/** Gives attachments to a peer: ranges of those that a record names which it may see. */
import { partBytesMax } from "../../shared/ledger/bundle.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { attachmentsIn } from "../../shared/ledger/sealed-value.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ContentOf } from "../../shared/sync/sync-message.ts";
import type { AttachmentPort } from "../bundle/attachment-port.ts";
import type { HistoryStore } from "../recorder/history-store.ts";
import { createCondition } from "./condition.ts";
import type { MessageLink } from "./message-link.ts";
import { rangeBytes, wantsMax } from "./range-message.ts";

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
    const bytes =
      size === null || offset > size ? null : await this.#parts.attachments.read(sha256, offset, partBytesMax);
    if (size === null || bytes === null || !bytes.ok) return this.#parts.link.send({ lacking: { sha256 } });
    if (offset + bytes.value.length === size) this.given++;
    return this.#parts.link.send({ kind: "range", bytes: rangeBytes({ bytes: bytes.value, offset, sha256 }) });
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

const askedTooMuch = refuse("peerFlood", "The other side asks for more ranges at once than it may.").failure;
