/** Methods that take and give files: attachments, bundles, verdicts on what somebody drops. */
import { open } from "node:fs/promises";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { photoHeadBytes, readPhoto } from "../../shared/reman/photo.ts";
import { beginDurableFile } from "../disk/durable-file.ts";
import { importBundle, previewBundle, type ImportParts } from "../peer/bundle-import.ts";
import { fileSource, type BundleSource } from "../bundle/bundle-source.ts";
import type { ImportSummary } from "../../shared/rpc/rows.ts";
import { withRegisters } from "../../shared/sync/shared-histories.ts";
import { writeBundle, type BundleTarget, type BundleWritten } from "../bundle/bundle-writer.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { takeTurns } from "../turn/take-turns.ts";
import { verifyFile } from "../verify/verify-file.ts";
import { carriedExtras, freshCheckpoint } from "./carried-extras.ts";
import { keptProofs } from "./carried-times.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import { writableTarget } from "./made-files.ts";
import type { NodeParts } from "./node-parts.ts";
import { ownRecords } from "./peer-handlers.ts";
import type { Task } from "./tasks.ts";

type Files = HandlersOf<
  "attachment.put" | "attachment.get" | "bundle.export" | "bundle.preview" | "bundle.import" | "verify.file"
>;

/** Bundles carry all attachments; a stick is large. */
const carriedBytesMax = 64 * 1024 ** 3;

/** Makes the file methods of a node. */
export const fileHandlers = (parts: NodeParts): Files => ({
  "attachment.put": async ({ file, media_type, name }) => {
    const path = parts.made.locate(file);
    if (!path.ok) return path;
    const put = await parts.attachments.putFile(path.value);
    return put.ok ? success({ media_type, name: name.normalize("NFC"), ...put.value }) : put;
  },
  "attachment.get": async ({ sha256, to }) => {
    const path = await parts.attachments.path(sha256);
    if (path === null)
      return failed({
        kind: "attachmentMissing",
        message: `The attachment ${sha256.slice(0, 12)}… is not here. Ask a peer that has it.`,
      });
    return parts.made.give(path, { ...(await kindOf(path, sha256)), to });
  },
  "bundle.export": async ({ histories, openings, path }) => {
    const wished = resolveAll(parts, histories);
    if (!wished.ok) return wished;
    const target = path === undefined ? await parts.made.place("export.tlbundle") : await writableTarget(path);
    if (!target.ok) return target;
    const written = await parts.tasks.run("bundle-written", (task) =>
      exportTo(parts, wished.value, { openings, path: target.value, task }),
    );
    if (!written.ok) return written;
    const { bytes, records, sha256 } = written.value;
    const download =
      path === undefined
        ? parts.made.keep(target.value, { mediaType: "application/gzip", name: "throughlife.tlbundle" })
        : null;
    return success({ bytes, download, path: path ?? null, records, sha256 });
  },
  "bundle.preview": async ({ file }) => {
    const path = parts.made.locate(file);
    const source = path.ok ? await fileSource(parts.files, path.value) : path;
    if (!source.ok) return source;
    return parts.tasks.run("bundle-checked", (task) =>
      previewBundle(source.value, importParts(parts, task, source.value)),
    );
  },
  "bundle.import": async ({ file }) => {
    const path = parts.made.locate(file);
    const source = path.ok ? await fileSource(parts.files, path.value) : path;
    if (!source.ok) return source;
    const taken = await parts.tasks.run("bundle-taken", (task) =>
      importBundle(source.value, { ...importParts(parts, task, source.value), ...keptProofs(parts) }),
    );
    if (taken.ok) parts.notices.add("finished", `A bundle was taken in: ${takenText(taken.value)}.`);
    return taken;
  },
  "verify.file": async ({ file, strict, trust }) => {
    const path = parts.made.locate(file);
    if (!path.ok) return path;
    const wish = { path: path.value, strict, trust: trust ?? null };
    return parts.tasks.run("verify", async (task) => {
      const report = await verifyFile(parts.files, wish, task);
      return task.signal.aborted ? verifyStopped : success(report);
    });
  },
});

/** Said where somebody stopped a verification: half of one says nothing. */
export const verifyStopped = refuse("cancelled", "The verification was stopped. There is no verdict.");

const takenText = ({ attachments, quarantined, records }: ImportSummary): string =>
  [
    `${records} records`,
    ...(attachments > 0 ? [`${attachments} attachments`] : []),
    ...(quarantined > 0 ? [`${quarantined} held apart`] : []),
  ].join(", ");

/** A picture is given out as what its bytes are, so that the window can draw it; anything else is only saved. */
const kindOf = async (path: string, sha256: string) => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(photoHeadBytes), 0, photoHeadBytes, 0);
    const photo = readPhoto(buffer.subarray(0, bytesRead), sha256);
    if (!photo.ok) return { mediaType: "application/octet-stream", name: sha256 };
    return { mediaType: photo.value.media_type, name: `${sha256}.${photo.value.format.toLowerCase()}` };
  } finally {
    await file.close();
  }
};

const importParts = (parts: NodeParts, task: Task, { sizeBytes }: BundleSource): ImportParts => ({
  attachments: parts.attachments,
  checker: parts.checker,
  onProgress: (bytes) => task.progress(bytes, sizeBytes),
  openingHeld: async (sealed) => {
    const opening = await parts.openings.get(sealed);
    return opening.ok && opening.value !== null;
  },
  own: ownRecords(parts),
  quarantine: parts.quarantine,
  signal: task.signal,
  store: parts.store,
  verify: nodeVerify,
});

const resolveAll = (parts: NodeParts, names: ReadonlyArray<string>): Outcome<ReadonlyArray<HistoryId>> => {
  const found: HistoryId[] = [];
  for (const name of names) {
    const history = resolveHistory(parts, name);
    if (!history.ok) return history;
    found.push(history.value);
  }
  return success(found);
};

const exportTo = async (
  parts: NodeParts,
  histories: ReadonlyArray<HistoryId>,
  { openings, path, task }: { readonly openings: boolean; readonly path: string; readonly task: Task },
): Promise<Outcome<BundleWritten>> => {
  const note = await freshCheckpoint(parts);
  if (!note.ok) return note;
  const file = await fileTarget(parts, path);
  if (!file.ok) return file;
  const extras = carriedExtras(parts, note.value, { attachmentBytesMax: carriedBytesMax, openings });
  const { ledger } = parts.store;
  await takeTurns(ledger.histories.unfold(histories));
  const of = withRegisters(ledger, histories).reduce((sum, { records }) => sum + records.size, 0);
  const written = await writeBundle(histories, extras, file.value.target, {
    onProgress: (records) => task.progress(records, of),
    signal: task.signal,
    signer: parts.keystore.installationSigner,
    store: parts.store,
  });
  if (!written.ok) {
    await file.value.abandon();
    return written;
  }
  const published = await file.value.publish();
  return published.ok ? written : published;
};

/** A bundle is seen under its name only when it is whole; a second try, stored instead of packed, begins a new file. */
const fileTarget = async ({ files }: NodeParts, path: string) => {
  const begun = await beginDurableFile(files, path);
  if (!begun.ok) return begun;
  let file = begun.value;
  const target: BundleTarget = {
    append: (bytes) => file.append(bytes),
    restart: async () => {
      await file.abandon();
      const again = await beginDurableFile(files, path);
      if (!again.ok) return again;
      file = again.value;
      return success(undefined);
    },
  };
  return success({ abandon: () => file.abandon(), publish: () => file.publish(), target });
};
