/** Joining and exchanging between two companies over real TLS: what travels, what does not, and what is learnt by it. */
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { HistoryId } from "../../../shared/ledger/record.ts";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { sealValue } from "../../../shared/ledger/sealed-value.ts";
import { historyDigest } from "../../../shared/sync/history-digest.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { defectBody, signRecord, testCompany, testSigner, workBody } from "../../doubles/test-company.ts";
import { joinTo, testPeer, type TestPeer } from "../../doubles/test-peer.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

let owner: TestPeer;
let service: TestPeer;
let pump: HistoryId;

beforeEach(async () => {
  owner = await testPeer(await testCompany("Owner"), { checker });
  service = await testPeer(await testCompany("Service"), { checker });
  pump = await owner.company.asset("P-101");
  await owner.company.write(pump, "Worn seal");
});

afterEach(async () => {
  await Promise.all([owner.service.close(), service.service.close()]);
});

const orderOf = ({ company }: TestPeer, history = pump) => company.store.ledger.history(history)?.order.map(({ id }) => id);
const digestOf = ({ company }: TestPeer, history = pump) => {
  const held = company.store.ledger.history(history);
  return held === undefined ? null : historyDigest(held);
};
const installationOf = ({ company }: TestPeer) => company.installation.key;

describe("joining", () => {
  test("enrols the guest in the roles of the invitation, and brings the register over", async () => {
    await joinTo(owner, service);
    const { store } = owner.company;
    const state = store.judge.registerNow(owner.company.register);
    expect([...(state.partiesByKey.get(service.company.person.key) ?? [])]).toHaveLength(1);
    expect(digestOf(service, owner.company.register)).toBe(digestOf(owner, owner.company.register));
    expect(service.company.store.ledger.history(pump)).toBeUndefined();
    expect(owner.service.rows()).toMatchObject([{ name: "Service", state: "joined", roles: ["service-provider"] }]);
    expect(service.service.rows()).toMatchObject([{ name: "Owner", state: "joined", roles: ["service-provider"] }]);
    expect(service.service.rows()[0]?.party).toBe(owner.service.rows()[0]?.party);
  });

  test("waits while nobody may enrol, and goes on once somebody does", async () => {
    owner.validator.isThere = false;
    const port = valueOf(await owner.service.listen(0, "127.0.0.1"));
    const address = `127.0.0.1:${port}`;
    const wish = { addresses: [address], name: "Service", roles: ["inspector"], share: { attachments: true, histories: "all" as const, openings: false } };
    const { code } = valueOf(await owner.service.invite(wish));
    expect(valueOf(await service.service.join(code)).state).toBe("invited");
    expect(kindOf(await service.service.sync(address))).toBe("joinWaits");
    expect(owner.service.waiting()).toMatchObject([{ name: "Service", roles: ["inspector"] }]);
    expect(valueOf(await owner.service.grantWaiting())).toBe(0);
    owner.validator.isThere = true;
    expect(valueOf(await owner.service.grantWaiting())).toBe(1);
    expect(valueOf(await service.service.sync(address)).received.complete).toBe(true);
    expect(service.service.rows()[0]?.state).toBe("joined");
    expect(orderOf(service)).toEqual(orderOf(owner));
  });

  test("takes a code once, for a day, and only from the one who made it", async () => {
    const third = await testPeer(await testCompany("Third"), { checker });
    const port = valueOf(await owner.service.listen(0, "127.0.0.1"));
    const wish = { addresses: [`127.0.0.1:${port}`], name: "Service", roles: ["inspector"], share: { attachments: true, histories: "all" as const, openings: false } };
    const { code } = valueOf(await owner.service.invite(wish));
    expect(code.replaceAll("-", "").length).toBeLessThan(70);
    valueOf(await service.service.join(code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o")));
    expect(kindOf(await third.service.join(code))).toBe("invitationUnknown");
    const { code: old } = valueOf(await owner.service.invite(wish));
    owner.clock.aheadMs = 25 * 3_600_000;
    expect(kindOf(await third.service.join(old))).toBe("invitationUnknown");
    const elsewhere = valueOf(await third.service.listen(0, "127.0.0.1"));
    const { code: pinned } = valueOf(await owner.service.invite({ ...wish, addresses: [`127.0.0.1:${elsewhere}`] }));
    expect(kindOf(await service.service.join(pinned))).toBe("certificateUnknown");
    expect(kindOf(await service.service.join(`${code.slice(0, -1)}${code.endsWith("0") ? "1" : "0"}`))).toBe("joinCode");
    await third.service.close();
  });
});

describe("exchanging", () => {
  test("without contact in between ends with the same order, tips and forks on both sides", async () => {
    const address = await joinTo(owner, service);
    valueOf(await service.service.sync(address));
    await owner.company.write(pump, "Owner looks");
    await service.company.write(pump, "Service looks");
    await service.company.write(pump, "Service looks again");
    const answer = valueOf(await service.service.sync(address));
    expect(answer).toMatchObject({ peer: "Owner", sent: { records: 2 }, received: { records: 1, complete: true, fault: null } });
    expect(answer.received.histories).toContainEqual({ forks: 1, history: pump, known: true, new_records: 1, tag: "P-101" });
    expect(orderOf(service)).toEqual(orderOf(owner));
    expect(digestOf(service)).toBe(digestOf(owner));
    expect(service.company.store.judge.verdicts(pump)).toEqual(owner.company.store.judge.verdicts(pump));
    expect([...service.company.store.judge.verdicts(pump).values()].every(({ standing }) => standing === "accepted")).toBe(true);
  });

  test("counts what is not yet shared, and when the other was seen", async () => {
    const address = await joinTo(owner, service);
    expect(owner.service.rows()[0]?.unshared).toBe(2);
    valueOf(await service.service.sync(address));
    // The other side finishes in its own time.
    await vi.waitFor(() => expect(owner.service.rows()[0]?.unshared).toBe(0));
    const id = await owner.company.write(pump, "Later");
    expect(owner.service.rows()[0]?.unshared).toBe(1);
    expect(owner.service.knows(id)).toBe(false);
    valueOf(await service.service.sync(address));
    await vi.waitFor(() => expect(owner.service.knows(id)).toBe(true));
    expect(owner.service.lastSeen()?.name).toBe("Service");
  });

  test("sends nothing the second time", async () => {
    const address = await joinTo(owner, service);
    valueOf(await service.service.sync(address));
    const again = valueOf(await service.service.sync(address));
    expect(again).toMatchObject({ sent: { records: 0 }, received: { records: 0, already: 0 } });
  });

  test("shows only the histories that are shared, and their register", async () => {
    const secret = await owner.company.asset("SECRET-1");
    const address = await joinTo(owner, service, [pump]);
    valueOf(await service.service.sync(address));
    expect(orderOf(service)).toEqual(orderOf(owner));
    expect(service.company.store.ledger.history(secret)).toBeUndefined();
    const mine = await service.company.asset("MINE-1");
    valueOf(await service.service.sync(address));
    expect(owner.company.store.ledger.history(mine)).toBeUndefined();
    valueOf(await owner.service.share(installationOf(service), { attachments: true, histories: "all", openings: false }));
    valueOf(await service.service.sync(address));
    expect(orderOf(service, secret)).toEqual(orderOf(owner, secret));
  });

  test("carries openings and attachments by permission alone, also when it is given later", async () => {
    const address = await joinTo(owner, service, "all", false);
    const { person, store } = owner.company;
    const { sealed, opening } = sealValue(["A. Fitter"], person.key, "0f".repeat(16));
    await owner.company.write(pump, "Done", { body: workBody("Done", sealed.sealed), openings: [opening], type: "service/performed@1" });
    const photo = owner.attachments.put(Uint8Array.from({ length: 2_300_000 }, (_, index) => (index * 31) % 253), "seal.jpg");
    await owner.company.write(pump, "Photo", { body: defectBody("Photo", [photo]) });
    valueOf(await owner.service.share(installationOf(service), { attachments: false, histories: "all", openings: false }));
    valueOf(await service.service.sync(address));
    expect(service.company.store.openings.has(sealed.sealed)).toBe(false);
    expect(await service.attachments.size(photo.sha256)).toBeNull();
    valueOf(await owner.service.share(installationOf(service), { attachments: true, histories: "all", openings: true }));
    const answer = valueOf(await service.service.sync(address));
    expect(answer.received).toMatchObject({ records: 0, attachments: 1, openings: store.openings.size, complete: true });
    expect(service.company.store.openings.has(sealed.sealed)).toBe(true);
    expect(await service.attachments.size(photo.sha256)).toBe(photo.size);
    // New records bring theirs along at once.
    const next = sealValue(["B. Fitter"], person.key, "1f".repeat(16));
    await owner.company.write(pump, "Again", { body: workBody("Again", next.sealed.sealed), openings: [next.opening], type: "service/performed@1" });
    expect(valueOf(await service.service.sync(address)).received).toMatchObject({ records: 1, openings: 1 });
  });

  test("keeps records of keys that nobody enrolled in quarantine until a person decides", async () => {
    const address = await joinTo(owner, service);
    valueOf(await service.service.sync(address));
    const stranger = testSigner("stranger");
    const head = service.company.store.ledger.history(pump)?.order.at(-1);
    const record = valueOf(await service.company.store.read(head?.id ?? pump)).record;
    const flood: SignedRecord[] = [];
    for (let index = 0; index < 300; index++) {
      const before = index > 0 && index < 200 ? flood[index - 1] : undefined;
      const key = index < 200 ? stranger : testSigner(`stranger ${index}`);
      const place = { prev: before?.id ?? null, register: [], seen: before === undefined ? [pump] : [], seq: before === undefined ? 0 : index };
      flood.push(signRecord({ ...record, ...place, body: { ...record.body, summary: `Flood ${index}` }, writer: key.key }, key));
    }
    valueOf(await service.company.store.takeIn(flood, service.company.installation.key));
    const answer = valueOf(await service.service.sync(address));
    expect(answer).toMatchObject({ sent: { records: 300 }, received: { complete: true } });
    expect(owner.company.store.ledger.history(pump)?.records.size).toBe(2);
    const rows = owner.service.quarantine.rows();
    expect(rows.reduce((sum, { records }) => sum + records, 0)).toBe(300);
    const row = rows.find(({ records }) => records === 1);
    expect(valueOf(await owner.service.release(row?.from ?? "", row?.key ?? ""))).toBe(1);
    expect(owner.company.store.ledger.history(pump)?.records.size).toBe(3);
    expect(owner.service.quarantine.rows().reduce((sum, { records }) => sum + records, 0)).toBe(299);
  });

  test("happens when both call each other at the same moment", async () => {
    const there = await joinTo(owner, service);
    const here = `127.0.0.1:${valueOf(await service.service.listen(0, "127.0.0.1"))}`;
    for (let meeting = 0; meeting < 4; meeting++) {
      const mine = await owner.company.write(pump, `Meeting ${meeting}`);
      const answers = await Promise.all([service.service.sync(there), owner.service.sync(here)]);
      expect(answers.map(kindOf)).toContain("success");
      expect(orderOf(service)).toContain(mine);
      await vi.waitFor(() => expect(owner.service.knows(mine)).toBe(true));
    }
  });
});
