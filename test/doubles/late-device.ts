/** A Modbus device whose every reply can be held back, lost, damaged or preceded by noise; register n holds n. */
import { withModbusCrc } from "../../shared/condition/modbus-crc.ts";
import { success } from "../../shared/outcome/outcome.ts";
import type { HostTime } from "../../main/instrument/host-time.ts";
import type { Chunk, Transport } from "../../main/instrument/transport.ts";

/** What happens to the reply to one request. The device answers in order: a reply waits for the one before it. */
export interface Fate {
  readonly delayMs: number;
  readonly dropped: boolean;
  /** Index of a byte that is changed, counted round; `null` for none. */
  readonly damagedAt: number | null;
  readonly noise: ReadonlyArray<number>;
  /** Time from one byte to the next; 0 for all at once. */
  readonly byteMs: number;
  /** The whole reply comes once more after this time; `null` for never. */
  readonly againMs: number | null;
}

/** The line to the device; request i has the fate i, the last fate stands for all after it. */
export const lateDevice = (fates: ReadonlyArray<Fate>, time: HostTime): Transport => {
  let listener: (chunk: Chunk) => void = () => undefined;
  let requests = 0;
  let freeAt_us = 0;
  const write = (request: Uint8Array) => {
    const fate = fates[Math.min(requests++, fates.length - 1)] ?? prompt;
    const { mono_us } = time.moment();
    freeAt_us = Math.max(freeAt_us, mono_us) + fate.delayMs * 1000;
    const bytes = Uint8Array.of(...fate.noise, ...damaged(replyTo(request), fate.damagedAt));
    const startMs = (freeAt_us - mono_us) / 1000;
    freeAt_us += bytes.length * fate.byteMs * 1000;
    for (const { portion, atMs } of fate.dropped ? [] : portionsOf(bytes, fate.byteMs))
      time.after(startMs + atMs, () => listener({ bytes: portion, ...time.moment() }));
    if (fate.againMs !== null) time.after(startMs + fate.againMs, () => listener({ bytes, ...time.moment() }));
    return Promise.resolve(success(undefined));
  };
  return {
    path: "late",
    simulated: true,
    lost: new Promise(() => undefined),
    listen: (next) => {
      listener = next;
    },
    write,
    close: () => Promise.resolve(),
  };
};

/** A device in good health. */
export const prompt: Fate = { delayMs: 5, dropped: false, damagedAt: null, noise: [], byteMs: 0, againMs: null };

const portionsOf = (bytes: Uint8Array, byteMs: number): ReadonlyArray<{ readonly portion: Uint8Array; readonly atMs: number }> =>
  byteMs === 0 ? [{ portion: bytes, atMs: 0 }] : [...bytes].map((byte, index) => ({ portion: Uint8Array.of(byte), atMs: index * byteMs }));

const damaged = (frame: Uint8Array, at: number | null): Uint8Array =>
  frame.map((byte, index) => (at !== null && index === at % frame.length ? byte ^ 0x10 : byte));

const replyTo = (request: Uint8Array): Uint8Array => {
  const view = new DataView(request.buffer, request.byteOffset);
  const [address, count] = [view.getUint16(2), view.getUint16(4)];
  const registers = Array.from({ length: count }, (_, index) => (address + index) & 0xffff);
  return withModbusCrc(Uint8Array.of(view.getUint8(0), view.getUint8(1), 2 * count, ...registers.flatMap((one) => [one >> 8, one & 0xff])));
};
