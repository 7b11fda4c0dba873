/** The one place where everything is put together: the node process of Throughlife, the same for every shell. */
import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { instantFromMillis, type Instant } from "../shared/clock/instant.ts";
import { failed, refuse, success, type Outcome } from "../shared/outcome/outcome.ts";
import { defaultRoles } from "../shared/register/default-charter.ts";
import type { RpcEvent } from "../shared/rpc/messages.ts";
import type { VerdictReport } from "../shared/rpc/rows.ts";
import { nodeDiskFiles } from "./disk/node-disk-files.ts";
import { forkSerialHost } from "./instrument/host-link.ts";
import { nodeHostTime } from "./instrument/host-time.ts";
import { createInstrumentService, type InstrumentService } from "./instrument/instrument-service.ts";
import { readProfileShelf } from "./instrument/profile-shelf.ts";
import { usualPeerPort } from "./peer/peer-address.ts";
import { createCall, createDispatch, type Call, type Dispatch, type Handlers } from "./rpc/dispatch.ts";
import type { DownloadFile } from "./rpc/made-files.ts";
import { notBegunHandlers } from "./rpc/not-begun.ts";
import { createTasks } from "./rpc/tasks.ts";
import { beginFolder, openFolder, type NodeOptions, type OpenFolder, type Surroundings } from "./open-folder.ts";
import { verifyFile, type VerifyWish } from "./verify/verify-file.ts";

export interface ThroughlifeNode {
  readonly folder: string;
  readonly uploadsFolder: string;
  readonly dispatch: Dispatch;
  readonly call: Call;
  readonly onEvent: (listener: (event: RpcEvent) => void) => () => void;
  readonly findDownload: (handle: string) => DownloadFile | null;
  /** What opening found and did: a cut tail, a rebuilt index. */
  readonly remarks: ReadonlyArray<string>;
  /** Listens for peers, on the usual port where none is named; resolves with the port. */
  readonly listenForPeers: (port: number | null) => Promise<Outcome<number>>;
  /** Orderly: no more commands, drain, fsync, checkpoint, snapshot. */
  readonly close: () => Promise<Outcome<null>>;
}

export interface BeginOptions extends NodeOptions {
  readonly party: string;
  readonly roles: ReadonlyArray<string>;
  readonly person: { readonly name: string; readonly pin: string } | null;
}

export interface BegunFolder {
  readonly folder: string;
  readonly installation: string;
  readonly register: string;
  /** What a stolen computer means. */
  readonly theft: string;
}

/** Opens the node on a data folder. */
export const openNode = async (options: NodeOptions): Promise<Outcome<ThroughlifeNode>> => {
  const host = new NodeHost(options);
  const opened = await host.open();
  return opened.ok ? success(host.node()) : opened;
};

/** Begins a data folder and closes it again. */
export const beginDataFolder = async (options: BeginOptions): Promise<Outcome<BegunFolder>> => {
  const surroundings = surroundingsOf(options, () => undefined);
  const begun = await beginFolder(surroundings, options);
  if (!begun.ok) return begun;
  const { parts } = begun.value;
  const answer = {
    folder: options.folder,
    installation: parts.keystore.installationSigner.key,
    register: parts.register,
    theft: parts.keystore.theftNotice,
  };
  const closed = await begun.value.close();
  return closed.ok ? success(answer) : closed;
};

/** The instruments alone, for reading without a data folder. */
export const openInstruments = async ({
  simulators,
}: Pick<NodeOptions, "simulators">): Promise<Outcome<InstrumentService>> => {
  const profiles = await readProfileShelf(fileURLToPath(new URL("../fixtures/instrument/", import.meta.url)));
  if (!profiles.ok) return profiles;
  return success(
    createInstrumentService({
      fork: () => forkSerialHost({ simulator: simulators }),
      profiles: profiles.value,
      time: nodeHostTime(),
    }),
  );
};

