/** Openings of sealed values under `openings/ab/abcd...`, by the digest that the record holds (section 2). */
import { isObject, canonicalBytes, parseCanonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { parseOpening, type Opening } from "../../shared/ledger/bundle.ts";
import { openingDigest } from "../../shared/ledger/sealed-value.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { writeFully } from "../disk/write-fully.ts";
import { shelfPaths } from "./shelf-paths.ts";

export interface OpeningStore {
  /**
   * Makes openings durable; those that are here already, or that a record forbids, are left out. Returns how many are
   * new. Ask for it before the record that seals them is appended: a record without its opening is read by nobody.
   */
  readonly put: (openings: ReadonlyArray<Opening>) => Promise<Outcome<number>>;
  /** The opening of a sealed value, or `null` where it is withheld or erased. */
  readonly get: (sealed: string) => Promise<Outcome<Opening | null>>;
  /** Overwrites and deletes openings that a record erases, and never takes them in again. */
  readonly erase: (sealed: ReadonlyArray<string>) => Promise<Outcome<void>>;
  readonly isErased: (sealed: string) => boolean;
  /** How many sealed values are forbidden: a copy that was made when they were fewer holds too much. */
  readonly erasedCount: () => number;
}

/** An opening holds what one record could: larger things are attachments. */
const openingBytesMax = 64 * 1024;
/** Files that are written at the same time: enough to keep the disk busy, few enough for any system's limit. */
const filesAtOnce = 32;

/** The store below a data folder; `erased` are the digests that records forbid already. */
export const createOpeningStore = (
  files: DiskFiles,
  dataFolder: string,
  erased: Iterable<string> = [],
): OpeningStore => {
  const forbidden = new Set(erased);
  const shelf = new OpeningShelf(files, `${dataFolder}/openings`);
  return {
    put: (openings) => shelf.put(openings.filter((opening) => !forbidden.has(openingDigest(opening)))),
    get: async (sealed) => (forbidden.has(sealed) ? success(null) : shelf.get(sealed)),
    erase: async (sealed) => {
      for (const digest of sealed) forbidden.add(digest);
      for (const digest of sealed) {
        const wiped = await shelf.wipe(digest);
        if (!wiped.ok) return wiped;
      }
      return success(undefined);
    },
    isErased: (sealed) => forbidden.has(sealed),
    erasedCount: () => forbidden.size,
  };
};

class OpeningShelf {
  readonly #files: DiskFiles;
  readonly #folder: string;

  constructor(files: DiskFiles, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  /** Gives how many are new. The names of all are made durable at the end, folder by folder. */
  async put(openings: ReadonlyArray<Opening>): Promise<Outcome<number>> {
    const places = new Map<string, OpeningPlace>();
    for (const opening of openings) {
      const place = placeOf(this.#folder, opening);
      if (!place.ok) return place;
      places.set(place.value.sealed, place.value);
    }
    const folders = [...new Set([...places.values()].map(({ folder }) => folder))];
    const made = await manyAtOnce(folders, (folder) => makeFolderDurably(this.#files, folder));
    if (!made.ok) return made;
    const written = await manyAtOnce([...places.values()], (place) => this.#write(place));
    if (!written.ok) return written;
    const named = await manyAtOnce(folders, (folder) => this.#files.syncFolder(folder));
    return named.ok ? success(written.value.filter((isNew) => isNew).length) : named;
  }

  // One that is here may be of a process that was killed: its name is not durable yet, and is made so with the others.
  async #write({ bytes, sealed, whole }: OpeningPlace): Promise<Outcome<boolean>> {
    const held = await this.get(sealed);
    if (held.ok && held.value !== null) return success(false);
    const written = await writeDurably(this.#files, whole, bytes, { folderLater: true, mode: 0o600 });
    return written.ok ? success(true) : written;
  }

  async get(sealed: string): Promise<Outcome<Opening | null>> {
    const paths = shelfPaths(this.#folder, sealed);
    if (!paths.ok) return success(null);
    const bytes = await readBounded(this.#files, paths.value.whole, openingBytesMax);
    if (!bytes.ok) return bytes.failure.kind === "missing" ? success(null) : bytes;
    const parsed = parseCanonicalBytes(bytes.value);
    const opening = parsed.ok && isObject(parsed.value) ? parseOpening(parsed.value) : null;
    if (opening !== null && openingDigest(opening) === sealed) return success(opening);
    return refuse(
      "openingDamaged",
      `The opening ${sealed.slice(0, 12)}… is not what its name says. Fetch it again from a peer.`,
    );
  }

  /** Zeros over the bytes first: where the disk keeps its place, nothing is left to find. */
  async wipe(sealed: string): Promise<Outcome<void>> {
    const paths = shelfPaths(this.#folder, sealed);
    if (!paths.ok) return success(undefined);
    const { folder, whole } = paths.value;
    const facts = await this.#files.stat(whole);
    if (!facts.ok) return facts.failure.kind === "missing" ? success(undefined) : facts;
    const file = await this.#files.open(whole, "readWrite");
    if (!file.ok) return file.failure.kind === "missing" ? success(undefined) : file;
    const zeros = await writeFully(file.value, new Uint8Array(facts.value.sizeBytes), 0);
    const synced = zeros.ok ? await file.value.sync() : zeros;
    await file.value.close();
    const deleted = synced.ok ? await this.#files.unlink(whole) : synced;
    // Two records may erase one value at the same time.
    const isGone = deleted.ok || deleted.failure.kind === "missing";
    return isGone ? this.#files.syncFolder(folder) : deleted;
  }
}

interface OpeningPlace {
  readonly sealed: string;
  readonly bytes: Uint8Array;
  readonly folder: string;
  readonly whole: string;
}

const placeOf = (shelf: string, opening: Opening): Outcome<OpeningPlace> => {
  const bytes = canonicalBytes({ ...opening });
  if (bytes.length > openingBytesMax)
    return refuse(
      "openingTooLarge",
      `A sealed value has ${bytes.length} bytes with its salt; it has at most ${openingBytesMax}. Attach a file instead.`,
    );
  const sealed = openingDigest(opening);
  const paths = shelfPaths(shelf, sealed);
  return paths.ok ? success({ bytes, folder: paths.value.folder, sealed, whole: paths.value.whole }) : paths;
};

/** Works on some at a time; the first failure ends it once those under way have ended. */
const manyAtOnce = async <T, R>(
  items: ReadonlyArray<T>,
  work: (item: T) => Promise<Outcome<R>>,
): Promise<Outcome<ReadonlyArray<R>>> => {
  const done: R[] = [];
  for (let from = 0; from < items.length; from += filesAtOnce) {
    for (const one of await Promise.all(items.slice(from, from + filesAtOnce).map(work))) {
      if (!one.ok) return one;
      done.push(one.value);
    }
  }
  return success(done);
};
