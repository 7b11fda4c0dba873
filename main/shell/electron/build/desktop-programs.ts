/** What the desktop program is built of: programs, the packages that stay packages, and the files that come along. */

/** Each becomes one file beside the others: its name there, and its source in the checkout. */
export const desktopPrograms: Readonly<Record<string, string>> = {
  main: "main/shell/electron/main.ts",
  "node-program": "main/shell/electron/node-program.ts",
  "serial-host-program": "main/instrument/serial-host-program.ts",
  "frame-check-thread": "main/signature/frame-check-thread.ts",
  "base-pdf-worker": "main/report/base-pdf-worker.ts",
};

/** Runs alone, in the window's sandbox: it may load no second file. */
export const preloadSource = "main/shell/electron/preload.ts";

/** Where they are built, from the checkout: the place that the packager expects. */
export const programFolder = ".vite/build";

/** Packages that look for files beside themselves, or hold native code: they are carried whole, with what they need. */
export const carriedPackages: ReadonlyArray<string> = ["dejavu-fonts-ttf", "pdfkit", "serialport", "sql.js"];

/** Folders that the sources read, and where they lie beside the programs. */
export const carriedFolders: Readonly<Record<string, string>> = {
  fixtures: "fixtures",
  "main/document/fonts": "fonts",
};
