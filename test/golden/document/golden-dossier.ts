/** Makes the golden document of `fixtures/document`: `node test/golden/document/golden-dossier.ts` writes it again. */
import { writeFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import { attachBundle } from "../../../main/document/attach-bundle.ts";
import { basePdf } from "../../../main/document/base-pdf.ts";
import type { IssuedReport } from "../../../main/document/compare-with-issued.ts";
import { describeBase } from "../../../main/document/read-document.ts";
import { serviceDossier, serviceDossierTemplate } from "../../../shared/report/service-dossier.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { pumpInput } from "../../unit/document/dossier-input.ts";

/** Where the golden document lies. */
export const goldenFolder = new URL("../../../fixtures/document/", import.meta.url);

/** The golden document with what `report/issued@1` would say of it. */
export interface GoldenDossier {
  readonly document: Uint8Array;
  readonly issued: IssuedReport & typeof serviceDossierTemplate;
}

/** Makes it anew; its pages depend on the template alone, its bytes also on the zlib of this Node. */
export const goldenDossier = async (): Promise<GoldenDossier> => {
  const base = valueOf(await basePdf(serviceDossier(pumpInput(6))));
  const { baseSha256, pages } = valueOf(describeBase(base));
  return {
    document: valueOf(attachBundle(base, goldenBundle())),
    issued: { ...serviceDossierTemplate, base_sha256: baseSha256, pages: pages.sha256 },
  };
};

/** One gzip member (RFC 1952) that stores a line: the same bytes under any compressor. */
export const goldenBundle = (): Uint8Array => {
  const text = Buffer.from("the bundle inside the golden document\n");
  const length = [text.length & 255, text.length >> 8];
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1, ...length, ...length.map((byte) => byte ^ 255)]);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(text), 0);
  trailer.writeUInt32LE(text.length, 4);
  return Buffer.concat([header, text, trailer]);
};

if (import.meta.main) {
  const { document, issued } = await goldenDossier();
  writeFileSync(new URL("service-dossier.pdf", goldenFolder), document);
  writeFileSync(new URL("service-dossier.json", goldenFolder), `${JSON.stringify(issued, null, 2)}\n`);
}
