/** What the desktop shell remembers between two starts: its window's place and size of letters, and its data folder. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { zoomFactorSchema } from "./window-message.ts";
import { windowPlaceSchema } from "./window-place.ts";

const settingsSchema = z.strictObject({
  /** Null for the platform's own place. */
  folder: z.string().nullable(),
  place: windowPlaceSchema.nullable(),
  /** How large everything is drawn, 1 for the usual size. */
  zoom: zoomFactorSchema.default(1),
});

export type DesktopSettings = Readonly<z.infer<typeof settingsSchema>>;

export interface SettingsFile {
  readonly current: () => DesktopSettings;
  /**
   * They are on the disk when it returns, because a window that closes has no other moment. A disk that is full costs
   * the place of a window, nothing more.
   */
  readonly change: (some: Partial<DesktopSettings>) => void;
}

/** The settings in this file; what cannot be read is as if it had never been set. */
export const openSettings = (path: string): SettingsFile => {
  let settings = readSettings(path);
  return {
    current: () => settings,
    change: (some) => {
      settings = { ...settings, ...some };
      writeSettings(path, settings);
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

const writeSettings = (path: string, settings: DesktopSettings): void => {
  const next = `${path}.next`;
  try {
    writeFileSync(next, `${JSON.stringify(settings)}\n`, { mode: 0o600 });
    renameSync(next, path);
  } catch (fault) {
    process.stderr.write(`The settings of the window were not kept: ${String(fault)}\n`);
  }
};

const unset: DesktopSettings = { folder: null, place: null, zoom: 1 };