/** The verdict on a path; needs no data folder. */
export const verifyPath = (wish: VerifyWish): Promise<VerdictReport> =>
  verifyFile(nodeDiskFiles(process.platform), wish);

/** Shown in the status line and named in the index's snapshot. */
const programVersion = "0.1.0";

const surroundingsOf = (options: NodeOptions, emit: (event: RpcEvent) => void): Surroundings => ({
  tasks: createTasks(emit, () => randomBytes(8).toString("hex")),
  ...options,
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds).unref();
    return { cancel: () => clearTimeout(timer) };
  },
  emit,
  files: nodeDiskFiles(process.platform),
  instruments: () => openInstruments(options),
  mappingsFolder: fileURLToPath(new URL("../fixtures/mapping/", import.meta.url)),
  monoMicros: () => Number(process.hrtime.bigint() / 1000n),
  now: nowInstant,
  nowMillis: () => Date.now(),
  offsetMinutes: () => -new Date().getTimezoneOffset(),
  randomBytes: (count) => new Uint8Array(randomBytes(count)),
  randomHex: (digits) => randomBytes(digits / 2).toString("hex"),
  threads: availableParallelism(),
  version: programVersion,
});

const nowInstant = (): Instant => {
  const micros = Math.floor((performance.timeOrigin + performance.now()) * 1000);
  return instantFromMillis(Math.floor(micros / 1000), micros % 1000);
};

/** Holds the open data folder, or waits for one to be begun. */
class NodeHost {
  readonly #options: NodeOptions;
  readonly #surroundings: Surroundings;
  readonly #listeners = new Set<(event: RpcEvent) => void>();
  #open: OpenFolder | null = null;
  #handlers: Partial<Handlers>;

  constructor(options: NodeOptions) {
    this.#options = options;
    this.#surroundings = surroundingsOf(options, (event) => this.#emit(event));
    this.#handlers = notBegunHandlers({
      begin: (wish) => this.#begin(wish),
      folder: options.folder,
      roles: defaultRoles,
      verify: verifyPath,
      uploadsFolder: this.#uploadsFolder(),
      version: programVersion,
    });
  }

  async open(): Promise<Outcome<null>> {
    const opened = await openFolder(this.#surroundings);
    if (!opened.ok)
      return opened.failure.kind === "installationMissing" && this.#options.mayBegin === true ? success(null) : opened;
    this.#take(opened.value);
    return success(null);
  }

  node(): ThroughlifeNode {
    return {
      folder: this.#options.folder,
      uploadsFolder: this.#uploadsFolder(),
      call: (method, request) => createCall(this.#handlers)(method, request),
      dispatch: (method, request) => createDispatch(this.#handlers)(method, request),
      findDownload: (handle) => this.#open?.parts.made.find(handle) ?? null,
      listenForPeers: async (port) =>
        this.#open === null
          ? refuse("notBegun", "There is no data folder yet that peers could be answered from.")
          : this.#open.parts.peers.listen(port ?? usualPeerPort),
      onEvent: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      remarks: this.#open?.remarks ?? [],
      close: async () => (this.#open === null ? success(null) : this.#open.close()),
    };
  }

  async #begin(
    wish: Pick<BeginOptions, "party" | "person" | "roles">,
  ): Promise<Outcome<{ readonly installation: string; readonly register: string }>> {
    if (this.#open !== null) return refuse("begunAlready", "A data folder is open already.");
    const begun = await beginFolder(this.#surroundings, wish);
    if (!begun.ok) return failed(begun.failure);
    this.#take(begun.value);
    const { parts } = begun.value;
    if (wish.person !== null) await parts.session.unlock(wish.person.name, wish.person.pin);
    this.#emit({ event: "changed", histories: [], what: "status" });
    return success({ installation: parts.keystore.installationSigner.key, register: parts.register });
  }

  #take(open: OpenFolder): void {
    this.#open = open;
    this.#handlers = open.handlers;
  }

  #emit(event: RpcEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #uploadsFolder(): string {
    return join(this.#options.folder, "derived", "uploads");
  }
}
