/** Forms that no good input has, at the edges of what the readers of the ledger take. */
import { describe, expect, test } from "vitest";
import { parseInstant } from "../../../shared/clock/instant.ts";
import { acceptableKey } from "../../../shared/crypto/key-rule.ts";
import { canonicalBytes, hasMembers, type JsonValue } from "../../../shared/encoding/canonical-json.ts";
import { bytesOfHex } from "../../../shared/encoding/hex.ts";
import { cosign, readCosignature } from "../../../shared/ledger/cosignature.ts";
import { emptyRoot, leafHash } from "../../../shared/ledger/merkle.ts";
import { verifyConsistency, verifyInclusion } from "../../../shared/ledger/merkle-proof.ts";
import { isKeyName } from "../../../shared/ledger/note-key.ts";
import { parseNote, signatureLine } from "../../../shared/ledger/note.ts";
import { parseReceipt } from "../../../shared/ledger/receipt.ts";
import { parseRecord, parseRecordId } from "../../../shared/ledger/record.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { log, recordNumber } from "../journal/journal-fixture.ts";

describe("a record", () => {
  const good: { readonly [name: string]: JsonValue } = JSON.parse(Buffer.from(recordNumber(1).bytes).toString("utf8"));

  test.each<readonly [string, JsonValue]>([["clock", null], ["clock", []], ["clock", 1], ["body", null], ["body", []], ["seen", null], ["seen", {}], ["register", "a"]])(
    "whose %s is %j is refused in words",
    (name, value) => expect(kindOf(parseRecord(canonicalBytes({ ...good, [name]: value })))).toBe("recordMember"),
  );

  test("whose members have other names is refused, though there are as many", () => {
    const { after, ...others } = good;
    expect(kindOf(parseRecord(canonicalBytes({ ...others, beside: after ?? null })))).toBe("recordMember");
    expect(hasMembers({ a: 1, c: 2 }, ["a", "b"])).toBe(false);
    expect(hasMembers([1, 2], ["0", "1"])).toBe(false);
    expect(hasMembers(null, [])).toBe(false);
  });
});

describe("a cosignature", () => {
  const stamped = cosign("text\n", 1_772_366_400, () => new Uint8Array(64));

  test("is 72 bytes, neither more nor fewer", () => {
    expect(readCosignature("text\n", stamped)?.time).toBe(valueOf(parseInstant("2026-03-01T12:00:00.000000Z")));
    expect(readCosignature("text\n", stamped.subarray(0, 71))).toBeNull();
    expect(readCosignature("text\n", Uint8Array.of(...stamped, 0))).toBeNull();
  });

  test.each([-1, 1.5, Number.NaN, 2 ** 53, 253_402_300_800])("is not given at the time %d", (seconds) =>
    expect(() => cosign("text\n", seconds, () => new Uint8Array(64))).toThrow("is not a time"));

  test("of a time beyond the year 9999 is none", () => {
    const late = Uint8Array.from(stamped);
    new DataView(late.buffer).setBigUint64(0, 253_402_300_800n);
    expect(readCosignature("text\n", late)).toBeNull();
    new DataView(late.buffer).setBigUint64(0, 2n ** 64n - 1n);
    expect(readCosignature("text\n", late)).toBeNull();
  });
});

describe("a proof", () => {
  const leaf = leafHash(new Uint8Array(0));
  const inclusion = { index: 0, leaf, proof: [], root: leaf, size: 1 };
  const consistency = { oldRoot: leaf, oldSize: 1, proof: [], root: leaf, size: 1 };

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("speaks of whole numbers, not of %d", (number) => {
    expect(kindOf(verifyInclusion(inclusion))).toBe("success");
    expect(kindOf(verifyInclusion({ ...inclusion, size: number }))).toBe("proofRange");
    expect(kindOf(verifyInclusion({ ...inclusion, index: number, size: number + 1 }))).toBe("proofRange");
    expect(kindOf(verifyConsistency({ ...consistency, size: number }))).toBe("proofRange");
    expect(kindOf(verifyConsistency({ ...consistency, oldSize: number, size: 5 }))).toBe("proofRange");
    expect(kindOf(verifyConsistency({ ...consistency, oldSize: number, size: number }))).toBe("proofRange");
  });

  test("longer than that of any tree is not looked at", () => {
    const refused = verifyInclusion({ ...inclusion, proof: Array.from({ length: 64 }, () => leaf) });
    expect(refused.ok ? "" : refused.failure.message).toContain("any log");
  });

  test("of a log without lines needs the root of the empty tree on both sides", () => {
    const empty = emptyRoot();
    const claim = { oldRoot: empty, oldSize: 0, proof: [], root: empty, size: 0 };
    expect(kindOf(verifyConsistency(claim))).toBe("success");
    expect(kindOf(verifyConsistency({ ...claim, root: leaf }))).toBe("proofRoot");
    expect(kindOf(verifyConsistency({ ...claim, oldRoot: leaf }))).toBe("proofRoot");
  });
});

describe("a key", () => {
  test.each(["", "ab", `${"ab".repeat(31)}a`, "ab".repeat(33), "AB".repeat(32), "zz".repeat(32)])("that is not 64 digits is refused as such: %s", (key) => {
    const checked = acceptableKey(key);
    expect(checked.ok ? "" : checked.failure.message).toContain("64 lower-case hex digits");
  });

  test("of half a digit pair is no bytes", () => expect([bytesOfHex("abc"), bytesOfHex("a"), bytesOfHex("ag")]).toEqual([null, null, null]));
});

describe("a note", () => {
  const line = signatureLine(log.key, new Uint8Array(64));
  const whyNot = (note: string): string => {
    const parsed = parseNote(note);
    return parsed.ok ? "" : parsed.failure.message;
  };

  test("without an empty line has no text, whatever stands before its signature", () => {
    expect(whyNot(`x${line}`)).toContain("no signatures");
    expect(whyNot(line)).toContain("no signatures");
  });

  test("ends with a signature, not with the empty line", () => expect(whyNot("text\n\n")).toContain("no signatures"));

  test("and a key's name are text that can be written", () => {
    expect(whyNot(`text \ud800\n\n${line}`)).toContain("broken text");
    expect([isKeyName("log"), isKeyName("lo\ud800g"), isKeyName("lo g"), isKeyName("lo+g"), isKeyName("")]).toEqual([true, false, false, false, false]);
  });
});

describe("a receipt", () => {
  test.each(["", "c2sp.org/tlog-proof@v1\nindex 0\n", "c2sp.org/tlog-proof@v1\nindex 0\nx"])("without an empty line is none: %j", (text) =>
    expect(kindOf(parseReceipt(text))).toBe("receiptShape"));
});

test("an id is 64 digits, and bytes that are no object are no record", () => {
  expect(["", "ab", "zz".repeat(32), "ab".repeat(33), 5, null].map(parseRecordId)).toEqual([null, null, null, null, null, null]);
  const parsed = parseRecord(canonicalBytes([]));
  expect(parsed.ok ? "" : parsed.failure.message).toContain("is not an object");
});
