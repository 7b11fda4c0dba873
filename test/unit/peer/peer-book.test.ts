/** What is remembered of peers: changed as a whole or not at all, whatever the disk does. */
import { expect, test } from "vitest";
import type { Peer } from "../../../shared/sync/peer-files.ts";
import { openPeerBook, withPeer } from "../../../main/peer/peer-book.ts";
import { openQuarantine, quarantineBytesMax } from "../../../main/peer/quarantine.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { faultAt } from "../../doubles/operation-gate.ts";
import { signRecord, testCompany } from "../../doubles/test-company.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const peer = (number: number): Peer => ({
  address: null, certificate: String(number).repeat(64), installation: String(number).repeat(64), last_seen: null, name: `Peer ${number}`,
  owes_openings: false, party: null, register: "ab".repeat(32), roles: ["owner"], shares: { attachments: true, histories: "all", openings: false }, state: "joined",
});

test("every step of a change may fail or be the last before a power cut: the old book or the new one is found", async () => {
  for (const how of ["error", "crashBefore", "crashAfter"] as const) {
    for (let index = 0; ; index++) {
      const disk = faultyDisk();
      const book = valueOf(await openPeerBook(disk.files, "/peers.json"));
      valueOf(await book.change((before) => withPeer(before, peer(1))));
      disk.plan(faultAt(index, how === "error" ? { how, code: "ENOSPC" } : { how }));
      const changed = await book.change((before) => withPeer(before, peer(2)));
      expect(book.now().peers).toHaveLength(changed.ok ? 2 : 1);
      const reached = disk.operations().length > index;
      disk.plan(null);
      if (disk.isOff()) disk.powerCut(index);
      const again = valueOf(await openPeerBook(disk.files, "/peers.json")).now().peers;
      expect(again[0]).toEqual(peer(1));
      expect(again.length).toBeGreaterThanOrEqual(changed.ok ? 2 : 1);
      if (!reached) break;
    }
  }
});

test("changes at the same time see each other", async () => {
  const disk = faultyDisk();
  const book = valueOf(await openPeerBook(disk.files, "/peers.json"));
  await Promise.all([1, 2, 3].map((number) => book.change((before) => withPeer(before, peer(number)))));
  expect(book.now().peers.map(({ name }) => name)).toEqual(["Peer 1", "Peer 2", "Peer 3"]);
});

test("a damaged book is not taken for an empty one", async () => {
  const disk = faultyDisk();
  const book = valueOf(await openPeerBook(disk.files, "/peers.json"));
  valueOf(await book.change((before) => withPeer(before, peer(1))));
  disk.flipBit("/peers.json", 3);
  expect(kindOf(await openPeerBook(disk.files, "/peers.json"))).toBe("peersDamaged");
});

test("the quarantine is bounded, survives, and lets go of one key at a time", async () => {
  const disk = faultyDisk();
  valueOf(await disk.files.makeFolder("/quarantine"));
  const quarantine = valueOf(await openQuarantine(disk.files, "/quarantine"));
  const company = await testCompany("Owner");
  const pump = await company.asset("P-101");
  const { record } = valueOf(await company.store.read(pump));
  const long = (index: number) => signRecord({ ...record, body: { ...record.body, description: `${index} ${"x".repeat(50_000)}` } }, company.person);
  const most = Math.floor(quarantineBytesMax.each / 50_800);
  const kept = Array.from({ length: most + 20 }, (_, index) => quarantine.add("aa".repeat(32), long(index)));
  expect(kept.filter(Boolean).length).toBeGreaterThan(most - 5);
  expect(kept.at(-1)).toBe(false);
  expect(quarantine.add("aa".repeat(32), long(0))).toBe(true);
  quarantine.add("bb".repeat(32), long(0));
  valueOf(await quarantine.save());
  const again = valueOf(await openQuarantine(disk.files, "/quarantine"));
  expect(again.rows()).toEqual(quarantine.rows());
  valueOf(await again.forget("aa".repeat(32), company.person.key));
  expect(valueOf(await openQuarantine(disk.files, "/quarantine")).rows()).toEqual([{ from: "bb".repeat(32), key: company.person.key, records: 1 }]);
});
