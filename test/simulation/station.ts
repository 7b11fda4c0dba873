/** One honest company of the simulation: its machine, its open data folder, its backups, and what it was promised. */
import type { RecordWish } from "../../main/recorder/record-wish.ts";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { randomBelow, seededRandom } from "../doubles/seeded-random.ts";
import { valueOf } from "../doubles/value-of.ts";
import { copyFolder, putBack, type FolderCopy } from "./folder-copy.ts";
import {
  announceAll,
  beginFolder,
  dataFolder,
  markFolder,
  openInstallation,
  renewedKeys,
  type OpenInstallation,
  type Prepare,
} from "./installation.ts";
import { Machine } from "./machine.ts";
import type { Side } from "./meeting.ts";
import type { World } from "./world.ts";

export interface StationParts {
  readonly world: World;
  readonly name: string;
  readonly seed: number;
  /** The register whose enrolments it makes where it may. */
  readonly register: () => HistoryId | null;
}

interface Backup {
  readonly data: FolderCopy;
  readonly marks: FolderCopy | null;
}

/** What a folder that can be opened at all opens within, however often the power goes meanwhile. */
const openingsMax = 12;

/** Faults of a journal that opening it again takes away. */
const passing: ReadonlySet<string> = new Set(["linesMended", "writingStopped"]);

export class Station {
  readonly name: string;
  readonly machine: Machine;
  /** Records that the recorder or an exchange said to be durable here. */
  readonly acknowledged = new Set<RecordId>();
  readonly backups: Backup[] = [];
  readonly keys: string[] = [];
  /** Keys of a machine that was put back as a whole: until it meets somebody its own program cannot know. */
  readonly unaware = new Set<string>();
  readonly #world: World;
  readonly #register: () => HistoryId | null;
  readonly #random;
  #open: OpenInstallation | null = null;
  #changing: Promise<unknown> = Promise.resolve();
  /** Connections that end with the process. */
  readonly links = new Set<() => void>();
  counts = { cuts: 0, faults: 0, flips: 0, lost: 0, noticed: 0, renewed: 0, restored: 0 };

  constructor({ name, register, seed, world }: StationParts) {
    this.name = name;
    this.#world = world;
    this.#register = register;
    this.#random = seededRandom(seed);
    this.machine = new Machine(world, seededRandom(seed + 1));
  }

  /** The open folder, or `null` while the machine is off or the program starts. */
  get open(): OpenInstallation | null {
    return this.#open;
  }

  get key(): string {
    return this.keys.at(-1) ?? "";
  }

  async begin(): Promise<void> {
    valueOf(await beginFolder(this.machine.start()));
    await this.start();
  }

