/** A company whose journal is copied to a stick: records in order of receipt, one attachment, and a stick on a disk that can fail. */
import type { HistoryId } from "../../shared/ledger/record.ts";
import { success } from "../../shared/outcome/outcome.ts";
import { copyManifestName, type CopyManifest } from "../../shared/sync/copy-manifest.ts";
import { makeFolderDurably } from "../../main/disk/make-folder-durably.ts";
import { writeDurably } from "../../main/disk/write-durably.ts";
import { beginCopy } from "../../main/protection/copy-folder.ts";
import { copyReadMe } from "../../main/protection/copy-read-me.ts";
import { copyRound, type CopyGoal, type CopyRoundParts } from "../../main/protection/copy-round.ts";
import { nodeDigestHex } from "../../main/signature/node-digest.ts";
import { memoryJournal, type MemoryJournal } from "./memory-journal.ts";
import type { FaultyDisk } from "./faulty-disk-files.ts";
import { plainExtras } from "./test-bundle.ts";
import { defectBody, testCompany, type TestCompany } from "./test-company.ts";
import { valueOf } from "./value-of.ts";

export interface ProtectedCompany {
  readonly company: TestCompany;
  readonly journal: MemoryJournal;
  readonly history: HistoryId;
  readonly photo: Uint8Array;
  /** Brings records that were written since into the journal. */
  readonly received: () => Promise<void>;
  /** What a round on this disk needs; `erased` sealed values are forbidden. */
  readonly parts: (disk: FaultyDisk, erased?: number) => CopyRoundParts;
}

export const stickGoal: CopyGoal = { copy: "ab".repeat(16), folder: "/stick/throughlife-copy-1", openings: true };
const photoPath = "/home/photo";

/** A register, an asset, defects, one of them with a photo. */
export const protectedCompany = async (): Promise<ProtectedCompany> => {
  const company = await testCompany("Nordwind");
  const journal = memoryJournal();
  const history = await company.asset("P-101");
  const photo = new Uint8Array(3000).fill(7);
  const reference = { media_type: "image/jpeg", name: "photo.jpg", sha256: nodeDigestHex(photo), size: photo.length };
  await company.write(history, "Leaks", { body: defectBody("Leaks", [reference]) });
  const received: ProtectedCompany["received"] = async () => {
    for (const id of [company.register, history])
      for (const { id: record } of company.store.ledger.history(id)?.order ?? [])
        if (journal.lineOf(record) === null) journal.add(valueOf(await company.store.read(record)), company.installation.key);
  };
  await received();
  const parts: ProtectedCompany["parts"] = (disk, erased = 0) => ({
    attachments: { path: async (sha256) => (sha256 === reference.sha256 ? photoPath : null) },
    erased: () => erased,
    extras: async (openings) => success(plainExtras(openings ? company.store.openings : new Map())),
    facts: () => ({ installation: company.installation.key, party: "Nordwind", peers: [], register: company.register }),
    files: disk.files,
    journal,
    now: () => "2026-03-01T09:00:00.000000Z",
    signer: company.installation,
    store: company.store,
  });
  return { company, history, journal, parts, photo, received };
};

/** A stick with an empty copy, and the photo on the computer's own disk. */
export const plugIn = async ({ company, photo }: ProtectedCompany, disk: FaultyDisk): Promise<void> => {
  for (const folder of ["/home", "/stick"]) valueOf(await makeFolderDurably(disk.files, folder));
  valueOf(await writeDurably(disk.files, photoPath, photo));
  const manifest: CopyManifest = {
    awaited: [], copy: stickGoal.copy, erased: 0, format: "throughlife/copy", installation: company.installation.key, last: null, lines: 0,
    made: null, openings: true, parts: [], party: "Nordwind", peers: [], register: company.register, v: 1,
  };
  valueOf(await beginCopy(disk.files, stickGoal.folder, { manifest, readMe: copyReadMe("Nordwind") }));
};

/** One round onto the stick. */
export const roundOn = (one: ProtectedCompany, disk: FaultyDisk, erased = 0) => copyRound(one.parts(disk, erased), stickGoal);

export const manifestPath = `${stickGoal.folder}/${copyManifestName}`;
