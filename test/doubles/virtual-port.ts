/** Virtual serial ports of socat, some with a simulated slave at their other end. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SlaveFault } from "../../main/instrument/simulated-slave.ts";
import { isInstalled, startBeside } from "./side-process.ts";

export interface VirtualPort {
  readonly path: string;
  /** The other end of a pair; nothing with a slave at the other end. */
  readonly otherPath: string;
  /** The adapter is pulled out. */
  readonly hangUp: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export const virtualPortsMissing = isInstalled("socat") ? null : "instruments over a virtual serial port: socat is not installed";

/** A port with a device behind it, as a program of its own. */
export const portWithSlave = (device: string, fault: SlaveFault): Promise<VirtualPort> =>
  virtualPort(() => `EXEC:node ${fileURLToPath(new URL("./slave-program.ts", import.meta.url))} ${device} ${fault}`);

/** Two linked ports. */
export const portPair = (): Promise<VirtualPort> => virtualPort((other) => terminal(other));

const virtualPort = async (otherEnd: (otherPath: string) => string): Promise<VirtualPort> => {
  const folder = await mkdtemp(join(tmpdir(), "throughlife-port-"));
  const [path, otherPath] = [join(folder, "port"), join(folder, "other")];
  const socat = await startBeside("socat", [terminal(path), otherEnd(otherPath)], path);
  return {
    path,
    otherPath,
    hangUp: socat.end,
    remove: async () => {
      await socat.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const terminal = (path: string): string => `pty,raw,echo=0,link=${path}`;
