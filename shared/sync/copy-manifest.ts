/**
 * `copy.json` of a protection copy: which installation it belongs to, how much of its journal is on it, and the bundles
 * that hold it.
 */
import { z } from "zod";
import { canonicalBytes, parseCanonicalBytes } from "../encoding/canonical-json.ts";
import { refuse, success, type Outcome } from "../outcome/outcome.ts";

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

const copyPartSchema = z.strictObject({
  bytes: z.int().min(0),
  file: z.string().regex(/^[0-9]{6}\.tlbundle$/),
  /** The journal lines that it holds: from this number on, so many. */
  first: z.int().min(0),
  lines: z.int().min(1),
  records: z.int().min(0),
  sha256: hex64,
});

const copyManifestSchema = z.strictObject({
  /** Attachments that records on the copy name and that were not here to be copied. */
  awaited: z.array(hex64).max(1_000_000),
  /** Names this copy among all others: another stick has another one. */
  copy: z.string().regex(/^[0-9a-f]{32}$/),
  /** How many sealed values were forbidden when the oldest bundle was written; what is forbidden later must go. */
  erased: z.int().min(0),
  format: z.literal("throughlife/copy"),
  installation: hex64,
  /** The record of the last line that is copied; null where nothing is yet. */
  last: hex64.nullable(),
  lines: z.int().min(0),
  made: z.string().nullable(),
  openings: z.boolean(),
  parts: z.array(copyPartSchema).max(100_000),
  party: z.string().max(200),
  /** Whom the lost computer exchanged with: whoever stands here may have more. */
  peers: z.array(
    z.strictObject({ address: z.string().nullable(), last_seen: z.string().nullable(), name: z.string() }),
  ),
  register: hex64,
  v: z.literal(1),
});

export type CopyManifest = Readonly<z.infer<typeof copyManifestSchema>>;
export type CopyPart = Readonly<z.infer<typeof copyPartSchema>>;

/** Beside the bundles. */
export const copyManifestName = "copy.json";
/** A manifest of 100,000 bundles. */
export const copyManifestBytesMax = 32 * 1024 * 1024;

export const copyManifestBytes = (manifest: CopyManifest): Uint8Array =>
  canonicalBytes(JSON.parse(JSON.stringify(manifest)));

/** The manifest in these bytes, whose bundles follow each other without a gap. */
export const parseCopyManifest = (bytes: Uint8Array, path: string): Outcome<CopyManifest> => {
  const parsed = parseCanonicalBytes(bytes);
  const manifest = parsed.ok ? copyManifestSchema.safeParse(parsed.value) : null;
  if (manifest?.success !== true || !isGapless(manifest.data))
    return refuse(
      "copyDamaged",
      `${path} does not describe a copy that this program wrote, or was damaged. The bundles beside it can still be taken in one by one.`,
    );
  return success(manifest.data);
};

const isGapless = ({ lines, parts }: CopyManifest): boolean => {
  let next = 0;
  for (const { first, lines: held } of parts) {
    if (first !== next) return false;
    next = first + held;
  }
  return next === lines;
};
