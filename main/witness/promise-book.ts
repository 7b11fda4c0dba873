/** The promises that others gave: open until a checkpoint honours them, and who broke one. */
import { isInstant, type Instant } from "../../shared/clock/instant.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { promiseSchema, type SignedPromise } from "../../shared/witness/witness-message.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { openLineFile, type LineFile } from "./line-file.ts";

export type PromiseState = "broken" | "kept" | "open";

export interface HeldPromise {
  readonly promise: SignedPromise;
  readonly state: PromiseState;
  /** The text of the file that proves a broken one; empty otherwise. */
  readonly proof: string;
  /** When it came into this state. */
  readonly at: Instant;
}

export interface PromiseBook {
  /** All promises that count, in the order in which they were given. */
  readonly all: () => ReadonlyArray<HeldPromise>;
  readonly has: (by: string, record: string) => boolean;
  readonly openOf: (by: string) => ReadonlyArray<SignedPromise>;
  readonly take: (promise: SignedPromise, at: Instant) => Promise<Outcome<null>>;
  readonly settle: (
    promise: SignedPromise,
    state: "broken" | "kept",
    held: Pick<HeldPromise, "at" | "proof">,
  ) => Promise<Outcome<null>>;
}

/** Opens the promises of a data folder. `folder` is `witness/`. */
export const openPromiseBook = async (files: DiskFiles, folder: string): Promise<Outcome<PromiseBook>> => {
  const lines = await openLineFile(files, `${folder}/promises`, { isForgiving: true, parse: promiseLine });
  return lines.ok ? success(new Promises(lines.value)) : lines;
};

const promiseLine = (json: unknown): HeldPromise | null => {
  if (typeof json !== "object" || json === null) return null;
  if (!("at" in json && "promise" in json && "proof" in json && "state" in json)) return null;
  const { at, proof, state } = json;
  const promise = promiseSchema.safeParse(json.promise);
  if (!promise.success || typeof at !== "string" || !isInstant(at) || typeof proof !== "string") return null;
  return state === "broken" || state === "kept" || state === "open"
    ? { at, promise: promise.data, proof, state }
    : null;
};

class Promises implements PromiseBook {
  readonly #lines: LineFile<HeldPromise>;
  readonly #held = new Map<string, HeldPromise>();

  constructor(lines: LineFile<HeldPromise>) {
    this.#lines = lines;
    for (const line of lines.values()) this.#held.set(nameOf(line.promise), line);
  }

  readonly all: PromiseBook["all"] = () => [...this.#held.values()];

  readonly has: PromiseBook["has"] = (by, id) => this.#held.has(nameOf({ by, id }));

  readonly openOf: PromiseBook["openOf"] = (by) =>
    this.all().flatMap(({ promise, state }) => (state === "open" && promise.by === by ? [promise] : []));

  readonly take: PromiseBook["take"] = (promise, at) => this.#keep({ at, promise, proof: "", state: "open" });

  readonly settle: PromiseBook["settle"] = (promise, state, { at, proof }) => this.#keep({ at, promise, proof, state });

  async #keep(held: HeldPromise): Promise<Outcome<null>> {
    const kept = await this.#lines.append(held);
    if (!kept.ok) return kept;
    this.#held.set(nameOf(held.promise), held);
    return success(null);
  }
}

const nameOf = ({ by, id }: Pick<SignedPromise, "by" | "id">): string => `${by} ${id}`;
