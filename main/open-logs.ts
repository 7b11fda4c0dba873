/**
 * Opens the journal of a data folder with the keys that may sign in it: a log that must not be signed any more is
 * closed, and another one begun beside it (record-format.md, section 7, Rollback).
 */
import { noteKeyOf, noteNameOf } from "../shared/ledger/note-key.ts";
import { success, type Outcome } from "../shared/outcome/outcome.ts";
import type { Instant } from "../shared/clock/instant.ts";
import type { DiskFiles } from "./disk/disk-files.ts";
import { openJournalChain } from "./journal/journal-chain.ts";
import type { Journal } from "./journal/journal.ts";
import { fileOutsideMark } from "./journal/outside-mark.ts";
import type { Keystore } from "./keystore/keystore.ts";
import type { KeystoreParts } from "./keystore/keystore-parts.ts";
import { closeLog } from "./keystore/open-keystore.ts";
import { readRenewalNeed, writeRenewalNeed, type RenewalNeed } from "./keystore/renewal-need.ts";

export interface LogParts {
  readonly files: DiskFiles;
  readonly folder: string;
  readonly markFolder: string;
  readonly now: () => Instant;
  readonly keystoreParts: KeystoreParts;
}

export interface OpenLogs {
  readonly journal: Journal;
  readonly keystore: Keystore;
  /** Why the keys must be renewed, or `null`. */
  readonly need: RenewalNeed | null;
}

/** Opens them; needs the lock of the folder. */
export const openLogs = async (parts: LogParts, given: Keystore): Promise<Outcome<OpenLogs>> => {
  const need = await standingNeed(parts, given);
  if (!need.ok) return need;
  const isClosing = need.value?.log === given.logSigner.key;
  const keystore = isClosing ? await closeLog(parts.keystoreParts) : success(given);
  if (!keystore.ok) return keystore;
  const journal = await openChain(parts, keystore.value);
  if (!journal.ok) return journal;
  const fault = journal.value.fault();
  if (fault?.kind !== "restored")
    return success({ journal: journal.value, keystore: keystore.value, need: need.value });
  // What is here is a beginning of a longer log, or another one: its key signs nothing more, and nothing is added to
  // it.
  const closed = await journal.value.close();
  if (!closed.ok) return closed;
  const written = await writeRenewalNeed(
    parts.files,
    parts.folder,
    needOf(parts, keystore.value, fault.message, need.value),
  );
  return written.ok ? openLogs(parts, keystore.value) : written;
};

const needOf = ({ now }: LogParts, keystore: Keystore, reason: string, before: RenewalNeed | null): RenewalNeed => ({
  ...(before ?? { found: now(), installation: keystore.installationSigner.key, kind: "restored", reason }),
  log: keystore.logSigner.key,
});

/** A need of keys that are former ones now has been met. */
const standingNeed = async (
  { files, folder }: LogParts,
  { installationSigner }: Keystore,
): Promise<Outcome<RenewalNeed | null>> => {
  const need = await readRenewalNeed(files, folder);
  if (!need.ok || need.value === null || need.value.installation === installationSigner.key) return need;
  const removed = await files.unlink(`${folder}/renewal.json`);
  return removed.ok || removed.failure.kind === "missing" ? success(null) : removed;
};

const openChain = (
  { files, folder, markFolder, now }: LogParts,
  { former, installationSigner, logSigner }: Keystore,
): Promise<Outcome<Journal>> => {
  const log = { key: noteKeyOf(noteNameOf(logSigner.key), "signature", logSigner.key), sign: logSigner.sign };
  const name = former.logs.length === 0 ? installationSigner.key : logSigner.key;
  const outsideMark = fileOutsideMark(files, `${markFolder}/${name}`);
  return openJournalChain({ files, log, now, outsideMark }, { closed: former.logs, dataFolder: folder });
};
