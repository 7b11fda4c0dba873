/** The command line as somebody meets it who has its page alone: beginning, recording, reading, asking, and wrong words. */
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isObject, type Json } from "./verifier/canonical-json.ts";
import { checkDataFolder } from "./verifier/data-folder.ts";
import { refusalOf, usageOf } from "./refusal.ts";
import { at, begin, createWorkspace, digestsOf, listAt, textAt, type Ended } from "./workspace.ts";

const workspace = createWorkspace();
const { cli, cliAll, path, write } = workspace;
afterAll(() => workspace.remove());

const pump = {
  description: "Насос № 7, 冷却水泵", equipment_class: { code: "PU", edition: "ISO 14224:2016" }, location: "Αθήνα",
  maker: "Αντλίες ΑΕ", model: "型号-7", serial: "Ø 42 ±0,5 µm", tag: "P-101",
};
const counter = (value: string) => ({ readings: [{ counter: "hours", reading: { unit: "h", value } }] });

describe("a company with one person", () => {
  const data = ["--data", path("person"), "--json"];
  const pin = { THROUGHLIFE_PIN: "271828" };
  let begun: Ended;
  let founded: Ended;
  let register = "";
  let history = "";

  beforeAll(async () => {
    begun = await cli(["init", ...data, "--party", "Acme", "--role", "owner", "--role", "operator", "--person", "Ann Lee"], { env: pin });
    founded = await cli(["record", "-", "asset/registered@1", "-", ...data], { env: pin, input: JSON.stringify(pump) });
    register = textAt(begun.json, "register");
    history = textAt(founded.json, "history");
  });

  test("begins, and founds a history from standard input", () => {
    expect(begun).toMatchObject({ exit: 0, err: "", json: { party: "Acme", person: "Ann Lee", roles: ["owner", "operator"] } });
    expect(founded).toMatchObject({ exit: 0, json: { history, id: history, standing: "accepted" } });
  });

  test("records under a tag, an id and a beginning of it, and reads the history back in its order", async () => {
    write("counter.json", JSON.stringify(counter("100.5")));
    const names = [history, history.slice(0, 10), "P-101"];
    const ids: string[] = [history];
    for (const [index, name] of names.entries()) {
      const moment = `2024-03-0${3 - index}T10:00:00.000000Z`;
      const recorded = await cli(["record", name, "asset/counter-read@1", "counter.json", "--at", moment, ...data], { env: pin });
      expect(recorded).toMatchObject({ exit: 0, json: { history, standing: "accepted" } });
      ids.push(textAt(recorded.json, "id"));
    }
    const log = await cli(["log", "P-101", ...data]);
    const entries = listAt(log.json, "entries");
    expect(at(log.json, "total")).toBe(4);
    expect(entries.map((entry) => textAt(entry, "writer", "name"))).toEqual(["Ann Lee", "Ann Lee", "Ann Lee", "Ann Lee"]);
    expect(entries.slice(1).map((entry) => at(entry, "late"))).toEqual([true, true, true]);
    const findings = checkDataFolder(path("person"));
    expect(findings.faults).toEqual([]);
    expect(entries.map((entry) => textAt(entry, "id"))).toEqual(findings.histories.get(history)?.order);
    expect(new Set(findings.histories.get(history)?.order)).toEqual(new Set(ids));
    const window = await cli(["log", "P-101", "--offset", "1", "--limit", "2", ...data]);
    expect(listAt(window.json, "entries")).toEqual(entries.slice(1, 3));
  });

  test("adds another person by a PIN file, who then signs under a name of their own", async () => {
    write("ann.pin", "271828\n");
    write("bob.pin", "31415926\n");
    const added = await cli(
      ["person", "add", "Боб 李", "--role", "service-provider", "--new-pin-file", "bob.pin", "--as", "Ann Lee", "--pin-file", "ann.pin", ...data],
    );
    expect(added).toMatchObject({ exit: 0, json: { name: "Боб 李", roles: ["service-provider"] } });
    const request = JSON.stringify({ history: "P-101", ...counter("120"), remark: null });
    const read = await cli(["call", "asset.read-counter", request, "--as", "Боб 李", "--pin-file", "bob.pin", ...data]);
    expect(read).toMatchObject({ exit: 0, json: { history, standing: "accepted" } });
    const proof = await cli(["call", "record.get", JSON.stringify({ id: textAt(read.json, "id").slice(0, 12) }), ...data]);
    expect(proof.json).toMatchObject({ entry: { writer: { name: "Боб 李", organisation: "Acme", roles: ["service-provider"] } } });
    expect(checkDataFolder(path("person")).faults).toEqual([]);
  });

  test("refuses who they are not, with the name and the reason, and writes nothing", async () => {
    const before = checkDataFolder(path("person"));
    const record = ["record", "P-101", "asset/described@1", write("place.json", JSON.stringify({ reason: null, set: { location: "Bay 2" } })), ...data];
    const [wrong, nobody, tooFew, enrolled] = await cliAll([
      { words: [...record, "--as", "Ann Lee"], env: { THROUGHLIFE_PIN: "000000" } },
      { words: [...record, "--as", "Zoe"], env: pin },
      { words: record },
      { words: ["person", "add", "Zed", "--role", "operator", ...data], env: { THROUGHLIFE_NEW_PIN: "999999" } },
    ]);
    expect(refusalOf(wrong)).toMatchObject({ kind: "pinWrong" });
    expect(refusalOf(nobody).message).toContain('"Zoe"');
    expect(refusalOf(tooFew).message).toContain("asset/described");
    expect(usageOf(await cli([...record, "--as", "Ann Lee"]))).toContain("THROUGHLIFE_PIN");
    expect(refusalOf(enrolled).message).toContain("validator");
    expect(listAt((await cli(["person", "list", ...data])).json, "people").map((person) => textAt(person, "name"))).not.toContain("Zed");
    expect(checkDataFolder(path("person"))).toMatchObject({ faults: [], root: before.root });
  });

  test("rebuilds the index to the same answers, and signs the journal as it is", async () => {
    const [before] = await cliAll([{ words: ["call", "asset.get", '{"history":"P-101"}', ...data] }]);
    const { size } = checkDataFolder(path("person"));
    const rebuilt = await cli(["rebuild-index", ...data]);
    expect(rebuilt).toMatchObject({ exit: 0, json: { records: size } });
    const [after, note] = await cliAll([
      { words: ["call", "asset.get", '{"history":"P-101"}', ...data] },
      { words: ["checkpoint", ...data] },
    ]);
    expect(after?.json).toEqual(before?.json);
    expect(note).toMatchObject({ exit: 0, json: { size } });
    const verified = await cli(["verify", path("person"), "--trust", register, "--strict", "--json"]);
    expect(verified).toMatchObject({ exit: 0, json: { checked: { records: size }, verdict: "verified", warnings: [] } });
    expect(checkDataFolder(path("person")).faults).toEqual([]);
  });
});

