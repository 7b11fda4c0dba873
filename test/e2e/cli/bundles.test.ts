/** Bundles between two data folders through the command line: carried, forked, joined again; and every way of spoiling one. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frameOf, installationHand, linesOf, packed, recordOf, signed, strangersHand } from "./crafted-bundle.ts";
import { refusalOf } from "./refusal.ts";
import { checkBundle } from "./verifier/bundle-file.ts";
import { canonicalText } from "./verifier/canonical-json.ts";
import { checkDataFolder } from "./verifier/data-folder.ts";
import { sha256 } from "./verifier/record-reading.ts";
import { at, begin, createWorkspace, digestsOf, listAt, numberAt, textAt, type Ended } from "./workspace.ts";

const workspace = createWorkspace();
const { cli, cliAll, path, write } = workspace;
afterAll(() => workspace.remove());

const on = (folder: string): ReadonlyArray<string> => ["--data", path(folder), "--json"];
const counter = (value: string) => ({ readings: [{ counter: "hours", reading: { unit: "h", value } }] });
const register = (tag: string) => ({ equipment_class: { code: "PU", edition: "ISO 14224:2016" }, tag });
/** Text that no packing makes a hundred times smaller. */
const incompressible = (length: number): string =>
  Array.from({ length: length / 64 + 1 }, (_, index) => sha256(String(index))).join("").slice(0, length);
let registerOfNorth = "";
let history = "";
let historyOfValve = "";

beforeAll(async () => {
  registerOfNorth = await begin(workspace, "north");
  await begin(workspace, "south");
  write("pump.json", JSON.stringify(register("P-1")));
  write("valve.json", JSON.stringify(register("V-1")));
  write("photo.bin", incompressible(1_300_000));
  for (const value of ["1", "2", "3"]) write(`${value}.json`, JSON.stringify(counter(value)));
  const put = { file: { path: path("photo.bin") }, media_type: "image/jpeg", name: "Seal.jpg" };
  const [founded, photo, valve] = await cliAll([
    { words: ["record", "-", "asset/registered@1", "pump.json", ...on("north")] },
    { words: ["call", "attachment.put", JSON.stringify(put), ...on("north")] },
    { words: ["record", "-", "asset/registered@1", "valve.json", ...on("north")] },
    ...["1", "2", "3"].map((value) => ({ words: ["record", "V-1", "asset/counter-read@1", `${value}.json`, ...on("north")] })),
  ]);
  history = textAt(founded?.json, "history");
  historyOfValve = textAt(valve?.json, "history");
  const work = {
    active_hours: "1.5", activity: null, attachments: [photo?.json], category: "corrective", closes: [], cost: { currency: "EUR", minor: 12345 },
    counters: [], done: null, down_hours: null, failure: null, history: "P-1", occurred: { precision: "day", value: "2024-05-06", zone: "unstated" },
    parts: [], people: ["Ann Lee"], references: [], summary: "Seal replaced",
  };
  const logged = await cli(["call", "work.log", JSON.stringify(work), ...on("north")]);
  if (logged.exit !== 0) throw new Error(logged.err);
});

