/** Where the desktop program begins. What must stand before the program is ready stands here, in its order. */
import { join } from "node:path";
import { app, crashReporter, session } from "electron";
import { registerAppScheme } from "./app-scheme.ts";
import { assetOfLink, assetOfWords, linkScheme } from "./deep-link.ts";
import { Desktop } from "./desktop.ts";
import { openSettings } from "./desktop-settings.ts";
import { desktopWords } from "./desktop-words.ts";
import { openFaultLog } from "./fault-log.ts";
import { windowFolder } from "./places.ts";

app.setName(desktopWords.product);
app.setPath("userData", windowFolder(process.env, process.platform));
app.enableSandbox();
registerAppScheme();

const faults = openFaultLog(join(app.getPath("userData"), "faults.jsonl"), () => Date.now());
const desktop = Promise.withResolvers<Desktop>();
let isClosed = false;

const start = async (): Promise<void> => {
  const settings = openSettings(join(app.getPath("userData"), "desktop.json"));
  const opened = new Desktop({ env: process.env, faults, session: session.defaultSession, settings });
  await opened.start();
  desktop.resolve(opened);
  const asset = assetOfWords(process.argv.slice(1));
  if (asset !== null) await opened.openAsset(asset);
};

/** The program was opened once more: the words of that start are all that is left of it. */
const hearSecondStart = async (words: ReadonlyArray<string>): Promise<void> => {
  const opened = await desktop.promise;
  opened.openWindow();
  const asset = assetOfWords(words.slice(1));
  if (asset !== null) await opened.openAsset(asset);
};

/** Ends once the node has closed in order. */
const closeFirst = async (): Promise<void> => {
  await (await desktop.promise).close();
  isClosed = true;
  app.quit();
};

const listen = (): void => {
  app.on("second-instance", (_event, words) => void hearSecondStart(words));
  app.on("open-url", (event, link) => {
    event.preventDefault();
    const asset = assetOfLink(link);
    if (asset !== null) void desktop.promise.then((opened) => opened.openAsset(asset));
  });
  app.on("child-process-gone", (_event, { exitCode, reason, serviceName, type }) => {
    const isFault = reason !== "clean-exit";
    if (isFault) faults.write("process ended", { exitCode, reason, serviceName: serviceName ?? "", type });
  });
  app.on("activate", () => void desktop.promise.then((opened) => opened.openWindow()));
  app.on("window-all-closed", () => process.platform !== "darwin" && app.quit());
  app.on("before-quit", (event) => {
    if (isClosed) return;
    event.preventDefault();
    void closeFirst();
  });
  process.on("uncaughtException", (fault) =>
    faults.write("fault", { message: fault.message, stack: fault.stack ?? "" }),
  );
  process.on("SIGTERM", () => app.quit());
  process.on("SIGINT", () => app.quit());
};

if (!app.requestSingleInstanceLock()) app.exit(0);
else {
  crashReporter.start({ uploadToServer: false, compress: false });
  listen();
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  void app.whenReady().then(start);
}
