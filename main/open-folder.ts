/**
 * Opens a data folder: lock, keys, journal, graph, index, and the methods over them; and closes them in the opposite
 * order.
 */
import { join } from "node:path";
import { failed, refuse, success, type Outcome } from "../shared/outcome/outcome.ts";
import type { HeldRecord } from "../shared/ledger/history.ts";
import type { HistoryId } from "../shared/ledger/record.ts";
import type { CharterAnswers } from "../shared/register/litmus-test.ts";
import { openingDigest } from "../shared/ledger/sealed-value.ts";
import { createAttachmentStore } from "./attachment/attachment-store.ts";
import { createOpeningStore, type OpeningStore } from "./attachment/opening-store.ts";
import type { DiskFiles } from "./disk/disk-files.ts";
import { freeBytes } from "./disk/free-bytes.ts";
import { lockDataFolder } from "./disk/data-folder-lock.ts";
import { makeFolderDurably } from "./disk/make-folder-durably.ts";
import { nodeProcessTable } from "./disk/process-table.ts";
import type { Instant } from "../shared/clock/instant.ts";
import type { RpcEvent } from "../shared/rpc/messages.ts";
import type { ForkSerialHost } from "./instrument/host-link.ts";
import type { InstrumentService } from "./instrument/instrument-service.ts";
import { createIndex, type Index } from "./index/create-index.ts";
import type { Journal } from "./journal/journal.ts";
import { snapshotWhenIdle } from "./journal/idle-snapshot.ts";
import type { Keystore } from "./keystore/keystore.ts";
import type { OsSecret } from "./keystore/keystore-parts.ts";
import { beginKeystore, openKeystore } from "./keystore/open-keystore.ts";
import { renewalRefusal, renewalState, type RenewalNeed } from "./keystore/renewal-need.ts";
import { usedKeys } from "./keystore/used-keys.ts";
import { openLogs } from "./open-logs.ts";
import { usualPeerPort } from "./peer/peer-address.ts";
import { openPeerService, type PeerService } from "./peer/peer-service.ts";
import { openPrivacyNotes } from "./privacy/privacy-notes.ts";
import { openProtector } from "./protection/protector.ts";
import { foundRegister } from "./recorder/found-register.ts";
import { openLedgerStore, type LedgerStore } from "./recorder/ledger-store.ts";
import { newestNoteOf } from "./recorder/newest-note.ts";
import { createRecordClock } from "./recorder/record-clock.ts";
import { createRecorder } from "./recorder/recorder.ts";
import { allHandlers } from "./rpc/all-handlers.ts";
import type { Handlers } from "./rpc/dispatch.ts";
import { createMadeFiles } from "./rpc/made-files.ts";
import type { NodeParts } from "./rpc/node-parts.ts";
import { allErased, erasedType, valuesErasedBy } from "./rpc/erased-values.ts";
import { peerWiring } from "./rpc/peer-handlers.ts";
import { copyFacts, protectionExtras } from "./rpc/protection-handlers.ts";
import { createWriterIn } from "./rpc/party-names.ts";
import { createPersonSession } from "./rpc/person-session.ts";
import { announceKeys, mayUseSuccessor, promisesOf } from "./rpc/own-keys.ts";
import { openNotices, type Notices } from "./rpc/notices.ts";
import { createReadingSessions } from "./rpc/reading-sessions.ts";
import type { Tasks } from "./rpc/tasks.ts";
import { openFolderWitness, type WitnessSurroundings } from "./rpc/witness-wiring.ts";
import { askWhenIdle } from "./witness/idle-asking.ts";
import { createFrameChecker } from "./signature/frame-checker.ts";

export interface NodeOptions {
  readonly folder: string;
  /** Where the outside marks are kept, one file an installation. */
  readonly markFolder: string;
  readonly shell: "browser" | "cli" | "electron";
  /** Simulated instruments answer to `sim:` paths; off unless asked for. */
  readonly simulators: boolean;
  /** Opens without a data folder too: then only beginning one and verifying are answered. */
  readonly mayBegin?: boolean;
  /** The secret that the system keeps for this user; nothing where the shell can reach none. */
  readonly osSecret?: OsSecret;
  /** What opens the keys of the installation where they are sealed by a passphrase. */
  readonly passphrase?: string | null;
  /** Starts the process that owns the serial ports, where it is not a child of this one. */
  readonly forkSerialHost?: ForkSerialHost;
}

