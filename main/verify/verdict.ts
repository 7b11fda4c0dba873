/** The verdict over everything that was read: the table of record-format.md, section 11. */
import type { HistoryVerdict, VerdictReport } from "../../shared/rpc/rows.ts";
import type { Evidence } from "./evidence.ts";
import { historyVerdict } from "./history-verdict.ts";
import { knowWitnesses, witnessWarnings } from "./witness-warnings.ts";

/** Why reading ended early. `incomplete` is a cut-off file whose good prefix was read. */
export interface ReadingEnd {
  readonly verdict: "incomplete" | "not verified";
  readonly kind: string;
  readonly message: string;
  readonly place: string | null;
}

export interface VerdictWish {
  readonly kind: VerdictReport["kind"];
  readonly end: ReadingEnd | null;
  readonly trust: string | null;
  readonly strict: boolean;
  /** What the container itself has to say: a torn tail, attachments that were left out. */
  readonly remarks?: ReadonlyArray<string>;
  /** What must be looked at: damage in a log that was closed for it. */
  readonly warnings?: ReadonlyArray<string>;
}

/** Judges the evidence and says so in words. */
export const verdictOf = (evidence: Evidence, wish: VerdictWish): VerdictReport => {
  const untrue = knowWitnesses(evidence);
  const histories = [...evidence.ledger.histories.values()].map((history) => historyVerdict(evidence, history));
  const warnings = [...(wish.warnings ?? []), ...warningsOf(histories), ...untrue, ...witnessWarnings(evidence)];
  const end = wish.end ?? trustFault(histories, wish.trust) ?? strictFault(warnings, wish.strict);
  const failing = wish.end ?? trustFault(histories, wish.trust);
  const verdict = failing?.verdict ?? (wish.trust === null ? "self-consistent" : "verified");
  return {
    checked: {
      attachments: evidence.presentAttachments.size,
      bytes: evidence.bytes,
      notes: evidence.times.noteDigests.length,
      receipts: evidence.receipts,
      records: evidence.ledger.size,
    },
    exit: end === null ? 0 : 1,
    histories,
    kind: wish.kind,
    known: { notes: [...evidence.times.noteDigests], revocations: revocationsOf(evidence, histories) },
    reason: end === null ? null : { kind: end.kind, message: end.message, place: end.place },
    registers: histories.filter(({ register }) => register === null).map(({ history }) => history),
    remarks: [...(wish.remarks ?? []), ...remarksOf(evidence, histories, wish.trust)],
    statement: statementOf(verdict, wish),
    trusted: wish.trust,
    verdict,
    warnings,
  };
};

/** The sentence that every verdict ends with: what no verifier can know. */
export const cannotBeExcluded = "Records that were written later or withheld cannot be excluded.";

const statementOf = (verdict: VerdictReport["verdict"], { end, kind, trust }: VerdictWish): string => {
  if (kind === "proof" && end === null) return "The proof holds by itself: every signature and every hash in it fits.";
  switch (verdict) {
    case "verified":
      return `Verified under the register ${trust ?? ""}: every record, signature and chain is as it was written. ${cannotBeExcluded}`;
    case "self-consistent":
      return `Self-consistent: every record, signature and chain is as it was written. No trusted register was named, so who the writers are is their own statement. ${cannotBeExcluded}`;
    case "incomplete":
      return `Incomplete: what is there is as it was written, but the end is missing. ${end?.message ?? ""}`;
    case "not verified":
      return "Not verified.";
  }
};

const trustFault = (histories: ReadonlyArray<HistoryVerdict>, trust: string | null): ReadingEnd | null => {
  if (trust === null || histories.some(({ history, register }) => (register ?? history) === trust)) return null;
  return {
    verdict: "not verified",
    kind: "otherRegister",
    place: null,
    message: `Nothing in it stands under the register ${trust} that you trust. It may be genuine under another register.`,
  };
};

