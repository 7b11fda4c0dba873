/**
 * A request to read registers: the only request of Modbus that this program can express, so a write is impossible by
 * type.
 */
import { z } from "zod";
import { withModbusCrc } from "./modbus-crc.ts";

/** Holding registers (3) and input registers (4); no other function code exists in this program. */
export type ReadFunction = 3 | 4;

/** What is asked of one device on the line. */
export interface ReadRequest {
  /** 1 to 255. Address 0 is the broadcast, which nobody answers. */
  readonly unit: number;
  readonly function_code: ReadFunction;
  /** Of the first register as it stands on the wire, from 0. Many manuals count from 1 or from 40001. */
  readonly address: number;
  /** Registers, 1 to 125. */
  readonly count: number;
}

/** Of one request, so that its reply fits into 256 bytes (Modbus application protocol V1.1b3, 6.3). */
export const registersPerRequestMax = 125;
/** Addresses are 16 bits wide. */
export const registerAddressMax = 65_535;

export const readFunctionSchema = z.union([z.literal(3), z.literal(4)]);
export const unitAddressSchema = z.int().min(1).max(255);
export const registerAddressSchema = z.int().min(0).max(registerAddressMax);

export const readRequestSchema = z
  .strictObject({
    address: registerAddressSchema,
    count: z.int().min(1).max(registersPerRequestMax),
    function_code: readFunctionSchema,
    unit: unitAddressSchema,
  })
  .refine((request) => request.address + request.count <= registerAddressMax + 1, "reads past register 65535");

/** The eight bytes that go onto the wire. */
export const requestFrame = ({ unit, function_code, address, count }: ReadRequest): Uint8Array =>
  withModbusCrc(Uint8Array.of(unit, function_code, address >> 8, address & 0xff, count >> 8, count & 0xff));

/** Bytes of the reply: unit, function code, byte count, two bytes a register, CRC. */
export const replyLength = (count: number): number => 5 + 2 * count;