/** What a data folder is opened with: the clocks, the random source and the disk of this machine. */
export interface Surroundings extends NodeOptions {
  readonly version: string;
  readonly files: DiskFiles;
  readonly now: () => Instant;
  readonly nowMillis: () => number;
  readonly monoMicros: () => number;
  readonly offsetMinutes: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly randomHex: (digits: number) => string;
  readonly after: (milliseconds: number, run: () => void) => { readonly cancel: () => void };
  readonly emit: (event: RpcEvent) => void;
  readonly instruments: () => Promise<Outcome<InstrumentService>>;
  readonly threads: number;
  readonly mappingsFolder: string;
  /** Long work of this process, whichever folder it is done on. */
  readonly tasks: Tasks;
  /** Where the shell puts uploads, where that is not below this folder. */
  readonly uploadsFolder?: string;
}

/** An open data folder: what the methods work with, the methods, and the way to let go of it. */
export interface OpenFolder {
  readonly parts: NodeParts;
  readonly handlers: Handlers;
  /** What opening found and did. */
  readonly remarks: ReadonlyArray<string>;
  readonly close: () => Promise<Outcome<null>>;
}

/** Opens a data folder that was begun; `prepare` may change its keys, once nobody else has it open. */
export const openFolder = async (
  around: Surroundings,
  prepare: (keystore: Keystore) => Promise<Outcome<Keystore>> = async (keystore) => success(keystore),
): Promise<Outcome<OpenFolder>> => {
  const keystore = await openKeystore(keystoreParts(around));
  if (!keystore.ok) return keystore;
  return withLock(around, async (closing) => {
    const prepared = await prepare(keystore.value);
    return prepared.ok ? assemble(around, prepared.value, closing) : prepared;
  });
};

/** Begins a data folder: keys, register and charter, enrolments. Leaves it open. */
export const beginFolder = async (
  around: Surroundings,
  {
    answers = null,
    party,
    person,
    roles,
  }: {
    /** The founder's answers to the litmus test; the usual ones where none are given. */
    readonly answers?: CharterAnswers | null;
    readonly party: string;
    readonly person: { readonly name: string; readonly pin: string } | null;
    readonly roles: ReadonlyArray<string>;
  },
): Promise<Outcome<OpenFolder>> => {
  const unfit = roles.find((role) => !/^[a-z][a-z0-9-]{0,39}$/.test(role));
  if (unfit !== undefined)
    return refuse("roleUnfit", `"${unfit}" cannot be a role: a role is a word such as owner or service-provider.`);
  const made = await makeFolderDurably(around.files, around.folder);
  if (!made.ok) return made;
  return withLock(around, async (closing) => {
    const keystore = await beginOrResume(around);
    if (!keystore.ok) return keystore;
    const isKnown = keystore.value.people().some(({ name }) => name === person?.name.trim().normalize("NFC"));
    const added = person === null || isKnown ? success(null) : await keystore.value.addPerson(person);
    if (!added.ok) return added;
    return assemble(around, keystore.value, closing, async ({ recorder, session, store }) => {
      if (store.ledger.size > 0) return begunAlready(around.folder);
      const unlocked = person === null ? success(null) : await session.unlock(person.name, person.pin);
      if (!unlocked.ok) return unlocked;
      const founder = person === null ? null : { name: person.name, signer: session.signer() };
      const promised = await promisesOf(keystore.value);
      if (!promised.ok) return promised;
      return foundRegister(recorder, {
        answers,
        installation: keystore.value.installationSigner,
        party,
        person: founder,
        promised: promised.value,
        randomHex: around.randomHex,
        roles,
      });
    });
  });
};

/** New keys; or, where an earlier beginning was interrupted before anything was recorded, those that it made. */
const beginOrResume = async (around: Surroundings): Promise<Outcome<Keystore>> => {
  const begun = await beginKeystore(keystoreParts(around));
  return begun.ok || begun.failure.kind !== "installationExists" ? begun : openKeystore(keystoreParts(around));
};

const begunAlready = (folder: string): Outcome<never> =>
  refuse("installationExists", `${folder} is a data folder already. Choose another folder, or open this one.`);

/** Steps of closing, run in the opposite order of opening; the first failure is the answer, all are tried. */
class Closing {
  readonly #steps: (() => Promise<Outcome<unknown>>)[] = [];

