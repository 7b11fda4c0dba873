/**
 * A Modbus RTU slave with faults on demand, in this process: it answers like a device, or misbehaves in one named
 * way.
 */
import { modbusCrcHolds, withModbusCrc } from "../../shared/condition/modbus-crc.ts";
import { pause, type HostTime } from "./host-time.ts";
import type { SimulatedDevice } from "./simulated-device.ts";

/**
 * - ok: answers at once
 * - late: the second reply comes 1.3 s after its request, and what is asked meanwhile is answered after it
 * - noise: a byte 00 before each reply
 * - echo: the request comes back before each reply, as over an RS-485 adapter with local echo
 * - split: one byte every 3 ms
 * - crc: every fifth reply has a wrong checksum
 * - except: exception 2 to everything
 * - short: each reply lacks its last register
 * - silent: never answers
 * - vanish: the line is lost at the fifth request
 */
export const slaveFaults = [
  "ok",
  "late",
  "noise",
  "echo",
  "split",
  "crc",
  "except",
  "short",
  "silent",
  "vanish",
] as const;

export type SlaveFault = (typeof slaveFaults)[number];

/** The other end of the line. */
export interface SlaveLine {
  readonly send: (bytes: Uint8Array) => void;
  readonly hangUp: () => void;
}

export const lateReplyMs = 1300;

/** A slave on a line. Returns the function that takes the bytes which arrive at it. */
export const simulatedSlave = (
  device: SimulatedDevice,
  fault: SlaveFault,
  time: HostTime,
  line: SlaveLine,
): ((bytes: Uint8Array) => void) => {
  let pending = new Uint8Array(0);
  let requests = 0;
  let work = Promise.resolve();
  return (bytes) => {
    pending = Uint8Array.of(...pending, ...bytes);
    while (pending.length >= requestLength) {
      const request = pending.slice(0, requestLength);
      const isWhole = modbusCrcHolds(request);
      pending = isWhole ? pending.slice(requestLength) : new Uint8Array(0);
      if (!isWhole || !concerns(device, request)) continue;
      const number = ++requests;
      work = work.then(() => answer({ device, fault, time, line, request, number }));
    }
  };
};

interface Asked {
  readonly device: SimulatedDevice;
  readonly fault: SlaveFault;
  readonly time: HostTime;
  readonly line: SlaveLine;
  readonly request: Uint8Array;
  /** 1 for the first request on this line. */
  readonly number: number;
}

const requestLength = 8;
const busNoise = 0x00;
const crcFaultEvery = 5;
const vanishAtRequest = 5;
const splitPauseMs = 3;

const concerns = ({ unit }: SimulatedDevice, request: Uint8Array): boolean => unit === null || unit === request[0];

const answer = async (asked: Asked): Promise<void> => {
  const { fault, time, line, request, number } = asked;
  const reply = replyTo(asked);
  switch (fault) {
    case "silent":
      return;
    case "vanish":
      return number >= vanishAtRequest ? line.hangUp() : line.send(reply);
    case "late":
      if (number === 2) await pause(time, lateReplyMs);
      return line.send(reply);
    case "noise":
      return line.send(Uint8Array.of(busNoise, ...reply));
    case "echo":
      return line.send(Uint8Array.of(...request, ...reply));
    case "crc":
      return line.send(number % crcFaultEvery === 0 ? withFlippedBit(reply) : reply);
    case "split":
      return sendByteByByte(asked, reply);
    case "ok":
    case "except":
    case "short":
      return line.send(reply);
  }
};

const sendByteByByte = async ({ line, time }: Asked, reply: Uint8Array): Promise<void> => {
  for (const byte of reply) {
    line.send(Uint8Array.of(byte));
    await pause(time, splitPauseMs);
  }
};

const withFlippedBit = (frame: Uint8Array): Uint8Array =>
  frame.map((byte, index) => (index === frame.length - 1 ? byte ^ 1 : byte));

const replyTo = ({ device, fault, request, time }: Asked): Uint8Array => {
  const [unit = 0, functionCode = 0] = request;
  const refuseWith = (code: number): Uint8Array => withModbusCrc(Uint8Array.of(unit, functionCode | 0x80, code));
  const view = new DataView(request.buffer, request.byteOffset, request.length);
  const [address, count] = [view.getUint16(2), view.getUint16(4)];
  if (functionCode !== 3 && functionCode !== 4) return refuseWith(1);
  if (fault === "except") return refuseWith(2);
  if (count < 1 || count > 125) return refuseWith(3);
  const { mono_us } = time.moment();
  const registers = Array.from({ length: count }, (_, index) => device.register(address + index, mono_us));
  if (registers.includes(null) || address + count > 0x1_0000) return refuseWith(2);
  const bytes = registers.flatMap((register) => [(register ?? 0) >> 8, (register ?? 0) & 0xff]);
  const kept = fault === "short" ? bytes.slice(0, -2) : bytes;
  return withModbusCrc(Uint8Array.of(unit, functionCode, bytes.length, ...kept));
};