describe("a bundle between two companies", () => {
  test("is tried without a trace, taken in with its attachment, and changes nothing a second time", async () => {
    const exported = await cli(["bundle", "export", "whole.tlbundle", "--history", "P-1", ...on("north")]);
    const bundle = readFileSync(path("whole.tlbundle"));
    expect(exported).toMatchObject({ exit: 0, json: { bytes: bundle.length, sha256: sha256(bundle) } });
    const found = checkBundle(bundle);
    expect(found).toMatchObject({ faults: [], attachments: new Set([sha256(readFileSync(path("photo.bin")))]) });
    expect(found.records).toHaveLength(numberAt(exported.json, "records"));
    const before = digestsOf(path("south"));
    const tried = await cli(["bundle", "import", "whole.tlbundle", "--dry-run", ...on("south")]);
    expect(digestsOf(path("south"))).toEqual(before);
    const taken = await cli(["bundle", "import", "whole.tlbundle", ...on("south")]);
    expect(tried.json).toEqual(taken.json);
    expect(taken).toMatchObject({ exit: 0, json: { already: 0, attachments: 1, complete: true, fault: null, records: found.records.length } });
    const again = await cli(["bundle", "import", "whole.tlbundle", ...on("south")]);
    expect(again).toMatchObject({ exit: 0, json: { already: found.records.length, complete: true, records: 0 } });
  });

  test("leaves both with the same order, and with files that verify", async () => {
    const [north, south] = [checkDataFolder(path("north")), checkDataFolder(path("south"))];
    expect([north.faults, south.faults]).toEqual([[], []]);
    expect(south.histories.get(history)).toEqual(north.histories.get(history));
    const [log, verified] = await cliAll([
      { words: ["log", "P-1", ...on("south")] },
      { words: ["verify", path("south"), "--trust", registerOfNorth, "--json"] },
    ]);
    expect(listAt(log?.json, "entries").map((entry) => textAt(entry, "id"))).toEqual(south.histories.get(history)?.order);
    expect(verified).toMatchObject({ exit: 0, json: { checked: { attachments: 1 }, kind: "data folder", verdict: "verified" } });
  });

  test("withholds sealed values unless it is told to disclose them", async () => {
    await cliAll([{ words: ["bundle", "export", "open.tlbundle", "--history", "P-1", "--openings", ...on("north")] }]);
    expect(checkBundle(readFileSync(path("open.tlbundle"))).faults).toEqual([]);
    const [sealed, open] = await cliAll([
      { words: ["verify", "whole.tlbundle", "--json"] },
      { words: ["verify", "open.tlbundle", "--json"] },
    ]);
    const openingsOf = (ended: Ended | undefined) => at(listAt(ended?.json, "histories").find((one) => at(one, "history") === history), "openings");
    expect(openingsOf(sealed)).toEqual({ erased: 0, present: 0, withheld: 2 });
    expect(openingsOf(open)).toEqual({ erased: 0, present: 2, withheld: 0 });
    expect(readFileSync(path("whole.tlbundle")).equals(readFileSync(path("open.tlbundle")))).toBe(false);
    expect(linesOf(readFileSync(path("whole.tlbundle"))).join("\n")).not.toMatch(/Ann Lee|12345/);
  });

  test("has a verdict in exactly one shape", async () => {
    const verdict = await cli(["verify", "whole.tlbundle", "--trust", registerOfNorth, "--strict", "--json"]);
    expect(verdict.out.trimEnd().split("\n")).toHaveLength(1);
    expect(Object.keys(Object(verdict.json)).sort()).toEqual(
      ["checked", "exit", "histories", "kind", "known", "reason", "registers", "remarks", "statement", "trusted", "verdict", "warnings"],
    );
    expect(verdict).toMatchObject({ exit: 0, json: { exit: 0, kind: "bundle", reason: null, verdict: "verified", warnings: [] } });
    const other = await cli(["verify", "whole.tlbundle", "--trust", "0".repeat(64), "--json"]);
    expect(other).toMatchObject({ exit: 1, json: { reason: { kind: "otherRegister" }, verdict: "not verified" } });
    const plain = await cli(["verify", "whole.tlbundle"]);
    expect(plain).toMatchObject({ exit: 0, out: expect.stringMatching(/^SELF-CONSISTENT \(bundle\)\n/) });
  });

  test("names the attachment that is not in it", async () => {
    const settings = workspace.copy("north", "bare");
    const digest = sha256(readFileSync(path("photo.bin")));
    rmSync(join(path("bare"), "attachments", digest.slice(0, 2), digest));
    const [exported, verified] = await cliAll([
      { words: ["bundle", "export", "bare.tlbundle", "--history", "P-1", ...on("bare")], env: settings },
      { words: ["verify", "bare.tlbundle", "--json"] },
    ]);
    expect(exported?.exit).toBe(0);
    expect(verified).toMatchObject({ exit: 0, json: { remarks: expect.arrayContaining([expect.stringContaining(`missing attachments: 1 (${digest.slice(0, 12)}`)]) } });
  });
});

