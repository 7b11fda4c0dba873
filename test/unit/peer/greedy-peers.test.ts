/** Peers that bring too much: refused with the first reason, in words on both sides, and nothing of it written. */
import { duplexPair } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { instantFromMillis } from "../../../shared/clock/instant.ts";
import { success, type Failure } from "../../../shared/outcome/outcome.ts";
import { sharedHistories } from "../../../shared/sync/shared-histories.ts";
import { entriesMax } from "../../../shared/sync/sync-message.ts";
import { intakeQuota } from "../../../main/peer/intake-quota.ts";
import { MessageLink } from "../../../main/peer/message-link.ts";
import { countingQuarantine } from "../../../main/peer/quarantine.ts";
import { exchange } from "../../../main/peer/sync-session.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { memoryAttachments } from "../../doubles/memory-attachments.ts";
import { exchangeInMemory, memoryWanted } from "../../doubles/memory-exchange.ts";
import { testCompany, type TestCompany } from "../../doubles/test-company.ts";
import { joinTo, testPeer } from "../../doubles/test-peer.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

const hex64 = (number: number): string => number.toString(16).padStart(64, "0");

/** Lets somebody say whatever they like to an exchange of this company; gives what each side heard at the end. */
const exchangeWithHostile = async (company: TestCompany, say: (link: MessageLink) => Promise<void>) => {
  const [left, right] = duplexPair();
  for (const end of [left, right]) end.on("error", () => undefined);
  const [own, theirs] = [new MessageLink(left), new MessageLink(right)];
  for (const link of [own, theirs]) link.trust();
  const heard: string[] = [];
  const listening = (async () => {
    for (let next = await theirs.receive(); next.ok; next = await theirs.receive())
      if (next.value.kind === "control" && "stop" in next.value.message) heard.push(next.value.message.stop.message);
  })();
  const { store } = company;
  const running = exchange({
    admits: () => true,
    attachments: memoryAttachments(),
    checker,
    from: hex64(1),
    givesAttachments: false,
    link: own,
    opening: async () => null,
    owesOpenings: false,
    quarantine: { ...countingQuarantine, save: async () => success(null) },
    secure: async () => success(null),
    shared: () => sharedHistories(store.ledger, { histories: "all" }),
    store,
    wanted: memoryWanted(),
  });
  await say(theirs);
  const report = await running;
  await listening;
  return { fault: report.fault, heard, report };
};

test("who announces a million histories is refused before anything is written", async () => {
  const company = await testCompany("Owner");
  const before = company.store.ledger.size;
  const { fault, heard, report } = await exchangeWithHostile(company, async (link) => {
    for (let from = 0; from < 1_000_000; from += entriesMax) {
      const histories = Array.from({ length: entriesMax }, (_, index): [string, string] => [hex64(from + index), hex64(7)]);
      if (!(await link.send({ digests: { histories, more: true, round: 0 } })).ok) return;
    }
  });
  expect(fault).toMatchObject({ kind: "peerTooMuch" });
  expect(fault?.message).toMatch(/^More than 250000 histories were announced .* Nothing was written\./);
  expect(heard).toEqual([fault?.message]);
  expect([company.store.ledger.size, report.received.records]).toEqual([before, 0]);
});

test("pages without anything on them come to an end as well", async () => {
  const company = await testCompany("Owner");
  const { fault } = await exchangeWithHostile(company, async (link) => {
    for (;;) if (!(await link.send({ tips: { history: hex64(3), more: true, tips: [] } })).ok) return;
  });
  expect(fault?.kind).toBe("peerMessage");
  const { fault: second } = await exchangeWithHostile(company, async (link) => {
    await link.send({ digests: { histories: [], more: false, round: 0 } });
    for (;;) if (!(await link.send({ tips: { history: hex64(3), more: true, tips: [] } })).ok) return;
  });
  expect(second?.message).toMatch(/500000 ends of branches/);
});

test("a full disk on receiving is said on both sides, and what was confirmed stays", async () => {
  const [north, south] = [await testCompany("North"), await testCompany("South")];
  const pump = await north.asset("P-101");
  await north.write(pump, "Worn seal");
  const full: Failure = { kind: "full", message: "The disk of the receiving computer has only 3 MB left." };
  const [sent, received] = await exchangeInMemory(
    { store: north.store, key: north.installation.key },
    { store: south.store, key: south.installation.key, more: { takes: async () => full } },
    checker,
  );
  expect(received.fault).toEqual(full);
  expect(sent.fault?.message).toBe(`The other side ended the exchange: ${full.message}`);
  expect(south.store.ledger.history(pump)).toBeUndefined();
});

test("the exchange of two companies counts what comes, and keeps room for own records", async () => {
  const owner = await testPeer(await testCompany("Owner"), { checker });
  const service = await testPeer(await testCompany("Service"), { checker, freeBytes: async () => 200 * 1024 ** 2 });
  await owner.company.asset("P-101");
  await expect(joinTo(owner, service)).rejects.toThrow(/only 200 MB left, and 256 MB are kept/);
  await Promise.all([owner.service.close(), service.service.close()]);
});

test("a quota counts each peer for itself, and begins anew each day", async () => {
  let day = 1;
  const now = () => instantFromMillis(Date.UTC(2026, 0, day));
  const quota = intakeQuota({ freeBytes: async () => null, limits: { bytesPerDay: 1000, freeBytesMin: 0 }, now });
  expect(await quota.take("one", 900)).toBeNull();
  expect((await quota.take("one", 200))?.kind).toBe("peerQuota");
  expect(await quota.take("other", 900)).toBeNull();
  day = 2;
  expect(await quota.take("one", 900)).toBeNull();
  const nearly = intakeQuota({ freeBytes: async () => 10, limits: { bytesPerDay: 1000, freeBytesMin: 11 }, now });
  expect((await nearly.take("one", 1))?.kind).toBe("full");
});
