/** Fills a data folder with the histories of a made-up fleet: the same seed gives the same statements. */
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Call } from "../rpc/dispatch.ts";
import { generatedEvent, loggedVisit, type EventWish, type OpenDefect } from "./generated-event.ts";
import { generatedMachine, type GeneratedMachine } from "./generated-machine.ts";

export interface FleetWish {
  readonly assets: number;
  /** All records, the founding ones of the assets among them. */
  readonly records: number;
  readonly seed: number;
}

export interface FleetParts {
  readonly call: Call;
  readonly progress: (records: number) => void;
  readonly signal: AbortSignal;
}

export interface GeneratedFleet {
  readonly first_tag: string;
  readonly last_tag: string;
  readonly records: number;
}

export type FleetFailure = Failure & { readonly kind: "fleetNumbers" };

/** So many can be made within an hour, and held in memory. */
export const recordsMax = 5_000_000;
export const assetsMax = 100_000;
export const seedMax = 999_999;

/** The wish, or the first number in it that makes no sense. */
export const fleetWish = ({ assets, records, seed }: FleetWish): Outcome<FleetWish, FleetFailure> => {
  if (!isWhole(assets, 1, assetsMax)) return numbers(`--assets takes a whole number from 1 to ${assetsMax}.`);
  if (!isWhole(records, 1, recordsMax)) return numbers(`--records takes a whole number from 1 to ${recordsMax}.`);
  if (!isWhole(seed, 0, seedMax)) return numbers(`--seed takes a whole number from 0 to ${seedMax}.`);
  if (records < assets) return numbers(`Each asset begins with a record of its own: --records is at least ${assets}.`);
  return success({ assets, records, seed });
};

/** Writes the fleet through the methods that a user has, many records at once. */
export const generateFleet = async (wish: FleetWish, parts: FleetParts): Promise<Outcome<GeneratedFleet>> => {
  const fleet = new Fleet(wish, parts);
  const founded = await fleet.found();
  return founded.ok ? fleet.live() : founded;
};

/** Recorded at the same time, so that they share their syncs. */
const groupRecords = 256;

interface Living {
  readonly machine: GeneratedMachine;
  readonly history: string;
  readonly open: OpenDefect[];
  lived: number;
}

class Fleet {
  readonly #wish: FleetWish;
  readonly #parts: FleetParts;
  readonly #living: Living[] = [];
  #recorded = 0;

  constructor(wish: FleetWish, parts: FleetParts) {
    this.#wish = wish;
    this.#parts = parts;
  }

  async found(): Promise<Outcome<null>> {
    const { assets, seed } = this.#wish;
    const machines = Array.from({ length: assets }, (_, number) => generatedMachine(seed, number));
    const there = await this.#isThere(machines);
    if (!there.ok) return there;
    for (let from = 0; from < machines.length; from += groupRecords) {
      const group = machines.slice(from, from + groupRecords);
      const founded = await this.#together(group, (machine) => this.#found(machine));
      if (!founded.ok) return founded;
      this.#living.push(...founded.value);
    }
    return success(null);
  }

  async live(): Promise<Outcome<GeneratedFleet>> {
    const events = this.#wish.records - this.#wish.assets;
    for (let from = 0; from < events; from += groupRecords) {
      // The last of a full group is a visit with names and a price: they are sealed, and lie beside the records.
      const isFull = from + groupRecords <= events;
      const together = Math.min(groupRecords - 1, events - from);
      const turns = Array.from({ length: together }, (_, place) => this.#turnOf(from + place));
      const lived = await this.#together(turns, (living) => this.#happen(living));
      if (!lived.ok) return lived;
      const visitor = isFull ? [this.#turnOf(from + together)] : [];
      const visited = await this.#together(visitor, (living) => this.#visit(living));
      if (!visited.ok) return visited;
    }
    const tags = this.#living.map(({ machine }) => machine.tag);
    return success({ first_tag: tags.at(0) ?? "", last_tag: tags.at(-1) ?? "", records: this.#recorded });
  }

  async #isThere([first]: ReadonlyArray<GeneratedMachine>): Promise<Outcome<null>> {
    if (first === undefined) return success(null);
    const found = await this.#parts.call("asset.get", { history: first.tag });
    if (!found.ok) return success(null);
    const { seed } = this.#wish;
    return refuse("fleetIsThere", `A fleet of the seed ${seed} is here already (${first.tag}). Give another --seed.`);
  }

  /** Starts all at once; the first refusal is the answer. */
  async #together<T, R>(
    some: ReadonlyArray<T>,
    record: (one: T) => Promise<Outcome<R>>,
  ): Promise<Outcome<ReadonlyArray<R>>> {
    if (this.#parts.signal.aborted) return this.#cancelled();
    const recorded: R[] = [];
    for (const answer of await Promise.all(some.map(record))) {
      if (!answer.ok) return answer;
      recorded.push(answer.value);
    }
    this.#recorded += recorded.length;
    this.#parts.progress(this.#recorded);
    return success(recorded);
  }

  async #found(machine: GeneratedMachine): Promise<Outcome<Living>> {
    const at = new Date(machine.bornMs).toISOString().replace("Z", "000Z");
    const request = { at, body: machine.registered, history: null, type: "asset/registered@1" };
    const founded = await this.#parts.call("record.append", request);
    return founded.ok ? success({ history: founded.value.history, lived: 0, machine, open: [] }) : founded;
  }

  #turnOf(event: number): Living {
    const living = this.#living[event % this.#living.length];
    if (living === undefined) throw new Error("A fleet has at least one machine");
    return living;
  }

  async #happen(living: Living): Promise<Outcome<null>> {
    const { event, repairs, reports } = generatedEvent(this.#next(living));
    if (repairs !== null) living.open.splice(living.open.indexOf(repairs), 1);
    const recorded = await this.#parts.call("record.append", { ...event, history: living.history });
    if (!recorded.ok) return recorded;
    if (reports !== null) living.open.push({ fault: reports, id: recorded.value.id });
    return success(null);
  }

  async #visit(living: Living): Promise<Outcome<null>> {
    const { body, cost, people } = loggedVisit(this.#next(living));
    const logged = await this.#parts.call("work.log", { ...body, cost, history: living.history, people });
    return logged.ok ? success(null) : logged;
  }

  #next(living: Living): EventWish {
    const { assets, records, seed } = this.#wish;
    const of = Math.ceil((records - assets) / assets);
    return { machine: living.machine, number: living.lived++, of, open: living.open, seed };
  }

  #cancelled(): Outcome<never> {
    return refuse("cancelled", `Cancelled after ${this.#recorded} records; those are kept.`);
  }
}

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const numbers = (message: string): Outcome<never, FleetFailure> => refuse("fleetNumbers", message);
