/** A grade as it is being made, and what follows from it at every moment. */
import { gradeCore, type CoreGrade, type GradeFacts } from "../../shared/reman/grade-core.ts";
import type { Programme } from "../../shared/reman/programme.ts";
import type { RequestOf } from "../../shared/rpc/methods.ts";
import type { Attachment } from "../../shared/service/work-body.ts";
import { typedAmount } from "../vocabulary/money-words.ts";
import { textOrNull } from "./receive-draft.ts";

/** One criterion that was ticked. */
export interface FindingDraft {
  readonly code: string;
  readonly count: string;
  readonly stated: string;
  readonly text: string;
  readonly photos: ReadonlyArray<Attachment>;
}

export interface GradeDraft {
  readonly programme: string;
  readonly coreModel: string;
  readonly soldModel: string;
  readonly remark: string;
  readonly findings: ReadonlyArray<FindingDraft>;
}

export const emptyGradeDraft: GradeDraft = { programme: "", coreModel: "", findings: [], remark: "", soldModel: "" };

const photoShape: Attachment = { media_type: "", name: "", sha256: "", size: 0 };

/** With one item in each list, so that a draft of another version is not taken for one. */
export const gradeDraftShape: GradeDraft = {
  ...emptyGradeDraft,
  findings: [{ code: "", count: "", photos: [photoShape], stated: "", text: "" }],
};

/** A criterion that was found just now. */
export const emptyFinding = (code: string): FindingDraft => ({ code, count: "1", photos: [], stated: "", text: "" });

/** The credit as it stands; an amount that is not written yet counts as nothing. */
export const gradeOf = (
  draft: GradeDraft,
  terms: Programme,
  facts: Pick<GradeFacts, "deposit" | "window">,
): CoreGrade | null => {
  const findings = draft.findings.map((finding) => ({
    code: finding.code,
    count: countOf(finding),
    stated_minor: isStated(terms, finding.code) ? (typedAmount(finding.stated, terms.currency) ?? 0) : null,
  }));
  const graded = gradeCore(terms, { ...facts, findings, models: modelsOf(draft) });
  return graded.ok ? graded.value : null;
};

/** Whether the grader states the amount. */
export const isStated = ({ criteria }: Programme, code: string): boolean =>
  criteria.find((one) => one.code === code)?.deduction?.kind === "stated";

/** What is missing yet: `photo CODE`, `amount CODE`, or `programme`. */
export const gradeFaults = (draft: GradeDraft, terms: Programme | null): ReadonlySet<string> =>
  new Set([
    ...(terms === null ? ["programme"] : []),
    ...draft.findings.flatMap(({ code, photos, stated }) => [
      ...(photos.length === 0 ? [`photo ${code}`] : []),
      ...(terms !== null && isStated(terms, code) && typedAmount(stated, terms.currency) === null
        ? [`amount ${code}`]
        : []),
    ]),
  ]);

/** The request of a draft without faults. */
export const gradeRequestOf = (draft: GradeDraft, terms: Programme, receipt: string): RequestOf<"core.grade"> => ({
  findings: draft.findings.map((finding) => ({
    code: finding.code,
    count: countOf(finding),
    photos: [...finding.photos],
    stated_minor: isStated(terms, finding.code) ? typedAmount(finding.stated, terms.currency) : null,
    text: textOrNull(finding.text),
  })),
  models: modelsOf(draft),
  programme: draft.programme,
  receipt,
  remark: textOrNull(draft.remark),
});

const countOf = ({ count }: FindingDraft): number => (/^[1-9]\d{0,2}$/.test(count.trim()) ? Number(count) : 1);

const modelsOf = ({ coreModel, soldModel }: GradeDraft) => ({
  core: textOrNull(coreModel),
  sold: textOrNull(soldModel),
});
