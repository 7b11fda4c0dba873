/** Methods that take and give files: attachments, bundles, verdicts on what somebody drops. */
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { beginDurableFile } from "../disk/durable-file.ts";
import { importBundle, previewBundle, type ImportParts } from "../peer/bundle-import.ts";
import { fileSource } from "../bundle/bundle-source.ts";
import { writeBundle, type BundleTarget, type BundleWritten } from "../bundle/bundle-writer.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { verifyFile } from "../verify/verify-file.ts";
import { carriedExtras, freshCheckpoint } from "./carried-extras.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import { writableTarget } from "./made-files.ts";
import type { NodeParts } from "./node-parts.ts";

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
    return parts.made.give(path, { mediaType: "application/octet-stream", name: sha256, to });
  },
  "bundle.export": async ({ histories, openings, path }) => {
    const wished = resolveAll(parts, histories);
    if (!wished.ok) return wished;
    const target = path === undefined ? await parts.made.place("export.tlbundle") : await writableTarget(path);
    if (!target.ok) return target;
    const written = await exportTo(parts, wished.value, { openings, path: target.value });
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
    return source.ok ? previewBundle(source.value, importParts(parts)) : source;
  },
  "bundle.import": async ({ file }) => {
    const path = parts.made.locate(file);
    const source = path.ok ? await fileSource(parts.files, path.value) : path;
    return source.ok ? importBundle(source.value, importParts(parts)) : source;
  },
  "verify.file": async ({ file, strict, trust }) => {
    const path = parts.made.locate(file);
    return path.ok ? success(await verifyFile(parts.files, { path: path.value, strict, trust: trust ?? null })) : path;
  },
});

const importParts = (parts: NodeParts): ImportParts => ({
  attachments: parts.attachments,
  checker: parts.checker,
  onProgress: (done) => parts.emit({ done, event: "progress", of: null, task: "bundle" }),
  openingHeld: async (sealed) => {
    const opening = await parts.openings.get(sealed);
    return opening.ok && opening.value !== null;
  },
  quarantine: parts.quarantine,
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
  { openings, path }: { readonly openings: boolean; readonly path: string },
): Promise<Outcome<BundleWritten>> => {
  const note = await freshCheckpoint(parts);
  if (!note.ok) return note;
  const file = await fileTarget(parts, path);
  if (!file.ok) return file;
  const extras = carriedExtras(parts, note.value, { attachmentBytesMax: carriedBytesMax, openings });
  const written = await writeBundle(histories, extras, file.value.target, {
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
