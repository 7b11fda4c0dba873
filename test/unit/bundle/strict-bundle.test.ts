/** Each check of a bundle's reader by itself: parts, trailer, gzip header, and what its handlers and its file answer. */
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { publicKeyOf, signedMessage, signMessage } from "../../../shared/crypto/signature.ts";
import { hexOf } from "../../../shared/encoding/hex.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { partBytesMax } from "../../../shared/ledger/bundle.ts";
import { failed, success, type Failure } from "../../../shared/outcome/outcome.ts";
import { BundleParts } from "../../../main/bundle/bundle-parts.ts";
import { readBundle, type BundleHandlers, type BundleReading } from "../../../main/bundle/bundle-reader.ts";
import { bytesSource, type BundleSource } from "../../../main/bundle/bundle-source.ts";
import { trailerFailure } from "../../../main/bundle/bundle-trailer.ts";
import { beginsLikeGzip, gzipHeaderBytesMax, readGzipHeader } from "../../../main/bundle/gzip-header.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { nodeDigestHex } from "../../../main/signature/node-digest.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { packSigned } from "../../doubles/test-bundle.ts";
import { testSigner } from "../../doubles/test-company.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

describe("parts", () => {
  const photo = Buffer.alloc(partBytesMax + 10, 7);
  const sha256 = nodeDigestHex(photo);
  const other = nodeDigestHex(utf8Of("other"));
  const part = (offset: number, bytes: Uint8Array, of = sha256) => ({ base64: Buffer.from(bytes).toString("base64"), kind: "part", offset, sha256: of }) as const;
  const first = part(0, photo.subarray(0, partBytesMax));
  const last = part(partBytesMax, photo.subarray(partBytesMax));
  const named = (): BundleParts => {
    const parts = new BundleParts();
    parts.name({ media_type: "image/png", name: "photo", sha256, size: photo.length });
    parts.name({ media_type: "image/png", name: "other", sha256: other, size: 5 });
    return parts;
  };
  /** What is said of the last of these parts; the ones before are taken. */
  const saidOf = (...list: ReadonlyArray<ReturnType<typeof part>>): string => {
    const parts = named();
    const answers = list.map((one) => parts.take(one));
    expect(answers.slice(0, -1).every(({ ok }) => ok)).toBe(true);
    const answer = answers.at(-1);
    return answer?.ok === false ? answer.failure.message : "taken";
  };

  test("in their order make the attachment whole", () => {
    const parts = named();
    expect(parts.take(first)).toMatchObject({ ok: true, value: { isLast: false } });
    expect([parts.wholeCount, parts.unfinished]).toEqual([0, sha256]);
    expect(parts.take(last)).toMatchObject({ ok: true, value: { isLast: true, offset: partBytesMax } });
    expect([parts.wholeCount, parts.unfinished]).toEqual([1, null]);
  });

  test("are refused out of order, cut, of other digits, of nobody, in between and twice", () => {
    expect(saidOf(last)).toContain(`a part at offset ${partBytesMax} where 0 comes next`);
    expect(saidOf(first, part(partBytesMax, photo.subarray(1)))).toContain(`instead of 10`);
    expect(saidOf(part(0, photo.subarray(0, 100)))).toContain(`100 bytes at offset 0 instead of ${partBytesMax}`);
    expect(saidOf({ ...first, base64: `${first.base64}\n` })).toContain("that is not base64");
    expect(saidOf(part(0, utf8Of("x"), nodeDigestHex(utf8Of("nobody's"))))).toContain("named by no record");
    expect(saidOf(first, part(0, utf8Of("other"), other))).toContain("is not finished");
    expect(saidOf(first, last, first)).toContain("comes a second time");
    expect(saidOf(part(0, utf8Of("OTHER"), other))).toContain("other contents than its digest says");
  });
});

