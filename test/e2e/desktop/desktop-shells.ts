/** The shells that show the program, each as a page that the same journeys can be walked in. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { _electron, type Page } from "playwright-core";
import { chromiumPath, startChromium, withoutChromium } from "../browser/chromium.ts";
import { serveProgram } from "../browser/served-program.ts";
import { buildScreens, openLink } from "../browser/shell-window.ts";
import { buildDesktop, desktopEnvironment, root, startDouble } from "./double-program.ts";

export interface OpenedShell {
  readonly page: Page;
  /** Presses something that saves a file, and says where it may go. */
  readonly save: (path: string, press: () => Promise<void>) => Promise<void>;
  /** Ends the program in order. */
  readonly close: () => Promise<void>;
}

export interface Shell {
  readonly name: string;
  /** Why it cannot be opened here, or null. */
  readonly missing: string | null;
  readonly prepare: () => Promise<void>;
  /** Opens the data folder that was seeded there. */
  readonly open: (folder: string) => Promise<OpenedShell>;
}

const browserShell: Shell = {
  name: "the browser shell",
  missing: chromiumPath() === null ? withoutChromium : null,
  prepare: buildScreens,
  open: async (folder) => {
    const [browser, program] = await Promise.all([startChromium(chromiumPath() ?? ""), serveProgram(folder)]);
    const { page } = await openLink(browser, program.link);
    return {
      page,
      save: async (path, press) => {
        const download = page.waitForEvent("download");
        await press();
        await (await download).saveAs(path);
      },
      close: async () => {
        await browser.close();
        await program.stop();
      },
    };
  },
};

const doubleShell: Shell = {
  name: "the desktop in a double of Electron",
  missing: chromiumPath() === null ? withoutChromium : null,
  prepare: buildDesktop,
  open: async (folder) => {
    const program = startDouble({ folder });
    return {
      page: await program.page(),
      save: async (path, press) => {
        await program.wish({ do: "answer", dialog: "showSaveDialog", answer: { canceled: false, filePath: path } });
        await press();
        await program.noted("showSaveDialog");
      },
      close: async () => void (await program.stop()),
    };
  },
};

/** The runtime by its files: asking its package would start a download. */
const electronProgram = (): string | null => {
  const named = join(root, "node_modules/electron/path.txt");
  const path = existsSync(named) ? join(root, "node_modules/electron/dist", readFileSync(named, "utf8").trim()) : null;
  return path !== null && existsSync(path) ? path : null;
};

const electronShell: Shell = {
  name: "the desktop in Electron",
  missing:
    electronProgram() === null
      ? "No Electron runtime is installed here: the desktop was tried in a double of it."
      : null,
  prepare: buildDesktop,
  open: async (folder) => {
    const env = { ...plainEnvironment(), ...desktopEnvironment(folder) };
    const app = await _electron.launch({ executablePath: electronProgram() ?? "", args: [root], env });
    const page = await app.firstWindow();
    await page.locator("main").first().waitFor();
    return {
      page,
      save: async (path, press) => {
        await app.evaluate(({ dialog }, filePath) => {
          dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
        }, path);
        await press();
      },
      close: () => app.close(),
    };
  },
};

const plainEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

export const shells: readonly Shell[] = [browserShell, doubleShell, electronShell];