  add(step: () => Promise<Outcome<unknown>>): void {
    this.#steps.push(step);
  }

  async run(): Promise<Outcome<null>> {
    let first: Outcome<null> = success(null);
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      const done = await step();
      if (!done.ok && first.ok) first = failed(done.failure);
    }
    return first;
  }
}

const withLock = async (
  around: Surroundings,
  open: (closing: Closing) => Promise<Outcome<OpenFolder>>,
): Promise<Outcome<OpenFolder>> => {
  const lock = await lockDataFolder(around.files, around.folder, { processes: nodeProcessTable() });
  if (!lock.ok) return lock;
  const closing = new Closing();
  closing.add(() => lock.value.release());
  const opened = await open(closing);
  if (!opened.ok) await closing.run();
  return opened;
};

/** Makes or finds the own register of a new folder, before anything else is done with it. */
export type Founding = (
  parts: Pick<NodeParts, "attachments" | "openings" | "quarantine" | "recorder" | "session" | "store" | "witness">,
) => Promise<Outcome<HistoryId>>;

/** Makes a folder with keys of its own choice, and leaves it open. */
export const makeFolder = async (
  around: Surroundings,
  makeKeys: () => Promise<Outcome<Keystore>>,
  found: (keystore: Keystore) => Founding,
): Promise<Outcome<OpenFolder>> => {
  const made = await makeFolderDurably(around.files, around.folder);
  if (!made.ok) return made;
  return withLock(around, async (closing) => {
    const keystore = await makeKeys();
    return keystore.ok ? assemble(around, keystore.value, closing, found(keystore.value)) : keystore;
  });
};

