/** What must hold at the end of every run; each check says what is wrong in sentences. */
import { Ledger } from "../../shared/ledger/ledger.ts";
import { isComplete, isContradicted, type HeldRecord, type History } from "../../shared/ledger/history.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { inspectRecord } from "../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../shared/register/standing-judge.ts";
import { doubtsOf, doubtsOnTheWay, recordsLeftBehind, travelsOnlyAsAncestor } from "../../shared/sync/doubtful-key.ts";
import { storedFrame } from "../../main/signature/stored-frame.ts";
import { valueOf } from "../doubles/value-of.ts";
import type { OpenInstallation } from "./installation.ts";
import { openOf, type Scene } from "./scene.ts";
import type { Station } from "./station.ts";

/** What is wrong, the most telling first; empty when all is well. */
export const faultsOf = async (scene: Scene): Promise<ReadonlyArray<string>> => [
  ...scene.stations.flatMap((station) => lostOf(station, scene)),
  ...scene.stations.flatMap(brokenJournal),
  ...accusedHonest(scene),
  ...acceptedLies(scene),
  ...unnamedForgers(scene),
  ...differences(scene),
  ...(await Promise.all(scene.stations.map((station) => differsFromScratch(station, scene)))).flat(),
];

const lostOf = (station: Station, scene: Scene): ReadonlyArray<string> => {
  const { journal, store } = openOf(station);
  return [...station.acknowledged]
    .filter((id) => !journal.has(id) || store.ledger.record(id) === undefined)
    .filter((id) => !isInDoubt(id, scene) && !staysBehind(id, station, scene))
    .map((id) => `${station.name} acknowledged ${id.slice(0, 8)} and has lost it.`);
};

/** A machine that was put back as a whole contradicts itself unaware; then only the proof comes back to it. */
const isInDoubt = (id: RecordId, { stations }: Scene): boolean =>
  stations.some((station) => {
    const held = openOf(station).store.ledger.record(id);
    return held !== undefined && stations.some(({ unaware }) => unaware.has(held.writer));
  });

/**
 * Who lost a disk and came back with new keys gets what others have, but for the records of a key that has been proved
 * to equivocate meanwhile: from the fork on they travel no more, whoever acknowledged them before (section 4).
 */
const staysBehind = (id: RecordId, station: Station, { stations }: Scene): boolean => {
  const holders = stations.flatMap((other) => {
    const { ledger } = openOf(other).store;
    const held = ledger.record(id);
    const history = held === undefined ? undefined : ledger.history(held.history);
    return held === undefined || history === undefined ? [] : [recordsLeftBehind(history).has(held)];
  });
  return station.counts.renewed > 0 && holders.length > 0 && holders.every((isLeft) => isLeft);
};

const brokenJournal = (station: Station): ReadonlyArray<string> => {
  const fault = openOf(station).journal.fault();
  return fault === null ? [] : [`The journal of ${station.name} has a fault: ${fault.message}`];
};

const accusedHonest = ({ stations }: Scene): ReadonlyArray<string> => {
  const honest = new Map(stations.flatMap(({ keys, name }) => keys.map((key) => [key, name])));
  const unaware = new Set(stations.flatMap((station) => [...station.unaware]));
  return stations.flatMap((station) =>
    historiesOf(station).flatMap((history) =>
      [...doubtsOf(history).keys()].flatMap((key) => {
        const name = unaware.has(key) ? undefined : honest.get(key);
        return name === undefined ? [] : [`${station.name} holds a proof that ${name}, who is honest, equivocated.`];
      }),
    ),
  );
};

/** Nothing that breaks a rule of section 2 is held; nothing that breaks one against its parents is complete. */
const acceptedLies = ({ forgers, stations }: Scene): ReadonlyArray<string> =>
  stations.flatMap((station) => {
    const { journal, store } = openOf(station);
    const isHeldComplete = (id: RecordId): boolean => {
      const held = store.ledger.record(id);
      return held !== undefined && isComplete(held);
    };
    const taken = forgers.flatMap(({ broken, forbidden }) => [
      ...[...forbidden].filter((id) => journal.has(id)),
      ...[...broken].filter(isHeldComplete),
    ]);
    return taken.map((id) => `${station.name} accepted ${id.slice(0, 8)}, which breaks a rule.`);
  });

