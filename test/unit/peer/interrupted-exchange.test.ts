/** An exchange that is cut anywhere, again and again: what was durable stays, the rest comes, and nothing comes twice. */
import { duplexPair, type Duplex } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { success } from "../../../shared/outcome/outcome.ts";
import { historyDigest } from "../../../shared/sync/history-digest.ts";
import { sharedHistories } from "../../../shared/sync/shared-histories.ts";
import { MessageLink } from "../../../main/peer/message-link.ts";
import { countingQuarantine } from "../../../main/peer/quarantine.ts";
import { exchange, type SessionParts, type SessionReport } from "../../../main/peer/sync-session.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { memoryAttachments, type MemoryAttachments } from "../../doubles/memory-attachments.ts";
import { memoryWanted } from "../../doubles/memory-exchange.ts";
import { randomBelow, seededRandom } from "../../doubles/seeded-random.ts";
import { defectBody, testCompany, type TestCompany } from "../../doubles/test-company.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

interface Side {
  readonly company: TestCompany;
  readonly attachments: MemoryAttachments;
  readonly wanted: SessionParts["wanted"];
}

const sideOf = async (name: string): Promise<Side> => ({ company: await testCompany(name), attachments: memoryAttachments(), wanted: memoryWanted() });

const partsOf = ({ attachments, company, wanted }: Side, from: TestCompany, link: MessageLink, signal?: AbortSignal): SessionParts => ({
  link, from: from.installation.key, store: company.store, checker, attachments, wanted,
  quarantine: { ...countingQuarantine, save: async () => success(null) },
  admits: () => true,
  shared: () => sharedHistories(company.store.ledger, { histories: "all" }),
  opening: async () => null, secure: async () => success(null), givesAttachments: true, owesOpenings: false,
  ...(signal === undefined ? {} : { signal }),
});

/** Both ends of a connection that breaks when so many bytes have gone from the first to the second. */
const breakingPair = (bytes: number): readonly [Duplex, Duplex] => {
  const [one, other] = duplexPair();
  let passed = 0;
  const push = other.push.bind(other);
  other.push = (chunk: Uint8Array | null) => {
    passed += chunk?.length ?? 0;
    if (passed <= bytes) return push(chunk);
    one.destroy();
    other.destroy();
    return false;
  };
  for (const end of [one, other]) end.on("error", () => undefined);
  return [one, other];
};

const meet = async (giver: Side, taker: Side, bytes = Number.POSITIVE_INFINITY): Promise<readonly [SessionReport, SessionReport]> => {
  const [left, right] = breakingPair(bytes);
  const links = [new MessageLink(left), new MessageLink(right)] as const;
  for (const link of links) link.trust();
  const reports = await Promise.all([exchange(partsOf(giver, taker.company, links[0])), exchange(partsOf(taker, giver.company, links[1]))]);
  for (const end of [left, right]) end.destroy();
  return reports;
};

const digestsOf = ({ company }: Side): ReadonlyArray<string> =>
  sharedHistories(company.store.ledger, { histories: "all" }).map((history) => `${history.id} ${historyDigest(history)}`);

test("cut at random places it ends like an exchange that was not", async () => {
  const random = seededRandom(5);
  const [giver, taker] = [await sideOf("Giver"), await sideOf("Taker")];
  const histories = [await giver.company.asset("P-1"), await giver.company.asset("P-2")];
  for (let count = 0; count < 200; count++) for (const history of histories) await giver.company.write(history, `Defect ${count}`);
  const toCome = giver.company.store.ledger.size;
  const own = await taker.company.asset("T-1");
  for (let count = 0; count < 50; count++) await taker.company.write(own, `Defect ${count}`);
  let received = 0;
  for (let meeting = 0; meeting < 12; meeting++) {
    const [, report] = await meet(giver, taker, 1 + randomBelow(random, 300_000));
    received += report.received.records;
    expect(report.received.already).toBe(0);
    expect([null, "peerGone", "peerStopped"]).toContain(report.fault?.kind ?? null);
    // What is told to be held is held.
    for (const [history, tips] of report.held) for (const tip of tips) expect(giver.company.store.ledger.history(history)?.records.has(tip)).toBe(true);
  }
  const [, last] = await meet(giver, taker);
  expect(last).toMatchObject({ fault: null, received: { complete: true } });
  expect(received + last.received.records).toBe(toCome);
  expect(digestsOf(taker)).toEqual(digestsOf(giver));
});

test("an attachment goes on where it stopped, and is used only when it is whole", async () => {
  const [giver, taker] = [await sideOf("Giver"), await sideOf("Taker")];
  const pump = await giver.company.asset("P-1");
  const photo = giver.attachments.put(Uint8Array.from({ length: 5_500_000 }, (_, index) => (index * 7919) % 251), "film.mp4");
  await giver.company.write(pump, "Film", { body: defectBody("Film", [photo]) });
  await meet(giver, taker, 3_400_000);
  expect(await taker.attachments.size(photo.sha256)).toBeNull();
  expect(taker.wanted.all()).toHaveLength(1);
  const offsets: number[] = [];
  const read: MemoryAttachments["read"] = (sha256, offset, length) => {
    offsets.push(offset);
    return giver.attachments.read(sha256, offset, length);
  };
  const [given, taken] = await meet({ ...giver, attachments: { ...giver.attachments, read } }, taker);
  expect(Math.min(...offsets)).toBeGreaterThanOrEqual(1 << 20);
  expect([given.sent.attachments, taken.received.attachments]).toEqual([1, 1]);
  expect(await taker.attachments.size(photo.sha256)).toBe(photo.size);
  expect(taker.wanted.all()).toEqual([]);
});

test("an attachment with other contents than its digest says is thrown away", async () => {
  const [giver, taker] = [await sideOf("Giver"), await sideOf("Taker")];
  const pump = await giver.company.asset("P-1");
  const photo = giver.attachments.put(new Uint8Array(3000).fill(7), "seal.jpg");
  await giver.company.write(pump, "Photo", { body: defectBody("Photo", [photo]) });
  const read: MemoryAttachments["read"] = async () => success(new Uint8Array(3000).fill(8));
  const [, taken] = await meet({ ...giver, attachments: { ...giver.attachments, read } }, taker);
  expect(taken.fault?.kind).toBe("attachmentDamaged");
  expect(await taker.attachments.size(photo.sha256)).toBeNull();
  expect((await meet(giver, taker))[1].received).toMatchObject({ attachments: 1, complete: true });
});

test("a cancelled exchange says so to both sides", async () => {
  const [giver, taker] = [await sideOf("Giver"), await sideOf("Taker")];
  const [left, right] = breakingPair(Number.POSITIVE_INFINITY);
  const links = [new MessageLink(left), new MessageLink(right)] as const;
  for (const link of links) link.trust();
  const control = new AbortController();
  control.abort();
  const reports = await Promise.all([
    exchange(partsOf(giver, taker.company, links[0], control.signal)),
    exchange(partsOf(taker, giver.company, links[1])),
  ]);
  expect(reports.map(({ fault }) => fault?.kind)).toEqual(["cancelled", "peerStopped"]);
});
