/**
 * Why a data folder must get new keys before anything of its own is recorded in it (record-format.md, section 7,
 * Rollback): kept in `renewal.json` until the keys that it names are former ones.
 */
import { z } from "zod";
import type { Instant } from "../../shared/clock/instant.ts";
import { canonicalBytes, parseCanonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

const needSchema = z.strictObject({
  format: z.literal("throughlife/renewal"),
  found: z.string(),
  /** The installation that needs other keys. */
  installation: hex64,
  /**
   * `copied`: the folder runs twice, and the other one goes on. `damaged`: the journal cannot be made whole.
   * `returned`: a peer or a bundle has records of a key of this installation that are not here. `restored`: the journal
   * is not the one that was marked outside of the folder.
   */
  kind: z.enum(["copied", "damaged", "returned", "restored"]),
  /** The log whose key must sign nothing more. */
  log: hex64,
  reason: z.string().max(4000),
  v: z.literal(1),
});

export type RenewalNeed = Readonly<Omit<z.infer<typeof needSchema>, "format" | "v">>;

/** What an open folder knows of its need. */
export interface RenewalState {
  readonly now: () => RenewalNeed | null;
  /** Notes, durably, why keys must be renewed; the first reason stays. */
  readonly found: (why: Pick<RenewalNeed, "kind" | "reason">) => Promise<Outcome<null>>;
}

/** The need in the data folder, or `null`. */
export const readRenewalNeed = async (files: DiskFiles, folder: string): Promise<Outcome<RenewalNeed | null>> => {
  const bytes = await readBounded(files, pathIn(folder), needBytesMax);
  if (!bytes.ok) return bytes.failure.kind === "missing" ? success(null) : failed(bytes.failure);
  const parsed = parseCanonicalBytes(bytes.value);
  const need = parsed.ok ? needSchema.safeParse(parsed.value) : null;
  if (need?.success !== true) return refuse("renewalDamaged", damaged);
  const { found, installation, kind, log, reason } = need.data;
  return success({ found, installation, kind, log, reason });
};

/** Writes it durably. */
export const writeRenewalNeed = (files: DiskFiles, folder: string, need: RenewalNeed): Promise<Outcome<void>> =>
  writeDurably(files, pathIn(folder), canonicalBytes({ ...need, format: "throughlife/renewal", v: 1 }));

export interface RenewalParts {
  readonly files: DiskFiles;
  readonly folder: string;
  readonly installation: string;
  readonly log: string;
  readonly now: () => Instant;
  /** Called when a need was found while the folder is open. */
  readonly changed: (need: RenewalNeed) => void;
}

/** The state of an open folder; `before` is what was found when it was opened. */
export const renewalState = (parts: RenewalParts, before: RenewalNeed | null): RenewalState => {
  const { changed, files, folder, installation, log, now } = parts;
  let need = before;
  return {
    now: () => need,
    found: async ({ kind, reason }) => {
      if (need !== null) return success(null);
      const found = { found: now(), installation, kind, log, reason: reason.slice(0, reasonMax) };
      const written = await writeRenewalNeed(files, folder, found);
      if (!written.ok) return written;
      need = found;
      changed(found);
      return success(null);
    },
  };
};

/** The sentence that everybody hears who wants to record. */
export const renewalRefusal = ({ reason }: Pick<RenewalNeed, "reason">): string =>
  `Nothing of your own can be recorded here before this data folder has new keys. ${reason} Renew it under Settings, This installation, or with "throughlife renew".`;

const pathIn = (folder: string): string => `${folder}/renewal.json`;
const needBytesMax = 64 * 1024;
const reasonMax = 4000;

const damaged =
  "The file renewal.json, which says why this data folder needs new keys, is damaged. Move it away; then the next exchange finds the reason again.";
