/** Profiles as data: those that the program brings along are valid, and every kind of fault is named with its place. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseInstrumentProfile } from "../../../shared/condition/instrument-profile.ts";
import { findProfile, readProfileShelf, shelve } from "../../../main/instrument/profile-shelf.ts";
import { valueOf } from "../../doubles/value-of.ts";

const folder = fileURLToPath(new URL("../../../fixtures/instrument", import.meta.url));
const sensor: Record<string, unknown> = JSON.parse(await readFile(`${folder}/witmotion.wtvb01-485.json`, "utf8"));

test("the profiles of the program are valid, carry a source, and none claims to be confirmed on a unit", async () => {
  const shelf = valueOf(await readProfileShelf(folder));
  expect(shelf.map(({ profile }) => profile.id)).toEqual(["keller.30-series", "witmotion.wtvb01-485"]);
  expect(shelf.map(({ profile }) => profile.source.evidence)).toEqual(["document-only", "document-only"]);
});

test("the digest depends on what a profile says, not on how its file is written", () => {
  const reversed = Object.fromEntries(Object.entries(sensor).toReversed());
  const digest = shelve(valueOf(parseInstrumentProfile(sensor))).sha256;
  expect(shelve(valueOf(parseInstrumentProfile(reversed))).sha256).toBe(digest);
  expect(shelve(valueOf(parseInstrumentProfile({ ...sensor, revision: 2 }))).sha256).not.toBe(digest);
});

const channel = { name: "x", read: "main", address: 52, type: "i16", unit: "mm/s" };

test.each<readonly [string, Record<string, unknown>, string]>([
  ["a member that the schema does not know", { formula: "x => x" }, "formula"],
  ["a unit that is none", { channels: [{ ...channel, unit: "mm/sec" }] }, "channels[0].unit: is not a known unit"],
  ["a type that is none", { channels: [{ ...channel, type: "u24" }] }, "channels[0].type: is not a register type"],
  ["a scale that is not whole", { channels: [{ ...channel, scale: ["0.5", "1"] }] }, "channels[0].scale[0]: is not a whole number"],
  ["a scale by zero", { channels: [{ ...channel, scale: ["1", "0"] }] }, "a divisor must be above zero"],
  ["a range upside down", { channels: [{ ...channel, range: ["5", "-5"] }] }, "a range from 5 down to -5"],
  ["a channel outside of its read", { channels: [{ ...channel, address: 71 }] }, "lies outside of the read main (registers 52 to 70)"],
  ["a wide channel across the end of its read", { channels: [{ ...channel, address: 70, type: "f32-abcd" }] }, "lies outside of the read main"],
  ["a channel of no read", { channels: [{ ...channel, read: "other" }] }, "stands in the read other, which does not exist"],
  ["two channels of one name", { channels: [channel, channel] }, "two of its channels are called x"],
  ["no evidence", { source: { document: "a manual", evidence: "certain", remarks: [] } }, "source.evidence"],
  ["a function that writes", { identify: [{ function_code: 6, address: 1, type: "u16", expect: "unit" }] }, "identify[0].function_code"],
  ["a fraction", { revision: 1.5 }, "revision"],
])("refused: %s", (_name, change, words) => {
  const parsed = parseInstrumentProfile({ ...sensor, ...change });
  expect(parsed).toMatchObject({ ok: false, failure: { kind: "profileInvalid" } });
  expect(parsed.ok ? "" : parsed.failure.message).toContain(words);
});

test.each([null, 7, "text", [], {}])("refused: %j instead of a profile", (document) => {
  expect(parseInstrumentProfile(document)).toMatchObject({ ok: false, failure: { kind: "profileInvalid" } });
});

test("a profile is found by its id or by its file, and a wrong name lists the right ones", async () => {
  const shelf = valueOf(await readProfileShelf(folder));
  const found = valueOf(await findProfile(shelf, "witmotion.wtvb01-485"));
  expect(await findProfile(shelf, `${folder}/witmotion.wtvb01-485.json`)).toEqual({ ok: true, value: found });
  const missing = await findProfile(shelf, "wtvb02");
  expect(missing).toMatchObject({ ok: false, failure: { kind: "profileUnknown" } });
  expect(missing.ok ? "" : missing.failure.message).toContain("keller.30-series, witmotion.wtvb01-485");
});

test("a file that is no profile is named", async () => {
  const temporary = await mkdtemp(join(tmpdir(), "throughlife-profile-"));
  const file = join(temporary, "broken.json");
  await writeFile(file, "{ not json");
  expect(await findProfile([], file)).toMatchObject({ ok: false, failure: { kind: "profileInvalid" } });
  expect(await readProfileShelf(temporary)).toMatchObject({ ok: false, failure: { kind: "profileInvalid" } });
  expect(await readProfileShelf(join(temporary, "none"))).toMatchObject({ ok: false, failure: { kind: "profileUnknown" } });
  await rm(temporary, { recursive: true });
});
