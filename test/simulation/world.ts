/**
 * A world of its own: virtual time, and everything that happens in it in an order that follows from the seed alone.
 * What happens goes into a trace, whose digest says whether two runs were the very same.
 */
import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";

export interface World {
  /** Milliseconds since 1970, as nobody's clock shows them. */
  readonly nowMs: () => number;
  /** Does a task after some time; gives what cancels it. */
  readonly after: (milliseconds: number, task: () => void) => () => void;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A sentence of the story; it goes into the trace too. */
  readonly note: (sentence: string) => void;
  /** What is too small for the story. */
  readonly trace: (what: string | Uint8Array) => void;
  readonly story: ReadonlyArray<string>;
  readonly digest: () => string;
  /** Lets time pass until the promise is settled. Throws when nothing is left that could settle it. */
  readonly passUntil: <T>(promise: Promise<T>) => Promise<T>;
}

/** A run whose work never ends, or waits for what never comes. */
export class NothingHappens extends Error {}

/** Begins on 1 March 2026. */
export const createWorld = (): World => {
  const agenda = new Agenda();
  const hash = createHash("sha256");
  const story: string[] = [];
  let nowMs = firstMillis;
  const trace: World["trace"] = (what) => void hash.update(what).update("\n");
  const after: World["after"] = (milliseconds, task) => agenda.plan(nowMs + milliseconds, task);
  return {
    after,
    digest: () => hash.copy().digest("hex"),
    note: (sentence) => {
      story.push(`${timeOf(nowMs)} ${sentence}`);
      trace(sentence);
    },
    nowMs: () => nowMs,
    passUntil: async (promise) => {
      let settled = false;
      const end = (): void => void (settled = true);
      promise.then(end, end);
      for (let turns = 0; ; turns++) {
        await nextTurn();
        if (settled) return promise;
        const due = agenda.next();
        if (due === null) throw new NothingHappens("Nothing is left to happen, and something is still waited for.");
        if (turns > turnsMax) throw new NothingHappens(`After ${turnsMax} events something is still waited for.`);
        nowMs = Math.max(nowMs, due.atMs);
        due.task();
      }
    },
    story,
    trace,
    wait: (milliseconds) => new Promise((resolve) => after(milliseconds, resolve)),
  };
};

const firstMillis = Date.UTC(2026, 2, 1, 8);

/** Far more than any run of a seed needs. */
const turnsMax = 100_000;

interface Planned {
  readonly atMs: number;
  readonly task: () => void;
}

/** What is to happen, the latest first; of two at one time that which was planned first happens first. */
class Agenda {
  readonly #planned: Planned[] = [];

  plan(atMs: number, task: () => void): () => void {
    const planned = { atMs, task };
    let place = this.#planned.length;
    while (place > 0 && (this.#planned[place - 1]?.atMs ?? 0) <= atMs) place--;
    this.#planned.splice(place, 0, planned);
    return () => {
      const at = this.#planned.indexOf(planned);
      if (at >= 0) this.#planned.splice(at, 1);
    };
  }

  next(): Planned | null {
    return this.#planned.pop() ?? null;
  }
}

const timeOf = (millis: number): string => new Date(millis).toISOString().slice(5, 23).replace("T", " ");