describe.concurrent("records on two sides without contact", () => {
  const pins = { ann: { THROUGHLIFE_PIN: "271828" }, bob: { THROUGHLIFE_PIN: "314159", THROUGHLIFE_NEW_PIN: "314159" } };
  const place = (location: string) => write(`${location}.json`, JSON.stringify({ reason: null, set: { location } }));
  const describing = (folder: string, location: string, who: string) => ["record", "T-1", "asset/described@1", place(location), "--as", who, ...on(folder)];

  test("are a fork and a conflict after the exchange, in the same order on both sides, until somebody who has seen both settles it", async () => {
    write("turbine.json", JSON.stringify(register("T-1")));
    const [, , founded] = await cliAll([
      { words: ["init", "--party", "Acme", "--role", "owner", "--person", "Ann", ...on("left")], env: pins.ann },
      { words: ["person", "add", "Bob", "--role", "operator", "--as", "Ann", ...on("left")], env: { ...pins.bob, ...pins.ann } },
      { words: ["record", "-", "asset/registered@1", "turbine.json", "--as", "Ann", ...on("left")], env: pins.ann },
    ]);
    const turbine = textAt(founded?.json, "history");
    const right = workspace.copy("left", "right");
    await cliAll([
      { words: describing("left", "Bay 1", "Ann"), env: pins.ann },
      { words: describing("right", "Bay 2", "Bob"), env: { ...right, ...pins.bob } },
      { words: ["bundle", "export", "left.tlbundle", "--history", "T-1", ...on("left")] },
      { words: ["bundle", "export", "right.tlbundle", "--history", "T-1", ...on("right")], env: right },
    ]);
    const [tried, taken, back] = await cliAll([
      { words: ["bundle", "import", "right.tlbundle", "--dry-run", ...on("left")] },
      { words: ["bundle", "import", "right.tlbundle", ...on("left")] },
      { words: ["bundle", "import", "left.tlbundle", ...on("right")], env: right },
    ]);
    const forked = { histories: expect.arrayContaining([expect.objectContaining({ forks: 1, history: turbine, new_records: 1 })]), records: 1 };
    for (const ended of [tried, taken, back]) expect(ended).toMatchObject({ exit: 0, json: forked });
    const [one, other] = [checkDataFolder(path("left")), checkDataFolder(path("right"))];
    expect([one.faults, other.faults]).toEqual([[], []]);
    expect(one.histories.get(turbine)).toEqual(other.histories.get(turbine));
    expect(one.histories.get(turbine)?.heads).toHaveLength(2);
    const [asset, log] = await cliAll([
      { words: ["call", "asset.get", '{"history":"T-1"}', ...on("left")] },
      { words: ["log", "T-1", "--data", path("left")] },
    ]);
    expect(listAt(asset?.json, "conflicts").map((conflict) => at(conflict, "field"))).toEqual(["location"]);
    expect(new Set(listAt(asset?.json, "conflicts", 0, "values"))).toEqual(new Set(["Bay 1", "Bay 2"]));
    expect(log?.out.match(/\[fork\]/g)).toHaveLength(2);
    // The bundle gives back a record of a key that this folder holds too: it is a copy, and says so before it writes on.
    const [refused, renewed, settled, after] = await cliAll([
      { words: describing("left", "Bay 2", "Ann"), env: pins.ann },
      { words: ["renew", "--as", "Ann", ...on("left")], env: pins.ann },
      { words: describing("left", "Bay 2", "Ann"), env: pins.ann },
      { words: ["call", "asset.get", '{"history":"T-1"}', ...on("left")] },
    ]);
    expect(refusalOf(refused)).toMatchObject({ kind: "mustRenew" });
    expect([renewed, settled]).toMatchObject([{ exit: 0 }, { exit: 0 }]);
    expect(after?.json).toMatchObject({ conflicts: [], heads: [at(settled?.json, "id")], location: [{ value: "Bay 2" }] });
  });
});

interface Spoiled {
  readonly bytes: Uint8Array;
  /** The kind of the refusal, or of the reason in the verdict. */
  readonly kind: string;
  /** Records that are still taken; `null` where the file is refused whole. */
  readonly taken: number | null;
}

