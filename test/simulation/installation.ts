/**
 * An honest installation of the simulation: the real keystore, journal, store, recorder and intake on a simulated
 * machine, put together as main/open-folder.ts does it, without index, window and TLS.
 */
import { openLogs } from "../../main/open-logs.ts";
import type { Journal } from "../../main/journal/journal.ts";
import { keyFolder } from "../../main/keystore/key-folder.ts";
import type { Keystore } from "../../main/keystore/keystore.ts";
import { beginKeystore, openKeystore, renewInstallation } from "../../main/keystore/open-keystore.ts";
import { renewalRefusal, renewalState, type RenewalState } from "../../main/keystore/renewal-need.ts";
import { usedKeys, type UsedKeys } from "../../main/keystore/used-keys.ts";
import type { OwnKeys } from "../../main/peer/intake.ts";
import { openQuarantine, type Quarantine } from "../../main/peer/quarantine.ts";
import { openWantedAttachments, type WantedAttachments } from "../../main/peer/wanted-attachments.ts";
import { openLedgerStore, type LedgerStore } from "../../main/recorder/ledger-store.ts";
import { createRecordClock } from "../../main/recorder/record-clock.ts";
import { createRecorder, type Recorder } from "../../main/recorder/recorder.ts";
import { createPersonSession } from "../../main/rpc/person-session.ts";
import { announceKeys, mayUseSuccessor } from "../../main/rpc/own-keys.ts";
import { ownRecords } from "../../main/rpc/peer-handlers.ts";
import { makeFolderDurably } from "../../main/disk/make-folder-durably.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Process } from "./machine.ts";
import { simulatedCertificate } from "./simulated-certificate.ts";

/** What runs while the folder is open. */
export interface OpenInstallation {
  readonly process: Process;
  readonly keystore: Keystore;
  readonly journal: Journal;
  readonly store: LedgerStore;
  readonly recorder: Recorder;
  readonly renewal: RenewalState;
  readonly own: OwnKeys;
  readonly quarantine: Quarantine;
  readonly wanted: WantedAttachments;
  readonly used: UsedKeys;
}

/** Changes the keys of a folder before it is opened. */
export type Prepare = (keystore: Keystore, process: Process) => Promise<Outcome<Keystore>>;

export const dataFolder = "/data";
/** Beside the data folder, as in the user's own folder: a backup of the data does not bring it back. */
export const markFolder = "/state";

/** Makes the keys of a folder. */
export const beginFolder = async (process: Process): Promise<Outcome<Keystore>> => {
  const { files, randomBytes } = process;
  const made = await makeFolderDurably(files, dataFolder);
  if (!made.ok) return made;
  const seeds = {
    installation: randomBytes(32),
    log: randomBytes(32),
    next: randomBytes(32),
    witness: randomBytes(32),
  };
  const former = { installations: [], logs: [], people: [] };
  const written = await keyFolder(files, dataFolder).writeSecrets({ ...seeds, former, tls: simulatedCertificate() });
  return written.ok ? beginKeystore(keystoreParts(process)) : written;
};

/** Opens the folder; `prepare` may change its keys, as renewing does. */
export const openInstallation = async (
  process: Process,
  register: () => HistoryId | null,
  prepare: Prepare = async (keystore) => success(keystore),
): Promise<Outcome<OpenInstallation>> => {
  const given = await openKeystore(keystoreParts(process));
  const prepared = given.ok ? await prepare(given.value, process) : given;
  if (!prepared.ok) return prepared;
  const { after, files, now } = process;
  const folders = { files, folder: dataFolder, markFolder, now };
  const logs = await openLogs({ ...folders, afterWhile: after, keystoreParts: keystoreParts(process) }, prepared.value);
  if (!logs.ok) return logs;
  const { journal, keystore, need } = logs.value;
  const installation = keystore.installationSigner.key;
  const store = await openLedgerStore({ installation, journal, snapshot: null, takeOpenings: async () => success(0) });
  if (!store.ok) return store;
  const made = await makeFolderDurably(files, `${dataFolder}/quarantine`);
  const quarantine = made.ok ? await openQuarantine(files, `${dataFolder}/quarantine`) : made;
  if (!quarantine.ok) return quarantine;
  const wanted = await openWantedAttachments(files, `${dataFolder}/wanted`);
  if (!wanted.ok) return wanted;
  const renewal = renewalState(
    { ...folders, changed: () => journal.retire(), installation, log: keystore.logSigner.key },
    need,
  );
  const recorder = recorderOf(process, store.value, renewal);
  const used = usedKeys(files, markFolder);
  const opened = { journal, keystore, process, recorder, renewal, store: store.value, used };
  const installed = { ...opened, own: ownRecords(opened), quarantine: quarantine.value, wanted: wanted.value };
  const announced = await announceAll(installed, register);
  return announced.ok ? success(installed) : announced;
};

/** Says of a renewed key what is not said yet, in all registers that are here. */
export const announceAll = async (
  installed: OpenInstallation,
  register: () => HistoryId | null,
): Promise<Outcome<unknown>> => {
  const { keystore, process, store, used } = installed;
  const own = register();
  if (own === null || keystore.former.installations.length === 0) return success(0);
  const session = createPersonSession({
    after: (milliseconds, run) => ({ cancel: process.after(milliseconds, run) }),
    changed: () => undefined,
    keystore,
    mayUse: (successor) => mayUseSuccessor({ store, usedKeys: used }, successor),
  });
  return announceKeys({ ...installed, register: own, session, usedKeys: used });
};

/** New keys of the installation; the promised ones where nobody can have used them. */
export const renewedKeys = async (installed: OpenInstallation): Promise<Outcome<Prepare>> => {
  const { keystore, store, used } = installed;
  const successor = await keystore.successorOf(keystore.installationSigner.key);
  if (!successor.ok) return successor;
  const may =
    successor.value === null ? success(false) : await mayUseSuccessor({ store, usedKeys: used }, successor.value);
  if (!may.ok) return may;
  return success((_, process) => renewInstallation(keystoreParts(process), { people: [], useSuccessor: may.value }));
};

const recorderOf = (process: Process, store: LedgerStore, renewal: RenewalState): Recorder => {
  const { monoMicros, now, randomHex } = process;
  const stopped = (): string | null => {
    const need = renewal.now();
    return need === null ? null : renewalRefusal(need);
  };
  return createRecorder({
    clock: createRecordClock({ monoMicros, offsetMinutes: () => 60, utc: now }, randomHex),
    stopped,
    store,
  });
};

const keystoreParts = ({ files, nowMillis, randomBytes }: Process) => ({
  files,
  folder: dataFolder,
  now: nowMillis,
  osSecret: null,
  randomBytes,
});
