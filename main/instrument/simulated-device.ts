/** Instruments that are not there: what their registers hold at a moment. */

export interface SimulatedDevice {
  /** The unit address it answers to; `null` for every address. */
  readonly unit: number | null;
  /** The 16 bits of a register, or `null` where it has none. `mono_us` moves the signals. */
  readonly register: (address: number, mono_us: number) => number | null;
}

/**
 * A vibration sensor with the layout of the WitMotion WTVB01-485 at its usual address, on a machine that runs at 24.8
 * Hz.
 */
const vibrationSensor: SimulatedDevice = {
  unit: 0x50,
  register: (address, mono_us) => {
    if (address > 0xff) return null;
    return vibrationRegisters(mono_us / 1_000_000).get(address) ?? 0;
  },
};

/** Register n holds n, as a counter of wrong addresses. */
const countingRegisters: SimulatedDevice = { unit: null, register: (address) => address };

/** The simulated instruments by the name that stands in their path. */
export const simulatedDevices: ReadonlyMap<string, SimulatedDevice> = new Map([
  ["wtvb01", vibrationSensor],
  ["registers", countingRegisters],
]);

const vibrationRegisters = (seconds: number): ReadonlyMap<number, number> => {
  const slow = Math.sin(seconds / 7);
  const warmth = Math.sin(seconds / 30);
  const axes = [0, 1, 2];
  return new Map([
    [0x04, 0x02],
    [0x1a, 0x50],
    ...axes.map((axis) => [0x34 + axis, signed(2048 * (axis + 1) + 400 * slow)] as const),
    ...axes.map((axis) => [0x3a + axis, signed(2.4 + axis / 2 + 1.5 * slow)] as const),
    [0x40, signed(4512 + 200 * warmth)],
    ...axes.map((axis) => [0x41 + axis, signed(31 - 3 * axis + 4 * slow)] as const),
    ...axes.map((axis) => [0x44 + axis, 248 * (axis + 1)] as const),
  ]);
};

const signed = (value: number): number => Math.round(value) & 0xffff;
