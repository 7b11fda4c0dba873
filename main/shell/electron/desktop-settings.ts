/** What the desktop shell remembers between two starts: where its window stood, and which data folder it opened. */
import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { windowPlaceSchema } from "./window-place.ts";

const settingsSchema = z.strictObject({
  /** Null for the platform's own place. */
  folder: z.string().nullable(),
  place: windowPlaceSchema.nullable(),
});

export type DesktopSettings = Readonly<z.infer<typeof settingsSchema>>;

export interface SettingsFile {
  readonly current: () => DesktopSettings;
  /** Resolves when they are on the disk; a disk that is full costs the place of a window, nothing more. */
  readonly change: (some: Partial<DesktopSettings>) => Promise<void>;
}

/** The settings in this file; what cannot be read is as if it had never been set. */
export const openSettings = (path: string): SettingsFile => {
  let settings = readSettings(path);
  let turn = Promise.resolve();
  const write = async (): Promise<void> => {
    const next = `${path}.next`;
    await writeFile(next, `${JSON.stringify(settings)}\n`, { mode: 0o600 });
    await rename(next, path);
  };
  return {
    current: () => settings,
    change: (some) => {
      settings = { ...settings, ...some };
      turn = turn.then(write).catch(() => undefined);
      return turn;
    },
  };
};

const readSettings = (path: string): DesktopSettings => {
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return parsed.success ? parsed.data : unset;
  } catch {
    return unset;
  }
};

const unset: DesktopSettings = { folder: null, place: null };
