/** The records in fixtures/records: made again byte for byte, and read by the program as the page says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exampleRecords } from "../../../fixtures/records/maker/example-records.ts";
import { acceptedRecords } from "../../../fixtures/records/maker/accepted-records.ts";
import { markedRecords } from "../../../fixtures/records/maker/marked-records.ts";
import { recordOfBytes, recordOfLevels } from "../../../fixtures/records/maker/refused-bytes.ts";
import { refusals } from "../../../fixtures/records/maker/refused-records.ts";
import { recordFiles } from "../../../fixtures/records/make-records.ts";
import { createCheckFrame } from "../../doubles/check-whole-frame.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { verifySignature } from "../../../shared/crypto/signature.ts";
import { parseCanonical } from "../../../shared/encoding/canonical-json.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { frameBytes, readFrame, rememberKeys, type SignedRecord } from "../../../shared/ledger/frame.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import { parseRecord, parseRecordId, recordBytes, recordIdOf } from "../../../shared/ledger/record.ts";
import { openingDigest, sealedIn } from "../../../shared/ledger/sealed-value.ts";
import type { Failure, Outcome } from "../../../shared/outcome/outcome.ts";
import { inspectRecord } from "../../../shared/record-type/inspect-record.ts";
import { isKnownType, recordTypes } from "../../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../../shared/register/standing-judge.ts";
import { historyDigest } from "../../../shared/sync/history-digest.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";
import { heldIn, idsOf } from "./plain-record.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "fixtures", "records");
const check = { key: rememberKeys(), verify: nodeVerify };
const checkFast = createCheckFrame();
const read = (frame: Uint8Array) => readFrame(frame, check);
const readText = (frame: string): SignedRecord => valueOf(read(utf8Of(frame)));

test.each(recordFiles())("%s is what `node fixtures/records/make-records.ts` writes", (name, text) => {
  expect(readFileSync(join(folder, name), "utf8") === text).toBe(true);
});

describe("accepted records", () => {
  const { histories, openings, records } = acceptedRecords();
  const ledger = new Ledger();
  for (const { frame } of records) {
    const signed = readText(frame);
    valueOf(ledger.take(signed, inspectRecord(signed.record)));
  }
  const judge = new StandingJudge(ledger, isKnownType);

  test.each(records)("$name ($type): bytes, id, signature and standing", ({ frame, history, id, standing, type }) => {
    const signed = readText(frame);
    expect(signed).toMatchObject({ id, record: { type } });
    expect(signed.record.history ?? id).toBe(history);
    expect(recordBytes(signed.record)).toEqual(signed.bytes);
    expect(recordIdOf(signed.bytes)).toBe(id);
    expect(Buffer.from(frameBytes(signed)).toString("utf8")).toBe(frame);
    expect(readFrame(utf8Of(frame), { ...check, verify: verifySignature }).ok).toBe(true);
    expect(valueOf(checkFast(utf8Of(frame)))).toBe(id);
    expect(judge.verdict(heldIn(ledger, signed))).toMatchObject({ standing });
  });

  test("there is one of every type", () => {
    expect([...new Set(records.map(({ type }) => type))].sort()).toEqual(Object.keys(recordTypes).sort());
  });

  test.each(histories)("the order, heads, tips and digest of $history", ({ digest, heads, history, order, tips }) => {
    const held = ledger.history(parseRecordId(history) ?? missing());
    if (held === undefined) throw new Error("The history is held");
    expect(idsOf(held.order)).toEqual(order);
    expect(idsOf(held.heads).toSorted()).toEqual(heads);
    expect([...held.tips().values()].flatMap((own) => idsOf(own)).toSorted()).toEqual(tips);
    expect(historyDigest(held)).toBe(digest);
  });

  test("every sealed value has its opening", () => {
    const sealed = records.flatMap(({ frame }) => sealedIn(readText(frame).record.body));
    expect(openings.map(({ digest, opening }) => [digest, openingDigest(opening)])).toEqual(openings.map(({ digest }) => [digest, digest]));
    expect(openings.map(({ digest }) => sealed.includes(digest))).toEqual([true, true, true, true]);
  });

  test("every record changed in any one byte is refused", () => {
    const [{ record } = missing()] = exampleRecords();
    const answers = Array.from(record.frame, (byte, index) => {
      const changed = Uint8Array.from(record.frame);
      changed[index] = byte ^ (1 << (index % 8));
      return checkFast(changed).ok;
    });
    expect(answers.filter((ok) => ok)).toEqual([]);
  });
});

describe("marked records are read, and say why they count for nothing:", () => {
  const { marked, unmarked } = markedRecords();

  test.each(marked)("$name", ({ frame, sentence }) => {
    expect(inspectRecord(readText(frame).record)).toEqual({ fault: sentence, sets: [] });
  });

  test.each(unmarked)("not $name", ({ frame }) => {
    expect(inspectRecord(readText(frame).record).fault).toBeNull();
  });
});

describe("refused records", () => {
  const parentsOf = (frames: ReadonlyArray<Uint8Array> = []): Ledger => {
    const ledger = new Ledger();
    for (const frame of frames) valueOf(ledger.take(valueOf(read(frame))));
    return ledger;
  };
  const answerOf = (frame: Uint8Array, ledger: Ledger): Outcome<unknown, Failure> => {
    const signed = read(frame);
    return signed.ok ? ledger.take(signed.value) : signed;
  };

  test.each(refusals())("$name: $kind", ({ frame, kind, parents, says }) => {
    const answer = answerOf(frame, parentsOf(parents));
    expect(answer.ok ? "accepted" : answer.failure).toMatchObject({ kind, message: expect.stringContaining(says) });
    expect(kind === "chainRule" ? kind : kindOf(checkFast(frame))).toBe(kind);
  });

  test("no two of them have the same name, and each reason of the page is among them", () => {
    const names = refusals().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(refusals().map(({ kind }) => kind))).toEqual(
      new Set(["frameShape", "frameKey", "frameSignature", "recordBytes", "recordMember", "recordTooLarge", "chainRule"]),
    );
  });
});

describe("limits", () => {
  test("a million levels are refused without a stack that overflows", () => {
    const deep = "[".repeat(1_000_000) + "]".repeat(1_000_000);
    expect(kindOf(parseCanonical(deep))).toBe("tooDeep");
    expect(kindOf(parseCanonical(deep.slice(1)))).toBe("notJson");
  });

  test("60,000 bytes and 16 levels are a record, one more is none", () => {
    expect(kindOf(parseRecord(recordOfBytes(60_000)))).toBe("success");
    expect(kindOf(parseRecord(recordOfBytes(60_001)))).toBe("recordTooLarge");
    expect(kindOf(parseRecord(recordOfLevels(16)))).toBe("success");
    expect(kindOf(parseRecord(recordOfLevels(17)))).toBe("recordBytes");
  });
});

const missing = (): never => {
  throw new Error("There is none");
};

