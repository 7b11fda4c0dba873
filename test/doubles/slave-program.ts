/** A simulated Modbus slave behind the standard streams, for a virtual serial port: `slave-program.ts DEVICE FAULT`. */
import { nodeHostTime } from "../../main/instrument/host-time.ts";
import { simulatedDevices } from "../../main/instrument/simulated-device.ts";
import { simulatedSlave, slaveFaults } from "../../main/instrument/simulated-slave.ts";

const [deviceName = "", faultName = ""] = process.argv.slice(2);
const device = simulatedDevices.get(deviceName);
const fault = slaveFaults.find((one) => one === faultName);
if (device === undefined || fault === undefined) throw new Error(`Unknown device or fault: ${deviceName} ${faultName}`);

const receive = simulatedSlave(device, fault, nodeHostTime(), {
  send: (bytes) => void process.stdout.write(bytes),
  hangUp: () => process.exit(0),
});
process.stdin.on("data", (bytes: Buffer) => receive(Uint8Array.from(bytes)));
process.stdin.on("end", () => process.exit(0));
