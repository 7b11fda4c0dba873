/**
 * The computer of one installation: a disk that fails and forgets, a clock that is wrong and jumps, and programs on it
 * that can die at any moment.
 */
import type { DiskFiles, DiskOutcome, OpenFile } from "../../main/disk/disk-files.ts";
import { diskFailure } from "../../main/disk/disk-failure.ts";
import { failed } from "../../shared/outcome/outcome.ts";
import { instantFromMillis, type Instant } from "../../shared/clock/instant.ts";
import { faultyDisk, type FaultyDisk } from "../doubles/faulty-disk-files.ts";
import { randomBelow, type SeededRandom } from "../doubles/seeded-random.ts";
import type { World } from "./world.ts";

/** What one run of the program has of the machine. */
export interface Process {
  readonly files: DiskFiles;
  readonly now: () => Instant;
  readonly nowMillis: () => number;
  readonly monoMicros: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly randomHex: (digits: number) => string;
  readonly after: (milliseconds: number, task: () => void) => () => void;
  readonly isAlive: () => boolean;
}

export class Machine {
  readonly disk: FaultyDisk;
  readonly #world: World;
  readonly #random: SeededRandom;
  /** How far its clock is ahead of the world's time. */
  skewMs = 0;
  #process = 0;
  #startedMs = 0;
  #ticks = 0;

  constructor(world: World, random: SeededRandom, disk = faultyDisk()) {
    this.#world = world;
    this.#random = random;
    this.disk = disk;
  }

  /** Starts the program. Whatever ran before is dead: it reaches neither disk nor timer any more. */
  start(): Process {
    const number = ++this.#process;
    this.#startedMs = this.#world.nowMs();
    const isAlive = (): boolean => number === this.#process;
    return {
      after: (milliseconds, task) => this.#world.after(milliseconds, () => void (isAlive() && task())),
      files: this.#filesOf(isAlive),
      isAlive,
      monoMicros: () => (this.#world.nowMs() - this.#startedMs) * 1000,
      now: () => instantFromMillis(this.nowMillis(), (this.#ticks = (this.#ticks + 1) % 1000)),
      nowMillis: () => this.nowMillis(),
      randomBytes: (count) => Uint8Array.from({ length: count }, () => randomBelow(this.#random, 256)),
      randomHex: (digits) => Array.from({ length: digits }, () => randomBelow(this.#random, 16).toString(16)).join(""),
    };
  }

  /** The program dies; with the power what was not synced is gone by the dice. */
  stop(how: "kill" | "power cut"): void {
    this.#process++;
    if (how === "kill") this.disk.kill();
    else this.disk.powerCut(randomBelow(this.#random, 2 ** 31));
  }

  nowMillis(): number {
    return this.#world.nowMs() + this.skewMs;
  }

  #filesOf(isAlive: () => boolean): DiskFiles {
    const { files } = this.disk;
    const alive = <T>(path: string, work: () => DiskOutcome<T>): DiskOutcome<T> =>
      isAlive() ? work() : Promise.resolve(failed(diskFailure("EIO", "opened", path)));
    // A sync takes its time, and others go on meanwhile.
    const slowly = <T>(path: string, work: () => DiskOutcome<T>): DiskOutcome<T> =>
      alive(path, async () => {
        if (randomBelow(this.#random, 4) === 0) await this.#world.wait(1 + randomBelow(this.#random, 8));
        return alive(path, work);
      });
    return {
      link: (from, to) => alive(to, () => files.link(from, to)),
      list: (path) => alive(path, () => files.list(path)),
      makeFolder: (path, mode) => alive(path, () => files.makeFolder(path, mode)),
      open: async (path, how, mode) => {
        const opened = await alive(path, () => files.open(path, how, mode));
        return opened.ok ? { ok: true, value: slowFile(opened.value, slowly) } : opened;
      },
      removeFolder: (path) => alive(path, () => files.removeFolder(path)),
      rename: (from, to) => alive(to, () => files.rename(from, to)),
      stat: (path) => alive(path, () => files.stat(path)),
      syncFolder: (path) => slowly(path, () => files.syncFolder(path)),
      unlink: (path) => alive(path, () => files.unlink(path)),
    };
  }
}

// What an open file may do after its process died is the double's own business: it is closed then.
const slowFile = (
  file: OpenFile,
  slowly: (path: string, work: () => DiskOutcome<void>) => DiskOutcome<void>,
): OpenFile => ({
  ...file,
  datasync: () => slowly(file.path, file.datasync),
  sync: () => slowly(file.path, file.sync),
});
