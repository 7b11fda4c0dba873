/**
 * The golden document: what was issued once is read for ever, and today's pages are still those of the template's
 * version.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { attachBundle } from "../../../main/document/attach-bundle.ts";
import { compareWithIssued } from "../../../main/document/compare-with-issued.ts";
import { readDocument } from "../../../main/document/read-document.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { goldenBundle, goldenDossier, goldenFolder } from "./golden-dossier.ts";

const golden = readFileSync(new URL("service-dossier.pdf", goldenFolder));
const issuedSchema = z.object({
  name: z.string(),
  version: z.int(),
  base_sha256: z.string(),
  pages: z.array(z.string()),
});
const issued = issuedSchema.parse(JSON.parse(readFileSync(new URL("service-dossier.json", goldenFolder), "utf8")));

test("the golden document is read as it was issued, with its bundle byte for byte", () => {
  const found = valueOf(readDocument(golden));
  expect(compareWithIssued(found, issued)).toEqual([]);
  expect(Buffer.compare(found.bundle, goldenBundle())).toBe(0);
  expect(Buffer.compare(valueOf(attachBundle(found.base, goldenBundle())), golden)).toBe(0);
});

test("the pages that are made today are those of this version of the template", async () => {
  const today = await goldenDossier();
  const { name, version, pages } = today.issued;
  expect({ name, version, pages }).toEqual({ name: issued.name, version: issued.version, pages: issued.pages });
});
