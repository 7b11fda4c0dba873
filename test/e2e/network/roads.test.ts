/** Real processes over a road that is slow, loses packets and is cut: what was confirmed stays, and the rest comes later. */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as timer } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginAt, run, serve, type CommandAnswer, type RunningCommand, type Serving } from "../sync/throughlife-process.ts";
import { buildRoad, type Road } from "./road.ts";

const folder = mkdtempSync(join(tmpdir(), "throughlife-road-"));
const [north, south] = [join(folder, "north"), join(folder, "south")];
let road: Road;
let serving: Serving;
let address: string;

const journalOf = (data: string): string => join(data, "journal", "000000.log");
const linesOf = (data: string): number => readFileSync(journalOf(data), "latin1").split("\n").length - 1;
const sync = (): RunningCommand => beginAt(road.atCaller, "sync", address, "--data", south);
const untilGrown = async (before: number): Promise<void> => {
  while (statSync(journalOf(south)).size <= before) await timer(20);
};
/** More records at the serving end; where it serves, it makes them itself. */
const write = async (seed: number, assets: number, records: number): Promise<void> => {
  await succeeded(beginAt(road.atServer, "generate", "--data", north, "--assets", String(assets), "--records", String(records), "--seed", String(seed)));
};
/** The register of the service company, which it shares with nobody. */
const ownRegister = 3;
const expectSame = (): void => expect(linesOf(south)).toBe(linesOf(north) + ownRegister);
const succeeded = async (running: RunningCommand): Promise<CommandAnswer> => {
  const answer = await running.answer;
  expect(answer.code, answer.text).toBe(0);
  return answer;
};

beforeAll(async () => {
  road = await buildRoad();
  await Promise.all([
    run("init", "--data", north, "--party", "North", "--role", "owner"),
    run("init", "--data", south, "--party", "South", "--role", "service-provider"),
  ]);
  await write(1, 2, 300);
  const reserved = await serve(north, 0, road.atServer);
  const port = reserved.peerPort;
  await reserved.kill();
  const { code } = await run("peer", "invite", "--role", "service-provider", "--data", north, "--address", await road.addressOf(port));
  serving = await serve(north, port, road.atServer);
  address = await road.addressOf(port);
  const joined = await beginAt(road.atCaller, "peer", "join", String(code), "--data", south).answer;
  if (joined.code !== 0) throw new Error(joined.text);
}, 60_000);

afterAll(async () => {
  await serving.kill();
  await road.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a road of 1,000 kilobits a second carries everything", async () => {
  road.slow(1000);
  await succeeded(sync());
  expectSame();
});

test("a road that loses packets carries everything", async () => {
  road.clear();
  await write(2, 2, 300);
  road.lossy();
  await succeeded(sync());
  expect(road.lost()).toBeGreaterThan(0);
  expectSame();
});

test("a road that is cut in the middle loses nothing that was confirmed, and goes on where it stopped when it is mended", async () => {
  road.clear();
  await write(3, 3, 900);
  road.slow(2000);
  const size = statSync(journalOf(south)).size;
  const running = sync();
  await untilGrown(size);
  road.cut();
  await timer(300);
  const held = linesOf(south);
  expect(held).toBeLessThan(linesOf(north) + ownRegister);
  road.mend();
  await succeeded(running);
  expectSame();
  expect(linesOf(south)).toBeGreaterThan(held);
});

test("a road that stays cut ends in words, and a later exchange brings only the rest", async () => {
  road.clear();
  await write(4, 3, 900);
  road.slow(2000);
  const size = statSync(journalOf(south)).size;
  const running = sync();
  await untilGrown(size);
  road.cut();
  await serving.kill();
  running.kill();
  await running.answer;
  const held = linesOf(south);
  road.clear();
  serving = await serve(north, 0, road.atServer);
  address = await road.addressOf(serving.peerPort);
  const { json } = await succeeded(sync());
  expectSame();
  expect(json["received"]).toMatchObject({ records: linesOf(south) - held });
});
