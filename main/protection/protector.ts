/** Keeps a copy of this installation up to date by itself: after each record, at intervals, when a stick comes back. */
import type { CopyManifest } from "../../shared/sync/copy-manifest.ts";
import type { ProtectionSummary } from "../../shared/rpc/protection-methods.ts";
import { success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { copyRound, type CopyRoundParts } from "./copy-round.ts";
import { expectManifest, readManifest } from "./copy-folder.ts";
import { readProtectionSetting, writeProtectionSetting, type ProtectionSetting } from "./protection-setting.ts";

export interface Protector {
  readonly setting: () => ProtectionSetting | null;
  readonly summary: () => ProtectionSummary;
  /** What is on the copy, as it was seen last. */
  readonly manifest: () => CopyManifest | null;
  /** Sees whether the right stick is there, so that `summary` says what is true now; writes nothing. */
  readonly look: () => Promise<void>;
  /** Called when records came: they are copied in some seconds, many at once. */
  readonly noticed: () => void;
  /** Copies into this place from now on; `null` copies no more. */
  readonly choose: (setting: ProtectionSetting | null) => Promise<Outcome<null>>;
  /** One round now; it waits for one that is under way. A copy that cannot be made is told by `summary`. */
  readonly round: (watch?: RoundWatch) => Promise<Outcome<null>>;
  /** Notes how the copy was when it was read back whole. */
  readonly verified: (verdict: string) => Promise<Outcome<null>>;
  /** Copies what is left, where the stick is there, and stops. */
  readonly close: () => Promise<void>;
}

export type RoundWatch = Pick<CopyRoundParts, "onProgress" | "signal">;

export interface ProtectorParts extends CopyRoundParts {
  readonly dataFolder: string;
  readonly after: (milliseconds: number, run: () => void) => { readonly cancel: () => void };
  /** Called when the state has changed. */
  readonly changed: () => void;
  /** Called once for each new reason why nothing can be copied. */
  readonly warn: (sentence: string) => void;
}

/** Records that follow each other are copied together: a stick lives longer, and the copy is never far behind. */
const gatherMs = 3_000;
/** How soon a stick that was plugged in again is found. */
const lookAgainMs = 20_000;
/** A copy that is up to date is looked at all the same: the stick may be gone. */
const lookMs = 300_000;

/** Opens the setting of a data folder, and begins to copy where there is one. */
export const openProtector = async (parts: ProtectorParts): Promise<Outcome<Protector>> => {
  const setting = await readProtectionSetting(parts.files, parts.dataFolder);
  // A setting that is damaged is no reason to keep a data folder shut: it is said, and chosen again.
  const keeper = new CopyKeeper(parts, setting.ok ? setting.value : null, setting.ok ? null : setting.failure);
  keeper.begin();
  return success(keeper);
};

class CopyKeeper implements Protector {
  readonly #parts: ProtectorParts;
  #setting: ProtectionSetting | null;
  #failure: Failure | null;
  #manifest: CopyManifest | null = null;
  #timer: { readonly cancel: () => void } | null = null;
  #isGathering = false;
  #running: Promise<Outcome<null>> | null = null;
  #isClosed = false;

  constructor(parts: ProtectorParts, setting: ProtectionSetting | null, failure: Failure | null) {
    this.#parts = parts;
    this.#setting = setting;
    this.#failure = failure;
  }

  begin(): void {
    if (this.#setting !== null) this.#wait(gatherMs);
  }

  readonly setting = (): ProtectionSetting | null => this.#setting;

  readonly manifest = (): CopyManifest | null => this.#manifest;

  readonly summary = (): ProtectionSummary => {
    const message = this.#failure?.message ?? null;
    if (this.#setting === null)
      return { last_copy: null, message, state: message === null ? "off" : "failed", waiting: 0 };
    const { last } = this.#setting;
    const waiting = Math.max(0, this.#parts.journal.size() - (last?.lines ?? 0));
    const state = this.#failure === null ? this.#calmState(waiting) : stateOf(this.#failure);
    return { last_copy: last?.made ?? null, message, state, waiting };
  };

  readonly look = async (): Promise<void> => {
    const setting = this.#setting;
    if (setting === null || this.#running !== null) return;
    const found = await expectManifest(this.#parts.files, setting);
    if (this.#running !== null || this.#setting !== setting) return;
    if (found.ok) this.#manifest = found.value;
    else this.#failure = found.failure;
    if (found.ok && this.#failure !== null && quietAgain.has(this.#failure.kind)) this.#failure = null;
  };

  readonly noticed = (): void => {
    if (this.#setting === null || this.#isGathering) return;
    this.#isGathering = true;
    this.#wait(gatherMs);
  };

  readonly choose = async (setting: ProtectionSetting | null): Promise<Outcome<null>> => {
    while (this.#running !== null) await this.#running;
    const written = await writeProtectionSetting(this.#parts.files, this.#parts.dataFolder, setting);
    if (!written.ok) return written;
    [this.#setting, this.#failure, this.#manifest] = [setting, null, null];
    this.#timer?.cancel();
    this.#parts.changed();
    return success(null);
  };

  readonly round = async (watch: RoundWatch = {}): Promise<Outcome<null>> => {
    while (this.#running !== null) await this.#running;
    this.#running = this.#round(watch);
    const done = await this.#running;
    this.#running = null;
    this.#isGathering = false;
    if (this.#setting !== null) this.#wait(this.#failure === null ? lookMs : lookAgainMs);
    this.#parts.changed();
    return done;
  };

  readonly verified = async (verdict: string): Promise<Outcome<null>> =>
    this.#note({ verified: { at: this.#parts.now(), verdict } });

  readonly close = async (): Promise<void> => {
    this.#isClosed = true;
    this.#timer?.cancel();
    await this.#running;
    if (this.#setting !== null && this.summary().waiting > 0) await this.#round({});
  };

  #calmState(waiting: number): ProtectionSummary["state"] {
    if (this.#running !== null && waiting > 0) return "copying";
    return waiting === 0 ? "current" : "waiting";
  }

  #wait(milliseconds: number): void {
    this.#timer?.cancel();
    if (!this.#isClosed) this.#timer = this.#parts.after(milliseconds, () => void this.round());
  }

  async #round(watch: RoundWatch): Promise<Outcome<null>> {
    const setting = this.#setting;
    if (setting === null) return success(null);
    const copied = await copyRound({ ...this.#parts, ...watch }, setting);
    if (!copied.ok) return this.#failed(copied.failure);
    [this.#failure, this.#manifest] = [null, copied.value];
    const { lines, made } = copied.value;
    return this.#note({ last: made === null ? null : { lines, made } });
  }

  /** What came safely onto the copy before it failed counts. */
  async #failed(failure: Failure): Promise<Outcome<null>> {
    if (this.#failure?.message !== failure.message && !quiet.has(failure.kind)) this.#parts.warn(failure.message);
    this.#failure = failure;
    const setting = this.#setting;
    const found = setting === null ? null : await readManifest(this.#parts.files, setting.folder);
    if (found?.ok !== true || found.value.copy !== setting?.copy) return success(null);
    this.#manifest = found.value;
    const { lines, made } = found.value;
    return stateOf(failure) === "ahead" || made === null ? success(null) : this.#note({ last: { lines, made } });
  }

  async #note(change: Partial<ProtectionSetting>): Promise<Outcome<null>> {
    if (this.#setting === null) return success(null);
    this.#setting = { ...this.#setting, ...change };
    const written = await writeProtectionSetting(this.#parts.files, this.#parts.dataFolder, this.#setting);
    return written.ok ? success(null) : written;
  }
}

/** What is over as soon as the right stick is there again. */
const quietAgain: ReadonlySet<string> = new Set(["copyMissing", "copyOther", "missing"]);

/** A stick that is not plugged in is no news: the status line says it. */
const quiet: ReadonlySet<string> = new Set(["cancelled", "copyMissing"]);

const stateOf = ({ kind }: Failure): ProtectionSummary["state"] => stateByKind[kind] ?? "failed";

const stateByKind: Readonly<Record<string, ProtectionSummary["state"]>> = {
  cancelled: "waiting",
  copyAhead: "ahead",
  copyMissing: "missing",
  copyOther: "other",
  full: "full",
  missing: "missing",
  readOnly: "read-only",
};
