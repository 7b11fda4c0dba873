/** Bundles in memory: written by the real writer, taken apart, spoiled and put together again. */
import { gunzipSync, gzipSync } from "node:zlib";
import { signedMessage } from "../../shared/crypto/signature.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { headerLine, objectLine, type Opening } from "../../shared/ledger/bundle.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { success } from "../../shared/outcome/outcome.ts";
import type { AttachmentPort } from "../../main/bundle/attachment-port.ts";
import type { BundleExtras } from "../../main/bundle/bundle-lines.ts";
import { memoryTarget, writeBundle, type BundleWritten } from "../../main/bundle/bundle-writer.ts";
import { nodeDigestHex } from "../../main/signature/node-digest.ts";
import type { Signer } from "../../main/signature/signer.ts";
import type { TestCompany } from "./test-company.ts";
import { valueOf } from "./value-of.ts";

/** No notes, no receipts, no attachments; openings as the store has them. */
export const plainExtras = (openings: ReadonlyMap<string, Opening>, attachments: Pick<AttachmentPort, "read" | "size"> | null = null): BundleExtras => ({
  opening: async (sealed) => openings.get(sealed) ?? null,
  attachments,
  attachmentBytesMax: 50_000_000,
  notes: async () => success([]),
  receipts: async () => success([]),
});

/** Writes a bundle of histories. */
export const bundleOf = async (
  company: TestCompany,
  histories: ReadonlyArray<HistoryId>,
  extras: BundleExtras = plainExtras(company.store.openings),
): Promise<BundleWritten & { readonly file: Uint8Array }> => {
  const target = memoryTarget();
  const written = valueOf(await writeBundle(histories, extras, target, { store: company.store, signer: company.installation }));
  return { ...written, file: target.bytes() };
};

/** The plain lines of a bundle, without their LF. */
export const linesOf = (file: Uint8Array): string[] => gunzipSync(file).toString("utf8").split("\n").slice(0, -1);

/** Packs lines as they are. */
export const packLines = (lines: ReadonlyArray<string>): Uint8Array => gzipSync(lines.map((line) => `${line}\n`).join(""));

/** Packs lines behind a header and before a trailer that fits them. */
export const packSigned = (lines: ReadonlyArray<string>, signer: Signer, header = headerLine(signer.key, [])): Uint8Array => {
  const sha256 = nodeDigestHex(utf8Of([header, ...lines].map((line) => `${line}\n`).join("")));
  const sig = hexOf(signer.sign(signedMessage("bundle", utf8Of(sha256))));
  return packLines([header, ...lines, objectLine({ kind: "trailer", sha256, sig })]);
};
