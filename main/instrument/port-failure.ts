/** What went wrong with a serial port, in sentences that say what to do. */
import type { TransportFailure } from "./transport.ts";

/** What the system knows of the device file, where it has one. */
export interface DeviceFacts {
  readonly exists: boolean;
  readonly isDevice: boolean;
  /** The group that may use it, such as dialout. */
  readonly group: string | null;
}

/** Why a port could not be opened, from the driver's words and the facts of its device file. */
export const openFailure = (path: string, reason: string, facts: DeviceFacts): TransportFailure => {
  if (!facts.exists || noSuchPort.test(reason)) return unknownPort(path);
  if (/permission denied|EACCES|EPERM|not permitted/i.test(reason)) return deniedPort(path, facts);
  if (/cannot lock|resource busy|EBUSY|access denied/i.test(reason)) return busyPort(path);
  if (!facts.isDevice)
    return { kind: "portUnusable", message: `${path} is not a serial port but a file or a folder. ${nameAPort}` };
  return {
    kind: "portUnusable",
    message: `The port ${path} could not be opened: ${tidy(reason)}. Check its settings and that it is a serial port.`,
  };
};

/** The port went away while it was open. */
export const vanishedPort = (path: string, reason: string): TransportFailure => ({
  kind: "portVanished",
  message: `The port ${path} vanished while it was in use (${tidy(reason)}). Check the plug and the cable, then start again.`,
});

/** The operating system takes no more bytes for this port. */
export const stalledPort = (path: string): TransportFailure => ({
  kind: "portStalled",
  message: `The port ${path} takes no bytes any more: its flow control or its driver holds them back. Unplug it and plug it in again.`,
});

/** Another reader of this program has the port. */
export const portInUseHere = (path: string): TransportFailure => ({
  kind: "portBusy",
  message: `The port ${path} is already being read by this program. Stop that reading first.`,
});

/** A simulated port was named where the simulator is switched off. */
export const simulatorOff = (path: string): TransportFailure => ({
  kind: "simulatorOff",
  message: `${path} names a simulated instrument, and the simulator is switched off. Name a real port; only the demo has simulated ones.`,
});

const nameAPort = "Name a port such as /dev/ttyUSB0, /dev/serial/by-id/... or COM3.";
const noSuchPort = /no such file|ENOENT|file not found|cannot find|no such device|ENXIO|ENODEV/i;

const unknownPort = (path: string): TransportFailure => ({
  kind: "portUnknown",
  message: `There is no port ${path}. Plug the adapter in and list the ports, or type the path of one that is not listed.`,
});

const deniedPort = (path: string, { group }: DeviceFacts): TransportFailure => ({
  kind: "portDenied",
  message:
    `This user may not open the port ${path}. On Linux run "sudo usermod -aG ${serialGroup(group)} $USER", then log out and in again; ` +
    "elsewhere close the program that holds it.",
});

/** A port of the group root or tty is not to be had by joining that group; dialout is where serial ports belong. */
const serialGroup = (group: string | null): string => (group === "uucp" || group === "plugdev" ? group : "dialout");

const busyPort = (path: string): TransportFailure => ({
  kind: "portBusy",
  message: `Another program has the port ${path} open. Close it (a terminal, a vendor's tool, ModemManager), then start again.`,
});

const tidy = (reason: string): string => reason.replace(/^Error:? /, "").replace(/[.\s]+$/, "");
