/** The one place where everything is put together: the node process of Throughlife, the same for every shell. */
import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { instantFromMillis, type Instant } from "../shared/clock/instant.ts";
import { failed, refuse, success, type Outcome } from "../shared/outcome/outcome.ts";
import { defaultRoles } from "../shared/register/default-charter.ts";
import type { CharterAnswers } from "../shared/register/litmus-test.ts";
import type { RpcEvent } from "../shared/rpc/messages.ts";
import type { ParsedRequest, ResponseOf } from "../shared/rpc/methods.ts";
import type { VerdictReport } from "../shared/rpc/rows.ts";
import { nodeDiskFiles } from "./disk/node-disk-files.ts";
import { forkSerialHost } from "./instrument/host-link.ts";
import { nodeHostTime } from "./instrument/host-time.ts";
import { createInstrumentService, type InstrumentService } from "./instrument/instrument-service.ts";
import { readProfileShelf } from "./instrument/profile-shelf.ts";
import { copySummaryOf } from "./protection/take-copy-in.ts";
import type { DemoMaker } from "./rpc/demo-maker.ts";
import { createCall, createDispatch, type Call, type Dispatch, type Handlers } from "./rpc/dispatch.ts";
import { lintFile } from "./rpc/hazop-lint.ts";
import type { DownloadFile } from "./rpc/made-files.ts";
import { notBegunHandlers } from "./rpc/not-begun.ts";
import { taskCancelling } from "./rpc/task-handlers.ts";
import { createTasks } from "./rpc/tasks.ts";
import {
  beginFolder,
  keystoreParts,
  openFolder,
  type NodeOptions,
  type OpenFolder,
  type Surroundings,
} from "./open-folder.ts";
import { renewFolder, type RenewingHost } from "./renew-folder.ts";
import { restoreFolder } from "./restore-folder.ts";
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
  /** Listens for peers, as usual where no port is named; resolves with the port. */
  readonly listenForPeers: (port: number | null) => Promise<Outcome<number>>;
  /** Orderly: no more commands, drain, fsync, checkpoint, snapshot. */
  readonly close: () => Promise<Outcome<null>>;
}

export interface BeginOptions extends NodeOptions {
  readonly answers?: CharterAnswers | null;
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

/** A node that a window looks at can show the demo fleet besides. */
export interface HostOptions extends NodeOptions {
  readonly demo?: DemoMaker;
}

/** Opens the node on a data folder. */
export const openNode = async (options: HostOptions): Promise<Outcome<ThroughlifeNode>> => {
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
  forkSerialHost: fork = forkSerialHost,
  simulators: simulator,
}: Pick<NodeOptions, "forkSerialHost" | "simulators">): Promise<Outcome<InstrumentService>> => {
  const profiles = await readProfileShelf(join(fixturesFolder, "instrument"));
  if (!profiles.ok) return profiles;
  return success(
    createInstrumentService({
      fork: () => fork({ simulator }),
      profiles: profiles.value,
      time: nodeHostTime(),
    }),
  );
};

/** What is wrong or missing in a study file; needs no data folder. */
export const lintStudyFile = (path: string): ReturnType<typeof lintFile> =>
  lintFile(nodeDiskFiles(process.platform), path, fileURLToPath(new URL("../fixtures/", import.meta.url)));

/** The verdict on a path; needs no data folder. */
export const verifyPath = (wish: VerifyWish): Promise<VerdictReport> =>
  verifyFile(nodeDiskFiles(process.platform), wish);

/** The data that comes with the program: profiles, mappings, code tables, the demo's study. */
export const fixturesFolder = fileURLToPath(new URL("../fixtures/", import.meta.url));

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
  mappingsFolder: join(fixturesFolder, "mapping"),
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

const withDemo = <T extends { readonly demo: boolean }>(answer: Outcome<T>, demo: boolean): Outcome<T> =>
  answer.ok ? success({ ...answer.value, demo }) : answer;

/** Methods that go on where damage ended them, once it is mended. */
const takingIn: ReadonlySet<string> = new Set(["bundle.import", "peer.sync"]);

/** Holds the open data folder, or waits for one to be begun. */
class NodeHost {
  readonly #options: HostOptions;
  readonly #surroundings: Surroundings;
  readonly #listeners = new Set<(event: RpcEvent) => void>();
  readonly #notBegun: Partial<Handlers>;
  #own: OpenFolder | null = null;
  #demo: OpenFolder | null = null;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#surroundings = surroundingsOf(options, (event) => this.#emit(event));
    this.#notBegun = notBegunHandlers({
      begin: (wish) => this.#begin(wish),
      folder: options.folder,
      look: (wish) => copySummaryOf(this.#surroundings.files, wish.folder),
      restore: (wish) => this.#restore(wish),
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
    this.#own = opened.value;
    return success(null);
  }

  node(): ThroughlifeNode {
    return {
      folder: this.#options.folder,
      uploadsFolder: this.#uploadsFolder(),
      call: (method, request) => this.#mended(method, () => createCall(this.#handlers())(method, request)),
      dispatch: (method, request) => this.#mended(method, () => createDispatch(this.#handlers())(method, request)),
      findDownload: (handle) => this.#demo?.parts.made.find(handle) ?? this.#own?.parts.made.find(handle) ?? null,
      listenForPeers: async (port) =>
        this.#own === null
          ? refuse("notBegun", "There is no data folder yet that peers could be answered from.")
          : port === null
            ? this.#own.parts.peers.listenAsUsual()
            : this.#own.parts.peers.listen(port),
      onEvent: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      remarks: this.#own?.remarks ?? [],
      close: async () => {
        const left = await this.#closeDemo();
        const closed = this.#own === null ? success(null) : await this.#own.close();
        return left.ok ? closed : left;
      },
    };
  }