const assemble = async (
  around: Surroundings,
  given: Keystore,
  closing: Closing,
  found?: Founding,
): Promise<Outcome<OpenFolder>> => {
  const logs = await openLogs({ ...around, keystoreParts: keystoreParts(around) }, given);
  if (!logs.ok) return logs;
  const { keystore } = logs.value;
  const journal = success(logs.value.journal);
  closing.add(() => journal.value.close());
  const attachments = createAttachmentStore(around.files, around.folder);
  const openings = createOpeningStore(around.files, around.folder);
  const derived = `${around.folder}/derived`;
  const hasDerived = await makeFolderDurably(around.files, derived);
  if (!hasDerived.ok) return hasDerived;
  const later: { around: WitnessSurroundings | null } = { around: null };
  const witness = await openFolderWitness({ ...around, around: () => later.around, journal: journal.value, keystore });
  if (!witness.ok) return witness;
  const { shelf } = witness.value;
  const store = await openLedgerStore({
    installation: keystore.installationSigner.key,
    journal: journal.value,
    snapshot: { files: around.files, path: `${derived}/graph`, program: around.version },
    takeOpenings: async (some) => {
      const again = some.filter((opening) => openings.isErased(openingDigest(opening))).length;
      if (again > 0) notices.add("refusal", erasedAgain(again));
      return openings.put(some);
    },
    times: shelf.evidence,
  });
  if (!store.ok) return store;
  closing.add(async () => {
    await store.value.drained();
    // A snapshot that cannot be written costs the next start some seconds; nobody is to be troubled with that.
    await store.value.snapshot();
    return success(null);
  });
  const writerIn = createWriterIn(openings);
  const peers = await openPeerService({
    attachments,
    discoveryPort: usualPeerPort,
    files: around.files,
    folder: around.folder,
    freeBytes: () => freeBytes(around.folder),
    identity: keystore.tls,
    now: around.now,
    opening: async (sealed) => {
      const opening = await openings.get(sealed);
      return opening.ok ? opening.value : null;
    },
    randomBytes: around.randomBytes,
    signer: keystore.installationSigner,
    store: store.value,
  });
  if (!peers.ok) return peers;
  const index = await openOwnIndex(around, {
    attachments,
    journal: journal.value,
    keystore,
    openings,
    peers: peers.value,
    store: store.value,
    writerIn,
  });
  if (!index.ok) return index;
  const erased = await allErased({ index: index.value, store: store.value });
  const forgotten = erased.ok ? await openings.erase(erased.value) : erased;
  if (!forgotten.ok) return forgotten;
  closing.add(() => index.value.close());
  const idle = snapshotWhenIdle(() => void Promise.all([index.value.snapshot(), store.value.snapshot()]));
  closing.add(async () => success(idle.stop()));
  const notices = await openFolderNotices(around, journal.value);
  closing.add(async () => success(await notices.saved()));
  const used = usedKeys(around.files, around.markFolder);
  const session = createPersonSession({
    mayUse: (successor) => mayUseSuccessor({ store: store.value, usedKeys: used }, successor),
    after: around.after,
    changed: () => around.emit({ event: "changed", histories: [], what: "people" }),
    keystore,
  });
  closing.add(async () => success(session.lock()));
  const clock = createRecordClock(
    { monoMicros: around.monoMicros, offsetMinutes: around.offsetMinutes, utc: around.now },
    around.randomHex,
  );
  const onNeed = (need: RenewalNeed): void => {
    journal.value.retire();
    notices.add("fault", need.reason);
    around.emit({ event: "changed", histories: [], what: "status" });
  };
  const renewal = renewalState(
    {
      ...around,
      changed: onNeed,
      installation: keystore.installationSigner.key,
      log: keystore.logSigner.key,
    },
    logs.value.need,
  );
  const stopped = (): string | null => {
    const need = renewal.now();
    return need === null ? null : renewalRefusal(need);
  };
  const privacy = await openPrivacyNotes(around.files, around.folder);
  if (!privacy.ok) return privacy;
  const newestNote = newestNoteOf(shelf, store.value);
  const recorder = createRecorder({
    clock,
    // A pseudonym would be known by the notes that its computer knows.
    newestNote: (register, key) => (privacy.value.isPseudonym(key) ? null : newestNote(register)),
    stopped,
    store: store.value,
  });
  const times = tellOfTimes(store.value, index.value);
  shelf.onLearnt(times.learnt);
  // What was learnt after the snapshot of the rows was written is not in them.
  if (shelf.evidence.version() > 0) index.value.timesGrew();
  closing.add(async () => success(times.told()));
  const tell = (fault: string): void => notices.add("fault", fault);
  listen(around, tell, { index: index.value, journal: journal.value, openings, store: store.value });
  store.value.onTaken((taken) => idle.grew(taken.length));
  const founded =
    found === undefined
      ? ownRegister(store.value, keystore)
      : await found({
          attachments,
          openings,
          quarantine: peers.value.quarantine,
          recorder,
          session,
          store: store.value,
          witness: witness.value,
        });
  if (!founded.ok) return founded;
  const instruments = await around.instruments();
  if (!instruments.ok) return instruments;
  closing.add(async () => success(await instruments.value.close()));
  const readings = createReadingSessions({
    emit: around.emit,
    instruments: instruments.value,
    randomHex: around.randomHex,
  });
  closing.add(async () => success(await readings.close()));
  const checker = createFrameChecker({ threads: around.threads });
  closing.add(async () => success(await checker.close()));
  const made = createMadeFiles({
    files: around.files,
    folder: `${derived}/made`,
    randomHex: around.randomHex,
    uploadsFolder: around.uploadsFolder ?? `${derived}/uploads`,
  });
  const promises = await promisesOf(keystore);
  if (!promises.ok) return promises;
  const { emit, files, folder, now, randomHex, shell, simulators, tasks, version } = around;
  const protector = await openProtector({
    ...around,
    attachments,
    changed: () => emit({ event: "changed", histories: [], what: "status" }),
    dataFolder: folder,
    erased: () => openings.erasedCount(),
    extras: (wished) => protectionExtras(parts)(wished),
    facts: () => copyFacts(parts),
    journal: journal.value,
    signer: keystore.installationSigner,
    store: store.value,
    warn: (sentence) => notices.add("fault", sentence),
  });
  if (!protector.ok) return protector;
  closing.add(async () => success(await protector.value.close()));
  store.value.onTaken(() => protector.value.noticed());
  const parts: NodeParts = {
    attachments,
    checker,
    emit,
    files,
    fixturesFolder: join(around.mappingsFolder, ".."),
    folder,
    index: index.value,
    instruments: instruments.value,
    journal: journal.value,
    keystore,
    made,
    notices,
    now,
    openings,
    peers: peers.value,
    promises: new Map(promises.value),
    privacy: privacy.value,
    protector: protector.value,
    quarantine: peers.value.quarantine,
    randomHex,
    readings,
    recorder,
    register: founded.value,
    renewal,
    session,
    shell,
    simulators,
    store: store.value,
    tasks,
    usedKeys: used,
    version,
    witness: witness.value,
    writerIn,
  };
  later.around = parts;
  const announced = await announceOwnKeys(parts);
  if (!announced.ok) return announced;
  peers.value.start(peerWiring(parts));
  const stopAsking = askWhenIdle({
    after: around.after,
    exchange: (installation) => peers.value.syncWith(installation),
    linked: () => linkedPeers(peers.value),
    now,
    witness: witness.value,
  });
  closing.add(async () => success(stopAsking()));
  // Exchanges end first: they need everything that was opened before them.
  closing.add(() => peers.value.close());
  return success({
    close: () => closing.run(),
    handlers: allHandlers(parts, around.mappingsFolder),
    parts,
    remarks: [...(stopped() === null ? [] : [stopped() ?? ""]), ...remarksOf(journal.value, index.value)],
  });
};

