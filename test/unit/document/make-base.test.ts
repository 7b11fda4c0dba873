/** The worker that makes base PDFs: the same bytes as in place, progress by page, cancel. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { basePdf } from "../../../main/document/base-pdf.ts";
import { makeBase } from "../../../main/report/make-base.ts";
import { serviceDossier } from "../../../shared/report/service-dossier.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { pumpInput } from "./dossier-input.ts";
import { galleryDocument } from "./gallery-document.ts";

test("a worker gives the same bytes with their hashes, and tells each page", async () => {
  const document = galleryDocument({ size: "A4", orientation: "portrait" });
  const told: number[] = [];
  const made = valueOf(await makeBase(document, { progress: (done) => told.push(done) }));
  const here = valueOf(await basePdf(document));
  expect(Buffer.compare(made.bytes, here)).toBe(0);
  expect(made.base_sha256).toBe(createHash("sha256").update(here).digest("hex"));
  expect(told).toEqual(made.pages.map((_, index) => index + 1));
});

test("it can be cancelled before and during the work", async () => {
  const document = serviceDossier(pumpInput(200));
  const before = AbortSignal.abort();
  expect(kindOf(await makeBase(document, { signal: before }))).toBe("cancelled");
  const during = new AbortController();
  expect(kindOf(await makeBase(document, { signal: during.signal, progress: () => during.abort() }))).toBe("cancelled");
});

test("a broken template ends the work with a sentence, not the program", async () => {
  const document = galleryDocument({ size: "A4", orientation: "portrait" });
  const row = { kind: "cells", marked: false, cells: ["one too few"] } as const;
  const columns = [
    { title: "a", width: 1, align: "left" },
    { title: "b", width: 1, align: "left" },
  ] as const;
  const table = { kind: "table", description: "", whenEmpty: "", columns, rows: [row] } as const;
  const outcome = await makeBase({ ...document, sections: [{ title: "Broken", blocks: [table] }] });
  expect(outcome).toMatchObject({ ok: false, failure: { kind: "workerFailed" } });
});
