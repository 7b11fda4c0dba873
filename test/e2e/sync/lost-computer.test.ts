/** A computer is lost: a new one begins from the copy, the other company brings what the copy lacks, and what is lost is said. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as timer } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { at, createWorkspace, listAt, textAt, type Ended, type Running, type Wish } from "../cli/workspace.ts";
import type { Json } from "../cli/verifier/canonical-json.ts";

const workspace = createWorkspace();
const { path } = workspace;
const [owner, service, stick, fresh] = [path("owner"), path("service"), path("stick"), path("fresh")];
const env = { THROUGHLIFE_NEW_PIN: "161803", THROUGHLIFE_PIN: "271828", THROUGHLIFE_RECOVERY: "four words on paper" };
let serving: { readonly running: Running; readonly ended: Promise<Ended> } | null = null;
let port = 0;
let register = "";

const words = (...all: ReadonlyArray<string>): Wish => ({ env, words: [...all, "--json"] });
const good = async (...wishes: ReadonlyArray<Wish>): Promise<ReadonlyArray<Json>> =>
  (await workspace.cliAll(wishes)).map((ended, index) => {
    if (ended.exit !== 0) throw new Error(`${wishes[index]?.words.join(" ")}: ${ended.err}`);
    return ended.json;
  });
const refusal = async (wish: Wish): Promise<string> => {
  const [ended] = await workspace.cliAll([wish]);
  expect(ended?.exit).toBe(1);
  return textAt(ended?.json, "failure", "kind");
};

const serve = async (): Promise<void> => {
  const started: { running: Running | null } = { running: null };
  const ended = workspace.cli(["serve", "--data", service, "--peer-port", String(port), "--json"], { env, started: (running) => (started.running = running) });
  const early = ended.then(({ err }) => Promise.reject(new Error(`It does not serve: ${err}`)));
  early.catch(() => undefined);
  for (let found: RegExpExecArray | null = null; found === null; await Promise.race([early, timer(50)])) {
    found = /"peer_port":(\d+)/.exec(started.running?.printed() ?? "");
    if (found !== null) port = Number(found[1]);
  }
  if (started.running !== null) serving = { ended, running: started.running };
};
const stopServing = async (): Promise<void> => {
  serving?.running.kill("SIGTERM");
  await serving?.ended;
  serving = null;
};

const pump = JSON.stringify({
  description: null, equipment_class: { code: "PU", edition: "ISO 14224:2016" }, identifiers: [], life_number: 1, location: null, maker: null, model: null, serial: null, tag: "P-101",
});
const work = (summary: string, data = owner): Wish =>
  words("call", "work.log", JSON.stringify({
    active_hours: null, activity: null, attachments: [], category: null, closes: [], cost: { text: "12.50" }, counters: [], done: null, down_hours: null,
    failure: null, history: "P-101", occurred: { precision: "day", value: "2024-05-06", zone: "unstated" }, parts: [], people: ["Ann Lee"], references: [], summary,
  }), "--data", data, "--as", "Ann Lee");
const sync = (data: string): Wish => words("sync", `127.0.0.1:${port}`, "--data", data);
const summariesIn = async (data: string): Promise<ReadonlyArray<string>> => {
  const [timeline] = await good(words("call", "history.timeline", JSON.stringify({ history: "P-101", limit: 500 }), "--data", data));
  return listAt(timeline, "entries").map((entry) => `${textAt(entry, "standing", "standing")} ${textAt(entry, "summary")}`);
};
const sealedIn = async (data: string): Promise<ReadonlyArray<Json>> =>
  listAt((await good(words("privacy", "P-101", "--data", data)))[0], "values");

/** Joins the service's register under an invitation, and lets it see everything of ours. */
const join = async (data: string): Promise<void> => {
  const [invited] = await good(words("peer", "invite", "--role", "owner", "--data", service, "--address", `127.0.0.1:${port}`));
  const [joined] = await good(words("peer", "join", textAt(invited, "code"), "--data", data));
  const share = { attachments: true, histories: "all", openings: false };
  const installation = textAt(joined, "installation");
  await good(words("call", "peer.share", JSON.stringify({ installation, share }), "--data", data));
};

beforeAll(async () => {
  mkdirSync(stick);
  const [begun] = await good(
    words("init", "--party", "Owner", "--person", "Ann Lee", "--role", "owner", "--data", owner),
    words("init", "--party", "Service", "--person", "Sam Roe", "--role", "owner", "--data", service),
    words("call", "asset.register", pump, "--data", owner, "--as", "Ann Lee"),
  );
  register = textAt(begun, "register");
  await serve();
  await good(words("call", "person.unlock", JSON.stringify({ person: "Sam Roe", pin: env.THROUGHLIFE_PIN }), "--data", service));
  await join(owner);
  await good(
    work("on the copy"),
    words("protect", stick, "--data", owner),
    words("protect", "key", "--as", "Ann Lee", "--data", owner),
    // Copied by itself, when the command has ended.
    work("on the copy too"),
    sync(owner),
  );
}, 120_000);
afterAll(async () => {
  await stopServing();
  workspace.remove();
});

