/** The line to a simulated instrument, without any port: `sim:wtvb01`, or `sim:wtvb01/late` with one of its faults. */
import type { LineSettings } from "../../shared/condition/line-settings.ts";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { HostTime } from "./host-time.ts";
import { vanishedPort } from "./port-failure.ts";
import { simulatedDevices, type SimulatedDevice } from "./simulated-device.ts";
import { simulatedSlave, slaveFaults, type SlaveFault } from "./simulated-slave.ts";
import type { Chunk, Transport, TransportFailure } from "./transport.ts";

/** True for a path that names a simulated instrument. */
export const isSimulatedPath = (path: string): boolean => path.startsWith(prefix);

/** Opens the line to the instrument that the path names; speed and parity mean nothing to it. */
export const openSimulatedTransport = (
  path: string,
  _line: LineSettings,
  time: HostTime,
): Promise<Outcome<Transport, TransportFailure>> => {
  const [name = "", fault = "ok"] = path.slice(prefix.length).split("/");
  const device = simulatedDevices.get(name);
  const known = slaveFaults.find((one) => one === fault);
  const isKnown = device !== undefined && known !== undefined;
  return Promise.resolve(isKnown ? success(connect(path, device, known, time)) : failed(unknownInstrument(path)));
};

const prefix = "sim:";

const unknownInstrument = (path: string): TransportFailure => ({
  kind: "portUnknown",
  message:
    `${path} names no simulated instrument. There are ${[...simulatedDevices.keys()].map((name) => prefix + name).join(" and ")}; ` +
    `a fault may follow after a slash: ${slaveFaults.join(", ")}.`,
});

/** Bytes take this long from one end to the other. */
const latencyMs = 1;

const connect = (path: string, device: SimulatedDevice, fault: SlaveFault, time: HostTime): Transport => {
  let open = true;
  let listener: (chunk: Chunk) => void = () => undefined;
  let lose: (failure: TransportFailure) => void = () => undefined;
  const lost = new Promise<TransportFailure>((resolve) => {
    lose = resolve;
  });
  const whileOpen = (action: () => void): void => {
    if (open) action();
  };
  const send = (bytes: Uint8Array): void =>
    void time.after(latencyMs, () => whileOpen(() => listener({ bytes, ...time.moment() })));
  const hangUp = (): void =>
    whileOpen(() => {
      open = false;
      lose(vanishedPort(path, "the simulated line hung up"));
    });
  const receive = simulatedSlave(device, fault, time, { send, hangUp });
  return {
    path,
    simulated: true,
    lost,
    listen: (next) => {
      listener = next;
    },
    write: (bytes) => {
      time.after(latencyMs, () => whileOpen(() => receive(bytes)));
      return Promise.resolve(open ? success(undefined) : failed(vanishedPort(path, "the simulated line hung up")));
    },
    close: () => {
      open = false;
      return Promise.resolve();
    },
  };
};
