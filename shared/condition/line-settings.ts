/** How a serial line is set: speed, character, and the time that bytes take on it. */
import { z } from "zod";

export const lineSettingsSchema = z.strictObject({
  baud_rate: z.int().min(50).max(4_000_000),
  data_bits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(["none", "even", "odd"]),
  stop_bits: z.union([z.literal(1), z.literal(2)]),
});

export type LineSettings = Readonly<z.infer<typeof lineSettingsSchema>>;

/** What most instruments leave their maker with: 9600 8N1. */
export const usualLineSettings: LineSettings = { baud_rate: 9600, data_bits: 8, parity: "none", stop_bits: 1 };

/** `9600 8N1`, as it is printed in manuals. */
export const lineSettingsText = ({ baud_rate, data_bits, parity, stop_bits }: LineSettings): string =>
  `${baud_rate} ${data_bits}${parity.charAt(0).toUpperCase()}${stop_bits}`;

/** Milliseconds that `bytes` characters take on the wire, rounded up. */
export const wireMillis = ({ baud_rate, data_bits, parity, stop_bits }: LineSettings, bytes: number): number => {
  const bitsPerCharacter = 1 + data_bits + (parity === "none" ? 0 : 1) + stop_bits;
  return Math.ceil((bytes * bitsPerCharacter * 1000) / baud_rate);
};

/**
 * The silence between two frames in milliseconds: 3.5 characters, 1.75 ms above 19200 baud (Modbus over serial line
 * V1.02, 2.5.1.1).
 */
export const interFrameMillis = (line: LineSettings): number => Math.max(2, wireMillis(line, 3.5));