test("a new computer begins from the stick, peers bring the rest, and what is lost is said by name", async () => {
  renameSync(stick, `${stick}-in-a-drawer`);
  await good(work("shared, not copied"), sync(owner), work("lost"));
  const [state] = await good(words("protect", "state", "--data", owner));
  expect([textAt(state, "state"), at(state, "waiting")]).toEqual(["missing", 2]);
  rmSync(owner, { force: true, recursive: true });
  renameSync(`${stick}-in-a-drawer`, stick);

  const [verified] = await good(words("verify", stick.concat("/", textAt(state, "folder").split("/").at(-1) ?? ""), "--trust", register));
  expect([textAt(verified, "verdict"), listAt(verified, "warnings")]).toEqual(["verified", []]);

  const begin: ReadonlyArray<string> = ["restore", stick, "--person", "Ann Lee", "--data", fresh, "--json"];
  expect(await refusal({ env: { ...env, THROUGHLIFE_RECOVERY: "five other words here" }, words: begin })).toBe("passphraseWrong");
  const [restored] = await good({ env, words: begin });
  expect([at(restored, "continued"), textAt(restored, "register"), textAt(restored, "verdict")]).toEqual([true, register, "self-consistent"]);
  expect(await refusal({ env, words: begin })).toBe("begunAlready");
  const said = listAt(restored, "losses", "sentences").join("\n");
  expect(said).toMatch(/The lost computer exchanged with Service/);
  expect(said).toMatch(/The last record of Ann Lee that is here was made at .*P-101/);

  // The person goes on as the same party; the machine's new key was enrolled by them.
  await good(work("with the new computer", fresh));
  await join(fresh);
  await good(sync(fresh));
  const all = await summariesIn(fresh);
  for (const summary of ["on the copy", "on the copy too", "shared, not copied", "with the new computer"])
    expect(all).toContainEqual(expect.stringMatching(new RegExp(`^accepted .*${summary}$`)));
  expect(all.some((text) => text.includes("lost"))).toBe(false);
  await good(words("protect", stick, "--data", fresh));
  const [whole] = await good(words("protect", "verify", "--data", fresh));
  expect(textAt(whole, "verdict", "verdict")).toBe("verified");
}, 120_000);

test("values are withheld by kind, disclosed one by one, and erased everywhere; the same opening is refused afterwards", async () => {
  const pricesOf = async (data: string) => (await sealedIn(data)).filter((row) => at(row, "kind") === "prices");
  const peopleOf = async (data: string) => (await sealedIn(data)).filter((row) => at(row, "kind") === "people");
  const states = (rows: ReadonlyArray<Json>): ReadonlyArray<Json> => [...new Set(rows.map((row) => at(row, "state")))];
  expect([states(await pricesOf(service)), states(await peopleOf(service))]).toEqual([["withheld"], ["withheld"]]);

  await good(words("privacy", "rules", "Service", "--withhold", "prices", "--data", fresh), sync(fresh));
  // What only the lost computer could have opened stays withheld everywhere.
  expect([states(await pricesOf(service)), states(await peopleOf(service)).includes("open")]).toEqual([["withheld"], true]);

  const price = (await pricesOf(fresh)).find((row) => at(row, "state") === "open");
  const sealed = textAt(price, "sealed");
  await good(words("privacy", "disclose", sealed, "--to", "Service", "--data", fresh), sync(fresh));
  expect((await pricesOf(service)).filter((row) => at(row, "state") === "open").map((row) => textAt(row, "sealed"))).toEqual([sealed]);

  const file = path("disclosure.json");
  await good(words("privacy", "disclose", sealed, "--out", file, "--for", "Insurer", "--data", fresh));
  await good(words("privacy", "take", file, "--data", service));
  await good(words("privacy", "erase", sealed, "--as", "Ann Lee", "--data", fresh), sync(fresh));
  for (const data of [fresh, service])
    expect((await pricesOf(data)).find((row) => textAt(row, "sealed") === sealed)).toMatchObject({ state: "erased", value: null });
  expect(await refusal(words("privacy", "take", file, "--data", service))).toBe("sealedErased");
  writeFileSync(path("salted.json"), `{"format":"throughlife/disclosure","opening":{"for":"${"1".repeat(64)}","salt":"${"2".repeat(32)}","value":"1"},"record":"${textAt(price, "record")}","v":1}`);
  expect(await refusal(words("privacy", "take", path("salted.json"), "--data", service))).toBe("disclosureWrong");
  expect(await refusal(words("privacy", "erase", sealed, "--as", "Ann Lee", "--data", fresh))).toBe("sealedErased");
}, 120_000);

test("a record under a pseudonym counts by its role, and whose it is goes to whom it is disclosed", async () => {
  const [made] = await good(words("pseudonym", "make", "Night shift", "--role", "service-provider", "--as", "Ann Lee", "--data", fresh));
  const [key, sealed] = [textAt(made, "key"), textAt(made, "sealed")];
  expect(textAt(made, "organisation")).toBe("Owner");
  const night = work("in the night", fresh);
  await good({ env: { ...env, THROUGHLIFE_PIN: env.THROUGHLIFE_NEW_PIN }, words: night.words.map((word) => (word === "Ann Lee" ? "Night shift" : word)) }, sync(fresh));
  const nightIn = async (data: string): Promise<Json> => {
    const [timeline] = await good(words("call", "history.timeline", JSON.stringify({ history: "P-101", text: "in the night" }), "--data", data));
    return at(timeline, "entries", 0);
  };
  expect(await nightIn(service)).toMatchObject({ standing: { standing: "accepted" }, writer: { key, name: null, roles: ["service-provider"] } });
  // Everything sealed goes along now, but no rule gives a pseudonym away.
  await good(words("privacy", "rules", "Service", "--share", "--data", fresh), sync(fresh));
  expect(await nightIn(service)).toMatchObject({ writer: { name: null } });
  await good(words("privacy", "disclose", sealed, "--to", "Service", "--data", fresh), sync(fresh));
  expect(await nightIn(service)).toMatchObject({ writer: { name: "a pseudonym of Owner" } });
}, 120_000);
