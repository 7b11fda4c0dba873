/** Alarms about logs, kept for good: a split view that is proved, or a checkpoint whose past a log does not prove. */
import { isInstant, type Instant } from "../../shared/clock/instant.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { openLineFile, type LineFile } from "./line-file.ts";

/**
 * `split`: the log signed what no single log can have signed; nothing takes that back. `unproved`: it gave no proof
 * that one of its checkpoints continues another; it ends when it does.
 */
export type AlarmKind = "split" | "unproved";

export interface Alarm {
  readonly found: Instant;
  readonly kind: AlarmKind;
  readonly origin: string;
  /** The text of the file that shows it: for `split` it proves it to anybody. */
  readonly proof: string;
  /** What was found, in one sentence. */
  readonly message: string;
}

export interface AlarmBook {
  /** Alarms that stand, the oldest first. */
  readonly all: () => ReadonlyArray<Alarm>;
  readonly of: (origin: string) => Alarm | null;
  /** True when it was news. */
  readonly raise: (alarm: Alarm) => Promise<Outcome<boolean>>;
  /** Ends what was not proved: the log has proved it. */
  readonly proved: (origin: string, at: Instant) => Promise<Outcome<null>>;
}

/** Opens the alarms of a data folder. `folder` is `witness/`. */
export const openAlarmBook = async (files: DiskFiles, folder: string): Promise<Outcome<AlarmBook>> => {
  const lines = await openLineFile(files, `${folder}/alarms`, { parse: alarmLine });
  return lines.ok ? success(new Alarms(lines.value)) : lines;
};

interface AlarmLine extends Omit<Alarm, "kind"> {
  readonly kind: AlarmKind | "proved";
}

const alarmLine = (json: unknown): AlarmLine | null => {
  if (typeof json !== "object" || json === null) return null;
  if (!("found" in json && "kind" in json && "message" in json && "origin" in json && "proof" in json)) return null;
  const { found, kind, message, origin, proof } = json;
  if (typeof found !== "string" || !isInstant(found) || typeof message !== "string") return null;
  if (typeof origin !== "string" || typeof proof !== "string") return null;
  return kind === "split" || kind === "unproved" || kind === "proved" ? { found, kind, message, origin, proof } : null;
};

class Alarms implements AlarmBook {
  readonly #lines: LineFile<AlarmLine>;
  readonly #standing = new Map<string, Alarm>();

  constructor(lines: LineFile<AlarmLine>) {
    this.#lines = lines;
    for (const line of lines.values()) this.#take(line);
  }

  readonly all: AlarmBook["all"] = () => [...this.#standing.values()];

  readonly of: AlarmBook["of"] = (origin) => this.#standing.get(origin) ?? null;

  readonly raise: AlarmBook["raise"] = async (alarm) => {
    const before = this.#standing.get(alarm.origin);
    if (before !== undefined && (before.kind === "split" || before.kind === alarm.kind)) return success(false);
    return this.#keep(alarm);
  };

  readonly proved: AlarmBook["proved"] = async (origin, found) => {
    if (this.#standing.get(origin)?.kind !== "unproved") return success(null);
    const kept = await this.#keep({ found, kind: "proved", message: "", origin, proof: "" });
    return kept.ok ? success(null) : kept;
  };

  async #keep(line: AlarmLine): Promise<Outcome<boolean>> {
    const kept = await this.#lines.append(line);
    if (!kept.ok) return kept;
    this.#take(line);
    return success(true);
  }

  #take({ kind, ...alarm }: AlarmLine): void {
    if (kind === "proved") this.#standing.delete(alarm.origin);
    else if (this.#standing.get(alarm.origin)?.kind !== "split") this.#standing.set(alarm.origin, { ...alarm, kind });
  }
}
