/** A bundle that was written is read back whole; every damage to it is found and named with its place. */
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonicalText } from "../../../shared/encoding/canonical-json.ts";
import { objectLine } from "../../../shared/ledger/bundle.ts";
import type { HistoryId } from "../../../shared/ledger/record.ts";
import { sealValue } from "../../../shared/ledger/sealed-value.ts";
import { bytesSource } from "../../../main/bundle/bundle-source.ts";
import { readBundle, type BundleHandlers, type BundleReading } from "../../../main/bundle/bundle-reader.ts";
import { inspectBundle } from "../../../main/bundle/bundle-inspection.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { randomBelow, seededRandom } from "../../doubles/seeded-random.ts";
import { memoryAttachments } from "../../doubles/memory-attachments.ts";
import { bundleOf, linesOf, packLines, packSigned, plainExtras } from "../../doubles/test-bundle.ts";
import { defectBody, testCompany, testSigner, workBody, type TestCompany } from "../../doubles/test-company.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

/** Bytes that do not pack. */
const noise = (length: number): Uint8Array => {
  const random = seededRandom(7);
  return Uint8Array.from({ length }, () => randomBelow(random, 256));
};

let company: TestCompany;
let pump: HistoryId;
let file: Uint8Array;
const attachments = memoryAttachments();
const photo = attachments.put(noise(1_200_000), "seal.jpg");

beforeAll(async () => {
  company = await testCompany("Hydro");
  pump = await company.asset("P-101");
  const { sealed, opening } = sealValue(["A. Fitter"], company.person.key, "0f".repeat(16));
  await company.write(pump, "Worn", { body: workBody("Worn", sealed.sealed), openings: [opening], type: "service/performed@1" });
  await company.write(pump, "Leak", { body: defectBody("Leak", [photo]) });
  for (let count = 0; count < 80; count++) await company.write(pump, `Defect ${count}`);
  ({ file } = await bundleOf(company, [pump], plainExtras(company.store.openings, attachments)));
});

const read = (bytes: Uint8Array, handlers: Partial<BundleHandlers> = {}): Promise<BundleReading> =>
  readBundle(bytesSource(bytes), { records: async () => null, ...handlers }, { checker, verify: nodeVerify });

/** The frames of the bundle begin on line 2; the object lines of the good file. */
const goodLines = (): string[] => linesOf(file);
const signed = (change: (lines: string[]) => void): Uint8Array => {
  const [header = "", ...lines] = goodLines();
  lines.pop();
  change(lines);
  return packSigned(lines, company.installation, header);
};

describe("a whole bundle", () => {
  test("comes back with every record, opening and attachment, registers first", async () => {
    const ids: string[] = [];
    const parts: number[] = [];
    const reading = await read(file, {
      records: async (records) => (ids.push(...records.map(({ id }) => id)), null),
      part: async (part) => (parts.push(part.offset), null),
    });
    expect(reading.fault).toBeNull();
    expect(reading).toMatchObject({ trailer: "right", records: company.store.ledger.size, openings: 2, attachments: 1 });
    expect(ids).toEqual([company.register, pump].flatMap((id) => company.store.ledger.history(id)?.order.map((record) => record.id) ?? []));
    expect(parts).toEqual([0, 1 << 20]);
  });

  test("is the same file when it is written again", async () => {
    const again = await bundleOf(company, [pump], plainExtras(company.store.openings, attachments));
    expect(Buffer.compare(again.file, file)).toBe(0);
  });

  test("names the attachments that it leaves out, and openings only where they are allowed", async () => {
    const bare = await bundleOf(company, [pump], { ...plainExtras(new Map()), attachmentBytesMax: 0 });
    expect(bare).toMatchObject({ openings: 0, attachments: 0, leftOut: [photo] });
    expect((await read(bare.file)).fault).toBeNull();
  });

  test("is stored where packing would exceed the ratio that readers accept", async () => {
    const dull = await testCompany("Dull");
    const history = await dull.asset("D-1");
    const zeros = memoryAttachments();
    const blank = zeros.put(new Uint8Array(3_000_000), "blank.bin");
    await dull.write(history, "Blank", { body: defectBody("Blank", [blank]) });
    const written = await bundleOf(dull, [history], plainExtras(new Map(), zeros));
    expect(written.bytes).toBeGreaterThan(4_000_000);
    expect((await read(written.file)).fault).toBeNull();
  });
});

