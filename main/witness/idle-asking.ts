/**
 * Asks witnesses again while nothing is recorded: hourly, so that the newest cosigned note is never old, and soon after
 * something was recorded that no witness has seen (record-format.md, section 7; C2SP tlog-witness: the same size
 * again).
 */
import { millisOfInstant, type Instant } from "../../shared/clock/instant.ts";
import type { Outcome } from "../../shared/outcome/outcome.ts";
import type { KnownInstallation } from "./known-installations.ts";
import type { WitnessService } from "./witness-service.ts";

export interface IdleParts {
  readonly witness: Pick<WitnessService, "asked" | "known" | "logs" | "shelf">;
  /** Peers that are linked now: nobody is called for this alone. */
  readonly linked: () => ReadonlySet<string>;
  /** Exchanges with one of them, which asks its witness. */
  readonly exchange: (installation: string) => Promise<Outcome<unknown>>;
  readonly now: () => Instant;
  readonly after: (milliseconds: number, run: () => void) => { readonly cancel: () => void };
}

/** A cosignature older than this is asked for again. */
export const cosignatureAgeMsMax = 3_600_000;
/** How often it is looked whether one is due. */
const lookMs = 60_000;

/** Begins to look; the answer ends it. */
export const askWhenIdle = (parts: IdleParts): (() => void) => {
  const state = { isOver: false, timer: parts.after(lookMs, () => undefined) };
  const look = async (): Promise<void> => {
    for (const installation of dueWitnesses(parts)) if (!state.isOver) await parts.exchange(installation);
    if (!state.isOver) state.timer = parts.after(lookMs, () => void look());
  };
  state.timer.cancel();
  state.timer = parts.after(lookMs, () => void look());
  return () => {
    state.isOver = true;
    state.timer.cancel();
  };
};

/** The linked installations whose cosignature on this log is old, or of fewer lines than it has. */
export const dueWitnesses = ({
  linked,
  now,
  witness: { asked, known, logs, shelf },
}: Pick<IdleParts, "linked" | "now" | "witness">): ReadonlyArray<string> => {
  const here = linked();
  const times = shelf.lastCosigned();
  const isDue = ({ installation, witness }: KnownInstallation): boolean => {
    if (installation === null || witness === null || !here.has(installation)) return false;
    const ageOf = (at: Instant | undefined): number =>
      at === undefined ? Infinity : millisOfInstant(now()) - millisOfInstant(at);
    const before = asked.get(witness.key);
    // One that refuses is not asked all the time.
    if (before !== undefined && before.failure !== null && ageOf(before.at) < cosignatureAgeMsMax) return false;
    return (
      ageOf(times.get(witness.key)) >= cosignatureAgeMsMax ||
      shelf.cosignedSize(logs.current.origin, witness.key) < logs.current.tree.size()
    );
  };
  return known.all().flatMap((one) => (one.installation !== null && isDue(one) ? [one.installation] : []));
};
