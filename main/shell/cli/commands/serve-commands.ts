/** Commands that keep the program running: the browser shell on the loopback, and the peer listener. */
import { createHash, randomBytes } from "node:crypto";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { success, refuse, type Outcome } from "../../../../shared/outcome/outcome.ts";
import { openNode, type ThroughlifeNode } from "../../../node.ts";
import { openInBrowser } from "../../browser/open-in-browser.ts";
import type { BrowserShell } from "../../browser/browser-shell.ts";
import { textOption, usageKind, type Command, type CommandCall, type CommandEnd } from "../command.ts";
import { openLocalDoor } from "../../local/local-server.ts";
import { demoMakerFor } from "../demo-maker.ts";
import { dataFolderOf, nodeOptions, signIn } from "../with-node.ts";

const serve: Command = {
  name: "serve",
  usage: "[--port N] [--peer-port N]",
  does: "Serves the browser shell on 127.0.0.1 and listens for peers; prints the link, and the peer address.",
  options: { "peer-port": { type: "string" }, port: { type: "string" } },
  positionals: [0, 0],
  run: (call) => serveUntilStopped(call, { open: false }),
};

const open: Command = {
  name: "open",
  usage: "[--port N] [--peer-port N]",
  does: "Opens the program in the installed browser, or prints the link where there is no display.",
  options: { "peer-port": { type: "string" }, port: { type: "string" } },
  positionals: [0, 0],
  run: (call) => serveUntilStopped(call, { open: true }),
};

/** The commands of this file. */
export const serveCommands: ReadonlyArray<Command> = [open, serve];

/** The built screens, beside the sources. */
const rendererFolder = fileURLToPath(new URL("../../../../.build/renderer/", import.meta.url));

const serveUntilStopped = async (
  call: CommandCall,
  { open: wanted }: { readonly open: boolean },
): Promise<Outcome<CommandEnd>> => {
  const ports = [portOption(call, "port"), portOption(call, "peer-port")] as const;
  if (ports.includes("wrong")) return refuse(usageKind, "--port and --peer-port take a number from 0 to 65535.");
  const demo = demoMakerFor(call, dataFolderOf(call));
  const node = await openNode({ ...nodeOptions(call), demo, shell: "browser", mayBegin: true });
  if (!node.ok) return node;
  try {
    for (const remark of node.value.remarks) call.say(remark);
    const state = await node.value.call("app.state", {});
    const isBegun = state.ok && state.value.begun;
    const signedIn = isBegun ? await signIn({ ...node.value, isShared: false }, call) : success(false);
    if (!signedIn.ok) return signedIn;
    return await serveNode(call, node.value, { open: wanted, peerPort: numberOf(ports[1]), port: numberOf(ports[0]) });
  } finally {
    const closed = await node.value.close();
    if (!closed.ok) call.say(closed.failure.message);
  }
};

interface Serving {
  readonly open: boolean;
  readonly port: number | null;
  readonly peerPort: number | null;
}

const serveNode = async (
  call: CommandCall,
  node: ThroughlifeNode,
  { open: wanted, peerPort, port }: Serving,
): Promise<Outcome<CommandEnd>> => {
  if (
    !(await access(join(rendererFolder, "index.html")).then(
      () => true,
      () => false,
    ))
  ) {
    return refuse("notBuilt", 'The screens are not built yet. "npm start" builds them.');
  }
  const peers = await listen(call, node, peerPort);
  if (!peers.ok) return peers;
  const { startBrowserShell } = await import("../../browser/browser-shell.ts");
  const start = (at: number) =>
    startBrowserShell({
      dispatch: node.dispatch,
      findDownload: (handle) => Promise.resolve(node.findDownload(handle)),
      now: () => Date.now(),
      onEvent: node.onEvent,
      port: at,
      randomBytes: (count) => randomBytes(count),
      rendererFolder,
      uploadsFolder: node.uploadsFolder,
    });
  const usual = await start(port ?? windowPort(node.folder));
  const shell = usual.ok || port !== null ? usual : await start(0);
  if (!shell.ok) return shell;
  const door = await openLocalDoor(node);
  if (!door.ok) call.say(door.failure.message);
  announce(call, shell.value, peers.value);
  if (wanted) await openWindow(call, shell.value.url);
  await stopped(call.signal);
  if (door.ok) await door.value.close();
  await shell.value.close();
  return success({ json: null, lines: ["Closed in order."] });
};

/**
 * A browser keeps drafts and looks by the address of the page, so each data folder has a usual port of its own; where
 * it is taken, any free one is.
 */
const windowPort = (folder: string): number =>
  windowPortsFrom + (createHash("sha256").update(folder).digest().readUInt16BE(0) % windowPorts);

/** Registered for nothing, and outside of the ports that systems give out by themselves. */
const windowPortsFrom = 24_700;
const windowPorts = 1_000;

/**
 * The port that is asked for must be free; the usual one is listened on as soon as there is a peer, and may be taken.
 */
const listen = async (
  call: CommandCall,
  node: ThroughlifeNode,
  wanted: number | null,
): Promise<Outcome<number | null>> => {
  if (wanted !== null) return node.listenForPeers(wanted);
  const peers = await node.call("peer.list", {});
  if (!peers.ok || peers.value.length === 0) return success(null);
  const usual = await node.listenForPeers(null);
  if (!usual.ok) call.say(usual.failure.message);
  return success(usual.ok ? usual.value : null);
};

const announce = (call: CommandCall, shell: BrowserShell, peerPort: number | null): void => {
  if (call.json) call.print(JSON.stringify({ peer_port: peerPort, port: shell.port, url: shell.url }));
  else {
    call.print(`Throughlife is at ${shell.url}`);
    call.print("The link works once, within a minute, on this machine only.");
    if (peerPort !== null) call.print(`Peers reach it at port ${peerPort}.`);
  }
};

const openWindow = async (call: CommandCall, url: string): Promise<void> => {
  const opened = await openInBrowser({ env: call.env, url });
  call.say(opened.ok ? `Opened in ${opened.value}.` : opened.failure.message);
};

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve(), { once: true }),
  );

const portOption = (call: CommandCall, name: string): number | "wrong" | null => {
  const text = textOption(call, name);
  if (text === undefined) return null;
  return /^[0-9]{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : "wrong";
};

const numberOf = (port: number | "wrong" | null): number | null => (typeof port === "number" ? port : null);
