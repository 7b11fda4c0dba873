/** RECORD-FORMAT.md says what the program does: its examples are the program's bytes, its tables the program's schemas. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exampleRecords, machine, sealedName } from "../../../fixtures/records/maker/example-records.ts";
import { logKey, pageExamples, receivedAt } from "../../../fixtures/records/maker/page-examples.ts";
import { lineBytes, lineBytesMax } from "../../../main/journal/journal-line.ts";
import { markOfSlot, slotBytes, slotOf } from "../../../main/journal/journal-mark.ts";
import { trailerFailure } from "../../../main/bundle/bundle-trailer.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { parseInstant } from "../../../shared/clock/instant.ts";
import { acceptableKey } from "../../../shared/crypto/key-rule.ts";
import { canonicalText, levelsMax } from "../../../shared/encoding/canonical-json.ts";
import { hexOf } from "../../../shared/encoding/hex.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { headerLine, parseHeader, parseLine } from "../../../shared/ledger/bundle.ts";
import { openCheckpoint, signCheckpoint } from "../../../shared/ledger/checkpoint.ts";
import { frameBytesMax } from "../../../shared/ledger/frame.ts";
import { leafHash } from "../../../shared/ledger/merkle.ts";
import { noteKeyOf, noteKeyText, noteNameOf } from "../../../shared/ledger/note-key.ts";
import { headsMax, parseRecordId, recordBytesMax } from "../../../shared/ledger/record.ts";
import { openingDigest } from "../../../shared/ledger/sealed-value.ts";
import { recordTypes } from "../../../shared/record-type/record-types.ts";
import { valueOf } from "../../doubles/value-of.ts";

const page = readFileSync(join(import.meta.dirname, "../../../shared/ledger/RECORD-FORMAT.md"), "utf8");
const shown = new Map(
  [...page.matchAll(/<!-- example: ([a-z ]+) -->\n\n```text\n([^`]*)\n```/g)].map(([, name = "", text = ""]) => [name, text]),
);
const example = (name: string): string => shown.get(name) ?? `there is no example "${name}"`;

describe("the examples", () => {
  test.each(pageExamples())("%s is what its maker makes", (name, text) => {
    expect(example(name)).toBe(text);
  });

  test("are all of the maker's", () => {
    expect([...page.matchAll(/<!-- example: /g)]).toHaveLength(pageExamples().length);
  });
});

describe("the program makes the same", () => {
  const log = noteKeyOf(noteNameOf(valueOf(acceptableKey(logKey.key))), "signature", valueOf(acceptableKey(logKey.key)));

  test("opening digest", () => {
    expect(canonicalText({ ...sealedName.opening })).toBe(example("opening"));
    expect(openingDigest(sealedName.opening)).toBe(example("opening digest"));
  });

  test("journal line, leaf hash and mark", () => {
    const line = lineBytes({ from: machine.key, received: valueOf(parseInstant(receivedAt)), frame: utf8Of(example("frame")) });
    expect(Buffer.from(line).toString("utf8")).toBe(example("journal line"));
    expect(hexOf(leafHash(line))).toBe(example("leaf hash"));
    const mark = { root: example("leaf hash"), size: 1 };
    const slot = Buffer.from(slotOf(mark));
    expect(slot.toString("utf8")).toBe(`${example("mark")}\n`.padEnd(slotBytes, " "));
    expect(markOfSlot(slot)).toEqual(mark);
  });

  test("verifier key and checkpoint", () => {
    expect(noteKeyText(log)).toBe(example("verifier key"));
    const root = leafHash(utf8Of(example("journal line")));
    const note = signCheckpoint({ origin: log.name, size: 1, root }, { key: log, sign: logKey.sign });
    expect(note).toBe(`${example("checkpoint")}\n`);
    expect(valueOf(openCheckpoint(note, { log, witnesses: [] }, nodeVerify)).checkpoint.size).toBe(1);
  });

  test("bundle header and trailer", () => {
    const history = parseRecordId(exampleRecords().find(({ name }) => name === "asset registered")?.record.history);
    expect(headerLine(machine.key, history === null ? [] : [history])).toBe(example("bundle header"));
    expect(valueOf(parseHeader(utf8Of(example("bundle header")))).from).toBe(machine.key);
    const trailer = valueOf(parseLine(utf8Of(example("bundle trailer"))));
    if (trailer.kind !== "trailer") throw new Error("The last line is a trailer");
    expect(trailerFailure(trailer.sha256, machine.key, trailer, nodeVerify)).toBeNull();
  });
});

describe("the page's", () => {
  test.each(Object.entries(recordTypes))("%s has the members of its schema", (type, schema) => {
    const section = page.split(`#### ${type}\n`)[1]?.split("\n#### ")[0]?.split("\n## ")[0] ?? "";
    const members = [...section.matchAll(/^\| `([a-z0-9_]+)` \|/gm)].map(([, member]) => member);
    expect(members).toEqual(Object.keys(schema.shape).sort());
  });

  test("record types are the program's, and no others", () => {
    const types = [...page.matchAll(/^#### ([a-z]+\/[a-z-]+@\d+)$/gm)].map(([, type = ""]) => type);
    expect(types.toSorted()).toEqual(Object.keys(recordTypes).sort());
  });

  test("limits are the program's", () => {
    expect([recordBytesMax, levelsMax, headsMax, lineBytesMax, frameBytesMax, slotBytes]).toEqual([60_000, 16, 16, 60_400, 60_129, 4096]);
    const words = page.replaceAll(/\s+/g, " ");
    for (const limit of ["60,000 bytes", "at most 16 levels", "0 to 16 ids", "60,400 bytes", "60,129 bytes", "4,096 bytes"]) {
      expect(words).toContain(limit);
    }
  });
});