  async #begin(
    wish: Pick<BeginOptions, "party" | "person" | "roles">,
  ): Promise<Outcome<{ readonly installation: string; readonly register: string }>> {
    if (this.#own !== null) return refuse("begunAlready", "A data folder is open already.");
    const begun = await beginFolder(this.#surroundings, wish);
    if (!begun.ok) return failed(begun.failure);
    this.#own = begun.value;
    const { parts } = begun.value;
    if (wish.person !== null) await parts.session.unlock(wish.person.name, wish.person.pin);
    this.#emit({ event: "changed", histories: [], what: "status" });
    return success({ installation: parts.keystore.installationSigner.key, register: parts.register });
  }

  async #restore(wish: ParsedRequest<"protection.restore">): Promise<Outcome<ResponseOf<"protection.restore">>> {
    if (this.#own !== null) return refuse("begunAlready", "A data folder is open already.");
    const restored = await this.#surroundings.tasks.run("restore", (task) =>
      restoreFolder(this.#surroundings, wish, task),
    );
    if (!restored.ok) return restored;
    this.#own = restored.value.open;
    // The window says what is missing before it goes on: it asks for everything anew by itself.
    await this.#own.parts.session.unlock(wish.person.name, wish.person.pin);
    return success(restored.value.answer);
  }

  /** The methods of what is looked at: the demo while it is open, else the own folder, else what can be begun. */
  #handlers(): Partial<Handlers> {
    const handlers = this.#demo?.handlers ?? this.#own?.handlers ?? this.#notBegun;
    const { "app.state": state, "app.status": status } = handlers;
    const demo = this.#demo !== null;
    return {
      ...handlers,
      ...taskCancelling(this.#surroundings.tasks),
      ...(state === undefined ? {} : { "app.state": async () => withDemo(await state({}), demo) }),
      ...(status === undefined ? {} : { "app.status": async () => withDemo(await status({}), demo) }),
      ...(demo ? {} : { "installation.renew": (wish) => this.#renew(wish) }),
      "app.explore-demo": () => this.#exploreDemo(),
      "app.leave-demo": async () => {
        const closed = await this.#closeDemo();
        return closed.ok ? success({}) : closed;
      },
    };
  }

  /** Where something that came in put damaged lines back, the folder is opened anew and the rest taken in. */
  async #mended<T>(method: string, run: () => Promise<T>): Promise<T> {
    const answer = await run();
    if (this.#own?.parts.journal.fault()?.kind !== "linesMended") return answer;
    const opened = await this.#reopen();
    if (opened.ok) this.#allChanged();
    return opened.ok && takingIn.has(method) ? run() : answer;
  }

  async #renew(wish: ParsedRequest<"installation.renew">): Promise<Outcome<ResponseOf<"installation.renew">>> {
    if (this.#own === null) return refuse("notBegun", "There is no data folder yet that could be renewed.");
    const reopen: RenewingHost["reopen"] = (prepare) => this.#reopen(prepare);
    const host = { keystoreParts: keystoreParts(this.#surroundings), open: this.#own, reopen };
    const renewed = await this.#surroundings.tasks.run("renewal", () => renewFolder(host, wish));
    this.#allChanged();
    return renewed;
  }

  /** Closes the folder and opens it again, with peers listened for as before; whatever happens it is left open. */
  async #reopen(prepare?: Parameters<typeof openFolder>[1]): Promise<Outcome<OpenFolder>> {
    const port = this.#own?.parts.peers.port() ?? null;
    const closed = await this.#own?.close();
    this.#own = null;
    const opened = closed?.ok === false ? failed(closed.failure) : await openFolder(this.#surroundings, prepare);
    const open = opened.ok ? opened : await openFolder(this.#surroundings);
    if (open.ok) this.#own = open.value;
    if (open.ok && port !== null) await open.value.parts.peers.listen(port);
    return opened;
  }

  async #exploreDemo(): Promise<Outcome<{ readonly folder: string }>> {
    const { demo } = this.#options;
    if (demo === undefined) return refuse("demoUnavailable", 'Here the demo is made with "throughlife demo DIR".');
    if (this.#demo !== null) return success({ folder: this.#demo.parts.folder });
    const made = await this.#surroundings.tasks.run("demo", (task) => demo.make(task));
    if (!made.ok) return made;
    const around = {
      ...this.#surroundings,
      folder: made.value,
      instruments: () => openInstruments({ ...this.#options, simulators: true }),
      simulators: true,
      uploadsFolder: this.#uploadsFolder(),
    };
    const opened = await openFolder(around);
    if (!opened.ok) return failed(opened.failure);
    this.#demo = opened.value;
    await opened.value.parts.session.unlock(demo.person.name, demo.person.pin);
    this.#allChanged();
    return success({ folder: made.value });
  }

  async #closeDemo(): Promise<Outcome<null>> {
    const closed = await this.#demo?.close();
    if (closed === undefined) return success(null);
    this.#demo = null;
    this.#allChanged();
    return closed;
  }

  /** Another folder is looked at: every window asks for everything again. */
  #allChanged(): void {
    for (const what of ["status", "people", "peers", "notices", "records"] as const)
      this.#emit({ event: "changed", histories: [], what });
  }

  #emit(event: RpcEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #uploadsFolder(): string {
    return join(this.#options.folder, "derived", "uploads");
  }
}
