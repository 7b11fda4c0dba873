/** Links that stay: what is written here is over there at once, a lost link comes back, and nothing is called unasked. */
import { networkInterfaces } from "node:os";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { HistoryId } from "../../../shared/ledger/record.ts";
import type { NetworkSource } from "../../../main/peer/networks.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { testCompany } from "../../doubles/test-company.ts";
import { testIdentity } from "../../doubles/link-pair.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { joinTo, testPeer, type TestPeer, type TestPeerOptions } from "../../doubles/test-peer.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

/** The inside of this computer only. */
const loopback: NetworkSource = {
  interfaces: () => Object.fromEntries(Object.entries(networkInterfaces()).filter(([, list]) => list?.[0]?.internal === true)),
  gateway: async () => null,
};
const own = "this computer";
/** Above all ports that are given out by themselves, and another one in each run. */
const discoveryPort = 61_000 + (process.pid % 4000);
const options = (): TestPeerOptions => ({ checker, networks: loopback, discoveryPort, backOff: { firstMs: 20, longestMs: 80 } });

let owner: TestPeer;
let guest: TestPeer;
let pump: HistoryId;

beforeEach(async () => {
  owner = await testPeer(await testCompany("Owner"), options());
  guest = await testPeer(await testCompany("Guest"), options());
  pump = await owner.company.asset("P-101");
});

afterEach(async () => {
  await Promise.all([owner.service.close(), guest.service.close()]);
});

const countOf = ({ company }: TestPeer) => company.store.ledger.history(pump)?.order.length ?? 0;
const stateOf = ({ service }: TestPeer) => service.presence().peers[0]?.state;
const linked = () => vi.waitFor(() => expect([stateOf(owner), stateOf(guest)]).toEqual(["linked", "linked"]), { timeout: 5000 });
const same = (count: number) => vi.waitFor(() => expect([countOf(owner), countOf(guest)]).toEqual([count, count]), { timeout: 5000 });

describe("a peer in a trusted network", () => {
  test("has at once what is written on either side", async () => {
    await joinTo(owner, guest);
    valueOf(await guest.service.trustNetwork(own, true));
    await linked();
    await same(1);
    await owner.company.write(pump, "Worn seal");
    await same(2);
    await guest.company.write(pump, "New seal");
    await same(3);
    await vi.waitFor(() => expect(owner.service.rows()[0]?.unshared).toBe(0));
    await vi.waitFor(() => expect(guest.service.rows()[0]?.unshared).toBe(0));
    await Promise.all([owner.company.write(pump, "Oil low"), guest.company.write(pump, "Oil filled")]);
    await same(5);
    expect(guest.service.presence().peers[0]).toMatchObject({ failure: null, nextTry: null, last: { fault: null } });
  });

  test("is found where it is now, whatever address was known before", async () => {
    const [files, identity] = [faultyDisk().files, await testIdentity()];
    valueOf(await files.makeFolder("/data"));
    const moving = await testPeer(owner.company, { ...options(), files, identity });
    await joinTo(moving, guest);
    await moving.service.close();
    await owner.service.close();
    valueOf(await guest.service.trustNetwork(own, true));
    await vi.waitFor(() => expect(guest.service.presence().peers[0]?.failure).toMatch(/cannot be reached/));
    owner = await testPeer(moving.company, { ...options(), files, identity });
    valueOf(await owner.service.trustNetwork(own, true));
    valueOf(await owner.service.listen(0, "127.0.0.1"));
    await linked();
    await same(1);
    expect(guest.service.presence().peers[0]?.heardAt ?? owner.service.presence().peers[0]?.heardAt).not.toBeNull();
  });

  test("is called once at a time when both sides call, and by hand over the link that is there", async () => {
    const address = await joinTo(owner, guest);
    valueOf(await guest.service.listen(0, "127.0.0.1"));
    await Promise.all([guest.service.trustNetwork(own, true), owner.service.trustNetwork(own, true)]);
    await linked();
    expect(valueOf(await guest.service.sync(address)).received.complete).toBe(true);
    const [peer] = owner.service.rows();
    expect(valueOf(await owner.service.syncWith(peer?.installation ?? "")).received.complete).toBe(true);
    await linked();
    await owner.company.write(pump, "Worn seal");
    await same(2);
  });

  test("sees at once what it may see from now on, and nothing after it was blocked or removed", async () => {
    await joinTo(owner, guest, []);
    valueOf(await guest.service.trustNetwork(own, true));
    await linked();
    expect(countOf(guest)).toBe(0);
    const installation = guest.company.installation.key;
    valueOf(await owner.service.share(installation, { attachments: true, histories: [pump], openings: false }));
    await same(1);
    valueOf(await owner.service.block(installation, true));
    await owner.company.write(pump, "Worn seal");
    await vi.waitFor(() => expect(guest.service.presence().peers[0]?.failure).toMatch(/does not exchange with yours now/));
    expect(stateOf(owner)).toBe("blocked");
    expect(kindOf(await owner.service.syncWith(installation))).not.toBe("ok");
    expect(countOf(guest)).toBe(1);
    valueOf(await owner.service.block(installation, false));
    await linked();
    await same(2);
    valueOf(await owner.service.remove(installation));
    await vi.waitFor(() => expect(guest.service.presence().peers[0]?.failure).toMatch(/does not know the caller/));
    expect(owner.service.rows()).toEqual([]);
  });
});

describe("nobody is called", () => {
  test("in a network that is not trusted, and the link ends when it is no more", async () => {
    await joinTo(owner, guest);
    expect(guest.service.presence().networks).toMatchObject([{ id: own, isTrusted: false, isRecognised: true }]);
    expect(stateOf(guest)).toBe("off");
    valueOf(await guest.service.trustNetwork(own, true));
    await linked();
    valueOf(await guest.service.trustNetwork(own, false));
    await vi.waitFor(() => expect([stateOf(owner), stateOf(guest)]).toEqual(["off", "off"]));
    expect(kindOf(await guest.service.trustNetwork("192.168.9.0/24 elsewhere", true))).toBe("networkUnknown");
  });
});

describe("who has what", () => {
  test("is told of each history and peer", async () => {
    const address = await joinTo(owner, guest, [pump]);
    const other = await owner.company.asset("P-102");
    expect(owner.service.holdings([pump, other])).toEqual([[{ state: "none", lacks: 1 }], [{ state: "unshared", lacks: 0 }]]);
    expect(owner.service.lacking()).toContain(pump);
    valueOf(await guest.service.sync(address));
    await vi.waitFor(() => expect(owner.service.holdings([pump])).toEqual([[{ state: "all", lacks: 0 }]]));
    await owner.company.write(pump, "Worn seal");
    expect(owner.service.holdings([pump])).toEqual([[{ state: "some", lacks: 1 }]]);
    expect(owner.service.lacking()).toEqual([pump]);
  });
});
