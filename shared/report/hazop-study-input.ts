/** What a study report is made from: the study, its state at a moment, and what was found when it was looked over. */
import type { Finding } from "../hazop/finding.ts";
import type { Fact } from "../hazop/study-record.ts";
import type { RecommendationClosed } from "../hazop/hazop-body.ts";
import type { StudyState } from "../hazop/study-state.ts";
import type { Study } from "../hazop/study.ts";
import type { ReportGround } from "./report-ground.ts";

export interface HazopStudyInput {
  readonly ground: ReportGround;
  readonly name: string;
  readonly study: Study;
  readonly state: StudyState;
  readonly findings: ReadonlyArray<Finding>;
  readonly closures: ReadonlyArray<Fact<RecommendationClosed>>;
  readonly file: { readonly name: string; readonly sha256: string; readonly size: number; readonly dialect: string };
  readonly importedAt: string;
  /** Records of the study and of its assets that the state was computed from. */
  readonly records: number;
}
