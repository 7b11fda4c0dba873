/** What must hold at the end of every run; each check says what is wrong in sentences. */
import { Ledger } from "../../shared/ledger/ledger.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../shared/register/standing-judge.ts";
import { doubtsOf } from "../../shared/sync/doubtful-key.ts";
import { storedFrame } from "../../main/signature/stored-frame.ts";
import { valueOf } from "../doubles/value-of.ts";
import type { OpenInstallation } from "./installation.ts";
import { openOf, type Scene } from "./scene.ts";
import type { Station } from "./station.ts";

/** What is wrong, the most telling first; empty when all is well. */
export const faultsOf = async (scene: Scene): Promise<ReadonlyArray<string>> => [
  ...scene.stations.flatMap(lostOf),
  ...scene.stations.flatMap(brokenJournal),
  ...accusedHonest(scene),
  ...differences(scene),
  ...(await Promise.all(scene.stations.map(differsFromScratch))).flat(),
];

const lostOf = (station: Station): ReadonlyArray<string> => {
  const { journal, store } = openOf(station);
  return [...station.acknowledged]
    .filter((id) => !journal.has(id) || store.ledger.record(id) === undefined)
    .map((id) => `${station.name} acknowledged ${id.slice(0, 8)} and has lost it.`);
};

const brokenJournal = (station: Station): ReadonlyArray<string> => {
  const fault = openOf(station).journal.fault();
  return fault === null ? [] : [`The journal of ${station.name} has a fault: ${fault.message}`];
};

const accusedHonest = ({ stations }: Scene): ReadonlyArray<string> => {
  const honest = new Map(stations.flatMap(({ keys, name }) => keys.map((key) => [key, name])));
  return stations.flatMap((station) =>
    [...openOf(station).store.ledger.histories.values()].flatMap((history) =>
      [...doubtsOf(history).keys()].flatMap((key) => {
        const name = honest.get(key);
        return name === undefined ? [] : [`${station.name} holds a proof that ${name}, who is honest, equivocated.`];
      }),
    ),
  );
};

/** The order and the standings of a history as one installation sees them. */
const viewOf = ({ store }: Pick<OpenInstallation, "store">, id: HistoryId): ReadonlyArray<string> => {
  const history = store.ledger.history(id);
  if (history === undefined) return ["is not here"];
  const doubtful = new Set(doubtsOf(history).keys());
  const verdicts = store.judge.verdicts(id);
  return [
    ...[...doubtful].sort().map((key) => `in doubt ${key} ${JSON.stringify(history.doubt(key))}`),
    `${history.pendingCount} pending`,
    ...history.order
      .filter(({ writer }) => !doubtful.has(writer))
      .map((record) => `${record.id} ${JSON.stringify(verdicts.get(record.id))}`),
  ];
};

const differences = ({ stations }: Scene): ReadonlyArray<string> => {
  const [first, ...others] = stations;
  if (first === undefined) return [];
  const ids = new Set(stations.flatMap((station) => [...openOf(station).store.ledger.histories.keys()]));
  return [...ids].flatMap((id) => {
    const view = viewOf(openOf(first), id);
    return others.flatMap((other) => {
      const theirs = viewOf(openOf(other), id);
      const place = Array.from({ length: Math.max(view.length, theirs.length) }, (_, at) => at).find(
        (at) => view[at] !== theirs[at],
      );
      if (place === undefined) return [];
      const words = `"${view[place] ?? "nothing"}" and "${theirs[place] ?? "nothing"}"`;
      return [`${first.name} and ${other.name} differ about the history ${id.slice(0, 8)} at line ${place}: ${words}.`];
    });
  });
};

/** The graph as it grew must be the graph that the journal gives. */
const differsFromScratch = async (station: Station): Promise<ReadonlyArray<string>> => {
  const open = openOf(station);
  const ledger = new Ledger();
  for await (const lines of open.journal.lines(0))
    for (const { frame, id } of valueOf(lines)) {
      const signed = storedFrame(id, frame);
      valueOf(ledger.take(signed, inspectRecord(signed.record)));
    }
  const judge = new StandingJudge(ledger, isKnownType);
  return [...ledger.histories.keys()].flatMap((id) => {
    const [grown, fresh] = [viewOf(open, id), viewOf({ store: { ...open.store, judge, ledger } }, id)];
    return grown.join("\n") === fresh.join("\n")
      ? []
      : [`${station.name} judges ${id.slice(0, 8)} otherwise from scratch.`];
  });
};
