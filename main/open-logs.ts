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
import type { After } from "./journal/outside-mark-keeper.ts";
import type { Keystore } from "./keystore/keystore.ts";
import type { KeystoreParts } from "./keystore/keystore-parts.ts";
import { closeLog } from "./keystore/open-keystore.ts";
import { usedKeys } from "./keystore/used-keys.ts";
import { readRenewalNeed, writeRenewalNeed, type RenewalNeed } from "./keystore/renewal-need.ts";

export interface LogParts {
  readonly files: DiskFiles;
  readonly folder: string;
  readonly markFolder: string;
  readonly now: () => Instant;
  /** When the mark outside is written after a while; a real timer by default. */
  readonly afterWhile?: After;
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
  const noted = await noteFormerKeys(parts, given);
  if (!noted.ok) return noted;
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

/** Outside of the folder it is known from now on that these keys are former ones, whatever backup brings them back. */
const noteFormerKeys = async ({ files, markFolder }: LogParts, { former }: Keystore): Promise<Outcome<void>> => {
  const outside = usedKeys(files, markFolder);
  for (const key of former.installations) {
    const noted = await outside.noteFormer(key);
    if (!noted.ok) return noted;
  }
  return success(undefined);
};

/**
 * A need of keys that are former ones now has been met; keys that are former ones elsewhere on this machine have one.
 */
const standingNeed = async (parts: LogParts, keystore: Keystore): Promise<Outcome<RenewalNeed | null>> => {
  const { files, folder, markFolder } = parts;
  const { key } = keystore.installationSigner;
  const need = await readRenewalNeed(files, folder);
  if (!need.ok || need.value?.installation === key) return need;
  const removed = need.value === null ? success(undefined) : await files.unlink(`${folder}/renewal.json`);
  if (!removed.ok && removed.failure.kind !== "missing") return removed;
  const isFormer = await usedKeys(files, markFolder).isFormer(key);
  if (!isFormer.ok || !isFormer.value) return isFormer.ok ? success(null) : isFormer;
  const found = needOf(parts, keystore, formerSentence, null);
  const written = await writeRenewalNeed(files, folder, found);
  return written.ok ? success(found) : written;
};

const formerSentence =
  "The keys of this data folder were replaced by new ones on this machine before. So it was restored from a backup that is older than that.";

const openChain = (
  { afterWhile, files, folder, markFolder, now }: LogParts,
  { former, installationSigner, logSigner }: Keystore,
): Promise<Outcome<Journal>> => {
  const log = { key: noteKeyOf(noteNameOf(logSigner.key), "signature", logSigner.key), sign: logSigner.sign };
  const name = former.logs.length === 0 ? installationSigner.key : logSigner.key;
  const outsideMark = fileOutsideMark(files, `${markFolder}/${name}`);
  const timer = afterWhile === undefined ? {} : { after: afterWhile };
  return openJournalChain({ files, log, now, outsideMark, ...timer }, { closed: former.logs, dataFolder: folder });
};
