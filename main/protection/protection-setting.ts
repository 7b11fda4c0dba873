/** Where this installation is copied to, as a person chose it, and how the last copy went: `protection.json`. */
import { z } from "zod";
import { canonicalBytes, parseCanonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";

const settingSchema = z.strictObject({
  /** Which copy it is: another stick at the same place has another one. */
  copy: z.string().regex(/^[0-9a-f]{32}$/),
  /** The folder of the copy itself, below the one that was chosen. */
  folder: z.string().min(1).max(4096),
  format: z.literal("throughlife/protection"),
  /** When the copy was made last, and how many journal lines were on it then. */
  last: z.strictObject({ lines: z.int().min(0), made: z.string() }).nullable(),
  /** Whether sealed values go along. */
  openings: z.boolean(),
  v: z.literal(1),
  /** When the copy was read back whole, and what was found. */
  verified: z.strictObject({ at: z.string(), verdict: z.string().max(40) }).nullable(),
});

export type ProtectionSetting = Readonly<Omit<z.infer<typeof settingSchema>, "format" | "v">>;

/** The setting of a data folder, or `null` where nothing was chosen. */
export const readProtectionSetting = async (
  files: DiskFiles,
  dataFolder: string,
): Promise<Outcome<ProtectionSetting | null>> => {
  const bytes = await readBounded(files, pathIn(dataFolder), settingBytesMax);
  if (!bytes.ok) return bytes.failure.kind === "missing" ? success(null) : failed(bytes.failure);
  const parsed = parseCanonicalBytes(bytes.value);
  const setting = parsed.ok ? settingSchema.safeParse(parsed.value) : null;
  if (setting?.success !== true)
    return refuse(
      "protectionDamaged",
      "The file protection.json, which says where copies go, is damaged. Choose the folder for copies again.",
    );
  const { copy, folder, last, openings, verified } = setting.data;
  return success({ copy, folder, last, openings, verified });
};

/** Writes it durably; `null` takes it away. */
export const writeProtectionSetting = async (
  files: DiskFiles,
  dataFolder: string,
  setting: ProtectionSetting | null,
): Promise<Outcome<void>> => {
  if (setting !== null)
    return writeDurably(
      files,
      pathIn(dataFolder),
      canonicalBytes({ ...setting, format: "throughlife/protection", v: 1 }),
    );
  const removed = await files.unlink(pathIn(dataFolder));
  if (!removed.ok && removed.failure.kind !== "missing") return removed;
  return files.syncFolder(dataFolder);
};

const pathIn = (dataFolder: string): string => `${dataFolder}/protection.json`;
const settingBytesMax = 64 * 1024;