/** Every way of spoiling a bundle that the page names, and some more. */
const spoiledBundles = (good: Uint8Array): Readonly<Record<string, Spoiled>> => {
  const [north, stranger] = [installationHand(path("north")), strangersHand()];
  const lines = linesOf(good);
  const place = lines.findLastIndex((line) => !line.startsWith("{"));
  const frame = lines[place] ?? "";
  const [bytes, record] = [frame.slice(129), recordOf(frame)];
  const [before, all] = [place - 1, place];
  const instead = (line: string) => packed(lines.with(place, line), north);
  const besides = (line: string) => packed(lines.toSpliced(place + 1, 0, line), north);
  const next = { ...record, prev: sha256(bytes), seq: numberAt(record, "seq") + 1 };
  const text = `${lines.join("\n")}\n`;
  const wrongTrailer = canonicalText({ sha256: sha256("else"), sig: north.sign("throughlife/bundle/v1", sha256("else")) });
  return {
    "cut off in its first line": { bytes: good.subarray(0, 200), kind: "bundleCutOff", taken: null },
    "cut off before its last byte": { bytes: good.subarray(0, -1), kind: "bundleCutOff", taken: all },
    "without a trailer": { bytes: gzipSync(text), kind: "bundleCutOff", taken: all },
    "empty": { bytes: new Uint8Array(), kind: "bundleCutOff", taken: null },
    "no gzip file": { bytes: Buffer.from(text), kind: "bundleGzip", taken: null },
    "with a second gzip member": { bytes: Buffer.concat([good, good]), kind: "bundleAfterEnd", taken: null },
    "with a byte behind it": { bytes: Buffer.concat([good, Buffer.of(0)]), kind: "bundleAfterEnd", taken: null },
    "with a trailer over something else": { bytes: gzipSync(`${text}${wrongTrailer}\n`), kind: "bundleTrailer", taken: null },
    "with a stranger's trailer": { bytes: packed(lines, stranger), kind: "bundleTrailer", taken: null },
    "with a duplicate JSON member": { bytes: instead(frameOf(bytes.replace('"v":1', '"v":1,"v":1'), north)), kind: "recordBytes", taken: before },
    "with a number in another form": { bytes: instead(frameOf(bytes.replace('"v":1', '"v":1.0'), north)), kind: "recordBytes", taken: before },
    "with a record signed anew by a stranger": { bytes: instead(frameOf(bytes, stranger)), kind: "frameSignature", taken: before },
    "with a changed record": { bytes: instead(frame.replace('"value":"3"', '"value":"4"')), kind: "frameSignature", taken: before },
    "with a wrong prev": { bytes: instead(signed({ ...record, prev: textAt(record, "history") }, north)), kind: "chainRule", taken: before },
    "with a seq that was left out": { bytes: instead(signed({ ...record, seq: 99 }, north)), kind: "chainRule", taken: before },
    "with a record over the limit": { bytes: besides(signed({ ...next, body: { remark: incompressible(60_000) } }, north)), kind: "recordTooLarge", taken: all },
    "with an unknown capability": { bytes: packed(lines.with(0, (lines[0] ?? "").replace('"caps":[]', '"caps":["zip"]')), north), kind: "bundleCapability", taken: null },
    "with a record behind the notes": { bytes: packed([...lines, frame], north), kind: "bundleOrder", taken: all },
    "a gzip bomb": { bytes: gzipSync(Buffer.alloc(64 * 1024 * 1024)), kind: "bundleRatio", taken: null },
  };
};

