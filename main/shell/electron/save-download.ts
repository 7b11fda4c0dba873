/**
 * A file that a method made goes where the user says, through the dialog of the system; no browser downloads anything.
 */
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { app, dialog, type BrowserWindow, type Session } from "electron";
import { ownPathOf } from "./app-address.ts";
import { desktopWords } from "./desktop-words.ts";
import type { MadeFile } from "./node-message.ts";
import { downloadHandleOf } from "../window/download-answer.ts";

export interface SaveParts {
  readonly window: () => BrowserWindow | null;
  readonly findFile: (handle: string) => Promise<MadeFile | null>;
}

/** Takes every download of this session over; what is not ours is refused. */
export const saveDownloads = (session: Session, parts: SaveParts): void =>
  void session.on("will-download", (event, item) => {
    event.preventDefault();
    const handle = downloadHandleOf(ownPathOf(item.getURL()) ?? "");
    if (handle !== null) void save(handle, parts);
  });

const save = async (handle: string, { findFile, window }: SaveParts): Promise<void> => {
  const [file, owner] = [await findFile(handle), window()];
  if (file === null || owner === null) return;
  const { button, title } = desktopWords.save;
  const defaultPath = join(app.getPath("downloads"), file.name);
  const { canceled, filePath } = await dialog.showSaveDialog(owner, { buttonLabel: button, defaultPath, title });
  if (canceled || filePath === "") return;
  const fault = await copyFile(file.path, filePath).then(
    () => null,
    (error: unknown) => error,
  );
  if (fault === null) return;
  const detail = fault instanceof Error ? fault.message : String(fault);
  await dialog.showMessageBox(owner, { type: "error", message: desktopWords.save.failed, detail });
};
