/**
 * The proof of an equivocation as a bundle of its own: the two records, the first record of the history, which names
 * its register, and that register, which says whose key it is; nothing else, so that it can be shown to anybody
 * (record-format.md, sections 4 and 9).
 */
import type { HeldRecord } from "../../shared/ledger/history.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { RequestOf, ResponseOf } from "../../shared/rpc/methods.ts";
import { memoryTarget, writeBundle } from "../bundle/bundle-writer.ts";
import { carriedExtras, freshCheckpoint } from "./carried-extras.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";

/** Makes the file at `path`, or keeps it under a handle. */
export const exportEquivocation = async (
  parts: NodeParts,
  { history: name, path, seq, writer }: RequestOf<"decision.export-proof">,
): Promise<Outcome<ResponseOf<"decision.export-proof">>> => {
  const id = resolveHistory(parts, name);
  if (!id.ok) return id;
  const history = parts.store.ledger.history(id.value);
  const found = history?.equivocations.find((one) => one.seq === seq && one.writer === writer);
  if (found === undefined)
    return refuse(
      "noEquivocation",
      `The key ${writer.slice(0, 12)}… signed one record with seq ${seq} there, as far as is known here.`,
    );
  const note = await freshCheckpoint(parts);
  if (!note.ok) return note;
  const proof: ReadonlySet<string> = new Set([id.value, ...found.records]);
  const carries = (record: HeldRecord): boolean => record.history !== id.value || proof.has(record.id);
  const target = memoryTarget();
  const extras = { ...carriedExtras(parts, note.value, { attachmentBytesMax: 0, openings: false }), attachments: null };
  const bundle = { carries, signer: parts.keystore.installationSigner, store: parts.store };
  const written = await writeBundle([id.value], extras, target, bundle);
  if (!written.ok) return written;
  const bytes = target.bytes();
  const made = await parts.made.put({
    bytes,
    mediaType: "application/gzip",
    name: `equivocation-${writer.slice(0, 8)}-${seq}.tlbundle`,
    path,
  });
  return made.ok ? success(made.value) : made;
};
