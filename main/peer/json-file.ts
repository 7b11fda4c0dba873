/** A small file of JSON of this installation's own: read against a schema, written as a whole. */
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, DiskOutcome } from "../disk/disk-files.ts";
import { readBounded, type Unreadable } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";

export type JsonFile<T> = { readonly kind: "value"; readonly value: T } | { readonly kind: "missing" | "damaged" };

/** Checks a value, as schemas do. */
export interface FileSchema<T> {
  readonly safeParse: (value: unknown) => { readonly success: true; readonly data: T } | { readonly success: false };
}

/**
 * Reads a file. One that is not there, or whose contents do not fit, is no failure: the caller knows what that means.
 */
export const readJsonFile = async <T>(
  files: DiskFiles,
  path: string,
  schema: FileSchema<T>,
  bytesMax: number,
): Promise<Outcome<JsonFile<T>, DiskFailure | Unreadable>> => {
  const read = await readBounded(files, path, bytesMax);
  if (!read.ok) return read.failure.kind === "missing" ? success({ kind: "missing" }) : read;
  const parsed = schema.safeParse(jsonOf(textOf(read.value)));
  return success(parsed.success ? { kind: "value", value: parsed.data } : { kind: "damaged" });
};

/** Replaces a file. `mode` 0o600 keeps others out. */
export const writeJsonFile = (files: DiskFiles, path: string, value: unknown, mode = 0o644): DiskOutcome<void> =>
  writeDurably(files, path, utf8Of(`${JSON.stringify(value)}\n`), { mode });

/** The value of a JSON text; `null` for anything else. */
export const jsonOf = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
};
