/** A data folder that holds the fleet of the bench, written as its own installation would have written it. */
import { createHash, randomBytes } from "node:crypto";
import { nodeDiskFiles } from "../../main/disk/node-disk-files.ts";
import { openJournal } from "../../main/journal/open-journal.ts";
import { fileOutsideMark } from "../../main/journal/outside-mark.ts";
import { beginKeystore } from "../../main/keystore/open-keystore.ts";
import { instantFromMillis } from "../../shared/clock/instant.ts";
import { noteKeyOf, noteNameOf } from "../../shared/ledger/note-key.ts";
import { valueOf } from "../doubles/value-of.ts";
import type { BenchFleet } from "./bench-fleet.ts";

/** Where a node of the bench has its data, and the marks beside it. */
export const nodeFolders = (folder: string) => ({ folder, markFolder: `${folder}-marks` });

const groupRecords = 1024;

/** Writes keys and journal; the installation is the founder of the fleet's register. */
export const writeBenchFolder = async (folder: string, { records }: BenchFleet): Promise<void> => {
  const files = nodeDiskFiles(process.platform);
  const keystore = valueOf(
    await beginKeystore({ files, folder, now: () => Date.now(), osSecret: null, randomBytes: founderFirst() }),
  );
  const { installationSigner, logSigner } = keystore;
  const log = { key: noteKeyOf(noteNameOf(logSigner.key), "signature", logSigner.key), sign: logSigner.sign };
  const outsideMark = fileOutsideMark(files, `${nodeFolders(folder).markFolder}/${installationSigner.key}`);
  const now = () => instantFromMillis(Date.now());
  const journal = valueOf(await openJournal({ files, log, now, outsideMark }, { dataFolder: folder }));
  for (let from = 0; from < records.length; from += groupRecords) {
    const group = records.slice(from, from + groupRecords);
    valueOf(await journal.append(group.map((record) => ({ from: installationSigner.key, record }))));
  }
  valueOf(await journal.close());
};

/** Random bytes, but the first seed that is asked for is that of the fleet's founder: key 0 of the seeded signers. */
const founderFirst = (): ((count: number) => Uint8Array) => {
  let given = false;
  return (count) => {
    if (given || count !== 32) return new Uint8Array(randomBytes(count));
    given = true;
    return createHash("sha256").update("throughlife test key 0").digest();
  };
};