const linkedPeers = (peers: PeerService): ReadonlySet<string> =>
  new Set(peers.presence().peers.flatMap(({ installation, state }) => (state === "linked" ? [installation] : [])));

/** Says of renewed keys what is not said yet; once more when records of a former key come back, which stay good. */
const announceOwnKeys = async (parts: NodeParts): Promise<Outcome<null>> => {
  const { former, formerOf, people } = parts.keystore;
  if (former.installations.length === 0) return success(null);
  const isFormer = (key: string): boolean =>
    former.installations.includes(key) || people().some((person) => formerOf(person.key).includes(key));
  parts.store.onTaken((taken) => {
    if (taken.some(({ writer }) => isFormer(writer))) void announceKeys(parts);
  });
  const announced = await announceKeys(parts);
  return announced.ok ? success(null) : announced;
};

const openFolderNotices = async (around: Surroundings, journal: Journal): Promise<Notices> => {
  const { emit, files, folder, now, randomHex } = around;
  const notices = await openNotices({
    changed: () => emit({ event: "changed", histories: [], what: "notices" }),
    files,
    newId: () => randomHex(16),
    now,
    path: `${folder}/derived/notices.json`,
  });
  journal.onFault(() => notices.add("fault", journal.fault()?.message ?? "The journal cannot be written any more."));
  return notices;
};

/** What the keystore of a folder needs. */
export const keystoreParts = ({ files, folder, nowMillis, osSecret, passphrase, randomBytes }: Surroundings) => ({
  files,
  folder,
  now: nowMillis,
  osSecret: osSecret ?? null,
  passphrase: passphrase ?? null,
  randomBytes,
});

const erasedAgain = (count: number): string =>
  `${count === 1 ? "A value that was erased was" : `${count} values that were erased were`} offered again, and refused.`;

interface IndexParts extends Pick<
  NodeParts,
  "attachments" | "journal" | "keystore" | "openings" | "peers" | "store" | "writerIn"
> {}

const openOwnIndex = (
  around: Surroundings,
  { attachments, journal, keystore, openings, peers, store, writerIn }: IndexParts,
): Promise<Outcome<Index>> => {
  return createIndex({
    files: around.files,
    hasAttachment: async (sha256) => (await attachments.size(sha256)) !== null,
    histories: store,
    formerInstallations: keystore.former.installations,
    installation: keystore.installationSigner.key,
    isAnyKnownElsewhere: () => peers.knowsAny(),
    isKnownElsewhere: (id) => peers.knows(id),
    journal,
    opened: (sealed) => openedValue(openings, sealed),
    program: around.version,
    snapshot: `${around.folder}/derived/index.sqlite`,
    writerOf: (record) => writerIn(store.judge.registerAt(record), record.writer),
  });
};

const openedValue = async (openings: OpeningStore, sealed: string) => {
  if (openings.isErased(sealed)) return { sealed, state: "erased" as const, value: null };
  const opening = await openings.get(sealed);
  const value = opening.ok ? opening.value : null;
  return value === null
    ? { sealed, state: "withheld" as const, value: null }
    : { sealed, state: "open" as const, value: value.value };
};