describe("a damaged bundle", () => {
  const cases: readonly (readonly [name: string, make: () => Uint8Array, kind: string, line: (last: number) => number | null])[] = [
    ["nothing", () => new Uint8Array(0), "bundleCutOff", () => 1],
    ["another kind of file", () => Buffer.from("%PDF-1.7 and so on"), "bundleGzip", () => 1],
    ["a gzip file of something else", () => gzipSync("hello\nworld\n"), "bundleHeader", () => 1],
    ["another version", () => packLines([goodLines()[0]?.replace('"v":1', '"v":2') ?? "", ...goodLines().slice(1)]), "bundleVersion", () => 1],
    ["an unknown capability", () => packLines([goodLines()[0]?.replace('"caps":[]', '"caps":["zstd"]') ?? ""]), "bundleCapability", () => 1],
    ["a second gzip member", () => Buffer.concat([file, gzipSync("more\n")]), "bundleAfterEnd", () => null],
    ["bytes behind the member", () => Buffer.concat([file, Uint8Array.of(0)]), "bundleAfterEnd", () => null],
    ["a wrong gzip checksum", () => flipped(file, file.length - 6), "bundleGzip", () => null],
    ["no last line", () => packLines(goodLines().slice(0, -1)), "bundleCutOff", (last) => last],
    ["a line behind the last", () => packLines([...goodLines(), '{"note":"more"}']), "bundleOrder", (last) => last + 1],
    ["a last line that does not fit", () => packLines(goodLines().toSpliced(-2, 1)), "bundleTrailer", (last) => last - 1],
    ["a last line of somebody else", () => signedBy("Mallory"), "bundleTrailer", (last) => last],
    ["a record with a changed letter", () => signed((lines) => edit(lines, 40, (line) => line.replace("Defect", "Defeat"))), "frameSignature", () => 42],
    ["a record signed by another key", () => signed((lines) => edit(lines, 40, (line) => `${"ab".repeat(64)}${line.slice(128)}`)), "frameSignature", () => 42],
    ["a line that is no frame", () => signed((lines) => edit(lines, 3, () => "hello")), "frameShape", () => 5],
    ["a note before a record", () => signed((lines) => lines.splice(5, 0, '{"note":"x"}')), "bundleOrder", () => 8],
    ["a repeated member", () => signed((lines) => lines.splice(-4, 0, '{"note":"x","note":"y"}')), "bundleLine", (last) => last - 4],
    ["an unknown object", () => signed((lines) => lines.splice(-4, 0, '{"picture":"x"}')), "bundleLine", (last) => last - 4],
    ["an opening that nobody names", () => signed((lines) => lines.splice(-4, 0, openingLine())), "bundleOpening", (last) => last - 4],
    ["parts in the wrong order", () => signed((lines) => lines.push(...lines.splice(-2, 1))), "bundlePart", (last) => last - 2],
    ["a part that is missing", () => signed((lines) => lines.splice(-1, 1)), "bundlePart", (last) => last - 1],
    ["a part of another attachment", () => signed((lines) => lines.splice(-2, 0, partLine())), "bundlePart", (last) => last - 2],
    ["an attachment with other contents", () => signed((lines) => edit(lines, lines.length - 2, otherContents)), "bundlePart", (last) => last - 1],
  ];

  test.each(cases)("with %s is refused as %3$s", async (_, make, kind, line) => {
    const { fault } = await read(make());
    expect({ kind: fault?.kind, line: fault?.line }).toEqual({ kind, line: line(goodLines().length) });
    expect(fault?.message).toMatch(/^[A-Z].*\.$/s);
  });

  test("names the record that is wrong", async () => {
    const { fault } = await read(signed((lines) => edit(lines, 40, (line) => `${"ab".repeat(64)}${line.slice(128)}`)));
    const history = company.store.ledger.history(pump)?.order ?? [];
    const register = company.store.ledger.history(company.register)?.order.length ?? 0;
    expect(fault?.record).toBe(history[40 - register]?.id);
  });

  test("that is cut off anywhere gives its good prefix and says so", async () => {
    let before = -1;
    for (const share of [0.0001, 0.001, 0.01, 0.3, 0.9, 0.9999]) {
      const reading = await read(file.subarray(0, Math.ceil(file.length * share)));
      expect(reading.fault?.kind).toBe("bundleCutOff");
      expect(reading.records).toBeGreaterThanOrEqual(before);
      before = reading.records;
    }
    expect(before).toBe(company.store.ledger.size);
  });

  test("of a gzip bomb is told by its ratio, whatever it holds", async () => {
    const line = `${"00".repeat(64)} {}\n`;
    const dense = gzipSync(Buffer.alloc(30_000_000));
    expect((await read(dense)).fault?.kind).toBe("bundleRatio");
    for (const bomb of [dense, gzipSync(`${goodLines()[0]}\n${line.repeat(60_000)}`)]) {
      expect(await inspectBundle(bytesSource(bomb), nodeVerify)).toMatchObject({ kind: "refused", fault: { kind: "bundleRatio" } });
    }
  });

  test("whose bits flip anywhere is never read as whole", async () => {
    const { file: small } = await bundleOf(company, [pump]);
    for (let position = 11; position < small.length; position += Math.floor(small.length / 60)) {
      const reading = await read(flipped(small, position));
      expect(reading.fault).not.toBeNull();
    }
  });

  test("may be read by its prefix only where it has no last line", async () => {
    const kindOf = async (bytes: Uint8Array) => (await inspectBundle(bytesSource(bytes), nodeVerify)).kind;
    expect(await kindOf(file)).toBe("readable");
    expect(await kindOf(file.subarray(0, 5000))).toBe("readable");
    expect(await kindOf(packLines(goodLines().toSpliced(-2, 1)))).toBe("refused");
    expect(await kindOf(packLines([...goodLines(), '{"note":"more"}']))).toBe("refused");
    expect(await kindOf(Buffer.concat([file, Uint8Array.of(0)]))).toBe("refused");
    expect(await kindOf(Buffer.concat([file, file]))).toBe("refused");
    expect(await kindOf(flipped(file, file.length - 6))).toBe("refused");
  });
});

