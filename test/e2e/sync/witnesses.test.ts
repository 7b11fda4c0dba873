/** Two real processes exchange: both end with cosigned checkpoints, times have bounds, receipts and promises hold. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { begin, run, serve, type Serving } from "./throughlife-process.ts";

const folder = mkdtempSync(join(tmpdir(), "throughlife-witnesses-"));
const [owner, service] = [join(folder, "owner"), join(folder, "service")];
let serving: Serving;

const reach = z.object({ at: z.string(), size: z.number() });
const stateShape = z.object({
  alarms: z.array(z.unknown()),
  log: z.object({ size: z.number(), vkey: z.string() }),
  promises: z.object({ broken: z.number(), kept: z.number(), open: z.number() }),
  witness: z.string(),
  witnesses: z.array(z.object({ name: z.string(), ours: reach.nullable(), theirs: reach.nullable() })),
});
const stateOf = async (data: string) => stateShape.parse(await run("witness", "state", "--data", data));
const recordOf = z.object({ id: z.string() });
const asset = {
  description: null,
  equipment_class: { code: "PU", edition: "ISO 14224:2016" },
  identifiers: [],
  life_number: 1,
  location: null,
  maker: null,
  model: null,
  serial: null,
};
const registerAsset = async (tag: string): Promise<string> =>
  recordOf.parse(await run("call", "asset.register", JSON.stringify({ ...asset, tag }), "--data", service)).id;
const exchange = (): Promise<unknown> => run("sync", `127.0.0.1:${serving.peerPort}`, "--data", service);

beforeAll(async () => {
  await Promise.all([
    run("init", "--data", owner, "--party", "Owner", "--role", "owner"),
    run("init", "--data", service, "--party", "Service", "--role", "owner"),
  ]);
  serving = await serve(owner);
  const address = `127.0.0.1:${serving.peerPort}`;
  await serving.kill();
  const { code } = await run("peer", "invite", "--role", "owner", "--data", owner, "--address", address);
  serving = await serve(owner, serving.peerPort);
  await run("peer", "join", String(code), "--data", service);
  const { peers } = z
    .object({ peers: z.array(z.object({ installation: z.string() })) })
    .parse(await run("peer", "list", "--data", service));
  const share = { attachments: true, histories: "all", openings: false };
  await run("call", "peer.share", JSON.stringify({ installation: peers[0]?.installation, share }), "--data", service);
});

afterAll(async () => {
  await serving.kill();
  rmSync(folder, { recursive: true, force: true });
});

test("after an exchange each has cosigned the other's log", async () => {
  await registerAsset("P-101");
  await exchange();
  const ours = await stateOf(service);
  expect(ours.witnesses).toMatchObject([
    { name: "Owner", ours: { size: expect.any(Number) }, theirs: { size: ours.log.size } },
  ]);
  expect(ours.alarms).toEqual([]);
});

test("a receipt verifies alone, and a changed one does not", async () => {
  const id = await registerAsset("P-102");
  await exchange();
  const file = join(folder, "record.tlog-proof");
  expect(await run("receipt", id, "--out", file, "--data", service)).toMatchObject({ record: id, witnesses: 1 });
  expect(await run("verify", file)).toMatchObject({ exit: 0, kind: "proof", verdict: "self-consistent" });
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace(/index (\d+)/, (_, index: string) => `index ${Number(index) - 1}`),
  );
  expect((await begin("verify", file).answer).json).toMatchObject({ exit: 1, verdict: "not verified" });
});

test("promises for what was sent are kept by the next checkpoint", async () => {
  await exchange();
  const { promises } = await stateOf(service);
  expect(promises.broken).toBe(0);
  expect(promises.kept).toBeGreaterThan(0);
});

test("the same by a stick: request, answer, take", async () => {
  await registerAsset("P-103");
  await serving.kill();
  const [request, answer] = [join(folder, "request"), join(folder, "answer")];
  await run("witness", "request", "Owner", "--out", request, "--data", service);
  expect(await run("witness", "answer", request, "--out", answer, "--data", owner)).toMatchObject({ status: 200 });
  await run("witness", "take", answer, "--data", service);
  const { log, witnesses } = await stateOf(service);
  expect(witnesses[0]?.theirs?.size).toBe(log.size);
  const again = await begin("witness", "answer", answer, "--out", request, "--data", owner).answer;
  expect([again.code, again.json]).toMatchObject([1, { status: 400 }]);
  serving = await serve(owner, serving.peerPort);
});

test("a new record names the newest cosigned note", async () => {
  const id = await registerAsset("P-104");
  const { bytes } = z
    .object({ bytes: z.string() })
    .parse(await run("call", "record.get", JSON.stringify({ id }), "--data", service));
  expect(z.object({ after: z.string().nullable() }).parse(JSON.parse(bytes)).after).toMatch(/^[0-9a-f]{64}$/);
});

test("a policy bounds true times, on the spot, in a bundle and in a data folder", async () => {
  const { witness } = await stateOf(owner);
  const policy = join(folder, "policy");
  writeFileSync(policy, `witness owner ${witness}\nquorum owner\n`);
  await run("register", "policy", policy, "--reason", "The owner witnesses.", "--data", service);
  const id = await registerAsset("P-105");
  await exchange();
  const { entries } = logShape.parse(await run("log", id, "--data", service));
  const [bounds] = entries.map((entry) => entry.bounds);
  expect(bounds).toMatchObject({
    behind: ["owner"],
    lower: expect.any(String),
    marks: [],
    organisations: 1,
    upper: expect.any(String),
  });
  const bundle = join(folder, "witnessed.tlbundle");
  await run("bundle", "export", bundle, "--history", id, "--data", service);
  for (const path of [bundle, service]) {
    const { histories, warnings } = verdictShape.parse(await run("verify", path));
    expect(histories.find(({ history }) => history === id)).toMatchObject({
      bounds: { open: 0, organisations: 1 },
      impossible_times: 0,
    });
    expect(warnings).toEqual([]);
  }
});

const logShape = z.object({ entries: z.array(z.object({ bounds: z.looseObject({ upper: z.string().nullable() }) })) });
const verdictShape = z.object({
  histories: z.array(z.looseObject({ history: z.string() })),
  warnings: z.array(z.string()),
});
