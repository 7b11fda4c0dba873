/**
 * What a verifier has read about times: cosigned notes, receipts, and the lines of a journal that own checkpoints hold
 * (record-format.md, section 6). Witnesses whose names hold no key are known only when the registers are.
 */
import { digestHex } from "../../shared/crypto/digest.ts";
import type { VerifySignature } from "../../shared/crypto/signature.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { sameHash } from "../../shared/ledger/merkle.ts";
import { frameHeadBytes } from "../../shared/ledger/frame.ts";
import type { NoteKey } from "../../shared/ledger/note-key.ts";
import { parseReceipt, verifyReceipt } from "../../shared/ledger/receipt.ts";
import { parseRecordId, type RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { noOtherKeys, openCosignedNote, type CosignedNote } from "../../shared/witness/cosigned-note.ts";
import { earliestTimes, type EarliestTimes } from "../../shared/witness/earliest-times.ts";
import type { TimeEvidence, WitnessTime } from "../../shared/witness/time-evidence.ts";
import { parseLine } from "../journal/journal-line.ts";

/** A line of a log that was read, and the record in it. */
export interface LoggedLine {
  readonly origin: string;
  readonly index: number;
  readonly record: RecordId;
}

export class ReadTimes implements TimeEvidence {
  /** Texts and what was found in them, by the digest of the whole note. */
  readonly #notes = new Map<string, ReadNote>();
  /** The checkpoints that receipts prove to hold a record. */
  readonly #receipts = new Map<RecordId, Set<string>>();
  /** Where records stand in logs that were read whole. */
  readonly #places = new Map<RecordId, LoggedLine>();
  /** What witnesses say of logs that were read whole. */
  readonly #logs = new Map<string, EarliestTimes>();
  #version = 0;
  #isTimed = false;

  /** The digests of all notes, in the order in which they were read. */
  get noteDigests(): ReadonlyArray<string> {
    return [...this.#notes.keys()];
  }

  /** Takes a note that its log signed and whose witnesses, as far as they can be known yet, did sign it. */
  addNote(note: string, verify: VerifySignature): Outcome<CosignedNote> {
    const sha256 = digestHex(utf8Of(note));
    const known = this.#notes.get(sha256);
    if (known !== undefined) return success(known.opened);
    const opened = openCosignedNote(note, verify);
    if (!opened.ok) return opened;
    this.#notes.set(sha256, { note, opened: opened.value });
    this.#version++;
    this.#isTimed ||= opened.value.times.length > 0;
    return opened;
  }

  /** Takes a receipt; its line must stand in the log whose checkpoint the proof ends with. */
  addReceipt(
    receipt: { readonly line: string; readonly proof: string },
    verify: VerifySignature,
  ): Outcome<CosignedNote> {
    const parsed = parseReceipt(receipt.proof);
    if (!parsed.ok) return parsed;
    const opened = this.#open(parsed.value.checkpoint, verify);
    if (!opened.ok) return opened;
    const line = utf8Of(receipt.line);
    const verified = verifyReceipt(parsed.value, line, { log: opened.value.log, witnesses: [] }, verify);
    if (!verified.ok) return verified;
    const added = this.addNote(parsed.value.checkpoint, verify);
    const record = recordOf(line);
    if (!added.ok || record === null) return added;
    const proved = this.#receipts.get(record) ?? new Set<string>();
    this.#receipts.set(record, proved.add(digestHex(utf8Of(parsed.value.checkpoint))));
    return added;
  }

  /** Notes a line of a log that is read whole; the same record further on says nothing new. */
  addLine(line: LoggedLine): void {
    if (!this.#places.has(line.record)) this.#places.set(line.record, line);
  }

  /** Takes a cosigned checkpoint of a log that was read whole, whose root was found to be the log's. */
  addOwnNote({ checkpoint, times }: CosignedNote): void {
    const log = this.#logs.get(checkpoint.origin) ?? earliestTimes();
    this.#logs.set(checkpoint.origin, log);
    for (const time of times) log.add(checkpoint.size, time);
    this.#version++;
  }

  /**
   * Looks at all notes again with the witnesses that registers name. Answers the digests of those that such a witness
   * did not sign although they say so.
   */
  know(witnesses: ReadonlyArray<NoteKey>, verify: VerifySignature): ReadonlyArray<string> {
    const wrong: string[] = [];
    for (const [sha256, { note, opened }] of this.#notes) {
      const isNamed = witnesses.some(({ name }) => note.includes(`\n— ${name} `));
      const again = isNamed ? openCosignedNote(note, verify, { ...noOtherKeys, witnesses }) : success(opened);
      if (again.ok) this.#notes.set(sha256, { note, opened: again.value });
      else wrong.push(sha256);
      this.#isTimed ||= again.ok && again.value.times.length > 0;
      if (again.ok && this.#logs.has(again.value.checkpoint.origin)) this.#growOwn(again.value);
    }
    this.#version++;
    return wrong;
  }

  /** Logs that signed two roots for one size: such a log shows different pasts. */
  splitLogs(): ReadonlyArray<CosignedNote> {
    const firsts = new Map<string, CosignedNote>();
    const found = new Map<string, CosignedNote>();
    for (const { opened } of this.#notes.values()) {
      const { origin, root, size } = opened.checkpoint;
      const first = firsts.get(`${origin} ${size}`) ?? opened;
      firsts.set(`${origin} ${size}`, first);
      if (!sameHash(first.checkpoint.root, root)) found.set(origin, opened);
    }
    return [...found.values()];
  }

  /** For each witness two notes by which it vouched for two roots of one log at one size, and so lied to somebody. */
  twoFaced(): ReadonlyArray<{ readonly witness: string; readonly opened: CosignedNote }> {
    const firsts = new Map<string, CosignedNote>();
    const found = new Map<string, { readonly witness: string; readonly opened: CosignedNote }>();
    for (const { opened } of this.#notes.values()) {
      for (const { witness } of opened.times) {
        const { origin, root, size } = opened.checkpoint;
        const first = firsts.get(`${witness} ${origin} ${size}`) ?? opened;
        firsts.set(`${witness} ${origin} ${size}`, first);
        if (!sameHash(first.checkpoint.root, root)) found.set(witness, { opened, witness });
      }
    }
    return [...found.values()];
  }

  readonly note = (sha256: string): ReadonlyArray<WitnessTime> | null => this.#notes.get(sha256)?.opened.times ?? null;

  readonly inclusions = (record: RecordId): ReadonlyArray<WitnessTime> => {
    const place = this.#places.get(record);
    const own = place === undefined ? [] : (this.#logs.get(place.origin)?.holding(place.index) ?? []);
    const receipts = [...(this.#receipts.get(record) ?? [])].flatMap((sha256) => this.note(sha256) ?? []);
    return [...own, ...receipts];
  };

  // Checkpoints that nobody cosigned say nothing of times.
  readonly version = (): number => (this.#isTimed ? this.#version : 0);

  #open(note: string, verify: VerifySignature): Outcome<CosignedNote> {
    const known = this.#notes.get(digestHex(utf8Of(note)));
    return known === undefined ? openCosignedNote(note, verify) : success(known.opened);
  }

  // Its root was compared when it came.
  #growOwn(opened: CosignedNote): void {
    for (const time of opened.times) this.#logs.get(opened.checkpoint.origin)?.add(opened.checkpoint.size, time);
  }
}

interface ReadNote {
  readonly note: string;
  readonly opened: CosignedNote;
}

const recordOf = (line: Uint8Array): RecordId | null => {
  const parsed = parseLine(line);
  return parsed.ok ? parseRecordId(digestHex(parsed.value.frame.subarray(frameHeadBytes))) : null;
};