  /** Opens the folder, again and again where the power goes meanwhile. */
  async start(prepare?: Prepare): Promise<void> {
    let last: Failure | null = null;
    for (let tries = 0; tries < openingsMax; tries++) {
      const opened = await openInstallation(this.machine.start(), this.#register, prepare);
      if (opened.ok) return this.#opened(opened.value);
      last = opened.failure;
      this.#world.note(`${this.name} does not open: ${last.message}`);
      this.machine.stop("power cut");
    }
    throw new Error(`${this.name} cannot open its folder any more: ${last?.message}`);
  }

  /** The program ends at once, with or without the machine, and is started again. */
  crash(how: "close" | "kill" | "power cut"): Promise<void> {
    return this.#inTurn(async () => {
      this.#world.note(`${this.name}: ${how}`);
      this.counts.cuts++;
      if (how === "close") await this.#open?.journal.close();
      this.#stop(how === "close" ? "kill" : how);
      await this.start();
    });
  }

  /** Where a planned fault has hit the disk or the journal, the program is started again. */
  async look(): Promise<void> {
    if (this.machine.disk.isOff()) await this.crash("power cut");
    const fault = this.#open?.journal.fault()?.kind;
    if (fault !== undefined && passing.has(fault)) await this.crash("kill");
  }

  async record(wish: RecordWish): Promise<Outcome<RecordId>> {
    const open = this.#open;
    if (open === null) return { failure: { kind: "off", message: `${this.name} is off.` }, ok: false };
    const recorded = await open.recorder.record(wish, open.keystore.installationSigner);
    if (!recorded.ok) return recorded;
    this.acknowledged.add(recorded.value.id);
    return success(recorded.value.id);
  }

  /** Copies the data folder, with the marks beside it where the whole machine is copied. */
  backUp(whole: boolean): Promise<void> {
    return this.#inTurn(async () => {
      await this.#open?.journal.close();
      this.#stop("kill");
      const { files } = this.machine.start();
      const data = await copyFolder(files, dataFolder);
      this.backups.push({ data, marks: whole ? await copyFolder(files, markFolder) : null });
      this.#world.note(`${this.name} makes a backup of ${whole ? "the machine" : "its data"}`);
      await this.start();
    });
  }

  /** Brings a backup back; answers false where there is none. */
  restore(which: number): Promise<boolean> {
    return this.#inTurn(async () => {
      const { key } = this;
      const backup = this.backups[which % Math.max(1, this.backups.length)];
      if (backup === undefined) return false;
      this.#stop("kill");
      const { files } = this.machine.start();
      await putBack(files, dataFolder, backup.data);
      if (backup.marks !== null) await putBack(files, markFolder, backup.marks);
      this.counts.restored++;
      // Nothing on the machine tells: what it writes before it meets somebody may contradict what it wrote before.
      if (backup.marks !== null) this.unaware.add(key);
      await this.start();
      const lines = this.#open?.journal.size();
      this.#world.note(
        `${this.name} is restored from ${backup.marks === null ? "its data" : "the whole machine"}, ${lines} lines`,
      );
      return true;
    });
  }

  /** A bit of the journal changes on the disk. */
  flip(which: number): Promise<void> {
    return this.#inTurn(async () => {
      this.#stop("kill");
      this.counts.flips++;
      const { files } = this.machine.start();
      const logs = [...(await copyFolder(files, dataFolder))].filter(([path]) => path.endsWith(".log"));
      const [path, bytes] = logs.at(-1) ?? ["", null];
      if (bytes !== null && bytes.length > 0) this.machine.disk.flipBit(path, which % (8 * bytes.length));
      await this.start();
      this.#world.note(`A bit flips on the disk of ${this.name}: ${this.#open?.journal.fault()?.kind ?? "not seen"}`);
    });
  }

  /** New keys, where the program asks for them. */
  renew(): Promise<boolean> {
    return this.#inTurn(async () => {
      const open = this.#open;
      const fault = open?.journal.fault() ?? null;
      if (open !== null && fault !== null && !passing.has(fault.kind))
        await open.renewal.found({ kind: "damaged", reason: fault.message });
      if (open === null || open.renewal.now() === null) return false;
      if (open.renewal.now()?.log === open.keystore.logSigner.key) {
        this.#stop("kill");
        await this.start();
      }
      const prepare = this.#open === null ? null : await renewedKeys(this.#open);
      if (prepare === null || !prepare.ok) return false;
      this.#stop("kill");
      let isDone = false;
      await this.start(async (keystore, process) => {
        // A start that was cut off may have made them already.
        if (isDone && keystore.installationSigner.key !== open.keystore.installationSigner.key)
          return success(keystore);
        isDone = true;
        return prepare.value(keystore, process);
      });
      this.counts.renewed++;
      this.#world.note(`${this.name} has new keys: ${this.key.slice(0, 8)}`);
      return true;
    });
  }

  /** What an exchange needs of it; `null` while it is off. */
  side(onShared: (records: ReadonlyArray<RecordId>) => void): Side | null {
    const open = this.#open;
    if (open === null) return null;
    return {
      key: this.key,
      name: this.name,
      onLink: (cut) => {
        this.links.add(cut);
        return () => void this.links.delete(cut);
      },
      onShared,
      own: open.own,
      quarantine: open.quarantine,
      secure: () => open.journal.secure(),
      store: open.store,
      wanted: open.wanted,
    };
  }

  /** Says of renewed keys what is still to be said. */
  async announce(): Promise<void> {
    if (this.#open !== null) await announceAll(this.#open, this.#register);
  }

  below(count: number): number {
    return randomBelow(this.#random, count);
  }

  #opened(open: OpenInstallation): void {
    const { key } = open.keystore.installationSigner;
    if (this.key !== key) this.keys.push(key);
    this.#open = open;
    if (open.renewal.now() !== null) this.counts.noticed++;
    this.#world.trace(`${this.name} opens ${open.journal.size()} ${key}`);
  }

  #stop(how: "kill" | "power cut"): void {
    this.#open = null;
    this.machine.stop(how);
    for (const cut of this.links) cut();
    this.links.clear();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#changing.then(work);
    this.#changing = done.catch(() => undefined);
    return done;
  }
}
