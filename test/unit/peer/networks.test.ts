/** Networks: told from each other by their gateway, trusted one by one, and nobody is called outside of them. */
import type { NetworkInterfaceInfo } from "node:os";
import { expect, test } from "vitest";
import { addressBytes, broadcastOf, isInRange } from "../../../shared/sync/ip-range.ts";
import { gatewayIn, hardwareIn } from "../../../main/peer/gateway-address.ts";
import { openNetworks, type NetworkSource } from "../../../main/peer/networks.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const four = (address: string, cidr: string, internal = false): NetworkInterfaceInfo =>
  ({ address, cidr, family: "IPv4", internal, mac: "00:00:00:00:00:00", netmask: "255.255.255.0" });
const six = (address: string): NetworkInterfaceInfo =>
  ({ address, cidr: `${address}/64`, family: "IPv6", internal: false, mac: "00:00:00:00:00:00", netmask: "ffff:ffff:ffff:ffff::", scopeid: 2 });

const machine: { gateway: string | null; readonly address: string } = { gateway: "00:1b:21:3a:4c:5d", address: "192.168.1.7" };
const source: NetworkSource = {
  interfaces: () => ({
    lo: [four("127.0.0.1", "127.0.0.1/8", true)],
    eth0: [four(machine.address, `${machine.address}/24`), six("fe80::1"), six("2001:db8::7")],
  }),
  gateway: async () => machine.gateway,
};

test("a network is trusted where its gateway is, and the same addresses elsewhere are another network", async () => {
  const { files } = faultyDisk();
  valueOf(await files.makeFolder("/peers"));
  const networks = valueOf(await openNetworks(files, "/peers/networks.json", source));
  expect(networks.now()).toMatchObject([{ isOwn: true, isTrusted: false }, { isTrusted: false, isRecognised: true, range: "192.168.1.0/24" }]);
  const depot = networks.now()[1]?.id ?? "";
  expect(networks.mayCall("192.168.1.20")).toBe(false);
  valueOf(await networks.trust(depot, true));
  expect(["192.168.1.20", "127.0.0.1", "fe80::9%eth0", "10.9.9.9", "depot.example"].map(networks.mayCall)).toEqual([true, false, true, true, true]);
  const again = valueOf(await openNetworks(files, "/peers/networks.json", source));
  expect(again.now()[1]?.isTrusted).toBe(true);
  machine.gateway = "00:1b:21:3a:4c:99";
  expect(await again.look()).toBe(true);
  expect(again.now()[1]?.isTrusted).toBe(false);
  expect(["192.168.1.20", "10.9.9.9"].map(again.mayCall)).toEqual([false, false]);
  expect(kindOf(await again.trust(depot, true))).toBe("networkUnknown");
});

test("a network without a gateway is trusted until the program ends; a gateway that falls silent changes nothing", async () => {
  const { files } = faultyDisk();
  valueOf(await files.makeFolder("/peers"));
  machine.gateway = null;
  const networks = valueOf(await openNetworks(files, "/peers/networks.json", source));
  const [, plant] = networks.now();
  expect(plant?.isRecognised).toBe(false);
  valueOf(await networks.trust(plant?.id ?? "", true));
  expect(networks.mayCall("192.168.1.20")).toBe(true);
  const restarted = valueOf(await openNetworks(files, "/peers/networks.json", source));
  expect(restarted.now()[1]?.isTrusted).toBe(false);
  machine.gateway = "00:1b:21:3a:4c:5d";
  await restarted.look();
  machine.gateway = null;
  expect(await restarted.look()).toBe(false);
  expect(restarted.now()[1]?.isRecognised).toBe(true);
});

test("the tables of Linux name the gateway and its hardware", () => {
  const routes = "Iface\tDestination\tGateway\tFlags\neth0\t0004A8C0\t00000000\t0001\neth0\t00000000\t0104A8C0\t0003\n";
  const neighbours = "IP address       HW type     Flags       HW address            Mask     Device\n192.168.4.1      0x1         0x2         00:1B:21:3A:4C:5D     *        eth0\n";
  expect(gatewayIn(routes, "eth0")).toBe("192.168.4.1");
  expect(gatewayIn(routes, "wlan0")).toBeNull();
  expect(hardwareIn(neighbours, "192.168.4.1", "eth0")).toBe("00:1b:21:3a:4c:5d");
  expect(hardwareIn(neighbours, "192.168.4.2", "eth0")).toBeNull();
  expect([gatewayIn("", "eth0"), hardwareIn("nonsense", "x", "y")]).toEqual([null, null]);
});

test("addresses are read and compared as bits", () => {
  expect([...(addressBytes("fe80::1:2%eth0") ?? [])].map((byte) => byte.toString(16)).join(" ")).toBe("fe 80 0 0 0 0 0 0 0 0 0 0 0 1 0 2");
  expect(addressBytes("::ffff:10.0.0.1")).toEqual(Uint8Array.of(10, 0, 0, 1));
  for (const bad of ["256.1.1.1", "1.2.3", "host", "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9", ""]) expect([bad, addressBytes(bad)]).toEqual([bad, null]);
  const base = Uint8Array.of(10, 1, 128, 9);
  expect([broadcastOf(base, 20), broadcastOf(base, 32), broadcastOf(base, 8)]).toEqual(["10.1.143.255", "10.1.128.9", "10.255.255.255"]);
  expect([isInRange(Uint8Array.of(10, 1, 143, 1), base, 20), isInRange(Uint8Array.of(10, 1, 144, 1), base, 20), isInRange(new Uint8Array(16), base, 0)]).toEqual([true, false, false]);
});
