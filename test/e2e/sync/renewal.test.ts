/** A company restores its data folder from a backup: recognised, renewed, and at one with the other company afterwards. */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as timer } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { at, createWorkspace, listAt, textAt, type Ended, type Running, type Wish } from "../cli/workspace.ts";
import type { Json } from "../cli/verifier/canonical-json.ts";

const workspace = createWorkspace();
const { path } = workspace;
const [owner, service, backup] = [path("owner"), path("service"), path("backup")];
const env = { THROUGHLIFE_PIN: "271828" };
let serving: { readonly running: Running; readonly ended: Promise<Ended> } | null = null;
let port = 0;

const words = (...all: ReadonlyArray<string>): Wish => ({ env, words: [...all, "--json"] });
const runAll = async (...wishes: ReadonlyArray<Wish>): Promise<ReadonlyArray<Ended>> => workspace.cliAll(wishes);
const good = async (...wishes: ReadonlyArray<Wish>): Promise<ReadonlyArray<Json>> =>
  (await runAll(...wishes)).map((ended, index) => {
    if (ended.exit !== 0) throw new Error(`${wishes[index]?.words.join(" ")}: ${ended.err}`);
    return ended.json;
  });

const serve = async (): Promise<void> => {
  const started: { running: Running | null } = { running: null };
  const ended = workspace.cli(["serve", "--data", service, "--peer-port", String(port), "--json"], { env, started: (running) => (started.running = running) });
  const waited = Promise.race([ended.then(({ err }) => err), untilPort(started)]);
  const said = await waited;
  if (said !== null || started.running === null) throw new Error(`It does not serve: ${said}`);
  serving = { ended, running: started.running };
};

const untilPort = async (started: { readonly running: Running | null }): Promise<null> => {
  for (;;) {
    const found = /"peer_port":(\d+)/.exec(started.running?.printed() ?? "");
    if (found !== null) port = Number(found[1]);
    if (found !== null) return null;
    await timer(50);
  }
};

const stopServing = async (): Promise<void> => {
  serving?.running.kill("SIGTERM");
  await serving?.ended;
  serving = null;
};

const pump = JSON.stringify({
  description: null, equipment_class: { code: "PU", edition: "ISO 14224:2016" }, identifiers: [], life_number: 1, location: null, maker: null, model: null, serial: null, tag: "P-101",
});
const defect = (summary: string): Wish =>
  words("call", "work.report-defect", JSON.stringify({
    attachments: [], failure: { cause: null, detection: null, impact: null, mechanism: null, mode: null, operating_condition: null, text: null },
    history: "P-101", occurred: { precision: "day", value: "2026-03-01", zone: "unstated" }, summary,
  }), "--data", owner, "--as", "Ann Lee");
const sync = (): Wish => words("sync", `127.0.0.1:${port}`, "--data", owner);
const status = words("call", "app.status", "{}", "--data", owner);
const timeline = (data: string): Wish => words("call", "history.timeline", JSON.stringify({ history: "P-101", limit: 500 }), "--data", data);
const verify = (data: string): Wish => words("verify", data);

const entriesOf = (json: Json | undefined): ReadonlyArray<string> =>
  listAt(json, "entries").map((entry) => `${textAt(entry, "id")} ${textAt(entry, "standing", "standing")}`);

const restore = (from: string): void => {
  rmSync(owner, { force: true, recursive: true });
  cpSync(from, owner, { recursive: true });
};

const joinService = async (): Promise<void> => {
  const [invited] = await good(words("peer", "invite", "--role", "owner", "--data", service, "--address", `127.0.0.1:${port}`));
  await good(words("peer", "join", textAt(invited, "code"), "--data", owner));
};

beforeAll(async () => {
  await good(
    words("init", "--data", owner, "--party", "Owner", "--role", "owner", "--person", "Ann Lee"),
    words("init", "--data", service, "--party", "Service", "--role", "service-provider", "--person", "Bob Ray"),
    words("call", "asset.register", pump, "--data", owner, "--as", "Ann Lee"),
  );
  await serve();
  await joinService();
  const [peers] = await good(words("peer", "list", "--data", owner));
  const share = { installation: textAt(peers, "peers", 0, "installation"), share: { attachments: true, histories: "all", openings: true } };
  await good(words("call", "peer.share", JSON.stringify(share), "--data", owner), sync());
}, 120_000);

afterAll(async () => {
  await stopServing();
  workspace.remove();
});

