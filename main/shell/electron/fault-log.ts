/**
 * Faults of the program itself, one JSON a line, on this computer only: what ended, how, when. Never what was typed.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

export interface FaultLog {
  readonly path: string;
  /** Written before it returns: the process may have no other moment. */
  readonly write: (what: string, facts: Readonly<Record<string, string | number>>) => void;
}

/** Two files of this size are kept. */
const fileBytesMax = 256 * 1024;
/** A stack says enough in its first lines. */
const factCharactersMax = 4_000;

/** The log at this path; `now` gives milliseconds since 1970. */
export const openFaultLog = (path: string, now: () => number): FaultLog => ({
  path,
  write: (what, facts) => {
    const cut = Object.entries(facts).map(([name, fact]) => [name, String(fact).slice(0, factCharactersMax)]);
    const line = JSON.stringify({ at: new Date(now()).toISOString(), what, ...Object.fromEntries(cut) });
    try {
      mkdirSync(dirname(path), { recursive: true });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > fileBytesMax) renameSync(path, `${path}.1`);
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
    } catch {
      process.stderr.write(`${line}\n`);
    }
  },
});
