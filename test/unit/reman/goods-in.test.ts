/** What arrives at goods-in: labels, photos, and cores that were here before. */
import { describe, expect, test } from "vitest";
import { isInstant } from "../../../shared/clock/instant.ts";
import { decideReceipt, windowAt, type KnownReceipt } from "../../../shared/reman/decide-receipt.ts";
import { readPhoto } from "../../../shared/reman/photo.ts";
import { readScannedCode } from "../../../shared/reman/scanned-code.ts";
import { bytesOfHex } from "../../../shared/encoding/hex.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { valueOf } from "../../doubles/value-of.ts";

describe("a scanned label", () => {
  test.each([
    ["https://example.org/01/09506000134352/21/ABC123", "gs1-digital-link", "ABC123", "09506000134352"],
    [
      "https://id.example.org/shop/01/9506000134352/22/2A/21/A%2FB?11=260101",
      "gs1-digital-link",
      "A/B",
      "09506000134352",
    ],
    ["https://example.org/8010/4917995/8011/123", "gs1-digital-link", "123", null],
    ["(01)09506000134352(21)ABC123", "gs1-elements", "ABC123", "09506000134352"],
    ["]d201095060001343522112345\u001d240HX55", "gs1-elements", "12345", "09506000134352"],
    ["0109506000134352211000", "gs1-elements", "1000", "09506000134352"],
    ["TC-4711", "plain", "TC-4711", null],
    ["throughlife:asset/0123abcd4567", "own-label", null, null],
  ])("%s is read as %s", (text, kind, serial, gtin) => {
    expect(valueOf(readScannedCode(text))).toMatchObject({ gtin, kind, serial });
  });

  test("part numbers and the beginning of a history are taken too", () => {
    expect(valueOf(readScannedCode("https://example.org/8010/4917995/8011/123")).part_number).toBe("4917995");
    expect(valueOf(readScannedCode("throughlife:asset/0123abcd4567")).history).toBe("0123abcd4567");
  });

  test.each(["(01)09506000134353(21)ABC", "https://example.org/products/17", "", "(99)1"])("%s is refused", (text) => {
    const read = readScannedCode(text);
    expect(read.ok ? null : read.failure.kind).toBe("labelUnreadable");
  });
});

describe("a photo", () => {
  const hex = (text: string) => bytesOfHex(text.replaceAll(" ", "")) ?? new Uint8Array();
  const png = hex("89504e470d0a1a0a 0000000d 49484452 00000280 000001e0 0802000000");
  const jpeg = hex("ffd8 ffe0 0004 0000 ffc0 0011 08 01e0 0280 03 0122000211010311 01 ffda");
  const webp = hex("52494646 24000000 57454250 56503858 0a000000 00000000 7f0200 df0100 00000000");
  const heic = hex(
    "00000018 66747970 68656963 00000000 6d696631 00000014 69737065 00000000 00000280 000001e0 00000000",
  );

  test.each([
    ["PNG", png],
    ["JPEG", jpeg],
    ["WebP", webp],
    ["HEIC", heic],
  ])("is known by its bytes: %s", (format, bytes) => {
    expect(valueOf(readPhoto(bytes, "photo"))).toMatchObject({ format, height: 480, width: 640 });
  });

  test.each([
    ["%PDF-1.7 and so on", "PDF document"],
    ["hello, this is a note", "it is a text"],
    ["", "it is empty"],
    ["GIF89a", "GIF"],
  ])("is not made of %s", (text, what) => {
    const read = readPhoto(utf8Of(text), "crack.jpg");
    expect(read.ok ? "" : read.failure.message).toContain(what);
  });

  test("that ends before it states its size is refused", () => {
    const read = readPhoto(jpeg.subarray(0, 8), "crack.jpg");
    expect(read.ok ? "" : read.failure.message).toContain("its size cannot be read");
  });
});

describe("a core that comes in", () => {
  const core = { history: null, life: 1, maker: "Holset", serial: "TC 4711" };
  const before: KnownReceipt = {
    at: "2026-03-01T08:30:00.000000Z",
    by: "Bo Berg, Depot North",
    core: { history: "aa", life: 1, maker: null, serial: "tc-4711" },
    entitlement: "e1",
    place: "Rotterdam",
    record: "ab12cd34ef567890",
    rga: "RGA-22",
  };
  const entitlements = [
    { record: "e1", sold_serial: "R-88" },
    { record: "e2", sold_serial: "R-89" },
  ];
  const refusalOf = (wish: Parameters<typeof decideReceipt>[1], receipts = [before]) => {
    const decided = decideReceipt({ entitlements, receipts }, wish);
    return decided.ok ? null : decided.failure;
  };

  test("and was received elsewhere is refused with where and when", () => {
    const failure = refusalOf({ core, entitlement: "e2", sold_serial: null });
    expect(failure?.kind).toBe("alreadyReceived");
    expect(failure?.message).toContain("on 2026-03-01 08:30 UTC at Rotterdam by Bo Berg, Depot North under RGA RGA-22");
  });

  test("in its next life, or of another maker, is another core", () => {
    expect(refusalOf({ core: { ...core, life: 2 }, entitlement: null, sold_serial: null })).toBeNull();
    expect(
      refusalOf({ core: { ...core, maker: "Garrett" }, entitlement: null, sold_serial: null }, [
        { ...before, core: { ...before.core, maker: "Holset" } },
      ]),
    ).toBeNull();
  });

  test("does not discharge an entitlement a second time", () => {
    const failure = refusalOf({ core: { ...core, serial: "TC-9" }, entitlement: "e1", sold_serial: "r88" });
    expect([failure?.kind, failure?.message]).toEqual(["entitlementDischarged", expect.stringContaining("RGA-22")]);
  });

  test("fits the serial of the unit that was sold", () => {
    expect(refusalOf({ core: { ...core, serial: "TC-9" }, entitlement: "e2", sold_serial: "R-88" })?.kind).toBe(
      "soldSerialDiffers",
    );
    expect(refusalOf({ core: { ...core, serial: "TC-9" }, entitlement: "e9", sold_serial: null })?.kind).toBe(
      "entitlementUnknown",
    );
  });

  test("is within the window to its last day", () => {
    const sold = { occurred: { value: "2026-01-01", zone: "utc" }, window_days: 60 };
    const on = (day: string) => {
      const text = `${day}T23:59:59.000000Z`;
      return isInstant(text) ? windowAt(sold, text) : null;
    };
    expect([on("2026-03-02"), on("2026-03-03")]).toEqual(["inside", "outside"]);
  });
});
