/** The desktop program while it runs: one window, one node, and the way from any fault back to work. */
import { app, dialog, shell, type BrowserWindow, type Session } from "electron";
import type { CommandId } from "../../../shared/rpc/app-commands.ts";
import type { RpcEvent } from "../../../shared/rpc/messages.ts";
import { findScreenFiles } from "../window/screen-files.ts";
import type { HaltAction } from "./app-address.ts";
import { serveAppScheme } from "./app-scheme.ts";
import type { SettingsFile } from "./desktop-settings.ts";
import { desktopWords } from "./desktop-words.ts";
import type { FaultLog } from "./fault-log.ts";
import type { Halt } from "./halt-page.ts";
import { bringForward, openMainWindow, showHalt, showPage } from "./main-window.ts";
import { setMenu } from "./menu.ts";
import { NodeKeeper } from "./node-keeper.ts";
import { preloadProgram, screensFolder } from "./places.ts";
import { openRpcDoor } from "./rpc-door.ts";
import { saveDownloads } from "./save-download.ts";
import { guardPermissions } from "./window-guards.ts";

export interface DesktopParts {
  readonly session: Session;
  readonly settings: SettingsFile;
  readonly faults: FaultLog;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Holds the window and the node: everything else comes and goes with them. */
export class Desktop {
  readonly #parts: DesktopParts;
  readonly #node: NodeKeeper;
  #window: BrowserWindow | null = null;
  #halt: Halt | null = null;

  constructor(parts: DesktopParts) {
    this.#parts = parts;
    this.#node = new NodeKeeper({
      ...parts,
      onEvent: (text) => this.#window?.webContents.send("event", text),
      onRefused: (message) => this.#stop({ title: words.refusedTitle, message, actions: ["again", "folder", "quit"] }),
      onLost: (how) => this.#nodeLost(how),
    });
  }

  /** Opens the node and the window side by side. */
  async start(): Promise<void> {
    const { session } = this.#parts;
    const findFile = (handle: string) => this.#node.findFile(handle);
    const screens = await findScreenFiles(screensFolder);
    if (screens.ok) this.#node.start();
    else this.#stop({ title: words.screensTitle, message: screens.failure.message, actions: ["quit"] });
    serveAppScheme(session, { findFile, halt: () => this.#halt, screens: screens.ok ? screens.value : null });
    guardPermissions(session);
    saveDownloads(session, { findFile, window: () => this.#window });
    openRpcDoor({
      call: (text) => this.#node.call(text),
      settings: this.#parts.settings,
      uploads: () => this.#node.uploads(),
      window: () => this.#window?.webContents ?? null,
    });
    setMenu(
      {
        openFolder: () => void this.#chooseFolder(),
        run: (command) => this.#run(command),
        showLogs: () => shell.showItemInFolder(this.#parts.faults.path),
      },
      process.platform,
    );
    this.openWindow();
  }

  /** The window; there is never a second one. */
  openWindow(): void {
    if (this.#window !== null) return bringForward(this.#window);
    this.#window = openMainWindow({
      ...this.#parts,
      preload: preloadProgram,
      onCommand: (command) => this.#run(command),
      onHaltAction: (action) => void this.#doHaltAction(action),
      onPageGone: ({ exitCode, reason }) => {
        this.#parts.faults.write("window ended", { exitCode, reason });
        this.#stop({ title: words.windowTitle, message: words.window(reason), actions: ["again", "quit"] });
      },
      onClosed: () => {
        this.#node.uploads()?.stopAll();
        this.#window = null;
      },
    });
    void (this.#halt === null ? showPage(this.#window) : showHalt(this.#window));
  }

  /** A label was read outside of the program: nothing happens before somebody says so. */
  async openAsset(asset: string): Promise<void> {
    this.openWindow();
    const window = this.#window;
    if (window === null || this.#halt !== null) return;
    const { cancel, detail, open, question, title } = desktopWords.link;
    const { response } = await dialog.showMessageBox(window, {
      buttons: [open, cancel],
      cancelId: 1,
      defaultId: 1,
      detail: detail(asset),
      message: question,
      title,
      type: "question",
    });
    if (response === 0 && this.#halt === null) await showPage(window, `/asset/${asset}`);
  }

  /** Closes the node in order; the program may end after it. */
  close(): Promise<void> {
    return this.#node.close();
  }

  /** The page knows what a command means on the screen that stands. */
  #run(command: CommandId): void {
    const event: RpcEvent = { command, event: "command" };
    if (this.#halt === null) this.#window?.webContents.send("event", JSON.stringify(event));
  }

  #nodeLost(how: string): void {
    const { faults } = this.#parts;
    faults.write("node ended", { how });
    this.#stop({
      actions: ["again", "rebuild", "folder", "quit"],
      message: `${words.node(how)} ${words.logged(faults.path)}`,
      title: words.nodeTitle,
    });
  }

  #stop(halt: Halt): void {
    this.#halt = halt;
    if (this.#window !== null) void showHalt(this.#window);
  }

  async #doHaltAction(action: HaltAction): Promise<void> {
    if (this.#halt?.actions.includes(action) !== true) return;
    if (action === "quit") return app.quit();
    if (action === "folder") return this.#chooseFolder();
    if (action === "rebuild") await this.#node.forgetIndex();
    await this.#goOn();
  }

  /** To the screens, from whatever stood there; a node that runs goes on running. */
  async #goOn(): Promise<void> {
    this.#halt = null;
    this.#node.start();
    if (this.#window !== null) await showPage(this.#window);
  }

  async #chooseFolder(): Promise<void> {
    if (this.#window === null) return;
    const { button: buttonLabel, title } = desktopWords.folder;
    const properties = ["openDirectory" as const, "createDirectory" as const];
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#window, { buttonLabel, properties, title });
    const [folder] = filePaths;
    if (canceled || folder === undefined) return;
    this.#parts.settings.change({ folder });
    await this.#node.close();
    await this.#goOn();
  }
}

const words = desktopWords.halt;