test("restored, it is recognised by the mark outside, renewed with the promised keys, and both see the same", async () => {
  cpSync(owner, backup, { recursive: true });
  await good(defect("Leaks, and the other company knows"), sync(), defect("Leaks, and nobody else knows"));
  restore(backup);
  const [refused, known, read, sound] = await runAll(defect("Too early"), status, timeline(owner), verify(owner));
  expect(textAt(refused?.json, "failure", "kind")).toBe("mustRenew");
  expect(textAt(known?.json, "must_renew", "kind")).toBe("restored");
  expect(entriesOf(read?.json)).toHaveLength(1);
  expect(textAt(sound?.json, "verdict")).toBe("self-consistent");
  const [renewed, after, anew] = await good(words("renew", "--as", "Ann Lee", "--data", owner), status, defect("Leaks no more"));
  expect([at(renewed, "promised"), at(renewed, "asks"), at(renewed, "waiting")]).toEqual([true, [], []]);
  expect([at(renewed, "before", 0, "received"), at(renewed, "before", 0, "sent")]).toEqual([1, 0]);
  expect(textAt(after, "installation")).toBe(textAt(renewed, "installation"));
  expect([at(after, "must_renew"), at(after, "fault"), at(anew, "standing")]).toEqual([null, null, "accepted"]);
  await good(sync());
  await expectTheSame(3);
}, 120_000);

test("restored with the marks outside of it, it is recognised by what a peer has, and the peer enrols what was not promised there", async () => {
  rmSync(backup, { force: true, recursive: true });
  cpSync(owner, backup, { recursive: true });
  cpSync(path("state"), path("state-backup"), { recursive: true });
  await good(defect("Known to the other company"), sync());
  restore(backup);
  rmSync(path("state"), { force: true, recursive: true });
  cpSync(path("state-backup"), path("state"), { recursive: true });
  const [met, known, refused] = await runAll(sync(), status, defect("Too early"));
  expect(met?.exit).toBe(0);
  expect(textAt(known?.json, "must_renew", "kind")).toBe("returned");
  expect(textAt(refused?.json, "failure", "message")).toMatch(/restored from a backup, or runs in another place/);
  const [renewed, again] = await good(words("renew", "--as", "Ann Lee", "--data", owner), defect("Written with the second keys"));
  expect([at(renewed, "promised"), at(again, "standing")]).toEqual([true, "accepted"]);
  // The key that the first renewal brought was promised in the own register alone: the other company is asked.
  expect(listAt(renewed, "asks").map((one) => textAt(one, "name"))).toEqual(["Register of Service"]);
  await joinService();
  await good(sync());
  const [register] = await good(words("call", "register.show", "{}", "--data", service));
  const machine = listAt(register, "parties").find((party) => at(party, "name") === "Installation of Owner");
  expect(listAt(machine, "keys")).toContain(textAt(renewed, "installation"));
  await expectTheSame(5);
}, 120_000);

const expectTheSame = async (entries: number): Promise<void> => {
  const [here, there, sound, theirs] = await good(timeline(owner), timeline(service), verify(owner), verify(service));
  expect(entriesOf(there)).toEqual(entriesOf(here));
  expect(entriesOf(here)).toHaveLength(entries);
  expect(entriesOf(here).every((entry) => entry.endsWith(" accepted"))).toBe(true);
  for (const report of [sound, theirs]) {
    expect([at(report, "verdict"), at(report, "warnings")]).toEqual(["self-consistent", []]);
    for (const history of listAt(report, "histories")) expect(at(history, "equivocations")).toEqual([]);
  }
};

test("a line that a disk has changed comes back from a bundle, byte by byte; what nobody has is left behind by a new log", async () => {
  await stopServing();
  const file = path("pump.tlbundle");
  const log = `${service}/journal/000000.log`;
  const bytes = readFileSync(log);
  const place = bytes.indexOf("asset/registered@1");
  const flipped = Uint8Array.from(bytes);
  flipped[place + 3] = (flipped[place + 3] ?? 0) ^ 1;
  await good(words("bundle", "export", file, "--history", "P-101", "--data", owner));
  writeFileSync(log, flipped);
  const [named, imported, sound] = await runAll(verify(service), words("bundle", "import", file, "--data", service), verify(service));
  expect([named?.exit, at(named?.json, "verdict")]).toEqual([1, "not verified"]);
  expect(imported?.exit).toBe(0);
  expect(at(sound?.json, "verdict")).toBe("self-consistent");
  // It may have grown meanwhile, and what was there is what was there.
  expect(readFileSync(log).subarray(0, bytes.length).equals(bytes)).toBe(true);
  writeFileSync(log, flipped);
  const [renewed, closed] = await runAll(words("renew", "--as", "Bob Ray", "--data", service), verify(service));
  expect(renewed?.exit).toBe(0);
  expect([closed?.exit, at(closed?.json, "verdict")]).toEqual([0, "self-consistent"]);
  expect(textAt(closed?.json, "warnings", 0)).toMatch(/^closed log 0: Line \d+ of the journal/);
  const [back, whole] = await good(words("bundle", "import", file, "--data", service), timeline(service));
  expect([at(back, "records"), at(back, "fault")]).toEqual([1, null]);
  expect(entriesOf(whole)).toHaveLength(5);
}, 120_000);
