/**
 * A serial port of serialport's binding, read by a loop of our own. The binding's loop takes a read of 0 bytes for
 * "try again" and spins without end when an adapter is pulled out in mid-stream; here 0 bytes mean that the line has
 * hung up.
 */
import { read as readFile } from "node:fs";
import { promisify } from "node:util";
import { SerialPort } from "serialport";
import type { LineSettings } from "../../shared/condition/line-settings.ts";

export type PortRead =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "lost"; readonly reason: string }
  /** Our own `close` ended the read. */
  | { readonly kind: "closed" };

export interface GuardedPort {
  readonly read: () => Promise<PortRead>;
  /** Rejects with the driver's reason. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Whether the device still answers its driver; `unsupported` where the port has no modem lines to ask for. */
  readonly ask: () => Promise<"present" | "unsupported" | { readonly lost: string }>;
  /** Drops what has come in and was not read. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a port exclusively. Rejects with the driver's reason. */
export const openGuardedPort = async (path: string, line: LineSettings): Promise<GuardedPort> => {
  const port = await SerialPort.binding.open({ ...openOptions, path, ...bindingSettings(line) });
  return "poller" in port ? guardUnixPort(port) : { ...guardAnyPort(port), read: () => readWindowsPort(port) };
};

type BindingPort = Awaited<ReturnType<typeof SerialPort.binding.open>>;
type UnixPort = Extract<BindingPort, { readonly poller: unknown }>;

/**
 * Closing must not drop DTR, which resets some instruments; `rtsMode` is for Windows, whose default waits for a
 * handshake.
 */
const openOptions = {
  lock: true,
  hupcl: false,
  rtscts: false,
  xon: false,
  xoff: false,
  vmin: 1,
  vtime: 0,
  rtsMode: "enable",
} as const;

const bindingSettings = ({ baud_rate, data_bits, parity, stop_bits }: LineSettings) => ({
  baudRate: baud_rate,
  dataBits: data_bits,
  parity,
  stopBits: stop_bits,
});

/** Some USB adapters hand over 4 KiB at once. */
const readBytesMax = 4096;
const readDescriptor = promisify(readFile);

const guardAnyPort = (port: BindingPort): Omit<GuardedPort, "read"> => ({
  write: (bytes) => port.write(Buffer.from(bytes)),
  ask: () => askPort(port),
  flush: () => port.flush(),
  close: () => (port.isOpen ? port.close() : Promise.resolve()),
});

/**
 * A read that is under way when the port closes is awaited first: the binding crashes when its poller is used after
 * its end, and the number of a closed descriptor may already stand for another port.
 */
const guardUnixPort = (port: UnixPort): GuardedPort => {
  let underWay: Promise<unknown> = Promise.resolve();
  let closing = false;
  const guarded = guardAnyPort(port);
  const readBytes = (descriptor: number, buffer: Buffer): Promise<DescriptorRead> => {
    const reading = readOnce(descriptor, buffer);
    underWay = reading;
    return reading;
  };
  return {
    ...guarded,
    read: async () => {
      const read = await readUnixPort(port, readBytes, () => closing);
      return closing ? { kind: "closed" } : read;
    },
    close: async () => {
      closing = true;
      await underWay;
      await guarded.close();
    },
  };
};

/** `error` is `null` and `count` 0 at the end of the line. */
interface DescriptorRead {
  readonly count: number;
  readonly error: Error | null;
}

const readUnixPort = async (
  port: UnixPort,
  readBytes: (descriptor: number, buffer: Buffer) => Promise<DescriptorRead>,
  closing: () => boolean,
): Promise<PortRead> => {
  const buffer = Buffer.alloc(readBytesMax);
  for (;;) {
    if (port.fd === null || closing()) return { kind: "closed" };
    const { count, error } = await readBytes(port.fd, buffer);
    if (count > 0) return { kind: "bytes", bytes: Uint8Array.from(buffer.subarray(0, count)) };
    if (error === null) return { kind: "lost", reason: "the line hung up" };
    if (closing()) return { kind: "closed" };
    if (!isTryAgain(error)) return { kind: "lost", reason: error.message };
    const fault = await readable(port);
    if (fault !== null) return { kind: "lost", reason: fault };
  }
};

const readOnce = async (descriptor: number, buffer: Buffer): Promise<DescriptorRead> => {
  try {
    return { count: (await readDescriptor(descriptor, buffer, 0, buffer.length, null)).bytesRead, error: null };
  } catch (error) {
    return { count: 0, error: asError(error) };
  }
};

const isTryAgain = (error: Error): boolean =>
  "code" in error && ["EAGAIN", "EWOULDBLOCK", "EINTR"].includes(String(error.code));

/** Resolves with `null` when there may be bytes, else with the reason why there never will be. */
const readable = (port: UnixPort): Promise<string | null> =>
  new Promise((resolve) => {
    port.poller.once("readable", (error: Error | null) => resolve(error === null ? null : error.message));
  });

const readWindowsPort = async (port: Exclude<BindingPort, UnixPort>): Promise<PortRead> => {
  const buffer = Buffer.alloc(readBytesMax);
  try {
    const { bytesRead } = await port.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return { kind: "lost", reason: "the line hung up" };
    return { kind: "bytes", bytes: Uint8Array.from(buffer.subarray(0, bytesRead)) };
  } catch (error) {
    return port.isOpen ? { kind: "lost", reason: asError(error).message } : { kind: "closed" };
  }
};

const askPort = async (port: BindingPort): Promise<"present" | "unsupported" | { readonly lost: string }> => {
  try {
    await port.get();
    return "present";
  } catch (error) {
    const { message } = asError(error);
    return noModemLines.test(message) ? "unsupported" : { lost: message };
  }
};

/** Virtual ports have none to ask for. */
const noModemLines = /inappropriate ioctl|ENOTTY|not supported|invalid argument/i;

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
