/** What a user asks for when reading an instrument, checked and completed to a job of the serial host. */
import { lineSettingsSchema, type LineSettings } from "../../shared/condition/line-settings.ts";
import { parseRegisterMap } from "../../shared/condition/register-map.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ReadTarget, ShelvedProfile } from "./host-message.ts";
import type { InstrumentFailure } from "./instrument-failure.ts";
import { findProfile, shelve } from "./profile-shelf.ts";

/** One of `profile` (an id or a .json file) and `map` says what the registers mean. */
export interface ReadingRequest {
  readonly path: string;
  readonly profile?: string;
  /** For example `u16@0x0000:8` (`register-map.ts`). */
  readonly map?: string;
  /** Unit address on the line; the profile's usual one, or 1 with a map. */
  readonly unit?: number;
  readonly baudRate?: number;
  readonly parity?: LineSettings["parity"];
  readonly dataBits?: LineSettings["data_bits"];
  readonly stopBits?: LineSettings["stop_bits"];
  /** How often all registers are read; for ever when left out. */
  readonly count?: number;
  /** From one reading to the next; the profile's usual time, or as fast as the line goes with a map. */
  readonly everyMs?: number;
  readonly timeoutMs?: number;
  /** Waits for the instrument when its port is lost, instead of ending. */
  readonly reconnect?: boolean;
}

/** A request without a doubt left in it. */
export interface PlannedReading {
  readonly target: ReadTarget;
  readonly rounds: number | null;
  readonly every_ms: number;
  readonly reconnect: boolean;
}

/** Completes a request from the profile or map it names; every wrong setting is named. */
export const planReading = async (
  shelf: ReadonlyArray<ShelvedProfile>,
  request: ReadingRequest,
): Promise<Outcome<PlannedReading, InstrumentFailure>> => {
  const fault = faultOf(request);
  if (fault !== null) return refuse("settingInvalid", fault);
  const shelved = await profileOf(shelf, request);
  if (!shelved.ok) return shelved;
  const { profile } = shelved.value;
  const line = lineSettingsSchema.safeParse(lineOf(request, profile.line));
  if (!line.success)
    return refuse(
      "settingInvalid",
      "The speed lies between 50 and 4000000 baud, with 7 or 8 data bits and 1 or 2 stop bits.",
    );
  const every_ms = request.everyMs ?? profile.poll.every_ms;
  if (every_ms < profile.poll.every_ms_min)
    return refuse(
      "settingInvalid",
      `A ${profile.maker} ${profile.model} can be read every ${profile.poll.every_ms_min} ms at most, not every ${every_ms} ms.`,
    );
  const { unit, timeout_ms, late_window_ms } = profile.protocol;
  const times = { timeout_ms: request.timeoutMs ?? timeout_ms, late_window_ms };
  const target = { path: request.path, shelved: shelved.value, line: line.data, unit: request.unit ?? unit, ...times };
  return success({ target, rounds: request.count ?? null, every_ms, reconnect: request.reconnect ?? false });
};

/** A second between two questions is the longest that a device on a wire takes, ten the longest over a radio. */
const timeoutMsMax = 10_000;
const dayMs = 86_400_000;

const faultOf = ({ path, profile, map, unit, count, everyMs, timeoutMs }: ReadingRequest): string | null => {
  if (path === "" || path.length > 300) return "Name the port to read from, such as /dev/ttyUSB0 or COM3.";
  if ((profile === undefined) === (map === undefined))
    return "Say what to read: either a profile or a map of registers such as u16@0x0000:8.";
  if (unit !== undefined && !isWithin(unit, 1, 255))
    return `The unit address is a whole number from 1 to 255, not ${unit}.`;
  if (count !== undefined && !isWithin(count, 1, Number.MAX_SAFE_INTEGER))
    return `The count is a whole number above 0, not ${count}.`;
  if (everyMs !== undefined && !isWithin(everyMs, 0, dayMs))
    return `The time between readings is 0 to ${dayMs} ms, not ${everyMs}.`;
  if (timeoutMs !== undefined && !isWithin(timeoutMs, 20, timeoutMsMax))
    return `The timeout is 20 to ${timeoutMsMax} ms, not ${timeoutMs}.`;
  return null;
};

const isWithin = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most;

const profileOf = (
  shelf: ReadonlyArray<ShelvedProfile>,
  { profile, map, unit }: ReadingRequest,
): Promise<Outcome<ShelvedProfile, InstrumentFailure>> => {
  if (map === undefined) return findProfile(shelf, profile ?? "");
  const parsed = parseRegisterMap(map, { unit: unit ?? 1 });
  return Promise.resolve(parsed.ok ? success(shelve(parsed.value)) : parsed);
};

const lineOf = ({ baudRate, parity, dataBits, stopBits }: ReadingRequest, usual: LineSettings): unknown => ({
  baud_rate: baudRate ?? usual.baud_rate,
  data_bits: dataBits ?? usual.data_bits,
  parity: parity ?? usual.parity,
  stop_bits: stopBits ?? usual.stop_bits,
});
