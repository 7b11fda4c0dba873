/**
 * The receiving half of an exchange: checks and takes in what comes, answers what is held, acknowledges what is
 * durable.
 */
import type { Opening } from "../../shared/ledger/bundle.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { isComplete } from "../../shared/ledger/history.ts";
import { parseRecordId, type HistoryId, type RecordId } from "../../shared/ledger/record.ts";
import { openingDigest, sealedIn } from "../../shared/ledger/sealed-value.ts";
import { refuse, type Failure } from "../../shared/outcome/outcome.ts";
import type { ImportSummary } from "../../shared/rpc/rows.ts";
import type { ContentOf } from "../../shared/sync/sync-message.ts";
import type { HistoryStore } from "../recorder/history-store.ts";
import type { FrameChecker } from "../signature/frame-checker.ts";
import { attachmentsBeside } from "../attachment/named-beside.ts";
import type { AttachmentPort } from "../bundle/attachment-port.ts";
import { bundleFault } from "../bundle/bundle-fault.ts";
import { FrameQueue } from "./frame-queue.ts";
import { ImportTally } from "./import-summary.ts";
import { Intake, type IntakeParts, type OwnKeys } from "./intake.ts";
import type { MessageLink } from "./message-link.ts";
import type { Quarantine } from "./quarantine.ts";
import type { WantedAttachments } from "./wanted-attachments.ts";

export interface ReceivingParts {
  readonly link: MessageLink;
  /** The installation on the other side. */
  readonly from: string;
  readonly store: HistoryStore;
  readonly checker: FrameChecker;
  readonly quarantine: Pick<Quarantine, "add" | "save">;
  readonly attachments: Pick<AttachmentPort, "size">;
  readonly wanted: WantedAttachments;
  readonly admits: (register: HistoryId) => boolean;
  readonly own?: OwnKeys;
  readonly onReceived?: (records: number) => void;
  /** Counts bytes that came; says why no more are taken. */
  readonly takes?: (bytes: number) => Promise<Failure | null>;
}

/** Openings that wait for their record: they come right before it. */
const openingsWaitingMax = 10_000;

export class SyncReceiving {
  readonly tally: ImportTally;
  readonly #parts: ReceivingParts;
  readonly #intake: Intake;
  readonly #openings = new Map<string, Opening[]>();
  #queue: FrameQueue | null = null;
  #received = 0;
  /** Records that they say to have sent, over all rounds. */
  #announced = 0;
  #aborted = false;

  constructor(parts: ReceivingParts) {
    this.#parts = parts;
    this.tally = new ImportTally(() => parts.store.ledger);
    const { admits, from, own, quarantine, store } = parts;
    const onTaken: IntakeParts["onTaken"] = (taken) => this.tally.taken(taken);
    this.#intake = new Intake({ admits, from, quarantine, store, onTaken, ...(own === undefined ? {} : { own }) });
  }

