/** What the index answers about the fleet and one asset, in the shapes of the RPC contract. */
import type { History } from "../../shared/ledger/history.ts";
import { shortId } from "../../shared/ledger/record.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { codeField, conflictsIn, namedField, textField } from "../../shared/query/asset-detail.ts";
import { identifiers, lifeNumber } from "../../shared/query/asset-founding.ts";
import { attachmentsOf } from "../../shared/query/body-references.ts";
import { fieldValues } from "../../shared/query/field-values.ts";
import { latestCounters } from "../../shared/query/latest-counters.ts";
import { latestReading, seriesOf } from "../../shared/query/latest-readings.ts";
import { openDefects } from "../../shared/query/open-defects.ts";
import { standingCounts } from "../../shared/query/standing-counts.ts";
import { forksOf } from "../../shared/ledger/fork.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import type { IndexRows } from "./index-rows.ts";

/** The id names a history that is no asset's, or none. */
export type NotAnAsset = Failure & { readonly kind: "noAsset" };

/** Everything about one asset but its attachments, which lie elsewhere. */
export const answerAsset = (
  rows: IndexRows,
  history: History,
): Outcome<Omit<AssetDetail, "attachments_missing">, NotAnAsset> => {
  const { database } = rows;
  const key = rows.historyKey(history.id);
  const [life] = database.ask(lifeNumber(key));
  const register = history.root?.foundsUnder;
  if (life === undefined || typeof register !== "string")
    return refuse("noAsset", `The history ${shortId(history.id)} is not that of an asset.`);
  const fields = database.ask(fieldValues(key));
  const standings = [...database.ask(standingCounts(key))];
  return success({
    conflicts: conflictsIn(fields),
    counters: [...database.ask(latestCounters(key))],
    description: textField(fields, "description"),
    equipment_class: codeField(fields, "equipment_class"),
    equivocations: equivocationsOf(history),
    forks: forksOf(history).length,
    heads: [...history.heads].map(({ id }) => id).sort(),
    history: history.id,
    identifiers: [...database.ask(identifiers(key))],
    last_readings: latestReadings(rows, key),
    life_number: life,
    location: textField(fields, "location"),
    maker: textField(fields, "maker"),
    model: textField(fields, "model"),
    open_defects: [...database.ask(openDefects(key))],
    records: standings.reduce((sum, { count }) => sum + count, 0),
    register,
    serial: textField(fields, "serial"),
    standings,
    tag: namedField(fields, "tag"),
  });
};

/** Digests of the attachments that records of a history name. */
export const attachmentDigests = (rows: IndexRows, history: History): ReadonlyArray<string> =>
  rows.database.ask(attachmentsOf(rows.historyKey(history.id))).map(({ sha256 }) => sha256);

const latestReadings = ({ database }: IndexRows, key: number): AssetDetail["last_readings"] =>
  database
    .ask(seriesOf(key))
    .flatMap(({ key: series, name, unit }) =>
      database.ask(latestReading(series)).map((reading) => ({ ...reading, channel: name, unit })),
    );

const equivocationsOf = (history: History): AssetDetail["equivocations"] =>
  history.equivocations.map(({ records, seq, writer }) => ({ records: [...records].sort(), seq, writer }));