describe.concurrent("beginning a data folder", () => {
  const words = (name: string, ...more: string[]) => ["init", "--data", path(name), "--party", "Acme", "--role", "owner", "--json", ...more];

  test("needs a PIN for a person, a fit one, and leaves no half of a folder behind", async () => {
    const [none, short, missing, role, party] = await cliAll([
      { words: words("none", "--person", "Ann") },
      { words: words("short", "--person", "Ann"), env: { THROUGHLIFE_PIN: "12345" } },
      { words: words("missing", "--person", "Ann", "--pin-file", "nowhere.pin") },
      { words: words("role", "--role", "Chief of All") },
      { words: ["init", "--data", path("party"), "--role", "owner", "--json"] },
    ]);
    expect(usageOf(none)).toContain("THROUGHLIFE_PIN");
    expect(refusalOf(short).message).toContain("six digits");
    expect(refusalOf(missing).message).toContain("nowhere.pin");
    expect(refusalOf(role).message).toContain("Chief of All");
    expect(usageOf(party)).toContain("--party");
    expect(["none", "short", "missing", "role", "party"].filter((name) => existsSync(path(name)))).toEqual([]);
  });

  test("writes names in one form, and none that a screen could not show as they are", async () => {
    const named = (party: string, person: string) => ["init", "--data", path("named"), "--party", party, "--role", "owner", "--person", person, "--json"];
    const pin = { THROUGHLIFE_PIN: "271828" };
    const [control, bidi, blank, fit, unlocked, empty] = await cliAll([
      { words: named("Acme\u0007", "Ann"), env: pin },
      { words: named("Acme", "Ann\u202e"), env: pin },
      { words: named(" ", "Ann"), env: pin },
      { words: named("Cafe\u0301 Αθήνα", "A\u0301nn"), env: pin },
      { words: ["record", "-", "asset/registered@1", write("valve.json", JSON.stringify({ ...pump, tag: "Ve\u0301lo" })), "--as", "A\u0301nn", "--data", path("named"), "--json"], env: pin },
      { words: ["log", "P-101", "--data", "", "--json"] },
    ]);
    expect(refusalOf(control).message).toContain("U+0007");
    expect(refusalOf(bidi).message).toContain("U+202E");
    expect(refusalOf(blank).message).toContain("blanks");
    expect(fit).toMatchObject({ exit: 0, json: { party: "Caf\u00e9 Αθήνα", person: "\u00c1nn" } });
    expect(unlocked).toMatchObject({ exit: 0, json: { standing: "accepted" } });
    expect(usageOf(empty)).toContain("--data");
    const log = await cli(["log", "Ve\u0301lo", "--data", path("named")]);
    expect(log).toMatchObject({ exit: 0, out: expect.stringContaining("V\u00e9lo: 1 records") });
    expect(checkDataFolder(path("named")).faults).toEqual([]);
  });

  test("works without a person, and never twice in one place", async () => {
    const register = await begin(workspace, "alone");
    const before = digestsOf(path("alone"));
    expect(refusalOf(await cli(words("alone")))).toMatchObject({ kind: "installationExists" });
    expect(digestsOf(path("alone"))).toEqual(before);
    const findings = checkDataFolder(path("alone"));
    expect(findings.faults).toEqual([]);
    expect([...findings.histories.keys()]).toEqual([register]);
  });
});

