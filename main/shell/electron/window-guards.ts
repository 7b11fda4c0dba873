/**
 * What the window may never do: leave, open others, hold guests, use devices. Everything is refused unless named here.
 */
import { shell, type Session, type WebContents } from "electron";
import { haltActionOf, ownPathOf, type HaltAction } from "./app-address.ts";
import { downloadHandleOf } from "../window/download-answer.ts";

/**
 * Where the user's own browser may be sent: the standards that the record format rests on. Nothing needs it to work.
 */
const openHosts: ReadonlyArray<string> = ["www.rfc-editor.org"];

/** Keeps the window on our own page. */
export const guardNavigation = (window: WebContents, onHaltAction: (action: HaltAction) => void): void => {
  window.on("will-navigate", (details) => {
    const action = haltActionOf(details.url);
    if (action !== null || !mayShow(details.url)) details.preventDefault();
    if (action !== null) onHaltAction(action);
  });
  window.on("will-frame-navigate", (details) => {
    if (!details.isMainFrame && !mayFrame(details.url)) details.preventDefault();
  });
  window.on("will-redirect", (details) => details.preventDefault());
  window.on("will-attach-webview", (event) => event.preventDefault());
  window.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: "deny" };
  });
};

/** The page itself, and what a method made: it is saved, the page stays. */
const mayShow = (address: string): boolean => {
  const path = ownPathOf(address);
  return path !== null && (path === "/" || path === "/index.html" || downloadHandleOf(path) !== null);
};

/** A frame shows what a method made; the viewer that draws a PDF in it belongs to the browser itself. */
const mayFrame = (address: string): boolean => {
  const path = ownPathOf(address);
  return (
    (path !== null && downloadHandleOf(path) !== null) || address.startsWith(pdfViewer) || address === "about:blank"
  );
};

const pdfViewer = "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/";

const mayOpenOutside = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === "https:" && openHosts.includes(host) && username === "" && password === "";
};

/** Refuses every device and right, save the camera for reading codes and the clipboard for writing, to our own page. */
export const guardPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_window, permission, decide, details) => {
    const kinds = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    decide(details.isMainFrame && mayUse(permission, details.requestingUrl, kinds));
  });
  session.setPermissionCheckHandler((_window, permission, origin, details) =>
    mayUse(permission, origin, details.mediaType === undefined ? [] : [details.mediaType]),
  );
  session.setDevicePermissionHandler(() => false);
};

const mayUse = (permission: string, asker: string, mediaKinds: ReadonlyArray<string>): boolean => {
  if (ownPathOf(asker) === null) return false;
  if (permission === "clipboard-sanitized-write") return true;
  return permission === "media" && mediaKinds.length > 0 && mediaKinds.every((kind) => kind === "video");
};