describe("a spoiled bundle", () => {
  test("is refused with its reason, the good prefix taken where there is one, and nothing here is lost", async () => {
    await cliAll([{ words: ["bundle", "export", "good.tlbundle", "--history", "V-1", ...on("north")] }]);
    const spoiled = Object.entries(spoiledBundles(readFileSync(path("good.tlbundle"))));
    await begin(workspace, "clean");
    const clean = checkDataFolder(path("clean"));
    const ended = await cliAll(
      spoiled.flatMap(([, { bytes }], index) => {
        const [file, folder] = [write(`spoiled-${index}.tlbundle`, bytes), `clean-${index}`];
        const env = workspace.copy("clean", folder);
        return [
          { words: ["verify", file, "--json"] },
          { words: ["bundle", "import", file, ...on(folder)], env },
          { words: ["verify", path(folder), "--json"] },
        ];
      }),
    );
    for (const [index, [name, { bytes, kind, taken }]] of spoiled.entries()) {
      const [verdict, imported, after] = ended.slice(index * 3);
      expect({ name, exit: verdict?.exit, kind: at(verdict?.json, "reason", "kind") }).toEqual({ name, exit: 1, kind });
      expect({ name, verdict: at(verdict?.json, "verdict") }).toEqual({ name, verdict: kind === "bundleCutOff" ? "incomplete" : "not verified" });
      expect(checkBundle(bytes).faults, name).not.toEqual([]);
      if (taken === null) expect(refusalOf(imported), name).toMatchObject({ kind });
      else expect({ name, exit: imported?.exit, ...Object(imported?.json) }).toMatchObject({ name, exit: 1, complete: false, records: taken });
      expect({ name, exit: after?.exit }).toEqual({ name, exit: 0 });
      const found = checkDataFolder(path(`clean-${index}`));
      expect({ name, faults: found.faults, size: found.size }).toEqual({ name, faults: [], size: clean.size + (taken ?? 0) });
    }
  });

  test("that was cut off is completed by the whole one", async () => {
    const good = readFileSync(path("good.tlbundle"));
    write("half.tlbundle", good.subarray(0, Math.floor(good.length * 0.6)));
    const [half, whole] = await cliAll([
      { words: ["bundle", "import", "half.tlbundle", ...on("clean")] },
      { words: ["bundle", "import", "good.tlbundle", ...on("clean")] },
    ]);
    expect(half).toMatchObject({ exit: 1, json: { complete: false, fault: expect.stringContaining("cut off") } });
    expect(whole).toMatchObject({ exit: 0, json: { already: numberAt(half?.json, "records"), complete: true, fault: null } });
    const found = checkDataFolder(path("clean"));
    expect(found).toMatchObject({ faults: [] });
    expect(found.histories.get(historyOfValve)).toEqual(checkDataFolder(path("north")).histories.get(historyOfValve));
  });

  test("is found out wherever a bit was flipped", async () => {
    const good = readFileSync(path("good.tlbundle"));
    const places = Array.from({ length: 12 }, (_, index) => Math.floor(((index + 0.5) * good.length) / 12)).concat(0, 3, 8, good.length - 6, good.length - 1);
    const flipped = places.map((place) => good.with(place, (good[place] ?? 0) ^ (1 << (place % 8))));
    const ended = await cliAll(flipped.map((bytes, index) => ({ words: ["verify", write(`flipped-${index}.tlbundle`, bytes), "--json"] })));
    const missed = places.filter((_, index) => ended[index]?.exit !== 1);
    // Time, operating system and extra flags of the gzip header say nothing about the contents.
    expect(missed.filter((place) => place < 4 || place > 9)).toEqual([]);
  });
});

describe("a key that signs two records in one place", () => {
  test("is taken in, named with its proof, and fails a strict verdict", async () => {
    const lines = linesOf(readFileSync(path("good.tlbundle")));
    const place = lines.findLastIndex((line) => !line.startsWith("{"));
    const north = installationHand(path("north"));
    const twin = signed({ ...recordOf(lines[place] ?? ""), body: { ...counter("77"), remark: null }, type: "asset/counter-read@1" }, north);
    write("twins.tlbundle", packed(lines.toSpliced(place + 1, 0, twin), north));
    const [mild, strict] = await cliAll([
      { words: ["verify", "twins.tlbundle", "--json"] },
      { words: ["verify", "twins.tlbundle", "--strict", "--json"] },
    ]);
    expect(mild?.json).toMatchObject({ exit: 0, reason: null, verdict: "self-consistent" });
    expect(JSON.stringify(at(mild?.json, "warnings"))).toContain(`equivocation: the key ${north.key} signed two records`);
    expect(strict).toMatchObject({ exit: 1, json: { reason: { kind: "warning" } } });
    expect(checkBundle(readFileSync(path("twins.tlbundle"))).histories.get(historyOfValve)?.equivocations).toBe(1);
  });
});
