/**
 * A serial port of serialport's binding, read by a loop of our own. The binding's loop takes a read of 0 bytes for "try again" and
 * spins without end when an adapter is pulled out in mid-stream; here 0 bytes mean that the line has hung up.
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
  return {
    read: () => readPort(port),
    write: (bytes) => port.write(Buffer.from(bytes)),
    ask: () => askPort(port),
    flush: () => port.flush(),
    close: () => (port.isOpen ? port.close() : Promise.resolve()),
  };
};

type BindingPort = Awaited<ReturnType<typeof SerialPort.binding.open>>;
type UnixPort = Extract<BindingPort, { readonly poller: unknown }>;

/** Closing must not drop DTR, which resets some instruments; `rtsMode` is for Windows, whose default waits for a handshake. */
const openOptions = { lock: true, hupcl: false, rtscts: false, xon: false, xoff: false, vmin: 1, vtime: 0, rtsMode: "enable" } as const;

const bindingSettings = ({ baud_rate, data_bits, parity, stop_bits }: LineSettings) => ({
  baudRate: baud_rate,
  dataBits: data_bits,
  parity,
  stopBits: stop_bits,
});

/** Some USB adapters hand over 4 KiB at once. */
const readBytesMax = 4096;
const readDescriptor = promisify(readFile);

const readPort = (port: BindingPort): Promise<PortRead> => ("poller" in port ? readUnixPort(port) : readWindowsPort(port));

const readUnixPort = async (port: UnixPort): Promise<PortRead> => {
  const buffer = Buffer.alloc(readBytesMax);
  for (;;) {
    if (port.fd === null) return { kind: "closed" };
    const { count, error } = await readOnce(port.fd, buffer);
    if (count > 0) return { kind: "bytes", bytes: Uint8Array.from(buffer.subarray(0, count)) };
    if (error === null) return { kind: "lost", reason: "the line hung up" };
    if (!isTryAgain(error)) return port.isOpen ? { kind: "lost", reason: error.message } : { kind: "closed" };
    const fault = await readable(port);
    if (fault !== null) return port.isOpen ? { kind: "lost", reason: fault } : { kind: "closed" };
  }
};

const readOnce = async (descriptor: number, buffer: Buffer): Promise<{ readonly count: number; readonly error: Error | null }> => {
  try {
    return { count: (await readDescriptor(descriptor, buffer, 0, buffer.length, null)).bytesRead, error: null };
  } catch (error) {
    return { count: 0, error: asError(error) };
  }
};

const isTryAgain = (error: Error): boolean => "code" in error && ["EAGAIN", "EWOULDBLOCK", "EINTR"].includes(String(error.code));

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
    return /inappropriate ioctl|ENOTTY|not supported|invalid argument/i.test(message) ? "unsupported" : { lost: message };
  }
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
