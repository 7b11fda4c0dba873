/**
 * Tells one network from another by the hardware address of its gateway: `192.168.1.0/24` is the range of half the
 * world.
 */
import { readFile } from "node:fs/promises";
import { broadcastOf } from "../../shared/sync/ip-range.ts";

/**
 * The hardware address of the gateway that an interface has, or `null` where it has none, or the system does not say
 * (only Linux does, in /proc).
 */
export const gatewayAddress = async (name: string): Promise<string | null> => {
  const gateway = gatewayIn(await textOf("/proc/net/route"), name);
  return gateway === null ? null : hardwareIn(await textOf("/proc/net/arp"), gateway, name);
};

/** The gateway's address in the table of routes: columns of hexadecimal numbers, the least significant byte first. */
export const gatewayIn = (routes: string, name: string): string | null => {
  const columns = rowsOf(routes).find(([device, destination]) => device === name && destination === "00000000");
  const hex = columns?.[2] ?? "";
  if (!/^[0-9A-F]{8}$/i.test(hex) || hex === "00000000") return null;
  const bytes = [6, 4, 2, 0].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return broadcastOf(Uint8Array.from(bytes), 32);
};

/** The hardware address of a neighbour in the table of neighbours. */
export const hardwareIn = (neighbours: string, address: string, name: string): string | null => {
  const columns = rowsOf(neighbours).find((row) => row[0] === address && row[5] === name);
  const hardware = columns?.[3] ?? "";
  return /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(hardware) && !/^[0:]+$/.test(hardware) ? hardware.toLowerCase() : null;
};

const rowsOf = (table: string): ReadonlyArray<ReadonlyArray<string>> =>
  table
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/));

const textOf = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");
