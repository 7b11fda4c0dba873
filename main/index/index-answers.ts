/** What can be asked of the index, in the shapes of the RPC contract. */
import type { History } from "../../shared/ledger/history.ts";
import { parseRecordId, shortId, type HistoryId, type RecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { AssetListRequest } from "../../shared/query/asset-list.ts";
import { attachmentsOf, sealedOf, type AttachmentSize } from "../../shared/query/body-references.ts";
import { historiesByTag } from "../../shared/query/histories-by-tag.ts";
import type { Question } from "../../shared/query/question.ts";
import { timelineRowAt } from "../../shared/query/timeline-window.ts";
import { unsharedTotal } from "../../shared/query/unshared-count.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { DueTask } from "../../shared/service/due-task.ts";
import type { AssetDetail, TimelineEntry } from "../../shared/rpc/rows.ts";
import type { Journal, ReadFailure } from "../journal/journal.ts";
import { answerAsset, attachmentDigests, type NotAnAsset } from "./asset-answers.ts";
import { dueTasks } from "./due-answers.ts";
import { answerAssetList, answerDueList, answerFacets } from "./fleet-answers.ts";
import type { IndexKeeper } from "./index-keeper.ts";
import type { IndexRows } from "./index-rows.ts";
import { answerIssuedReports, type IssuedReports, type IssuedWish } from "./report-answers.ts";
import { answerReadings, type NoSuchChannel, type ReadingsRequest } from "./reading-answers.ts";
import { answerTimeline, timelineEntry, type TimelineSource, type WrittenBy } from "./timeline-answers.ts";

/** What answers need besides the rows. */
export interface AnswerPorts extends TimelineSource {
  readonly journal: Pick<Journal, "lineOf" | "read">;
  readonly hasAttachment: (sha256: string) => Promise<boolean>;
}

/** No history or record of that id is here. */
export type NotHeld = Failure & { readonly kind: "notHeld" };
export type IndexFailure = ReadFailure | NotHeld | NotAnAsset | NoSuchChannel;

export interface IndexAnswers {
  /** The fleet, by windows; `today` is `YYYY-MM-DD`. */
  readonly assets: (
    request: AssetListRequest,
    today: string,
  ) => Promise<Outcome<ResponseOf<"asset.list">, ReadFailure>>;
  /** What the filters of the fleet hold. */
  readonly facets: (today: string) => Promise<Outcome<ResponseOf<"asset.facets">, ReadFailure>>;
  /** Tasks of the whole fleet that are due soon or already. */
  readonly dueList: (limit: number, today: string) => Promise<Outcome<ResponseOf<"due.list">, ReadFailure>>;
  /** The tasks of one asset's plan. */
  readonly due: (history: HistoryId) => Promise<Outcome<ReadonlyArray<DueTask>, IndexFailure>>;
  /** One asset. */
  readonly asset: (history: HistoryId) => Promise<Outcome<AssetDetail, IndexFailure>>;
  /** A history by windows. */
  readonly timeline: (
    history: HistoryId,
    request: WrittenBy,
  ) => Promise<Outcome<ResponseOf<"history.timeline">, IndexFailure>>;
  /** One record as a timeline shows it. */
  readonly entry: (record: RecordId) => Promise<Outcome<TimelineEntry, IndexFailure>>;
  /** A channel of an asset for a plot. */
  readonly readings: (
    history: HistoryId,
    request: ReadingsRequest,
  ) => Promise<Outcome<ResponseOf<"history.readings">, IndexFailure>>;
  /** The rows of a question of shared/query. */
  readonly listed: <R>(question: Question<R>) => Promise<Outcome<ReadonlyArray<R>, ReadFailure>>;
  /** The same about one history, which questions name by its number. */
  readonly listedIn: <R>(
    history: HistoryId,
    question: (key: number) => Question<R>,
  ) => Promise<Outcome<ReadonlyArray<R>, ReadFailure | NotHeld>>;
  /** Assets with exactly this tag, at once. */
  readonly historiesWithTag: (tag: string) => ReadonlyArray<HistoryId>;
  /** Attachments that records of a history name. */
  readonly attachmentsOf: (history: HistoryId) => Promise<Outcome<ReadonlyArray<AttachmentSize>, IndexFailure>>;
  /** Digests of the sealed values in a history: what openings of it there can be. */
  readonly sealedOf: (history: HistoryId) => Promise<Outcome<ReadonlyArray<string>, IndexFailure>>;
  /** Documents that were issued, by windows. */
  readonly issuedReports: (wish: IssuedWish) => Promise<Outcome<IssuedReports, ReadFailure>>;
  /** Records that nobody else is known to have. */
  readonly unsharedTotal: () => Promise<Outcome<number, ReadFailure>>;
}

/** Answers from an index that is settled before each question. */
export const indexAnswers = (keeper: IndexKeeper, deps: AnswerPorts): IndexAnswers => {
  const ask = async <T>(answer: (rows: IndexRows) => T): Promise<Outcome<T, ReadFailure>> => {
    const ready = await keeper.ready();
    return ready.ok ? success(answer(ready.value.rows)) : ready;
  };
  const askOf = async <T, F extends Failure>(
    id: HistoryId,
    answer: (rows: IndexRows, history: History) => Promise<Outcome<T, F>> | Outcome<T, F>,
  ): Promise<Outcome<T, F | ReadFailure | NotHeld>> => {
    const ready = await keeper.ready();
    if (!ready.ok) return ready;
    const history = deps.histories.ledger.history(id);
    return history === undefined
      ? refuse("notHeld", `The history ${shortId(id)} is not here.`)
      : answer(ready.value.rows, history);
  };
  return {
    assets: (request, today) => ask((rows) => answerAssetList(rows, request, today)),
    facets: (today) => ask((rows) => answerFacets(rows, today)),
    dueList: (limit, today) => ask((rows) => answerDueList(rows, limit, today)),
    due: (id) => askOf(id, (rows, history) => success(dueTasks(rows, rows.historyKey(history.id)))),
    asset: (id) => askOf(id, (rows, history) => assetWithAttachments(rows, history, deps)),
    timeline: (id, request) => askOf(id, (rows, history) => answerTimeline(rows, deps, history, request)),
    entry: (id) => entryOf(keeper, deps, id),
    readings: (id, request) => askOf(id, (rows, history) => answerReadings(rows, history, request)),
    listed: (question) => ask((rows) => rows.database.ask(question)),
    listedIn: (id, question) =>
      askOf(id, (rows, history) => success(rows.database.ask(question(rows.historyKey(history.id))))),
    historiesWithTag: (tag) =>
      keeper
        .readyNow()
        ?.rows.database.ask(historiesByTag(tag))
        .flatMap((id) => parseRecordId(id) ?? []) ?? [],
    attachmentsOf: (id) =>
      askOf(id, (rows, history) => success(rows.database.ask(attachmentsOf(rows.historyKey(history.id))))),
    sealedOf: (id) => askOf(id, (rows, history) => success(rows.database.ask(sealedOf(rows.historyKey(history.id))))),
    issuedReports: (wish) => ask((rows) => answerIssuedReports(rows, wish)),
    unsharedTotal: () => ask((rows) => rows.database.ask(unsharedTotal())[0] ?? 0),
  };
};

const assetWithAttachments = async (
  rows: IndexRows,
  history: History,
  deps: AnswerPorts,
): Promise<Outcome<AssetDetail, NotAnAsset>> => {
  const asset = answerAsset(rows, history);
  if (!asset.ok) return asset;
  const present = await Promise.all(attachmentDigests(rows, history).map((sha256) => deps.hasAttachment(sha256)));
  return success({ ...asset.value, attachments_missing: present.filter((isHere) => !isHere).length });
};

const entryOf = async (
  keeper: IndexKeeper,
  deps: AnswerPorts,
  id: RecordId,
): Promise<Outcome<TimelineEntry, IndexFailure>> => {
  const ready = await keeper.ready();
  if (!ready.ok) return ready;
  const line = deps.journal.lineOf(id);
  const [row] = line === null ? [] : ready.value.rows.database.ask(timelineRowAt(line));
  const entry = row === undefined ? success(null) : await timelineEntry(deps, row);
  if (!entry.ok) return entry;
  if (entry.value === null) return refuse("notHeld", `The record ${shortId(id)} is not here.`);
  return success(entry.value);
};
