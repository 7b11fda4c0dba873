/** Verifies a file and gives what was found as a verification report takes it. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { hexOf } from "../../shared/encoding/hex.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ReportVerified } from "../../shared/record-type/ledger-body.ts";
import { reportKinds } from "../../shared/report/report-kinds.ts";
import type { VerificationReportInput, VerifiedHistory } from "../../shared/report/verification-report-input.ts";
import type { HistoryVerdict, VerdictReport } from "../../shared/rpc/rows.ts";
import { verifyFile } from "../verify/verify-file.ts";
import { verifyStopped } from "./file-handlers.ts";
import type { NodeParts } from "./node-parts.ts";
import type { GivenFile, ReportMaterial, ReportSource } from "./report-source.ts";
import { unfitIn } from "./written-text.ts";

/** The verdict on a file that somebody gave. */
export const verificationSource: ReportSource<VerificationReportInput> = (parts, subject, task) =>
  subject.kind === "file" ? readVerdict(parts, subject.file, task.signal) : Promise.resolve(notAHistory);

const notAHistory = refuse("wrongSubject", "This report is about a file, not about a history. Give the file.");

const readVerdict = async (
  parts: NodeParts,
  { name: given, path, trust }: GivenFile,
  signal: AbortSignal,
): Promise<Outcome<ReportMaterial<VerificationReportInput>>> => {
  const name = given.normalize("NFC").slice(0, nameCharactersMax);
  const unfit = unfitIn(name);
  if (unfit !== null) return refuse("nameUnfit", `The name of the file holds ${unfit}. Give it another name.`);
  const facts = await stat(path).catch(() => null);
  if (facts === null) return refuse("fileUnreadable", `${path} cannot be read: there is no such file or folder.`);
  const verdict = await verifyFile(parts.files, { path, strict: false, trust }, { signal });
  if (signal.aborted) return verifyStopped;
  if (verdict.kind === "proof") return proofStandsAlone;
  const sha256 = facts.isFile() ? await digestOf(path) : null;
  const { kind } = verdict;
  const file = { bytes: facts.isFile() ? facts.size : verdict.checked.bytes, kind, name, sha256 };
  return success({
    about: { type: "report/verified@1", body: statementOf(verdict, file) },
    carries: [],
    title: `${reportKinds["verification-report"].title} ${name}`,
    input: (ground) => ({ ground, ...foundIn(verdict, file) }),
  });
};

const proofStandsAlone = refuse(
  "proofAlone",
  "A receipt or a proof of misbehaviour stands for itself: hand over the file, and whoever has it verifies it.",
);

/** As the record's schema has it. */
const nameCharactersMax = 200;
const reasonCharactersMax = 2000;

type File = VerificationReportInput["file"] & { readonly kind: ReportVerified["kind"] };

/** The verdict as the record states it that founds the history of the verification. */
const statementOf = (
  verdict: VerdictReport,
  { bytes, kind, name, sha256 }: File,
): Omit<ReportVerified, "nonce" | "register"> => ({
  bytes,
  kind,
  name,
  reason: verdict.reason?.message.slice(0, reasonCharactersMax) ?? null,
  records: verdict.checked.records,
  sha256,
  trusted: verdict.trusted,
  verdict: verdict.verdict,
});

const foundIn = (verdict: VerdictReport, file: File): Omit<VerificationReportInput, "ground"> => ({
  file,
  verdict: verdict.verdict,
  statement: verdict.statement,
  reason: verdict.reason,
  trusted: verdict.trusted,
  registers: verdict.registers,
  revocations: verdict.known.revocations,
  warnings: verdict.warnings,
  remarks: verdict.remarks,
  checked: verdict.checked,
  histories: verdict.histories.map(historyOf),
});

const historyOf = (history: HistoryVerdict): VerifiedHistory => ({
  id: history.history,
  title: history.title,
  register: history.register,
  records: history.records,
  standings: Object.entries(history.standings).map(([standing, records]) => ({ records, standing })),
  forks: history.forks,
  conflicts: history.conflicts,
  equivocations: history.equivocations.length,
  impossibleTimes: history.impossible_times,
  lateEntries: history.late_entries,
  attachmentsMissing: history.attachments.missing,
  openingsWithheld: history.openings.withheld,
  openingsErased: history.openings.erased,
  openBounds: history.bounds.open,
  writers: history.writers,
});

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hexOf(hash.digest());
};