  summary(fault: Failure | null): ImportSummary {
    return this.tally.summary(this.#intake.tally, fault === null ? null : bundleFault(fault));
  }

  /**
   * Takes the frames of one round; ends when `endRound` was called and everything is durable, or at the first fault.
   */
  async round(): Promise<Failure | null> {
    const queue = new FrameQueue();
    this.#queue = queue;
    const before = this.#intake.tally;
    const refused = await this.#takeAll(queue);
    queue.end();
    // The good prefix stays, whatever stands behind it.
    const unsettled = await this.#settle();
    if (refused !== null || unsettled !== null || this.#aborted) return refused ?? unsettled;
    // What is acknowledged counts as held here: not when some of it has not come.
    if (this.#received !== this.#announced) return miscounted;
    const { leftOut, quarantined } = this.#intake.tally;
    // One that waited may have been taken, and another wait now: while any does, nobody is told that all is held.
    const apart = quarantined > before.quarantined || leftOut > 0;
    return this.#answer({ apart, records: this.#intake.settledTo, whole: true });
  }

  /** Frames from the connection. */
  async frames(bytes: Uint8Array): Promise<Failure | null> {
    const full = (await this.#parts.takes?.(bytes.length)) ?? null;
    if (full !== null) return full;
    if (this.#queue === null || !(await this.#queue.push(bytes))) return misplaced;
    return null;
  }

  endRound(records: number): void {
    this.#announced += records;
    this.#queue?.end();
  }

  /** Takes what has come and acknowledges nothing more: the exchange has ended. */
  abort(): void {
    this.#aborted = true;
    this.#queue?.end();
  }

  /** Which of these records are held complete. */
  holds(history: string, ids: ReadonlyArray<string>): ContentOf<"held"> {
    const held = this.#parts.store.ledger.history(parseRecordId(history) ?? unknownHistory);
    if (held === undefined) return { flags: "0".repeat(ids.length), known: false };
    const flags = ids.map((id) => {
      const record = held.records.get(parseRecordId(id) ?? unknownHistory);
      return record !== undefined && isComplete(record) ? "1" : "0";
    });
    return { flags: flags.join(""), known: held.records.size > 0 };
  }

  /** Openings, each of a record that is held or comes next. */
  async openings({ list }: ContentOf<"openings">): Promise<Failure | null> {
    for (const { opening, record } of list) {
      const id = parseRecordId(record);
      if (id !== null && this.#parts.store.ledger.record(id) !== undefined) {
        const failure = await this.#takeOpeningOf(id, opening);
        if (failure !== null) return failure;
      } else {
        this.#openings.set(record, [...(this.#openings.get(record) ?? []), opening]);
      }
    }
    return this.#openings.size > openingsWaitingMax ? unnamedOpening : null;
  }

  async #takeAll(queue: FrameQueue): Promise<Failure | null> {
    for await (const checked of this.#parts.checker.check(queue.groups())) {
      if (!checked.ok) return checked.failure;
      const failure = await this.#take(checked.value);
      if (failure !== null) return failure;
    }
    return this.#openings.size > 0 && !this.#aborted ? unnamedOpening : null;
  }

  async #take(records: ReadonlyArray<SignedRecord>): Promise<Failure | null> {
    // What the records need is durable before they are: they will not be sent again.
    const failure = (await this.#takeOpenings(records)) ?? (await this.#wantAttachments(records));
    if (failure !== null) return failure;
    for (const { id, record } of records) this.tally.expect(record.history ?? id);
    const first = this.#received;
    this.#received += records.length;
    const refused = await this.#intake.take(records, first);
    if (refused !== null) return named(refused.failure, refused.record);
    this.#parts.onReceived?.(this.#received);
    return this.#answer({ apart: false, records: this.#intake.settledTo, whole: false });
  }

  async #settle(): Promise<Failure | null> {
    const refused = await this.#intake.flush();
    if (refused !== null) return named(refused.failure, refused.record);
    const saved = await this.#parts.quarantine.save();
    return saved.ok ? null : saved.failure;
  }

  async #takeOpenings(records: ReadonlyArray<SignedRecord>): Promise<Failure | null> {
    if (this.#openings.size === 0) return null;
    const named: Opening[] = [];
    for (const { id, record } of records) {
      const openings = this.#openings.get(id);
      if (openings === undefined) continue;
      this.#openings.delete(id);
      const sealed = sealedIn(record.body);
      if (!openings.every((opening) => sealed.includes(openingDigest(opening)))) return unnamedOpening;
      named.push(...openings);
    }
    return this.#storeOpenings(named);
  }

  async #takeOpeningOf(id: RecordId, opening: Opening): Promise<Failure | null> {
    const held = await this.#parts.store.read(id);
    if (!held.ok) return held.failure;
    return sealedIn(held.value.record.body).includes(openingDigest(opening))
      ? this.#storeOpenings([opening])
      : unnamedOpening;
  }

  async #storeOpenings(openings: ReadonlyArray<Opening>): Promise<Failure | null> {
    if (openings.length === 0) return null;
    const taken = await this.#parts.store.takeOpenings(openings);
    if (!taken.ok) return taken.failure;
    this.tally.openings += taken.value;
    return null;
  }

  async #wantAttachments(records: ReadonlyArray<SignedRecord>): Promise<Failure | null> {
    const { attachments, wanted } = this.#parts;
    const named = records.flatMap((signed) => attachmentsBeside(signed).map((one) => ({ ...one, record: signed.id })));
    const sizes = await Promise.all(named.map(({ sha256 }) => attachments.size(sha256)));
    for (const [index, { record, sha256, size }] of named.entries()) {
      if (sizes[index] === null) wanted.add({ record, sha256, size });
    }
    const saved = await wanted.save();
    return saved.ok ? null : saved.failure;
  }

  #answer(ack: ContentOf<"ack">): Failure | null {
    const sent = this.#parts.link.answer({ ack });
    return sent.ok ? null : sent.failure;
  }
}

// No record has this id: it is asked for where a text is no id at all.
const unknownHistory = parseRecordId("0".repeat(64)) ?? impossible();

function impossible(): never {
  throw new Error("64 digits are an id");
}

const named = ({ kind, message }: Failure, record: RecordId): Failure => ({
  kind,
  message: `${message} (record ${record.slice(0, 12)}…)`,
});

const misplaced = refuse("peerMessage", "The other side sent records where none come, or not as whole lines.").failure;
const miscounted = refuse("peerMessage", "The other side sent fewer or more records than it says.").failure;
const unnamedOpening = refuse(
  "peerOpening",
  "The other side sent an opening that no record of the exchange names.",
).failure;
