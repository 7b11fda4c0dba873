/** Openings of sealed values under `openings/ab/abcd...`, by the digest that the record holds (record-format.md, section 2). */
import { isObject, canonicalBytes, parseCanonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { parseOpening, type Opening } from "../../shared/ledger/bundle.ts";
import { openingDigest } from "../../shared/ledger/sealed-value.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { writeFully } from "../disk/write-fully.ts";

export interface OpeningStore {
  /** Makes openings durable; those that are here already, or that a record forbids, are left out. Returns how many are new. */
  readonly put: (openings: ReadonlyArray<Opening>) => Promise<Outcome<number>>;
  /** The opening of a sealed value, or `null` where it is withheld or erased. */
  readonly get: (sealed: string) => Promise<Outcome<Opening | null>>;
  /** Overwrites and deletes openings that a record erases, and never takes them in again. */
  readonly erase: (sealed: ReadonlyArray<string>) => Promise<Outcome<void>>;
  readonly isErased: (sealed: string) => boolean;
}

/** An opening holds what one record could: larger things are attachments. */
const openingBytesMax = 64 * 1024;
/** Files that are written at the same time: enough to keep the disk busy, few enough for any system's limit. */
const writesAtOnce = 32;

/** The store below a data folder; `erased` are the digests that records forbid already. */
export const createOpeningStore = (files: DiskFiles, dataFolder: string, erased: Iterable<string> = []): OpeningStore => {
  const forbidden = new Set(erased);
  const pathOf = (sealed: string): string => `${dataFolder}/openings/${sealed.slice(0, 2)}/${sealed}`;
  const putOne = async (opening: Opening): Promise<Outcome<number>> => {
    const sealed = openingDigest(opening);
    if (forbidden.has(sealed) || (await files.stat(pathOf(sealed))).ok) return success(0);
    const made = await makeFolderDurably(files, `${dataFolder}/openings/${sealed.slice(0, 2)}`);
    const written = made.ok ? await writeDurably(files, pathOf(sealed), canonicalBytes({ ...opening }), { mode: 0o600 }) : made;
    return written.ok ? success(1) : written;
  };
  return {
    put: async (openings) => {
      let fresh = 0;
      for (let from = 0; from < openings.length; from += writesAtOnce) {
        for (const put of await Promise.all(openings.slice(from, from + writesAtOnce).map(putOne))) {
          if (!put.ok) return put;
          fresh += put.value;
        }
      }
      return success(fresh);
    },
    get: async (sealed) => {
      if (forbidden.has(sealed) || !/^[0-9a-f]{64}$/.test(sealed)) return success(null);
      const bytes = await readBounded(files, pathOf(sealed), openingBytesMax);
      if (!bytes.ok) return bytes.failure.kind === "missing" ? success(null) : bytes;
      const parsed = parseCanonicalBytes(bytes.value);
      const opening = parsed.ok && isObject(parsed.value) ? parseOpening(parsed.value) : null;
      if (opening === null || openingDigest(opening) !== sealed) {
        return refuse("openingDamaged", `The opening ${sealed.slice(0, 12)}… is not what its name says. Fetch it again from a peer.`);
      }
      return success(opening);
    },
    erase: async (sealed) => {
      for (const digest of sealed) {
        forbidden.add(digest);
        const wiped = await wipe(files, pathOf(digest));
        if (!wiped.ok) return wiped;
      }
      return success(undefined);
    },
    isErased: (sealed) => forbidden.has(sealed),
  };
};

const wipe = async (files: DiskFiles, path: string): Promise<Outcome<void>> => {
  const facts = await files.stat(path);
  if (!facts.ok) return facts.failure.kind === "missing" ? success(undefined) : facts;
  const file = await files.open(path, "readWrite");
  if (!file.ok) return file;
  const zeros = await writeFully(file.value, new Uint8Array(facts.value.sizeBytes), 0);
  const synced = zeros.ok ? await file.value.sync() : zeros;
  await file.value.close();
  if (!synced.ok) return synced;
  return files.unlink(path);
};
