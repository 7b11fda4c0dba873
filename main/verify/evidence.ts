/**
 * What a verifier has read: the graph of all records, and what their bodies name besides. Uses no index and no data
 * folder of its own.
 */
import type { Opening } from "../../shared/ledger/bundle.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { Ledger, type ChainFailure } from "../../shared/ledger/ledger.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { openingDigest } from "../../shared/ledger/sealed-value.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../shared/record-type/record-types.ts";
import { erasedSchema, reportIssuedSchema, type ReportIssued } from "../../shared/record-type/ledger-body.ts";
import { StandingJudge } from "../../shared/register/standing-judge.ts";
import { ReadTimes } from "./read-times.ts";
import { attachmentsBeside, sealedBeside } from "../attachment/named-beside.ts";

/** Collects records, openings and attachments as they are read; everything is judged at the end. */
export class Evidence {
  readonly ledger = new Ledger();
  /** Notes and receipts that were read. */
  readonly times = new ReadTimes();
  readonly judge = new StandingJudge(this.ledger, isKnownType, this.times);
  /** Attachments that bodies name, by history. */
  readonly attachments = new Map<HistoryId, Set<string>>();
  /** Sealed values that bodies hold, by history. */
  readonly sealed = new Map<HistoryId, Set<string>>();
  readonly erased = new Set<string>();
  readonly presentAttachments = new Set<string>();
  readonly openings = new Map<string, Opening>();
  readonly titles = new Map<HistoryId, string>();
  /** Documents that records in it have issued. */
  readonly issued: (ReportIssued & { readonly id: string })[] = [];
  receipts = 0;
  bytes = 0;

  /** Takes one checked record; a record that breaks a chain or parent rule is the failure. */
  add(signed: SignedRecord): Outcome<null, ChainFailure> {
    const { record } = signed;
    const taken = this.ledger.take(signed, inspectRecord(record));
    if (!taken.ok) return taken;
    const history = record.history ?? signed.id;
    for (const { sha256 } of attachmentsBeside(signed)) addTo(this.attachments, history, sha256);
    for (const sealed of sealedBeside(signed)) addTo(this.sealed, history, sealed);
    if (record.type === "record/erased@1") for (const sealed of erasedBy(record.body)) this.erased.add(sealed);
    const report = record.type === "report/issued@1" ? reportIssuedSchema.safeParse(record.body) : null;
    if (report?.success === true) this.issued.push({ ...report.data, id: signed.id });
    const tag = record.history === null ? (record.body["tag"] ?? record.body["name"]) : undefined;
    if (typeof tag === "string") this.titles.set(history, tag);
    return success(null);
  }

  addOpening(opening: Opening): void {
    this.openings.set(openingDigest(opening), opening);
  }
}

const erasedBy = (body: unknown): ReadonlyArray<string> => {
  const parsed = erasedSchema.safeParse(body);
  return parsed.success ? parsed.data.sealed : [];
};

const addTo = (map: Map<HistoryId, Set<string>>, history: HistoryId, value: string): void => {
  const values = map.get(history) ?? new Set<string>();
  map.set(history, values.add(value));
};