describe.concurrent("the contract", () => {
  test("is listed whole, each method with the schemas of its request and its answer", async () => {
    const list = await cli(["call", "--list", "--json"]);
    expect(list.out.trimEnd().split("\n")).toHaveLength(1);
    const methods = listAt(list.json, "methods");
    expect(methods.length).toBeGreaterThan(40);
    for (const method of methods) {
      expect(textAt(method, "does")).toMatch(/\.$/);
      expect(isObject(at(method, "request")) && isObject(at(method, "response"))).toBe(true);
      expect(textAt(method, "request", "type")).toBe("object");
    }
    const plain = await cli(["call", "--list"]);
    expect(plain.out.trimEnd().split("\n").map((line) => JSON.parse(line))).toEqual(methods);
  });

  test("refuses a wrong request to every method and says where", async () => {
    await begin(workspace, "asked");
    const methods = listAt((await cli(["call", "--list", "--json"])).json, "methods").map((method) => textAt(method, "method"));
    const before = checkDataFolder(path("asked")).root;
    const ended = await cliAll(methods.map((method) => ({ words: ["call", method, '{"not_a_member":1}', "--data", path("asked"), "--json"] })));
    for (const [index, one] of ended.entries()) {
      expect(refusalOf(one)).toMatchObject({ kind: "badRequest" });
      expect(refusalOf(one).message).toContain(methods[index]);
      expect(refusalOf(one).message).toContain('"not_a_member" is no member');
    }
    expect(checkDataFolder(path("asked"))).toMatchObject({ faults: [], root: before });
  });

  test("says where a request is wrong inside, and which forms there are", async () => {
    await begin(workspace, "asked-again");
    const data = ["--data", path("asked-again"), "--json"];
    const call = (method: string, request: Json) => ({ words: ["call", method, JSON.stringify(request), ...data] });
    const [deep, forms, missing, broken, unknown] = await cliAll([
      call("asset.read-counter", { history: "x", readings: [{ counter: "h", reading: { unit: "h", value: 12 } }], remark: null }),
      call("verify.file", { file: { pth: "x" } }),
      call("record.append", { body: {}, history: null }),
      { words: ["call", "asset.list", '{"limit":', ...data] },
      call("asset.delete", {}),
    ]);
    expect(refusalOf(deep).message).toContain('"readings.0.reading.value"');
    expect(refusalOf(forms).message).toContain('either "file.path" is missing, or "file.upload" is missing');
    expect(refusalOf(missing).message).toContain('"type" is missing');
    expect(refusalOf(broken).message).toContain("is not JSON");
    expect(refusalOf(unknown).message).toContain('"asset.delete"');
  });
});

describe.concurrent("wrong words", () => {
  const wrong: Readonly<Record<string, ReadonlyArray<string>>> = {
    frobnicate: ["frobnicate"],
    "--sideways": ["log", "P-101", "--sideways"],
    "HISTORY TYPE BODY.json": ["record", "P-101"],
    "--limit": ["log", "P-101", "--limit", "many"],
    "--mapping": ["import", "work-orders", "x.csv"],
    "--history": ["bundle", "export", "x.tlbundle"],
    warranty: ["report", "warranty", "--history", "P-101", "--out", "x.pdf"],
    "64 hex digits": ["verify", "x.tlbundle", "--trust", "abc"],
    "--map": ["instrument", "read", "/dev/ttyUSB0"],
    "--unit": ["instrument", "read", "sim:registers", "--map", "u16@0:1", "--unit", "one"],
    "--port": ["serve", "--port", "80000"],
    METHOD: ["call"],
  };

  test("end with code 2 and a sentence that names them, and begin nothing", async () => {
    const ended = await cliAll(Object.values(wrong).map((words) => ({ words: [...words, "--data", path("nobody"), "--json"] })));
    for (const [index, name] of Object.keys(wrong).entries()) expect(usageOf(ended[index])).toContain(name);
    expect(existsSync(path("nobody"))).toBe(false);
  });

  test("are helped: every command says what follows it", async () => {
    const help = await cli(["help"]);
    expect(help.exit).toBe(0);
    for (const name of ["init", "call METHOD", "record HISTORY TYPE BODY.json", "log HISTORY", "verify FILE|DIR", "bundle export", "report", "rebuild-index"]) {
      expect(help.out).toContain(name);
    }
  });

  test("a folder that nobody has begun is named, with what begins one", async () => {
    const [log, call] = await cliAll([
      { words: ["log", "P-101", "--data", path("nobody"), "--json"] },
      { words: ["call", "app.status", "--data", path("nobody"), "--json"] },
    ]);
    for (const ended of [log, call]) expect(refusalOf(ended).message).toMatch(/nobody.*throughlife init/);
  });
});
