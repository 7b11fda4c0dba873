/** What found something is kept: one file for each input, in a folder for each target, tried with every run of the tests. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeDigestHex } from "../../main/signature/node-digest.ts";
import type { FuzzInput } from "./fuzz-input.ts";
import type { FuzzTarget } from "./fuzz-target.ts";

const folder = join(import.meta.dirname, "corpus");

/** Keeps an input; gives its path. */
export const keepInput = (target: string, bytes: Uint8Array): string => {
  const path = join(folder, target, `${nodeDigestHex(bytes).slice(0, 16)}.input`);
  mkdirSync(join(folder, target), { recursive: true });
  writeFileSync(path, bytes);
  return path;
};

/** All inputs that were kept for these targets. */
export const keptInputs = (targets: ReadonlyArray<FuzzTarget>): ReadonlyArray<FuzzInput & { readonly path: string }> =>
  targets.flatMap((target) =>
    filesOf(join(folder, target.name)).map((path) => ({ bytes: readFileSync(path), path, target })),
  );

const filesOf = (path: string): ReadonlyArray<string> => {
  try {
    return readdirSync(path).map((name) => join(path, name));
  } catch {
    return [];
  }
};
