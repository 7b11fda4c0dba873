/** How a value stands in registers: width, sign and the order of its bytes on the wire. */
import { z } from "zod";

/**
 * Each type by its name. The letters of a 32-bit type are the bytes as they come over the wire, A the most
 * significant: `abcd` is what the Modbus standard suggests, `cdab` has the words swapped, `badc` the bytes in each
 * word, `dcba` both.
 */
export const registerTypes = {
  u16: { kind: "unsigned", wireIndex: [0, 1] },
  i16: { kind: "signed", wireIndex: [0, 1] },
  "u32-abcd": { kind: "unsigned", wireIndex: [0, 1, 2, 3] },
  "u32-cdab": { kind: "unsigned", wireIndex: [2, 3, 0, 1] },
  "u32-badc": { kind: "unsigned", wireIndex: [1, 0, 3, 2] },
  "u32-dcba": { kind: "unsigned", wireIndex: [3, 2, 1, 0] },
  "i32-abcd": { kind: "signed", wireIndex: [0, 1, 2, 3] },
  "i32-cdab": { kind: "signed", wireIndex: [2, 3, 0, 1] },
  "i32-badc": { kind: "signed", wireIndex: [1, 0, 3, 2] },
  "i32-dcba": { kind: "signed", wireIndex: [3, 2, 1, 0] },
  "f32-abcd": { kind: "float", wireIndex: [0, 1, 2, 3] },
  "f32-cdab": { kind: "float", wireIndex: [2, 3, 0, 1] },
  "f32-badc": { kind: "float", wireIndex: [1, 0, 3, 2] },
  "f32-dcba": { kind: "float", wireIndex: [3, 2, 1, 0] },
} as const satisfies Record<string, RegisterLayout>;

export type RegisterType = keyof typeof registerTypes;

export interface RegisterLayout {
  readonly kind: "unsigned" | "signed" | "float";
  /** For each byte of the value, most significant first, its place on the wire. */
  readonly wireIndex: ReadonlyArray<number>;
}

export const registerTypeSchema = z.enum(
  [
    "u16",
    "i16",
    "u32-abcd",
    "u32-cdab",
    "u32-badc",
    "u32-dcba",
    "i32-abcd",
    "i32-cdab",
    "i32-badc",
    "i32-dcba",
    "f32-abcd",
    "f32-cdab",
    "f32-badc",
    "f32-dcba",
  ] as const satisfies ReadonlyArray<RegisterType>,
  "is not a register type; write u16, i16, or u32, i32, f32 with the order of the bytes, as in f32-abcd",
);

/** True for a name of the table. */
export const isRegisterType = (name: string): name is RegisterType => Object.hasOwn(registerTypes, name);

/** Registers that one value takes: 1 or 2. */
export const registersOf = (type: RegisterType): number => registerTypes[type].wireIndex.length / 2;

/** The bytes of one value as a big-endian unsigned number; `wire` begins at the value's first register. */
export const bitsOf = (type: RegisterType, wire: Uint8Array): bigint =>
  registerTypes[type].wireIndex.reduce((bits, index) => bits * 256n + BigInt(wire[index] ?? 0), 0n);
