/** What the tests of the journal share: signed records, a data folder on the faulty disk, and a clock that stands. */
import { parseInstant, type Instant } from "../../../shared/clock/instant.ts";
import { signedMessage } from "../../../shared/crypto/signature.ts";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { noteKeyOf, noteNameOf } from "../../../shared/ledger/note-key.ts";
import type { NoteSigner } from "../../../shared/ledger/note.ts";
import { parseRecord, parseRecordId, recordBytes } from "../../../shared/ledger/record.ts";
import type { Outcome } from "../../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../../../main/disk/disk-files.ts";
import type { Journal, JournalEntry } from "../../../main/journal/journal.ts";
import { openJournal, type JournalDependencies, type JournalOptions } from "../../../main/journal/open-journal.ts";
import type { MarkFailure } from "../../../main/journal/mark-file.ts";
import { nodeDigestHex } from "../../../main/signature/node-digest.ts";
import { nodeSigner } from "../../../main/signature/node-signature.ts";
import { valueOf } from "../../doubles/value-of.ts";

export const writer = nodeSigner(new Uint8Array(32).fill(7));
export const installation = nodeSigner(new Uint8Array(32).fill(8));
const logSigner = nodeSigner(new Uint8Array(32).fill(9));

export const log: NoteSigner = { key: noteKeyOf(noteNameOf(logSigner.key), "signature", logSigner.key), sign: logSigner.sign };

export const noon: Instant = valueOf(parseInstant("2026-03-01T12:00:00.000000Z"));

const ancestor = present(parseRecordId("ab".repeat(32)));

/** A signed record, another one for each number; `text` makes it longer. */
export const recordNumber = (number: number, text = "bearing replaced"): SignedRecord => {
  const bytes = recordBytes({
    after: null, at: noon, body: { number, text },
    clock: { boot: "0123456789abcdef", mono_us: number, offset_min: 60, source: "system", unc_us: null, utc: noon },
    history: ancestor, prev: ancestor, register: [], seen: [], seq: number + 1, type: "service/performed@1", v: 1, writer: writer.key,
  });
  const id = present(parseRecordId(nodeDigestHex(bytes)));
  return { id, record: valueOf(parseRecord(bytes)), bytes, signature: writer.sign(signedMessage("record", bytes)) };
};

/** Entries with the numbers `from` to `from + count - 1`. */
export const entriesFrom = (from: number, count: number, text?: string): ReadonlyArray<JournalEntry> =>
  Array.from({ length: count }, (_, index) => ({ from: installation.key, record: recordNumber(from + index, text) }));

export const dataFolder = "/data";

export interface OpenInTest {
  readonly files: DiskFiles;
  readonly dependencies?: Partial<JournalDependencies>;
  readonly options?: Partial<JournalOptions>;
}

/** Opens the journal of the test's data folder. */
export const tryOpen = ({ files, dependencies, options }: OpenInTest): Promise<Outcome<Journal, MarkFailure>> =>
  openJournal({ files, now: () => noon, log, outsideMark: null, ...dependencies }, { dataFolder, ...options });

/** Opens it, and fails the test if it does not open. */
export const openInTest = async (opening: OpenInTest): Promise<Journal> => valueOf(await tryOpen(opening));

/** The ids of all lines that can be read, by number. */
export const idsByLine = async (journal: Journal): Promise<ReadonlyMap<number, string>> => {
  const ids = new Map<number, string>();
  for await (const lines of journal.lines(0)) for (const { line, id } of valueOf(lines)) ids.set(line, id);
  return ids;
};

function present<T>(value: T | null): T {
  if (value === null) throw new Error("The fixture is wrong");
  return value;
}