const strictFault = (warnings: ReadonlyArray<string>, strict: boolean): ReadingEnd | null => {
  const [first] = warnings;
  return strict && first !== undefined
    ? { verdict: "not verified", kind: "warning", message: first, place: null }
    : null;
};

/** Standings that are worth a remark, those that are worth a warning (section 11). */
const remarkable = ["pending", "provisional", "malformed", "conflicting", "undetermined"] as const;
const alarming = ["not permitted", "disputed"] as const;

const remarksOf = (evidence: Evidence, histories: ReadonlyArray<HistoryVerdict>, trust: string | null): string[] => {
  const remarks = remarkable.flatMap((standing) => standingLine(histories, standing));
  const missing = new Set(histories.flatMap(({ history }) => missingAttachments(evidence, history)));
  if (missing.size > 0)
    remarks.push(
      `missing attachments: ${missing.size} (${[...missing]
        .map((sha256) => sha256.slice(0, 12))
        .slice(0, 5)
        .join(", ")})`,
    );
  for (const { history, surfaced, title } of histories.filter((one) => one.surfaced > 0))
    remarks.push(
      `surfaced after the seal: ${surfaced} ${surfaced === 1 ? "record" : "records"} in ${title ?? history.slice(0, 12)}`,
    );
  const open = sum(histories, ({ bounds }) => bounds.open);
  if (open > 0)
    remarks.push(`open bounds: the times of ${open} records are self-declared; nobody else stands behind them`);
  const impossible = sum(histories, ({ impossible_times }) => impossible_times);
  if (impossible > 0) remarks.push(`impossible times: ${impossible} records claim a time that witnesses contradict`);
  const others = trust === null ? [] : histories.filter(({ history, register }) => (register ?? history) !== trust);
  if (others.length > 0)
    remarks.push(`another register: ${others.length} histories do not stand under the register that you trust`);
  return remarks;
};

const warningsOf = (histories: ReadonlyArray<HistoryVerdict>): string[] => {
  const warnings: string[] = alarming.flatMap((standing) => standingLine(histories, standing));
  for (const { equivocations, history, writers } of histories) {
    for (const { records, seq, writer } of equivocations) {
      warnings.push(
        `equivocation: the key ${writer} signed two records with seq ${seq} in the history ${history}: ${records.join(" and ")}${whoseKey(writers, writer)}`,
      );
    }
  }
  return warnings;
};

const whoseKey = (writers: HistoryVerdict["writers"], key: string): string => {
  const row = writers.find((one) => one.key === key);
  const names = [row?.name ?? null, row?.organisation ?? null].filter((name) => name !== null);
  return names.length === 0 ? "" : ` (the key of ${names.join(", ")})`;
};

const standingLine = (histories: ReadonlyArray<HistoryVerdict>, standing: string): string[] => {
  const count = sum(histories, ({ standings }) => standings[standing] ?? 0);
  const where = histories
    .filter(({ standings }) => (standings[standing] ?? 0) > 0)
    .map(({ history, title }) => title ?? history.slice(0, 12));
  return count === 0 ? [] : [`${standing}: ${count} ${count === 1 ? "record" : "records"} in ${where.join(", ")}`];
};

const missingAttachments = (evidence: Evidence, id: string): ReadonlyArray<string> => {
  const named: ReadonlyMap<string, ReadonlySet<string>> = evidence.attachments;
  return [...(named.get(id) ?? [])].filter((sha256) => !evidence.presentAttachments.has(sha256));
};

const revocationsOf = (evidence: Evidence, histories: ReadonlyArray<HistoryVerdict>): string[] => {
  const registers = evidence.ledger.histories.registers();
  return histories.length === 0
    ? []
    : registers.flatMap(({ id }) => evidence.judge.registerNow(id).ends.map(({ by }) => by));
};

const sum = <T>(values: ReadonlyArray<T>, of: (value: T) => number): number =>
  values.reduce((total, value) => total + of(value), 0);
