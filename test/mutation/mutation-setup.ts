/** Runs before each test file: says which check is removed, and notes which checks the file asks. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The check that is removed, as FILE#NUMBER; empty for none. */
    readonly removed: string;
    /** Where to note the checks that are asked; empty for nowhere. */
    readonly notesFolder: string;
  }
}

declare global {
  var isRemoved: (check: string) => boolean;
}

const removed = inject("removed");
const notes = inject("notesFolder");
const asked = new Set<string>();

globalThis.isRemoved =
  notes === ""
    ? (check) => check === removed
    : (check) => {
        asked.add(check);
        return false;
      };

afterAll(() => {
  if (notes === "") return;
  const file = expect.getState().testPath ?? "unknown";
  mkdirSync(notes, { recursive: true });
  writeFileSync(join(notes, `${file.replaceAll(/[^a-zA-Z0-9-]/g, "_")}.json`), JSON.stringify({ asked: [...asked], file }));
});
