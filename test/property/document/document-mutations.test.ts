/**
 * Hostile documents: whatever is changed is refused or lies in the bundle, which the ledger checks; nothing crashes
 * or hangs.
 */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { attachBundle } from "../../../main/document/attach-bundle.ts";
import { basePdf } from "../../../main/document/base-pdf.ts";
import { compareWithIssued, type IssuedReport } from "../../../main/document/compare-with-issued.ts";
import { describeBase, readDocument } from "../../../main/document/read-document.ts";
import { serviceDossier } from "../../../shared/report/service-dossier.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { pumpInput } from "../../unit/document/dossier-input.ts";
import { tinyBase } from "../../unit/document/tiny-base.ts";

const seed = 20_261_122;
const bundle = gzipSync("a bundle that is carried inside\n");

interface Sample {
  readonly document: Uint8Array;
  readonly issued: IssuedReport;
}

const sampleOf = (base: Uint8Array): Sample => {
  const { baseSha256, pages } = valueOf(describeBase(base));
  return { document: valueOf(attachBundle(base, bundle)), issued: { base_sha256: baseSha256, pages: pages.sha256 } };
};

/** Refused, or another bundle inside, which the caller checks record by record; anything else is a hole. */
const isCaught = (bytes: Uint8Array, issued: IssuedReport): boolean => {
  const found = readDocument(bytes);
  if (!found.ok) return found.failure.message.endsWith(".");
  return compareWithIssued(found.value, issued).length > 0 || Buffer.compare(found.value.bundle, bundle) !== 0;
};

const tiny = sampleOf(
  tinyBase({ pages: ["0 0 10 10 re f", "(page two) Tj"], catalog: " /Names 3 0 R", objects: ["<< /Dests << >> >>"] }),
);

test("every flip of every byte of a small document is caught", () => {
  const holes: string[] = [];
  for (let at = 0; at < tiny.document.length; at++) {
    for (const mask of [0x01, 0x10, 0x80, 0xff]) {
      const edited = Buffer.from(tiny.document);
      edited[at] = (edited[at] ?? 0) ^ mask;
      if (!isCaught(edited, tiny.issued)) holes.push(`byte ${at} with ${mask}`);
    }
  }
  expect(isCaught(tiny.document, tiny.issued)).toBe(false);
  expect(holes).toEqual([]);
});

test("every cut of a small document is caught", () => {
  const lengths = Array.from({ length: tiny.document.length }, (_, length) => length);
  expect(lengths.filter((length) => !isCaught(tiny.document.subarray(0, length), tiny.issued))).toEqual([]);
});

describe("a dossier", () => {
  let dossier: Sample;

  beforeAll(async () => {
    dossier = sampleOf(valueOf(await basePdf(serviceDossier(pumpInput(3)))));
  });

  test("flipped, cut, spliced or grown anywhere is caught", () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    const edit = fc.oneof(
      fc.record({ kind: fc.constant("flip" as const), at: place, mask: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ kind: fc.constant("cut" as const), at: place, length: fc.integer({ min: 1, max: 4_000 }) }),
      fc.record({
        kind: fc.constant("insert" as const),
        at: place,
        bytes: fc.uint8Array({ minLength: 1, maxLength: 60 }),
      }),
      fc.record({
        kind: fc.constant("copy" as const),
        at: place,
        from: place,
        length: fc.integer({ min: 8, max: 2_000 }),
      }),
    );
    const edited = (bytes: Uint8Array, change: typeof edit extends fc.Arbitrary<infer E> ? E : never): Uint8Array => {
      const at = Math.floor(change.at * bytes.length);
      const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
      if (change.kind === "flip")
        return Buffer.concat([head, Buffer.of((tail[0] ?? 0) ^ change.mask), tail.subarray(1)]);
      if (change.kind === "cut") return Buffer.concat([head, tail.subarray(change.length)]);
      if (change.kind === "insert") return Buffer.concat([head, change.bytes, tail]);
      const from = Math.floor(change.from * bytes.length);
      return Buffer.concat([head, bytes.subarray(from, from + change.length), tail]);
    };
    const run = fc.check(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (changes) => {
        const bytes = changes.reduce(edited, dossier.document);
        return Buffer.compare(bytes, dossier.document) === 0 || isCaught(bytes, dossier.issued);
      }),
      { seed, numRuns: 300 },
    );
    expect(run.counterexample).toBeNull();
  });
});

test("bytes that look like PDF are answered with a sentence, whatever they are", () => {
  const token = fc.constantFrom(
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "\\",
    "<",
    ">",
    "/Pages",
    "/Root 1 0 R",
    "/Kids",
    "/Contents",
    "/Prev 0",
    "/Prev 9",
    "/Size 3",
    "/Length 1 0 R",
    "/AF",
    "1 0 obj",
    "endobj",
    "stream\n",
    "endstream",
    "xref\n",
    "0 1\n",
    "0 4294967295\n",
    "trailer\n",
    "startxref\n9\n%%EOF\n",
    "startxref\n99999999999\n%%EOF\n",
    "0000000009 00000 n \n",
    " ",
    "\n",
    "%",
    "9 0 R",
    "1 0 R",
    "2 0 R",
    "-1",
    "1e9",
    ".",
    "true",
    "null",
  );
  const text = fc
    .array(token, { maxLength: 60 })
    .map((tokens) => Buffer.from(`%PDF-1.7\n${tokens.join(" ")}startxref\n9\n%%EOF\n`, "latin1"));
  const run = fc.check(
    fc.property(text, (bytes) => {
      const found = readDocument(bytes);
      return !found.ok && found.failure.message.endsWith(".");
    }),
    { seed, numRuns: 3_000 },
  );
  expect(run.counterexample).toBeNull();
});

test("deep, wide and long input is answered without delay", () => {
  const hostile = [
    "[".repeat(200_000),
    "<<".repeat(200_000),
    "(".repeat(200_000),
    "% ".repeat(200_000),
    "1 0 ".repeat(100_000),
    "/A ".repeat(100_000),
  ];
  for (const text of hostile) {
    expect(readDocument(Buffer.from(`%PDF-1.7\nxref\n0 0\ntrailer\n${text}\nstartxref\n9\n%%EOF\n`)).ok).toBe(false);
    expect(readDocument(Buffer.from(`%PDF-1.7\n${"startxref\n9\n%%EOF\n".repeat(2_000)}${text}`)).ok).toBe(false);
  }
});
