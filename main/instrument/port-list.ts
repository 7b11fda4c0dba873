/**
 * Which serial ports the machine knows. No list is ever complete, so each comes with a remark, and any path may be
 * typed.
 */
import { readdir, readlink, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { SerialPort } from "serialport";
import type { PortInfo, PortList } from "./host-message.ts";

/** Asks the system; where its helper is missing, looks at the device files itself. */
export const listPorts = async (): Promise<PortList> => {
  const lasting = await lastingPaths();
  try {
    const ports = await SerialPort.list();
    return { ports: ports.map((port) => portInfo(port, lasting)), remark: typedPaths };
  } catch (error) {
    return { ports: await devicePorts(lasting), remark: `${withoutHelper(error)} ${typedPaths}` };
  }
};

type SystemPort = Awaited<ReturnType<typeof SerialPort.list>>[number];

const typedPaths = "A port that is not listed can be typed as a path.";

const withoutHelper = (error: unknown): string =>
  `The system's own list is not available (${error instanceof Error ? error.message : String(error)}), so only devices with a driver are shown.`;

const portInfo = (
  { path, manufacturer, serialNumber, vendorId, productId }: SystemPort,
  lasting: ReadonlyMap<string, string>,
): PortInfo => ({
  path,
  lasting_path: lasting.get(path) ?? null,
  manufacturer: manufacturer ?? null,
  serial_number: serialNumber ?? null,
  usb_id: vendorId === undefined || productId === undefined ? null : `${vendorId}:${productId}`,
});

const lastingFolder = "/dev/serial/by-id";

/** Device file to the link that names the adapter by its maker and serial number. */
const lastingPaths = async (): Promise<ReadonlyMap<string, string>> => {
  const names = await readdir(lastingFolder).catch(() => []);
  const links = names.map((name) => join(lastingFolder, name));
  const pairs = await Promise.all(links.map(async (link) => [await realpath(link).catch(() => link), link] as const));
  return new Map(pairs);
};

/** Terminals that have a device behind them: virtual consoles and unused lines have none. */
const devicePorts = async (lasting: ReadonlyMap<string, string>): Promise<PortInfo[]> => {
  const names = await readdir("/sys/class/tty").catch(() => []);
  const found = await Promise.all(names.map(async (name) => ((await hasDriver(name)) ? `/dev/${name}` : null)));
  const paths = new Set([...found.filter((path) => path !== null), ...lasting.keys()]);
  const unknown = { manufacturer: null, serial_number: null, usb_id: null };
  return [...paths].sort().map((path) => ({ path, lasting_path: lasting.get(path) ?? null, ...unknown }));
};

/** The lines that a PC's chip set reserves have the driver `port` or `serial8250` whether or not anything is there. */
const hasDriver = async (name: string): Promise<boolean> => {
  const driver = await readlink(`/sys/class/tty/${name}/device/driver`).catch(() => "");
  return driver !== "" && basename(driver) !== "serial8250";
};
