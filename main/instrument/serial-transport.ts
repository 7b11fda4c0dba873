/**
 * A serial port as a transport: bytes stamped as they come, and a watchdog that notices a device which went away in
 * silence.
 */
import { readFile, stat } from "node:fs/promises";
import { wireMillis, type LineSettings } from "../../shared/condition/line-settings.ts";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { openGuardedPort, type GuardedPort } from "./guarded-port.ts";
import type { HostTime } from "./host-time.ts";
import { openFailure, stalledPort, vanishedPort, type DeviceFacts } from "./port-failure.ts";
import { closeDeadlineMs, type Chunk, type Transport, type TransportFailure } from "./transport.ts";

/**
 * After this silence the watchdog asks the driver whether the device is still there: three polls at the usual second.
 */
export const watchdogSilenceMs = 3000;
/** A port that has not taken a request this long after its time on the wire does not take it any more. */
export const writeStallMs = 2000;

/** Opens a serial port, or says in a sentence why not. */
export const openSerialTransport = async (
  path: string,
  line: LineSettings,
  time: HostTime,
): Promise<Outcome<Transport, TransportFailure>> => {
  const facts = await deviceFacts(path);
  if (!facts.exists || !facts.isDevice) return failed(openFailure(path, "", facts));
  try {
    const port = await openGuardedPort(path, line);
    await port.flush().catch(() => undefined);
    return success(transportOf({ path, line, time, port }));
  } catch (error) {
    return failed(openFailure(path, error instanceof Error ? error.message : String(error), facts));
  }
};

interface OpenPort {
  readonly path: string;
  readonly line: LineSettings;
  readonly time: HostTime;
  readonly port: GuardedPort;
}

const transportOf = (open: OpenPort): Transport => {
  const { path, line, time, port } = open;
  const loss = lossOf();
  let listener: (chunk: Chunk) => void = () => undefined;
  let heard_us = time.moment().mono_us;
  let closing: Promise<void> | null = null;
  const lose = (reason: string): void => {
    if (closing !== null) return;
    loss.report(vanishedPort(path, reason));
    closing = closeWithin(open);
  };
  const hear = (bytes: Uint8Array): void => {
    const moment = time.moment();
    heard_us = moment.mono_us;
    listener({ bytes, ...moment });
  };
  void pump(port, hear).then((reason) => reason !== null && lose(reason));
  const stopWatching = watch(open, () => heard_us, lose);
  return {
    path,
    simulated: false,
    lost: loss.reported,
    listen: (next) => {
      listener = next;
    },
    write: (bytes) => writeWithin(open, bytes, wireMillis(line, bytes.length) + writeStallMs),
    close: () => {
      stopWatching();
      return (closing ??= closeWithin(open));
    },
  };
};

const lossOf = (): {
  readonly reported: Promise<TransportFailure>;
  readonly report: (failure: TransportFailure) => void;
} => {
  let report: (failure: TransportFailure) => void = () => undefined;
  const reported = new Promise<TransportFailure>((resolve) => {
    report = resolve;
  });
  return { reported, report: (failure) => report(failure) };
};

/** Hands on what is read until the port is lost, and returns the reason; `null` after our own close. */
const pump = async (port: GuardedPort, hear: (bytes: Uint8Array) => void): Promise<string | null> => {
  for (;;) {
    const read = await port.read();
    if (read.kind === "closed") return null;
    if (read.kind === "lost") return read.reason;
    hear(read.bytes);
  }
};

/** Asks the driver after each long silence. Returns the function that ends the watch. */
const watch = ({ time, port }: OpenPort, heard_us: () => number, lose: (reason: string) => void): (() => void) => {
  let cancel: () => void = () => undefined;
  let ended = false;
  const look = async (): Promise<void> => {
    const silence = (time.moment().mono_us - heard_us()) / 1000;
    const answer = silence < watchdogSilenceMs ? "present" : await port.ask();
    if (ended || answer === "unsupported") return;
    if (answer !== "present") return lose(answer.lost);
    cancel = time.after(watchdogSilenceMs, () => void look());
  };
  cancel = time.after(watchdogSilenceMs, () => void look());
  return () => {
    ended = true;
    cancel();
  };
};

const writeWithin = async (
  { path, time, port }: OpenPort,
  bytes: Uint8Array,
  millis: number,
): Promise<Outcome<void, TransportFailure>> => {
  const written = port.write(bytes).then(
    () => success(undefined),
    (error: unknown) => failed(vanishedPort(path, error instanceof Error ? error.message : String(error))),
  );
  return firstOf(written, time, millis, () => failed(stalledPort(path)));
};

const closeWithin = ({ time, port }: OpenPort): Promise<void> =>
  firstOf(
    port.close().catch(() => undefined),
    time,
    closeDeadlineMs,
    () => undefined,
  );

/** What comes first: the result, or what stands for the deadline. */
const firstOf = <T>(result: Promise<T>, time: HostTime, millis: number, late: () => T): Promise<T> =>
  new Promise((resolve) => {
    const cancel = time.after(millis, () => resolve(late()));
    void result.then((value) => {
      cancel();
      resolve(value);
    });
  });

const deviceFacts = async (path: string): Promise<DeviceFacts> => {
  if (process.platform === "win32") return { exists: true, isDevice: true, group: null };
  try {
    const facts = await stat(path);
    return { exists: true, isDevice: facts.isCharacterDevice(), group: await groupName(facts.gid) };
  } catch (error) {
    const unreachable = error instanceof Error && "code" in error && error.code === "EACCES";
    return { exists: unreachable, isDevice: unreachable, group: null };
  }
};

const groupName = async (id: number): Promise<string | null> => {
  const groups = await readFile("/etc/group", "utf8").catch(() => "");
  const line = groups.split("\n").find((one) => one.split(":")[2] === String(id));
  return line?.split(":")[0] ?? null;
};
