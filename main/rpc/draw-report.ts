/** A report drawn: the facts of its kind on a fresh checkpoint, made into pages on a thread of its own. */
import { base64Of } from "../../shared/encoding/base64.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { paperFormats, type Paper } from "../../shared/report/report-kind.ts";
import {
  isReportKind,
  reportDocument,
  reportKind,
  reportKindNames,
  type ReportInput,
  type ReportKindName,
} from "../../shared/report/report-kinds.ts";
import type { Issuer } from "../../shared/report/report-document.ts";
import type { ReportGround } from "../../shared/report/report-ground.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { MadeBase } from "../report/base-pdf-job.ts";
import { makeBase } from "../report/make-base.ts";
import { groundSeal } from "./ground-seal.ts";
import { freshCheckpoint } from "./carried-extras.ts";
import { checkpointOf } from "./checkpoint-text.ts";
import type { NodeParts } from "./node-parts.ts";
import {
  reportStopped,
  type FoundedFor,
  type ReportMaterial,
  type ReportSource,
  type ReportSubject,
} from "./report-source.ts";
import { reportSources } from "./report-sources.ts";
import type { Task } from "./tasks.ts";

/** What is to be drawn. */
export interface DrawWish<K extends ReportKindName = ReportKindName> {
  readonly kind: K;
  readonly subject: ReportSubject;
  readonly paper: Paper;
  readonly compress: boolean;
  readonly state: ReportGround["state"];
  readonly issuer: Issuer;
  /** Founds the history that a report of a file needs, or names the one that a preview of it shows. */
  readonly found: (founded: FoundedFor) => Promise<Outcome<HistoryId>>;
}

export interface DrawnReport<K extends ReportKindName = ReportKindName> {
  readonly kind: K;
  readonly base: MadeBase;
  readonly title: string;
  readonly history: HistoryId;
  readonly carries: ReadonlyArray<HistoryId>;
}

/** Draws a report of any kind; says each page, and ends early when the task is stopped. */
export const drawReport = (parts: NodeParts, wish: DrawWish, task: Task): Promise<Outcome<DrawnReport>> =>
  drawKind(parts, wish, task);

/** The kind that somebody names. */
export const namedKind = (name: string): Outcome<ReportKindName> =>
  isReportKind(name)
    ? success(name)
    : refuse("kindUnknown", `There is no report "${name}". There are: ${reportKindNames.join(", ")}.`);

/** The paper that somebody asks for, or the first that the kind fits on. */
export const chosenPaper = (kind: ReportKindName, wanted: Paper | undefined): Outcome<Paper> => {
  const { papers, title } = reportKind(kind);
  if (wanted === undefined || papers.includes(wanted)) return success(wanted ?? papers[0]);
  return refuse(
    "paperUnfit",
    `A ${title} is not made on ${paperText(wanted)}; it is made on ${papers.map(paperText).join(", ")}.`,
  );
};

const paperText = (paper: Paper): string => {
  const { orientation, size } = paperFormats[paper];
  return `${size} ${orientation}`;
};

/** The same table, so that the type of what a source gives follows its kind. */
const sources: { readonly [K in ReportKindName]: ReportSource<ReportInput<K>> } = reportSources;

const drawKind = async <K extends ReportKindName>(
  parts: NodeParts,
  wish: DrawWish<K>,
  task: Task,
): Promise<Outcome<DrawnReport<K>>> => {
  const { kind } = wish;
  const note = await freshCheckpoint(parts);
  if (!note.ok) return note;
  const material = await sources[kind](parts, wish.subject, task);
  if (!material.ok) return material;
  if (task.signal.aborted) return reportStopped;
  const history = await historyOf(material.value, wish);
  if (!history.ok) return history;
  const { origin, root, size } = checkpointOf(note.value);
  const ground: ReportGround = {
    checkpoint: { origin, root: base64Of(root), size },
    history: history.value,
    issuer: wish.issuer,
    register: parts.store.ledger.history(history.value)?.root?.foundsUnder ?? history.value,
    seal: await groundSeal(parts, history.value),
    state: wish.state,
  };
  const document = reportDocument(kind, material.value.input(ground), wish.paper);
  const base = await makeBase(document, { compress: wish.compress, progress: task.progress, signal: task.signal });
  const { carries, title } = material.value;
  return base.ok ? success({ base: base.value, carries, history: history.value, kind, title }) : base;
};

const historyOf = (
  { about }: Pick<ReportMaterial<never>, "about">,
  { found }: Pick<DrawWish, "found">,
): Promise<Outcome<HistoryId>> => (typeof about === "string" ? Promise.resolve(success(about)) : found(about));