test("a handler's refusal ends the reading with the place of its record", async () => {
  const reading = await read(file, {
    records: async (records, first) => ({ index: first + 3, record: records[3]?.id ?? pump, failure: { kind: "chainRule", message: "No." } }),
  });
  expect(reading).toMatchObject({ records: 3, fault: { kind: "chainRule", line: 5 } });
});

test("a reading that is cancelled says so", async () => {
  const control = new AbortController();
  control.abort();
  const tools = { checker, verify: nodeVerify, signal: control.signal };
  const reading = await readBundle(bytesSource(file), { records: async () => null }, tools);
  expect(reading.fault?.kind).toBe("bundleCancelled");
});

const flipped = (bytes: Uint8Array, position: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[position] = (copy[position] ?? 0) ^ 16;
  return copy;
};

const edit = (lines: string[], index: number, change: (line: string) => string): void => {
  lines[index] = change(lines[index] ?? "");
};

const signedBy = (word: string): Uint8Array => {
  const [header = "", ...lines] = goodLines();
  return packSigned(lines.slice(0, -1), testSigner(word), header);
};

const openingLine = (): string =>
  objectLine({ kind: "opening", opening: { for: company.person.key, salt: "ab".repeat(16), value: "nobody" } });

const partLine = (): string => objectLine({ kind: "part", sha256: "cd".repeat(32), offset: 0, base64: "AAAA" });

const otherContents = (line: string): string => canonicalText(JSON.parse(line.replace('"base64":"A', '"base64":"B')));
