/** Reads everything that a warranty certificate prints: the terms, the cover now, the claims. */
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { lifeNumber } from "../../shared/query/asset-founding.ts";
import { claimsUnder, warrantiesOf } from "../../shared/query/warranties.ts";
import { reportKinds } from "../../shared/report/report-kinds.ts";
import type { WarrantyCertificateInput } from "../../shared/report/warranty-certificate-input.ts";
import { warrantyClaimedSchema } from "../../shared/warranty/warranty-body.ts";
import { endDay } from "../../shared/warranty/warranty-term.ts";
import { claimVerdict, judgedNow, warrantyRowOf } from "./judge-held-warranty.ts";
import type { NodeParts } from "./node-parts.ts";
import { openedText, readRecords, writtenBy } from "./read-record.ts";
import type { ReportSource, ReportSubject } from "./report-source.ts";

/** The warranty that is named by its record, or the newest of the asset. */
export const warrantyCertificateSource: ReportSource<WarrantyCertificateInput> = async (parts, subject) => {
  const id = await warrantyOf(parts, subject);
  if (!id.ok) return id;
  const now = judgedNow(parts);
  const read = await warrantyRowOf(parts, id.value, now);
  if (!read.ok) return read;
  const { row, warranty } = read.value;
  const { body, entry, history } = warranty;
  const claims = await claimsOf(parts, id.value, warranty);
  if (!claims.ok) return claims;
  const life = await parts.index.listedIn(history, lifeNumber);
  if (!life.ok) return life;
  const facts = {
    claims: claims.value,
    ends: endDay(body),
    holder: body.holder === null ? null : (openedText(entry, body.holder) ?? "withheld"),
    issuedAt: entry.at,
    issuedBy: writtenBy(entry),
    judgedAt: now.at,
    lifeNumber: life.value[0] ?? 1,
    record: id.value,
    tag: row.tag,
    terms: body,
    verdict: { checks: row.verdict.checks, cover: row.verdict.cover },
  };
  return success({
    about: history,
    carries: [],
    title: `${reportKinds["warranty-certificate"].title} ${body.certificate_number}`,
    input: (ground) => ({ ...facts, ground }),
  });
};

const warrantyOf = async (parts: NodeParts, subject: ReportSubject): Promise<Outcome<string>> => {
  if (subject.kind === "file")
    return refuse("wrongSubject", "A certificate is about a warranty. Name its record or its asset.");
  if (subject.record !== null) return success(subject.record);
  const ids = await parts.index.listedIn(subject.history, warrantiesOf);
  if (!ids.ok) return ids;
  const [newest] = ids.value;
  return newest === undefined
    ? refuse("noWarranty", "No warranty was issued on this asset. Issue one first.")
    : success(newest);
};

const claimsOf = async (
  parts: NodeParts,
  id: string,
  warranty: Parameters<typeof claimVerdict>[1],
): Promise<Outcome<WarrantyCertificateInput["claims"]>> => {
  const ids = await parts.index.listed(claimsUnder(id));
  const claims = ids.ok ? await readRecords(parts, ids.value, warrantyClaimedSchema) : ids;
  if (!claims.ok) return claims;
  const rows: WarrantyCertificateInput["claims"][number][] = [];
  for (const { body, entry } of claims.value) {
    const verdict = await claimVerdict(parts, warranty, entry);
    if (!verdict.ok) return verdict;
    rows.push({ at: entry.at, cover: verdict.value.cover, record: entry.id, summary: body.summary });
  }
  return success(rows);
};
