/**
 * A bare register map as a person types it: `u16@0x0000:8`, `fc4:i16@30:2`, `f32-cdab@0x100:4`, several joined by
 * commas. It becomes a profile without a maker whose channels are called by the register number on the wire, in
 * decimal.
 */
import { refuse, success, type Outcome } from "../outcome/outcome.ts";
import { parseInstrumentProfile, type InstrumentProfile } from "./instrument-profile.ts";
import { usualLineSettings, type LineSettings } from "./line-settings.ts";
import { registerAddressMax, registersPerRequestMax, type ReadFunction } from "./read-request.ts";
import { isRegisterType, registersOf, type RegisterType } from "./register-type.ts";

/** What the map does not say. */
export interface MapSettings {
  readonly unit: number;
  readonly line?: LineSettings;
  readonly timeoutMs?: number;
  readonly lateWindowMs?: number;
}

export type MapFailure = { readonly kind: "mapInvalid"; readonly message: string };

/** Values that one map may name: more than any instrument has, and few enough for one screen and one record. */
export const mapValuesMax = 500;
/**
 * For a device of which nothing is known: RTU devices answer within some tens of milliseconds, gateways within a
 * second.
 */
export const unknownDeviceTimeoutMs = 1000;
export const unknownDeviceLateWindowMs = 1500;

/** The profile of a map; every fault is named with the part of the map where it stands. */
export const parseRegisterMap = (text: string, settings: MapSettings): Outcome<InstrumentProfile, MapFailure> => {
  const parts = text.split(",").map((part) => parsePart(part.trim()));
  const blocks: Block[] = [];
  for (const part of parts) {
    if (!part.ok) return part;
    blocks.push(...split(part.value));
  }
  return profileOf(text, blocks, settings);
};

interface Block {
  readonly functionCode: ReadFunction;
  readonly type: RegisterType;
  readonly address: number;
  /** Values, each of one or two registers. */
  readonly values: number;
}

const form = "Write TYPE@ADDRESS:COUNT, for example u16@0x0000:8 or fc4:f32-abcd@100:2";
const partPattern = /^(?:fc([34]):)?([a-z][a-z0-9-]*)@(0x[0-9a-fA-F]{1,4}|[0-9]{1,5}):([0-9]{1,5})$/;

const parsePart = (part: string): Outcome<Block, MapFailure> => {
  const found = partPattern.exec(part);
  if (found === null) return refuse("mapInvalid", `"${part}" is not a register map. ${form}.`);
  const [, functionCode, typeName = "", address = "", count = ""] = found;
  const type = typeOf(typeName);
  if (type === null) return refuse("mapInvalid", `"${part}" has the type "${typeName}". Known types are ${typeNames}.`);
  const block: Block = {
    functionCode: functionCode === "4" ? 4 : 3,
    type,
    address: Number(address),
    values: Number(count),
  };
  const fault = blockFault(block);
  return fault === null ? success(block) : refuse("mapInvalid", `"${part}" ${fault}.`);
};

const typeNames =
  "u16, i16, u32, i32, f32; a 32-bit type may name the order of its bytes, as in u32-cdab (abcd, cdab, badc or dcba)";

/** A 32-bit type without an order has the order of the Modbus standard. */
const typeOf = (name: string): RegisterType | null => {
  if (isRegisterType(name)) return name;
  const usual = `${name}-abcd`;
  return isRegisterType(usual) ? usual : null;
};

const blockFault = ({ type, address, values }: Block): string | null => {
  if (values < 1) return "asks for no value; the count is at least 1";
  if (values > mapValuesMax) return `asks for ${values} values; at most ${mapValuesMax} are read at once`;
  const last = address + values * registersOf(type) - 1;
  return last > registerAddressMax ? `reaches register ${last}; the last register is ${registerAddressMax}` : null;
};

/** Parts that each fit into one request. */
const split = (block: Block): ReadonlyArray<Block> => {
  const width = registersOf(block.type);
  const valuesMax = Math.floor(registersPerRequestMax / width);
  if (block.values <= valuesMax) return [block];
  const rest = { ...block, address: block.address + valuesMax * width, values: block.values - valuesMax };
  return [{ ...block, values: valuesMax }, ...split(rest)];
};

const profileOf = (
  text: string,
  blocks: ReadonlyArray<Block>,
  settings: MapSettings,
): Outcome<InstrumentProfile, MapFailure> => {
  const channels = blocks.flatMap(channelsOf);
  if (channels.length > mapValuesMax)
    return refuse("mapInvalid", `The map names ${channels.length} values; at most ${mapValuesMax} are read at once.`);
  const repeated = channels.find((channel, index) => channels.findIndex((one) => one.name === channel.name) !== index);
  if (repeated !== undefined)
    return refuse(
      "mapInvalid",
      `The map names register ${repeated.name} twice; read it in two calls to see both values.`,
    );
  const profile = parseInstrumentProfile({ ...anonymous(text, settings), reads: blocks.map(readOf), channels });
  return profile.ok ? profile : refuse("mapInvalid", `The map "${text}" cannot be read. ${profile.failure.message}`);
};

const channelsOf = ({ type, address, values }: Block, index: number) =>
  Array.from({ length: values }, (_, position) => {
    const register = address + position * registersOf(type);
    return { name: String(register), read: `map-${index + 1}`, address: register, type, unit: "1" };
  });

const readOf = ({ functionCode, type, address, values }: Block, index: number) => ({
  name: `map-${index + 1}`,
  function_code: functionCode,
  address,
  count: values * registersOf(type),
});

const anonymous = (text: string, { unit, line, timeoutMs, lateWindowMs }: MapSettings) => ({
  format: "throughlife/instrument-profile",
  v: 1,
  id: "register-map",
  revision: 1,
  maker: "unnamed",
  model: "unnamed",
  source: { document: `register map ${text}`.slice(0, 300), evidence: "user-given", remarks: [] },
  line: line ?? usualLineSettings,
  protocol: {
    kind: "modbus-rtu",
    unit,
    timeout_ms: timeoutMs ?? unknownDeviceTimeoutMs,
    late_window_ms: lateWindowMs ?? unknownDeviceLateWindowMs,
  },
  identify: [],
  poll: { every_ms: 0, every_ms_min: 0 },
});