describe("a trailer", () => {
  const seed = new Uint8Array(32).fill(5);
  const from = publicKeyOf(seed);
  const digest = nodeDigestHex(utf8Of("plain"));
  const sig = hexOf(signMessage(seed, signedMessage("bundle", utf8Of(digest))));
  const saidOf = (trailer: { readonly sha256: string; readonly sig: string }, by: string = from): string | undefined => trailerFailure(digest, by, trailer, nodeVerify)?.message;

  test("is right when it names the digest and its maker signed it", () => expect(saidOf({ sha256: digest, sig })).toBeUndefined());

  test("is wrong with another digest, though the signature is over the right one", () => expect(saidOf({ sha256: nodeDigestHex(utf8Of("x")), sig })).toContain("does not fit its contents"));

  test("is wrong with another signature, another maker, and a maker that no signature could come from", () => {
    expect(saidOf({ sha256: digest, sig: "ab".repeat(64) })).toContain("not that of the installation");
    expect(saidOf({ sha256: digest, sig: "no digits" })).toContain("not that of the installation");
    expect(saidOf({ sha256: digest, sig }, testSigner("another").key)).toContain("not that of the installation");
    expect(saidOf({ sha256: digest, sig: `01${"00".repeat(63)}` }, `01${"00".repeat(31)}`)).toContain("not that of the installation");
  });
});

describe("a gzip header", () => {
  const plain = gzipSync("text");
  const withFlags = (flags: number, ...rest: ReadonlyArray<number>): Uint8Array => Uint8Array.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3].concat(rest));

  test.each([
    ["of ten bytes", plain, { bytes: 10, kind: "header" }],
    ["with a name", withFlags(8, 97, 98, 0), { bytes: 13, kind: "header" }],
    ["with extra bytes, a name, a comment and a checksum", withFlags(30, 2, 0, 1, 1, 97, 0, 98, 0, 9, 9), { bytes: 20, kind: "header" }],
    ["that is not all here", withFlags(8, 97), { kind: "needsMore" }],
    ["whose extra bytes are not all here", withFlags(4, 200, 0, 1), { kind: "needsMore" }],
    ["of four bytes", plain.subarray(0, 4), { kind: "needsMore" }],
    ["with flags that mean nothing yet", withFlags(0x20), { kind: "notGzip" }],
    ["of another method", Uint8Array.of(0x1f, 0x8b, 7), { kind: "notGzip" }],
    ["of another file", utf8Of("PK"), { kind: "notGzip" }],
    ["with a name without end", Buffer.concat([withFlags(8), Buffer.alloc(gzipHeaderBytesMax, 97)]), { kind: "notGzip" }],
  ])("%s", (_, bytes, header) => expect(readGzipHeader(bytes)).toEqual(header));

  test("is recognised by its first two bytes", () =>
    expect([plain, plain.subarray(0, 1), utf8Of("more"), Uint8Array.of(0x1f, 0x20), Uint8Array.of(0x20, 0x8b), new Uint8Array(0)].map(beginsLikeGzip)).toEqual([true, true, false, false, false, false]));
});

const read = (source: BundleSource, handlers: Partial<BundleHandlers> = {}): Promise<BundleReading> => readBundle(source, { records: async () => null, ...handlers }, { checker, verify: nodeVerify });
const no: Failure = { kind: "noRoom", message: "There is no room." };

describe("the reading ends", () => {
  const empty = packSigned([], testSigner("maker"));

  test("whole where there is nothing wrong", async () => expect(await read(bytesSource(empty))).toMatchObject({ fault: null, trailer: "right" }));

  test("when the handler of the header refuses it", async () => expect(await read(bytesSource(empty), { header: async () => no })).toMatchObject({ fault: { kind: "noRoom", line: 1 } }));

  test.each([[0], [1]])("when the file cannot be read further, behind %d pieces", async (pieces) => {
    const source: BundleSource = {
      read: async function* read_() {
        if (pieces > 0) yield success(empty.subarray(0, 15));
        yield failed(no);
      },
      sizeBytes: empty.length,
    };
    expect((await read(source)).fault).toMatchObject(no);
  });

  test("when the checksum or the length behind the data is another", async () => {
    for (const at of [8, 4]) {
      const bytes = Uint8Array.from(empty);
      bytes[bytes.length - at] = (bytes[bytes.length - at] ?? 0) ^ 1;
      expect((await read(bytesSource(bytes))).fault?.kind).toBe("bundleGzip");
    }
  });
});