/** Openings that new records erase go now, and with them what was made of them. */
const forget = async (
  {
    files,
    folder,
    tell,
  }: { readonly files: DiskFiles; readonly folder: string; readonly tell: (fault: string) => void },
  parts: Pick<NodeParts, "index" | "openings" | "store">,
  completed: ReadonlyArray<HeldRecord>,
): Promise<void> => {
  for (const record of completed.filter(({ type }) => type === erasedType)) {
    const erased = await valuesErasedBy(parts, record);
    const gone = erased.ok ? await parts.openings.erase(erased.value) : erased;
    const made = gone.ok ? await forgetMade(files, `${folder}/derived/made`) : gone;
    if (!made.ok) tell(`A value that was erased could not be removed from this disk yet: ${made.failure.message}`);
  }
};

/** Documents that were made for looking at may show what was erased: they are made again when they are asked for. */
const forgetMade = async (files: DiskFiles, folder: string): Promise<Outcome<null>> => {
  const names = await files.list(folder);
  if (!names.ok) return names.failure.kind === "missing" ? success(null) : names;
  for (const name of names.value) {
    const removed = await files.unlink(`${folder}/${name}`);
    if (!removed.ok && removed.failure.kind !== "missing") return removed;
  }
  return success(null);
};

const listen = (
  around: Surroundings,
  tell: (fault: string) => void,
  { index, journal, openings, store }: Pick<NodeParts, "index" | "journal" | "openings" | "store">,
): void => {
  journal.onAppended((lines) => index.appended(lines));
  journal.onFault(() => around.emit({ event: "changed", histories: [], what: "status" }));
  store.onTaken((taken, completed, anew) => {
    index.taken(taken, completed, anew);
    void forget({ ...around, tell }, { index, openings, store }, completed);
    const histories = [...new Set([...taken.map(({ history }) => history), ...anew])].slice(0, changedHistoriesMax);
    around.emit({ event: "changed", histories, what: "records" });
  });
};

/** What is learnt of times comes in many small pieces: what depends on it is judged anew once they have come. */
const tellOfTimes = (store: LedgerStore, index: Index) => {
  let soon: NodeJS.Timeout | undefined;
  const tell = (): void => {
    soon = undefined;
    store.timesGrew();
    index.timesGrew();
  };
  const learnt = (): void => {
    soon ??= setTimeout(tell, timesTogetherMillis).unref();
  };
  /** Tells at once what waits to be told. */
  const told = (): void => {
    clearTimeout(soon);
    if (soon !== undefined) tell();
  };
  return { learnt, told };
};

const timesTogetherMillis = 250;

/** A screen that hears of more asks for everything again anyway. */
const changedHistoriesMax = 1000;

/** The register that somebody of this installation founded. */
const ownRegister = (store: LedgerStore, keystore: Keystore): Outcome<HistoryId> => {
  const people = keystore.people().flatMap(({ key }) => [key, ...keystore.formerOf(key)]);
  const own = new Set<string>([keystore.installationSigner.key, ...keystore.former.installations, ...people]);
  const registers = store.ledger.histories.registers().filter(({ root }) => root !== undefined && own.has(root.writer));
  const [first] = registers.sort((left, right) =>
    (left.root?.recordedAt ?? "") < (right.root?.recordedAt ?? "") ? -1 : 1,
  );
  if (first !== undefined) return success(first.id);
  // The same as no folder at all: nothing was recorded, and beginning again goes on from here.
  if (store.ledger.size === 0) {
    return refuse(
      "installationMissing",
      'This data folder was not begun to the end. Begin it again with "throughlife init".',
    );
  }
  return refuse(
    "registerMissing",
    "The journal holds no register that this installation founded: it was not begun to the end, or its beginning is missing.",
  );
};

const remarksOf = (journal: Journal, index: Index): ReadonlyArray<string> => {
  const fault = journal.fault();
  const { adopted, cut, leavesRebuilt } = journal.recovery;
  return [
    ...(fault === null ? [] : [fault.message]),
    ...(cut === null
      ? []
      : [
          `The journal ended in ${cut.bytes} bytes that are no line (${cut.why}); they were cut off and kept in ${cut.keptAs}.`,
        ]),
    ...(adopted === 0 ? [] : [`${adopted} lines that were written before a power cut were taken over.`]),
    ...(leavesRebuilt.length === 0
      ? []
      : [`The leaf hashes of ${leavesRebuilt.length} parts of the journal were written again.`]),
    ...(index.opened.how === "rebuilt" && index.opened.lines > 1000
      ? [`The index was built anew from ${index.opened.lines} lines.`]
      : []),
  ];
};