/** Whoever signed two records of one seq that honest companies hold is known by it to all of them. */
const unnamedForgers = ({ stations }: Scene): ReadonlyArray<string> => {
  const firsts = new Map<string, { readonly seq: number; readonly ids: Set<RecordId> }>();
  for (const station of stations) {
    for (const { id, records } of historiesOf(station)) {
      for (const record of records.values()) {
        if (isContradicted(record)) continue;
        const place = `${id} ${record.writer} ${record.seq}`;
        const known = firsts.get(place) ?? { ids: new Set(), seq: record.seq };
        firsts.set(place, known);
        known.ids.add(record.id);
      }
    }
  }
  return [...firsts].flatMap(([place, { ids, seq }]) => {
    const [id, writer] = place.split(" ");
    if (ids.size < 2) return [];
    return stations.flatMap((station) => {
      const history = historiesOf(station).find((one) => one.id === id);
      const named = history === undefined ? null : history.doubt(writer ?? "");
      if (named !== null && named.seq <= seq) return [];
      return [`${station.name} does not know that ${writer?.slice(0, 8)} signed two records with seq ${seq}.`];
    });
  });
};

const historiesOf = (station: Station): ReadonlyArray<History> => [...openOf(station).store.ledger.histories.values()];

/** The order and the standings of a history as one installation sees them. */
const viewOf = (
  { store }: Pick<OpenInstallation, "store">,
  id: HistoryId,
  isHeld: (id: RecordId) => boolean,
): ReadonlyArray<string> => {
  const history = store.ledger.history(id);
  if (history === undefined) return ["is not here"];
  const doubtful = [...doubtsOf(history).keys()];
  // Of keys in doubt everybody keeps what came before the proof; the rest is the same everywhere.
  const left = recordsLeftBehind(history);
  const verdicts = store.judge.verdicts(id);
  return [
    ...doubtful.sort().map((key) => `in doubt ${key} ${JSON.stringify(history.doubt(key))}`),
    ...pendingOf(history, isHeld).map((pending) => `${pending} is pending`),
    ...history.order
      .filter((record) => !left.has(record))
      .map((record) => `${record.id} ${JSON.stringify(verdicts.get(record.id))}`),
  ];
};

/**
 * Records that wait for others, but for those that wait for what no honest company has, and those of a key in doubt
 * that no other key's record stands on: what they wait for may have been lost with a disk and travels no more.
 */
const pendingOf = (history: History, isHeld: (id: RecordId) => boolean): ReadonlyArray<RecordId> => {
  const doubts = doubtsOnTheWay(history);
  const staysAlone = (record: HeldRecord): boolean =>
    travelsOnlyAsAncestor(record, doubts) && record.children.every(staysAlone);
  const waitsInVain = ({ parents, prev, seen }: HeldRecord): boolean =>
    [...seen, ...(prev === null ? [] : [prev])].some((id) => !isHeld(id)) || parents.some(waitsInVain);
  return [...history.records.values()]
    .filter((record) => !isComplete(record) && !isContradicted(record) && !waitsInVain(record) && !staysAlone(record))
    .map(({ id }) => id)
    .sort();
};

const heldByAny =
  ({ stations }: Scene) =>
  (id: RecordId): boolean =>
    stations.some((station) => openOf(station).store.ledger.record(id) !== undefined);

const differences = (scene: Scene): ReadonlyArray<string> => {
  const { stations } = scene;
  const isHeld = heldByAny(scene);
  const [first, ...others] = stations;
  if (first === undefined) return [];
  const ids = new Set(stations.flatMap((station) => [...openOf(station).store.ledger.histories.keys()]));
  return [...ids].flatMap((id) => {
    const view = viewOf(openOf(first), id, isHeld);
    return others.flatMap((other) => {
      const theirs = viewOf(openOf(other), id, isHeld);
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
const differsFromScratch = async (station: Station, scene: Scene): Promise<ReadonlyArray<string>> => {
  const open = openOf(station);
  const isHeld = heldByAny(scene);
  const ledger = new Ledger();
  for await (const lines of open.journal.lines(0))
    for (const { frame, id } of valueOf(lines)) {
      const signed = storedFrame(id, frame);
      valueOf(ledger.take(signed, inspectRecord(signed.record)));
    }
  const judge = new StandingJudge(ledger, isKnownType);
  return [...ledger.histories.keys()].flatMap((id) => {
    const fresh = viewOf({ store: { ...open.store, judge, ledger } }, id, isHeld);
    const grown = viewOf(open, id, isHeld);
    return grown.join("\n") === fresh.join("\n")
      ? []
      : [`${station.name} judges ${id.slice(0, 8)} otherwise from scratch.`];
  });
};
