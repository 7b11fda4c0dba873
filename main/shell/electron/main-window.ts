/** The one window: safe settings, its place, its page; and what happens when the page dies or hangs. */
import { BrowserWindow, dialog, screen, type RenderProcessGoneDetails, type Session } from "electron";
import type { CommandId } from "../../../shared/rpc/app-commands.ts";
import { haltAddress, pageAddress, type HaltAction } from "./app-address.ts";
import type { SettingsFile } from "./desktop-settings.ts";
import { desktopWords } from "./desktop-words.ts";
import { showEditMenu } from "./menu.ts";
import { guardNavigation } from "./window-guards.ts";
import { leastWindow, placeOnScreens } from "./window-place.ts";

export interface MainWindowParts {
  readonly preload: string;
  readonly session: Session;
  readonly settings: SettingsFile;
  readonly onHaltAction: (action: HaltAction) => void;
  /** Given by the wheel of the mouse, or by a key of it. */
  readonly onCommand: (command: CommandId) => void;
  /** The process that draws has ended by a fault. */
  readonly onPageGone: (details: RenderProcessGoneDetails) => void;
  readonly onClosed: () => void;
}

/** A window is moved in many steps; its place is kept once it rests. */
const restMillis = 500;

/** Opens it; it is shown once there is something to see. */
export const openMainWindow = (parts: MainWindowParts): BrowserWindow => {
  const { maximized, ...bounds } = placeOnScreens(parts.settings.current().place, freeAreas());
  const window = new BrowserWindow({
    ...bounds,
    minWidth: leastWindow.width,
    minHeight: leastWindow.height,
    show: false,
    title: desktopWords.product,
    webPreferences: {
      preload: parts.preload,
      session: parts.session,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      zoomFactor: parts.settings.current().zoom,
      webviewTag: false,
      // Documents are drawn by the browser's own viewer.
      plugins: true,
      // The dictionaries would be fetched from a network.
      spellcheck: false,
    },
  });
  window.once("ready-to-show", () => {
    if (maximized) window.maximize();
    window.show();
  });
  guardNavigation(window.webContents, parts.onHaltAction);
  keepPlace(window, parts.settings);
  watchPage(window, parts);
  window.on("closed", parts.onClosed);
  return window;
};

/** Shows the page, or the screen at this address of it. */
export const showPage = (window: BrowserWindow, screenAddress = ""): Promise<void> =>
  window.loadURL(`${pageAddress}${screenAddress === "" ? "" : `#${screenAddress}`}`).catch(() => undefined);

/** Shows why the program stands still. */
export const showHalt = (window: BrowserWindow): Promise<void> => window.loadURL(haltAddress).catch(() => undefined);

/** A program that was opened again, or a link: the window comes to the front. */
export const bringForward = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};

const freeAreas = () => {
  const first = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== first.id);
  return [first, ...others].map(({ workArea }) => workArea);
};

const keepPlace = (window: BrowserWindow, settings: SettingsFile): void => {
  let rest: NodeJS.Timeout | undefined;
  const keep = (): void => {
    clearTimeout(rest);
    if (window.isDestroyed()) return;
    const { x, y, width, height } = window.getNormalBounds();
    settings.change({ place: { x, y, width, height, maximized: window.isMaximized() } });
  };
  const keepLater = (): void => {
    clearTimeout(rest);
    rest = setTimeout(keep, restMillis);
  };
  window.on("resize", keepLater);
  window.on("move", keepLater);
  window.on("maximize", keepLater);
  window.on("unmaximize", keepLater);
  window.on("close", keep);
};

const watchPage = (window: BrowserWindow, { onCommand, onPageGone }: MainWindowParts): void => {
  const page = window.webContents;
  page.on("zoom-changed", (_event, direction) => onCommand(direction === "in" ? "zoom-in" : "zoom-out"));
  window.on("app-command", (_event, key) => {
    if (key === "browser-backward") onCommand("back");
    if (key === "browser-forward") onCommand("forward");
  });
  page.on("render-process-gone", (_event, details) => {
    if (details.reason !== "clean-exit") onPageGone(details);
  });
  page.on("context-menu", (_event, { editFlags }) => showEditMenu(editFlags));
  window.on("unresponsive", () => void askAboutHanging(window));
};

const askAboutHanging = async (window: BrowserWindow): Promise<void> => {
  const { detail, reload, title, wait } = desktopWords.unresponsive;
  const buttons = [wait, reload];
  const { response } = await dialog.showMessageBox(window, { type: "warning", message: title, detail, buttons });
  if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
};
