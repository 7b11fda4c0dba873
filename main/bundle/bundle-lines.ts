/**
 * The plain lines of a bundle up to its last one: header, records, proofs of the heads, openings, attachments (section
 * 9).
 */
import { Buffer } from "node:buffer";
import { objectLine, partBytesMax, type BundleLine, type Opening } from "../../shared/ledger/bundle.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { attachmentsIn, sealedIn, type AttachmentReference } from "../../shared/ledger/sealed-value.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { recordsToCarry } from "../../shared/sync/records-to-send.ts";
import type { RecordSource } from "./record-source.ts";
import { nodeRunningDigest } from "../signature/node-digest.ts";
import type { AttachmentPort } from "./attachment-port.ts";

/** What goes into a bundle besides the records. */
export interface BundleExtras {
  /** The opening of a sealed value where the bundle's reader may have it, otherwise `null`. */
  readonly opening: (sealed: string) => Promise<Opening | null>;
  /** `null` leaves all attachments out. */
  readonly attachments: Pick<AttachmentPort, "read" | "size"> | null;
  /** Attachments larger than this together stay out, those of later records first. */
  readonly attachmentBytesMax: number;
  /** The newest checkpoint, and of the notes that records name in `after` those that are here. */
  readonly notes: (named: ReadonlySet<string>) => Promise<Outcome<ReadonlyArray<string>>>;
  /** The journal line of a record, as text, with inclusion proofs; none where this log cannot give one. */
  readonly receipts: (
    id: RecordId,
  ) => Promise<Outcome<ReadonlyArray<{ readonly line: string; readonly proof: string }>>>;
  /** The records of a history that get receipts; its heads, unless something else is said. */
  readonly worthReceipt?: (history: History) => ReadonlyArray<HeldRecord>;
}

/** Counts what went in, while the lines are drawn. */
export interface BundleTally {
  records: number;
  openings: number;
  attachments: number;
  /** Attachments that records name and that are not in the bundle. */
  readonly leftOut: AttachmentReference[];
}

export type PlainLines = AsyncGenerator<Outcome<Uint8Array>, void>;

/** Where the records come from, and which of a history's go in: all, where nothing is said. */
export interface CarriedRecords {
  readonly store: Pick<RecordSource, "read">;
  readonly carries?: (record: HeldRecord) => boolean;
}

/** Lines with their LF, in groups; a failure is the last thing given. Memory holds digests, never contents. */
export async function* bundleLines(
  histories: ReadonlyArray<History>,
  extras: BundleExtras,
  { carries = () => true, store }: CarriedRecords,
  tally: BundleTally,
): PlainLines {
  const named: Named = { attachments: new Map(), notes: new Set(), sealed: new Set() };
  for (const history of histories) {
    const records = recordsToCarry(history).filter(carries);
    yield* frameLines(records, store, { tally, named });
  }
  yield* noteLines(named.notes, extras);
  const worth = extras.worthReceipt ?? (({ heads }: History): ReadonlyArray<HeldRecord> => [...heads]);
  for (const history of histories) yield* receiptLines(worth(history).filter(carries), extras);
  yield* openingLines(named.sealed, extras, tally);
  yield* attachmentLines(named.attachments, extras, tally);
}

/** What the records of the bundle name. */
interface Named {
  readonly sealed: Set<string>;
  /** Digests of notes, as `after` gives them. */
  readonly notes: Set<string>;
  readonly attachments: Map<string, AttachmentReference>;
}

/** Records read from the journal at the same time. */
const readsMax = 64;

async function* frameLines(
  carried: Iterable<HeldRecord>,
  store: Pick<RecordSource, "read">,
  { tally, named }: { readonly tally: BundleTally; readonly named: Named },
): PlainLines {
  for (const group of groupsOf(carried, readsMax)) {
    const records = await Promise.all(group.map(({ id }) => store.read(id)));
    const lines: Uint8Array[] = [];
    for (const record of records) {
      if (!record.ok) return yield record;
      noteNames(record.value, named);
      lines.push(frameLine(record.value));
    }
    tally.records += lines.length;
    yield success(Buffer.concat(lines));
  }
}

const noteNames = ({ record: { after, body } }: SignedRecord, { attachments, notes, sealed }: Named): void => {
  if (after !== null) notes.add(after);
  for (const digest of sealedIn(body)) sealed.add(digest);
  for (const reference of attachmentsIn(body)) attachments.set(reference.sha256, reference);
};

/** A frame with its LF; hex by the platform, for there are many. */
export const frameLine = ({ signature, bytes }: Pick<SignedRecord, "bytes" | "signature">): Uint8Array => {
  const hex = Buffer.from(signature.buffer, signature.byteOffset, signature.length).toString("hex");
  return Buffer.concat([Buffer.from(`${hex} `, "latin1"), bytes, lineFeed]);
};

async function* noteLines(named: ReadonlySet<string>, { notes }: BundleExtras): PlainLines {
  const given = await notes(named);
  if (!given.ok) return yield given;
  for (const note of given.value) yield line({ kind: "note", note });
}

async function* receiptLines(records: ReadonlyArray<HeldRecord>, { receipts }: BundleExtras): PlainLines {
  for (const id of records.map((record) => record.id).sort()) {
    const given = await receipts(id);
    if (!given.ok) return yield given;
    for (const receipt of given.value) yield line({ kind: "receipt", ...receipt });
  }
}

async function* openingLines(sealed: ReadonlySet<string>, { opening }: BundleExtras, tally: BundleTally): PlainLines {
  for (const digest of sealed) {
    const given = await opening(digest);
    if (given === null) continue;
    tally.openings++;
    yield line({ kind: "opening", opening: given });
  }
}

async function* attachmentLines(
  named: ReadonlyMap<string, AttachmentReference>,
  extras: BundleExtras,
  tally: BundleTally,
): PlainLines {
  let room = extras.attachmentBytesMax;
  for (const reference of named.values()) {
    const size = (await extras.attachments?.size(reference.sha256)) ?? null;
    if (extras.attachments === null || size !== reference.size || size > room) {
      tally.leftOut.push(reference);
      continue;
    }
    room -= size;
    yield* partLines(reference, extras.attachments);
    tally.attachments++;
  }
}

async function* partLines(
  { sha256, size }: AttachmentReference,
  attachments: Pick<AttachmentPort, "read">,
): PlainLines {
  const digest = nodeRunningDigest();
  let offset = 0;
  do {
    const bytes = await attachments.read(sha256, offset, Math.min(partBytesMax, size - offset));
    if (!bytes.ok) return yield bytes;
    if (bytes.value.length === 0 && size > 0) return yield damaged(sha256);
    digest.update(bytes.value);
    yield line({ kind: "part", sha256, offset, base64: base64Of(bytes.value) });
    offset += bytes.value.length;
  } while (offset < size);
  if (digest.hex() !== sha256) yield damaged(sha256);
}

const damaged = (sha256: string): Outcome<never> =>
  refuse(
    "attachmentDamaged",
    `The attachment ${sha256.slice(0, 12)}… has changed on this disk. Take it out of the folder "attachments" and get it again from a peer.`,
  );

function* groupsOf(records: Iterable<HeldRecord>, size: number): Generator<ReadonlyArray<HeldRecord>, void> {
  let group: HeldRecord[] = [];
  for (const record of records) {
    group.push(record);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

const line = (content: Exclude<BundleLine, { kind: "frame" }>): Outcome<Uint8Array> =>
  success(Buffer.from(`${objectLine(content)}\n`, "utf8"));

const base64Of = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");

const lineFeed = Uint8Array.of(0x0a);
