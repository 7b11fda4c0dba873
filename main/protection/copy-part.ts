/** Writes one bundle of a protection copy: the records of some journal lines, and reads it back. */
import { createHash } from "node:crypto";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import type { AttachmentReference } from "../../shared/ledger/sealed-value.ts";
import type { CopyPart } from "../../shared/sync/copy-manifest.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { BundleExtras } from "../bundle/bundle-lines.ts";
import { fileSource } from "../bundle/bundle-source.ts";
import { writeBundle, type BundleTarget } from "../bundle/bundle-writer.ts";
import type { RecordSource } from "../bundle/record-source.ts";
import { beginDurableFile } from "../disk/durable-file.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import type { Journal } from "../journal/journal.ts";
import type { Signer } from "../signature/signer.ts";

export interface CopyPartParts {
  readonly files: DiskFiles;
  readonly journal: Pick<Journal, "lines">;
  readonly store: RecordSource;
  readonly signer: Signer;
  readonly signal?: AbortSignal;
  readonly onProgress?: (records: number) => void;
}

/** Which lines go into the bundle, and what beside them. */
export interface CopyPartWish {
  readonly first: number;
  readonly lines: number;
  readonly file: string;
  readonly extras: BundleExtras;
}

/** The bundle, and the attachments that its records name: they lie beside the bundles. */
export interface WrittenPart {
  readonly part: CopyPart;
  readonly leftOut: ReadonlyArray<AttachmentReference>;
}

/** Writes `file` in `folder` whole or not at all, and compares what the disk then holds. */
export const writeCopyPart = async (
  parts: CopyPartParts,
  folder: string,
  wish: CopyPartWish,
): Promise<Outcome<WrittenPart>> => {
  const named = await recordsOf(parts, wish);
  if (!named.ok) return named;
  const path = `${folder}/${wish.file}`;
  const file = await durableTarget(parts.files, path);
  if (!file.ok) return file;
  const { histories, ids } = named.value;
  const written = await writeBundle(histories, wish.extras, file.value.target, {
    ...parts,
    carries: ({ id }) => ids.has(id),
  });
  if (!written.ok) {
    await file.value.abandon();
    return written;
  }
  const published = await file.value.publish();
  if (!published.ok) return published;
  const { bytes, leftOut, records, sha256 } = written.value;
  const same = await isOnDisk(parts.files, path, sha256);
  if (!same.ok) return same;
  const { file: name, first, lines } = wish;
  return success({ leftOut, part: { bytes, file: name, first, lines, records, sha256 } });
};

/** True bytes on the disk: a stick that loses what it was given is found while the original is still there. */
export const isOnDisk = async (files: DiskFiles, path: string, sha256: string): Promise<Outcome<null>> => {
  const source = await fileSource(files, path);
  if (!source.ok) return source;
  const digest = createHash("sha256");
  for await (const chunk of source.value.read()) {
    if (!chunk.ok) return chunk;
    digest.update(chunk.value);
  }
  if (digest.digest("hex") === sha256) return success(null);
  return refuse(
    "copyUnsound",
    `${path} does not hold what was written to it: the stick or disk is failing. Use another one.`,
  );
};

interface NamedRecords {
  readonly ids: ReadonlySet<RecordId>;
  readonly histories: ReadonlyArray<HistoryId>;
}

/** Damaged lines are left out by the journal; the others are held. */
const recordsOf = async (
  { journal, store }: CopyPartParts,
  { first, lines }: CopyPartWish,
): Promise<Outcome<NamedRecords>> => {
  const [ids, histories] = [new Set<RecordId>(), new Set<HistoryId>()];
  for await (const group of journal.lines(first)) {
    if (!group.ok) return group;
    const within = group.value.filter(({ line }) => line < first + lines);
    for (const { id } of within) {
      const held = store.ledger.record(id);
      if (held === undefined) continue;
      ids.add(id);
      histories.add(held.history);
    }
    if (within.length < group.value.length) break;
  }
  return success({ ids, histories: [...histories] });
};

const durableTarget = async (files: DiskFiles, path: string) => {
  const begun = await beginDurableFile(files, path);
  if (!begun.ok) return begun;
  let file = begun.value;
  const target: BundleTarget = {
    append: (bytes) => file.append(bytes),
    restart: async () => {
      await file.abandon();
      const again = await beginDurableFile(files, path);
      if (again.ok) file = again.value;
      return again.ok ? success(undefined) : again;
    },
  };
  return success({ abandon: () => file.abandon(), publish: () => file.publish(), target });
};
