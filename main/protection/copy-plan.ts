/** Which bundles of a copy stay, and which journal lines are written anew. */
import type { CopyManifest, CopyPart } from "../../shared/sync/copy-manifest.ts";

/** Lines in one bundle: some ten megabytes, written in seconds on a slow stick. */
export const linesPerPart = 20_000;
/** Small bundles, one for each time that something was recorded, are put together when there are more. */
export const smallPartsMax = 32;

/** What the copy is to hold. */
export interface CopyAim {
  readonly lines: number;
  readonly erased: number;
  readonly openings: boolean;
}

export interface CopyPlan {
  readonly keep: ReadonlyArray<CopyPart>;
  readonly write: ReadonlyArray<{ readonly first: number; readonly lines: number }>;
  /** True where nothing that is on the copy is replaced: each bundle counts as soon as it is there. */
  readonly isGrowth: boolean;
}

/**
 * Plans a copy; `isSound` are the bundles that are there with their size. Where a value was erased since, or sealed
 * values are to go along differently, every bundle is written anew, for each may hold what must not be on it.
 */
export const planCopy = (manifest: CopyManifest, isSound: ReadonlyArray<boolean>, aim: CopyAim): CopyPlan => {
  const mustReplace = aim.erased !== manifest.erased || aim.openings !== manifest.openings;
  const sound = mustReplace ? [] : soundBeginning(manifest.parts, isSound);
  const keep = withoutSmallEnd(sound);
  const next = keep.reduce((sum, { lines }) => sum + lines, 0);
  return { isGrowth: keep.length === manifest.parts.length, keep, write: rangesOf(next, aim.lines) };
};

const soundBeginning = (parts: CopyManifest["parts"], isSound: ReadonlyArray<boolean>): ReadonlyArray<CopyPart> => {
  const bad = parts.findIndex((_, index) => isSound[index] !== true);
  return bad === -1 ? parts : parts.slice(0, bad);
};

const withoutSmallEnd = (parts: ReadonlyArray<CopyPart>): ReadonlyArray<CopyPart> => {
  const lastLarge = parts.findLastIndex(({ lines }) => lines >= linesPerPart);
  return parts.length - lastLarge - 1 > smallPartsMax ? parts.slice(0, lastLarge + 1) : parts;
};

const rangesOf = (from: number, to: number): CopyPlan["write"] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / linesPerPart)) }, (_, index) => {
    const first = from + index * linesPerPart;
    return { first, lines: Math.min(linesPerPart, to - first) };
  });
