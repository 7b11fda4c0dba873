/**
 * The node as a process of its own: opens the data folder, answers the calls of the window, and closes in order. It
 * knows nothing of windows: all it has is one line to the process above.
 */
import { bytesOfHex } from "../../../shared/encoding/hex.ts";
import { failed, refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";
import type { OsSecret } from "../../keystore/keystore-parts.ts";
import { openNode, type ThroughlifeNode } from "../../node.ts";
import { answerCall, readCall } from "../../rpc/answer-text.ts";
import type { DemoMaker } from "../../rpc/demo-maker.ts";
import { makeCommandLine } from "../cli/command-line.ts";
import { demoMakerFor } from "../cli/demo-maker.ts";
import { folderCommands } from "../cli/folder-commands.ts";
import { openLocalDoor, type LocalServer } from "../local/local-server.ts";
import { makeHostLines } from "./host-lines.ts";
import { toNodeSchema, type FromNode, type OpenWish, type ToNode } from "./node-message.ts";
import type { ProcessPort } from "./process-port.ts";

/** Serves until it is told to close. It does not end by itself: what it posts last must arrive before it is ended. */
export const runNodeProcess = (port: ProcessPort): void => {
  const post = (message: FromNode): void => port.post(message);
  const hosts = makeHostLines(post);
  const secrets = makeSecretLine(post);
  let node: Promise<OpenedNode | null> = Promise.resolve(null);
  port.onMessage((message, [line]) => {
    const wish = toNodeSchema.parse(message);
    if (wish.kind === "open") node = open(wish, post, { ...secretOf(wish, secrets.read), forkSerialHost: hosts.fork });
    else if (wish.kind === "secret") secrets.take(wish);
    else if (wish.kind === "host" && line !== undefined) hosts.take(wish.host, line);
    else if (wish.kind === "host-ended") hosts.end(wish.host, wish.how);
    else if (wish.kind === "close") void node.then(close).then(post);
    else void node.then((opened) => answer(wish, opened)).then((answered) => answered !== null && post(answered));
  });
};

interface OpenedNode {
  readonly node: ThroughlifeNode;
  readonly door: Outcome<LocalServer>;
}

/** The demo lies beside the data folder, and is played by the commands that work on one. */
const demoOf = ({ folder, markFolder }: OpenWish, { forkSerialHost }: FromShell): DemoMaker =>
  demoMakerFor(
    {
      env: { ...process.env, THROUGHLIFE_MARKS: markFolder },
      forkSerialHost,
      runWords: makeCommandLine(folderCommands),
      signal: new AbortController().signal,
    },
    folder,
  );

/** What a node in this shell is opened with besides the folder. */
type FromShell = Pick<Parameters<typeof openNode>[0], "forkSerialHost" | "osSecret">;

const open = async (
  wish: OpenWish,
  post: (message: FromNode) => void,
  shell: FromShell,
): Promise<OpenedNode | null> => {
  const { folder, markFolder, simulators } = wish;
  const demo = demoOf(wish, shell);
  const passphrase = process.env["THROUGHLIFE_PASSPHRASE"] ?? null;
  const options = { demo, folder, markFolder, mayBegin: true, passphrase, simulators } as const;
  const opened = await openNode({ ...options, shell: "electron", ...shell });
  if (!opened.ok) {
    const { kind, message } = opened.failure;
    post({ kind: "refused", failure: { kind, message } });
    return null;
  }
  const node = opened.value;
  node.onEvent((event) => post({ kind: "event", text: JSON.stringify(event) }));
  const remarks = [...node.remarks, ...(await listenForPeers(node))];
  const door = await openLocalDoor(node);
  if (!door.ok) remarks.push(door.failure.message);
  post({ kind: "opened", remarks, uploadsFolder: node.uploadsFolder });
  return { door, node };
};

/** The usual port is listened on as soon as there is a peer; it may be taken. */
const listenForPeers = async (node: ThroughlifeNode): Promise<readonly string[]> => {
  const peers = await node.call("peer.list", {});
  if (!peers.ok || peers.value.length === 0) return [];
  const listening = await node.listenForPeers(null);
  return listening.ok ? [] : [listening.failure.message];
};

const close = async (opened: OpenedNode | null): Promise<FromNode> => {
  if (opened?.door.ok === true) await opened.door.value.close();
  const closed = (await opened?.node.close()) ?? success(null);
  return { kind: "closed", failure: closed.ok ? null : { kind: closed.failure.kind, message: closed.failure.message } };
};

const answer = async (wish: ToNode, opened: OpenedNode | null): Promise<FromNode | null> => {
  if (opened === null) return null;
  if (wish.kind === "find-file") {
    const file = opened.node.findDownload(wish.handle);
    return {
      kind: "file",
      ask: wish.ask,
      file: file === null ? null : { path: file.path, name: file.name, mediaType: file.mediaType },
    };
  }
  const call = wish.kind === "call" ? readCall(wish.text) : null;
  if (wish.kind !== "call") return null;
  const answered = call === null ? noCall : await answerCall(call, opened.node.dispatch);
  return { kind: "answer", call: wish.call, text: JSON.stringify(answered) };
};

const noCall = { call: -1, failure: { kind: "badRequest", message: "The message is no call." } } as const;

interface SecretLine {
  readonly read: OsSecret["read"];
  readonly take: (answered: Extract<ToNode, { readonly kind: "secret" }>) => void;
}

/** Asks the main process for the system's secret: only there can it be opened. */
const makeSecretLine = (post: (message: FromNode) => void): SecretLine => {
  const waiting = new Map<number, (secret: Outcome<Uint8Array>) => void>();
  let asked = 0;
  return {
    read: ({ make }) => {
      const ask = (asked += 1);
      post({ kind: "ask-secret", ask, make });
      return new Promise((resolve) => waiting.set(ask, resolve));
    },
    take: ({ ask, secret }) => {
      const resolve = waiting.get(ask);
      waiting.delete(ask);
      if ("failure" in secret) return resolve?.(failed(secret.failure));
      const bytes = bytesOfHex(secret.hex);
      resolve?.(bytes === null ? refuse("secretDamaged", "The secret of the system is damaged.") : success(bytes));
    },
  };
};

const secretOf = ({ keeper }: OpenWish, read: OsSecret["read"]): Pick<FromShell, "osSecret"> =>
  keeper === null ? {} : { osSecret: { keeper, read } };
