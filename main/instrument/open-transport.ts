/** Opens the line that a path names: a serial port, or a simulated instrument where that is switched on. */
import { failed } from "../../shared/outcome/outcome.ts";
import { simulatorOff } from "./port-failure.ts";
import { openSerialTransport } from "./serial-transport.ts";
import { isSimulatedPath, openSimulatedTransport } from "./simulated-transport.ts";
import type { OpenTransport } from "./transport.ts";

/** `simulator` is on for the demo and for tests only, so that no one takes a simulated value for a measured one. */
export const openTransportWith =
  ({ simulator }: { readonly simulator: boolean }): OpenTransport =>
  (path, line, time) => {
    if (!isSimulatedPath(path)) return openSerialTransport(path, line, time);
    return simulator ? openSimulatedTransport(path, line, time) : Promise.resolve(failed(simulatorOff(path)));
  };
