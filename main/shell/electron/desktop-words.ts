/** Every word that the desktop shell says by itself: in native dialogs, in its own menu entries, on the halt page. */
import type { HaltAction } from "./app-address.ts";

export const desktopWords = {
  product: "Throughlife",
  menu: {
    file: "File",
    edit: "Edit",
    window: "Window",
    openFolder: "Open another data folder…",
    showLogs: "Show the log of faults",
    licence: "About Throughlife",
    quit: "Quit",
  },
  link: {
    title: "Open from a label",
    question: "A label or link asks to open an asset. Open it?",
    detail: (asset: string) => `Asset ${asset}`,
    open: "Open",
    cancel: "Cancel",
  },
  save: { title: "Save the file", failed: "The file was not saved", button: "Save" },
  folder: { title: "Open another data folder", button: "Open this folder" },
  unresponsive: {
    title: "The window does not answer",
    detail: "Nothing that was recorded is lost. Text that was not recorded yet may be.",
    wait: "Wait",
    reload: "Open the window again",
  },
  halt: {
    actions: {
      again: "Start again",
      rebuild: "Start again and build the index anew",
      folder: "Open another data folder",
      quit: "Quit",
    } satisfies Record<HaltAction, string>,
    refusedTitle: "The data folder cannot be opened",
    nodeTitle: "The part that keeps the records has ended",
    node: (how: string) =>
      `It ended by itself (${how}). Everything that was acknowledged as recorded is on the disk. Start it again; where ` +
      "it ends again, build the index anew: it is made from the journal and holds nothing of its own.",
    windowTitle: "The window had a fault",
    window: (reason: string) =>
      `The part that draws the screens has ended (${reason}). Everything that was recorded is on the disk.`,
    screensTitle: "The screens are missing",
    logged: (path: string) => `What is known of it stands in ${path}, on this computer only.`,
  },
  rpc: {
    foreignSender: "Only the window of the program may ask.",
    notUnderstood: "The message is not one that the program understands.",
    tooLarge: (charactersMax: number) =>
      `The message has more than ${charactersMax} characters. Hand large contents over as a file.`,
    busy: "The program is still answering many questions of this window. Try again in a moment.",
    ended: "The part that keeps the records has ended. Start it again, then look whether this was recorded.",
    uploadGone: "This file is not on its way any more. Choose it again.",
  },
  secret: {
    keeper: (system: string) => `the keychain of this ${system}`,
    unavailable: (keeper: string) =>
      `The system did not give its secret (${keeper}). Unlock the keyring and try again.`,
    missing:
      "The sealed secret of the system is not in the data folder any more, so this key cannot be opened. " +
      "Bring secret/os-secret.json back from a backup.",
    damaged:
      "The sealed secret of the system cannot be opened: it was made by another user or on another computer, or it is " +
      "damaged. Bring secret/os-secret.json back from a backup.",
    notWritten: (reason: string) => `The sealed secret of the system could not be written: ${reason}.`,
  },
} as const;
