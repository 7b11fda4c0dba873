/** Brings a protection copy up to date: what is new in the journal goes on it, each step durable by itself. */
import type { CopyManifest, CopyPart } from "../../shared/sync/copy-manifest.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { createAttachmentStore, type AttachmentStore } from "../attachment/attachment-store.ts";
import type { BundleExtras } from "../bundle/bundle-lines.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import type { Journal } from "../journal/journal.ts";
import { expectManifest, partsIn, tidyParts, writeManifest } from "./copy-folder.ts";
import { writeCopyPart, type CopyPartParts } from "./copy-part.ts";
import { planCopy, type CopyPlan } from "./copy-plan.ts";

/** What the copy says of the installation that it is of. */
export interface CopyFacts extends Pick<CopyManifest, "installation" | "party" | "peers" | "register"> {}

export interface CopyRoundParts extends CopyPartParts {
  readonly journal: Pick<Journal, "idAt" | "lines" | "size">;
  readonly attachments: Pick<AttachmentStore, "path">;
  /** How many sealed values are forbidden. */
  readonly erased: () => number;
  /** Checkpoint, receipts, and openings where they go along; never attachments, which lie beside the bundles. */
  readonly extras: (openings: boolean) => Promise<Outcome<BundleExtras>>;
  readonly facts: () => CopyFacts;
  readonly now: () => string;
}

/** Which copy, and whether sealed values go along. */
export interface CopyGoal extends Pick<CopyManifest, "copy" | "openings"> {
  readonly folder: string;
}

/** Copies what is not on it yet; the answer is what is on it now. A copy that knows more than the journal stays. */
export const copyRound = async (parts: CopyRoundParts, goal: CopyGoal): Promise<Outcome<CopyManifest>> => {
  const found = await expectManifest(parts.files, goal);
  if (!found.ok) return found;
  if (isAhead(found.value, parts.journal)) return aheadOf(goal.folder);
  const aim = { erased: parts.erased(), lines: parts.journal.size(), openings: goal.openings };
  const sound = await soundParts(parts.files, goal.folder, found.value.parts);
  const plan = planCopy(found.value, sound, aim);
  const begin = { ...found.value, ...parts.facts(), erased: aim.erased, openings: aim.openings };
  const written = await writeParts(parts, { folder: goal.folder, manifest: begin, plan });
  return written.ok ? finish(parts, goal.folder, { before: found.value, written: written.value }) : written;
};

/** True where the copy holds lines that this journal does not have: the data folder was restored from a backup. */
export const isAhead = ({ last, lines }: CopyManifest, { idAt, size }: Pick<Journal, "idAt" | "size">): boolean =>
  lines > size() || (lines > 0 && last !== null && (idAt(lines - 1) ?? last) !== last);

const aheadOf = (folder: string): Outcome<never> =>
  refuse(
    "copyAhead",
    `The copy in ${folder} holds records that are not here: this data folder was restored from a backup, or the copy is of another one. Take the copy in first; then it is brought up to date.`,
  );

const soundParts = async (files: DiskFiles, folder: string, parts: ReadonlyArray<CopyPart>) => {
  const sound: boolean[] = [];
  for (const { bytes, file } of parts) {
    const facts = await files.stat(`${partsIn(folder)}/${file}`);
    sound.push(facts.ok && facts.value.sizeBytes === bytes);
  }
  return sound;
};

interface Writing {
  readonly folder: string;
  readonly manifest: CopyManifest;
  readonly plan: CopyPlan;
}

const writeParts = async (
  parts: CopyRoundParts,
  { folder, manifest, plan }: Writing,
): Promise<Outcome<CopyManifest>> => {
  const beside = createAttachmentStore(parts.files, folder);
  let now = manifest;
  const kept: CopyPart[] = [...plan.keep];
  const awaited = new Set(manifest.awaited);
  let number = Math.max(0, ...manifest.parts.map(({ file }) => Number(file.slice(0, 6))));
  for (const range of plan.write) {
    if (parts.signal?.aborted === true) return refuse("cancelled", "Copying was stopped; what was copied stays.");
    const extras = await parts.extras(manifest.openings);
    if (!extras.ok) return extras;
    const file = `${String((number += 1)).padStart(6, "0")}.tlbundle`;
    const part = await writeCopyPart(parts, partsIn(folder), { ...range, extras: extras.value, file });
    if (!part.ok) return part;
    for (const { sha256 } of part.value.leftOut) awaited.add(sha256);
    kept.push(part.value.part);
    const copied = await copyAttachments(parts, beside, awaited);
    if (!copied.ok) return copied;
    now = grown(parts, now, { awaited, parts: kept });
    const noted = plan.isGrowth ? await writeManifest(parts.files, folder, now) : success(undefined);
    if (!noted.ok) return noted;
  }
  const copied = plan.write.length === 0 ? await copyAttachments(parts, beside, awaited) : success(undefined);
  return copied.ok ? success({ ...now, awaited: [...awaited].sort(), parts: kept }) : copied;
};

const grown = (
  { journal, now }: CopyRoundParts,
  manifest: CopyManifest,
  { awaited, parts }: { readonly awaited: ReadonlySet<string>; readonly parts: ReadonlyArray<CopyPart> },
): CopyManifest => {
  const lines = parts.reduce((sum, part) => sum + part.lines, 0);
  return {
    ...manifest,
    awaited: [...awaited].sort(),
    last: lines === 0 ? null : journal.idAt(lines - 1),
    lines,
    made: now(),
    parts: [...parts],
  };
};

/** What is not here now may come from a peer later: it stays awaited. */
const copyAttachments = async (
  { attachments }: CopyRoundParts,
  beside: AttachmentStore,
  awaited: Set<string>,
): Promise<Outcome<void>> => {
  for (const sha256 of awaited) {
    const path = await attachments.path(sha256);
    if (path === null) continue;
    const put = await beside.putFile(path);
    if (!put.ok) return put;
    awaited.delete(sha256);
  }
  return success(undefined);
};

const finish = async (
  parts: CopyRoundParts,
  folder: string,
  { before, written }: { readonly before: CopyManifest; readonly written: CopyManifest },
): Promise<Outcome<CopyManifest>> => {
  const made = { ...written, made: parts.now() };
  const noted = await writeManifest(parts.files, folder, made);
  if (!noted.ok) return noted;
  const names = new Set(made.parts.map(({ file }) => file));
  const isSame = before.parts.every(({ file }) => names.has(file));
  const tidied = isSame ? success(undefined) : await tidyParts(parts.files, folder, names);
  return tidied.ok ? success(made) : tidied;
};
