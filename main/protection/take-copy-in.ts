/** Takes a protection copy in: its bundles in their order, then the attachments beside them. */
import type { HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { CopySummary } from "../../shared/rpc/protection-methods.ts";
import { copyManifestName, type CopyManifest, type CopyPart } from "../../shared/sync/copy-manifest.ts";
import { createAttachmentStore, type AttachmentStore } from "../attachment/attachment-store.ts";
import type { OpeningStore } from "../attachment/opening-store.ts";
import { fileSource } from "../bundle/bundle-source.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { importBundle, type ImportParts } from "../peer/bundle-import.ts";
import { readManifest, partsIn, recoveryIn } from "./copy-folder.ts";
import { readRecoveryKeys } from "./recovery-key.ts";

/** The folder of a copy and what it says of itself. */
export interface FoundCopy {
  readonly folder: string;
  readonly manifest: CopyManifest;
}

export interface TakeCopyParts extends Pick<
  ImportParts,
  "checker" | "note" | "own" | "quarantine" | "receipt" | "signal" | "store" | "verify"
> {
  readonly files: DiskFiles;
  readonly attachments: AttachmentStore;
  readonly openings: Pick<OpeningStore, "get">;
  readonly onProgress?: (bytes: number, of: number) => void;
}

export interface CopyTaken {
  readonly already: number;
  readonly attachments: number;
  /** Why bundles or attachments did not come whole; what could be read is in. */
  readonly faults: string[];
  readonly records: number;
}

/** The copy in a folder, or in the only copy folder below it: a person points at the stick. */
export const openCopyFolder = async (files: DiskFiles, given: string): Promise<Outcome<FoundCopy>> => {
  const folder = given.replace(/[/\\]+$/, "");
  const own = await readManifest(files, folder);
  if (own.ok) return success({ folder, manifest: own.value });
  if (own.failure.kind !== "missing") return own;
  const names = await files.list(folder);
  const below = (names.ok ? names.value : []).filter((name) => name.startsWith("throughlife-copy-"));
  const [only, ...others] = below;
  if (only === undefined)
    return refuse("copyMissing", `${folder} holds no copy of Throughlife: there is no ${copyManifestName} in it.`);
  if (others.length > 0)
    return refuse("copyAmbiguous", `${folder} holds ${below.length} copies: ${below.join(", ")}. Name one of them.`);
  const found = await readManifest(files, `${folder}/${only}`);
  return found.ok ? success({ folder: `${folder}/${only}`, manifest: found.value }) : found;
};

/** What a copy says of itself, for whoever decides whether it is the right one. */
export const copySummaryOf = async (files: DiskFiles, given: string): Promise<Outcome<CopySummary>> => {
  const found = await openCopyFolder(files, given);
  if (!found.ok) return found;
  const { folder, manifest } = found.value;
  const recovery = await readRecoveryKeys(files, recoveryIn(folder));
  const { awaited, installation, made, openings, parts, party, peers } = manifest;
  return success({
    attachments_missing: awaited.length,
    copied: parts.reduce((sum, { records }) => sum + records, 0),
    folder,
    installation,
    made,
    openings,
    party,
    peers: peers.map((peer) => ({ ...peer })),
    recovery: (recovery.ok ? recovery.value : []).map(({ key, name }) => ({ key, name })),
  });
};

/** Takes in all that can be read; a bundle that is damaged or gone is named, and the others come all the same. */
export const takeCopyIn = async (parts: TakeCopyParts, given: string): Promise<Outcome<CopyTaken>> => {
  const found = await openCopyFolder(parts.files, given);
  if (!found.ok) return found;
  const { folder, manifest } = found.value;
  const of = manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0);
  let [already, before, records] = [0, 0, 0];
  const faults: string[] = [];
  for (const part of manifest.parts) {
    if (parts.signal?.aborted === true) return refuse("cancelled", "Taking the copy in was stopped; what came stays.");
    const taken = await takePart(parts, { before, folder, of, part });
    if (taken.ok) [already, records] = [already + taken.value.already, records + taken.value.records];
    const fault = taken.ok ? taken.value.fault : taken.failure.message;
    if (fault !== null) faults.push(`${part.file}: ${fault}`);
    before += part.bytes;
  }
  const attachments = await takeAttachments(parts, folder, faults);
  return success({ already, attachments, faults, records });
};

interface PartWish {
  readonly before: number;
  readonly folder: string;
  readonly of: number;
  readonly part: CopyPart;
}

const takePart = async (parts: TakeCopyParts, { before, folder, of, part }: PartWish) => {
  const source = await fileSource(parts.files, `${partsIn(folder)}/${part.file}`);
  if (!source.ok) return source;
  const { attachments, checker, note, onProgress, openings, own, quarantine, receipt, signal, store, verify } = parts;
  return importBundle(source.value, {
    // Whatever was in the journal of the lost computer had been admitted there.
    admits: (_register: HistoryId) => true,
    attachments,
    checker,
    onProgress: (bytes) => onProgress?.(before + bytes, of),
    openingHeld: async (sealed) => {
      const opening = await openings.get(sealed);
      return opening.ok && opening.value !== null;
    },
    ...(note === undefined ? {} : { note }),
    ...(own === undefined ? {} : { own }),
    quarantine,
    ...(receipt === undefined ? {} : { receipt }),
    ...(signal === undefined ? {} : { signal }),
    store,
    verify,
  });
};

/** Each is read whole and its digest compared before it counts. */
const takeAttachments = async (parts: TakeCopyParts, folder: string, faults: string[]): Promise<number> => {
  const beside = createAttachmentStore(parts.files, folder);
  let taken = 0;
  for (const sha256 of await storedDigests(parts.files, `${folder}/attachments`)) {
    if ((await parts.attachments.size(sha256)) !== null) continue;
    const path = await beside.path(sha256);
    const checked = path === null ? null : await beside.check(sha256);
    const put = checked?.ok === true && path !== null ? await parts.attachments.putFile(path) : checked;
    if (put?.ok === true) taken++;
    else if (put !== null) faults.push(put.failure.message);
  }
  return taken;
};

const storedDigests = async (files: DiskFiles, folder: string): Promise<ReadonlyArray<string>> => {
  const found: string[] = [];
  const shelves = await files.list(folder);
  for (const shelf of shelves.ok ? shelves.value : []) {
    const names = await files.list(`${folder}/${shelf}`);
    found.push(...(names.ok ? names.value : []).filter((name) => /^[0-9a-f]{64}$/.test(name)));
  }
  return found;
};
