/**
 * Makes sure that the instrument on the line is the one that its profile describes, before any of its values is
 * taken.
 */
import type { IdentityCheck, InstrumentProfile } from "../../shared/condition/instrument-profile.ts";
import { lineSettingsText } from "../../shared/condition/line-settings.ts";
import type { ReadRequest } from "../../shared/condition/read-request.ts";
import type { InstrumentIdentity } from "../../shared/condition/reading.ts";
import { registerValue } from "../../shared/condition/register-decoder.ts";
import { registersOf, type RegisterType } from "../../shared/condition/register-type.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ReadTarget } from "./host-message.ts";
import type { ModbusLine, PollFailure } from "./modbus-line.ts";
import type { Transport } from "./transport.ts";

export type IdentityFailure = PollFailure | { readonly kind: "wrongInstrument"; readonly message: string };

/** Reads the registers by which the profile knows its instrument, and its serial number where it has one. */
export const identify = async (
  line: ModbusLine,
  target: ReadTarget,
  { path, simulated }: Transport,
): Promise<Outcome<InstrumentIdentity, IdentityFailure>> => {
  const { profile, sha256 } = target.shelved;
  for (const check of profile.identify) {
    const checked = await holds(line, target, check);
    if (!checked.ok) return checked;
    if (!checked.value.matches)
      return refuse(
        "wrongInstrument",
        `${checked.value.explanation}. Choose another profile, or check which instrument is on ${path}.`,
      );
  }
  const serial = await serialOf(line, target.unit, profile);
  if (!serial.ok) return serial;
  const { line: settings, unit } = target;
  const named = { profile_id: profile.id, profile_sha256: sha256, serial: serial.value };
  return success({ ...named, line: settings, port: path, simulated, unit });
};

export interface CheckResult {
  readonly matches: boolean;
  /** What was asked, what came, what it means; without a full stop. */
  readonly explanation: string;
}

/** Makes one of the profile's checks. `attempts` as in `ModbusLine`. */
export const holds = async (
  line: ModbusLine,
  { unit, line: settings, shelved: { profile } }: ReadTarget,
  check: IdentityCheck,
  attempts?: number,
): Promise<Outcome<CheckResult, PollFailure>> => {
  const value = await registerOf(line, requestFor(unit, check), { type: check.type, attempts });
  if (!value.ok) return value;
  const expected = check.expect === "unit" ? String(unit) : check.expect;
  const asked = `${lineSettingsText(settings)}, unit ${unit}, register ${check.address} (function ${check.function_code}): answered ${value.value}`;
  const matches = value.value === expected;
  const meaning = matches
    ? `as a ${profile.maker} ${profile.model} does`
    : `and a ${profile.maker} ${profile.model} answers ${expected}`;
  return success({ matches, explanation: `${asked}, ${meaning}` });
};

/** Why the instrument now on the line is not the one of before, or `null`. */
export const changeOf = (before: InstrumentIdentity, now: InstrumentIdentity): string | null =>
  before.serial === now.serial
    ? null
    : `The instrument on ${now.port} now says serial number ${now.serial ?? "none"}, before it was ${before.serial ?? "none"}. Start a new reading for it.`;

const requestFor = (
  unit: number,
  { function_code, address, type }: Pick<IdentityCheck, "function_code" | "address" | "type">,
): ReadRequest => ({
  address,
  count: registersOf(type),
  function_code,
  unit,
});

const serialOf = async (
  line: ModbusLine,
  unit: number,
  { serial }: InstrumentProfile,
): Promise<Outcome<string | null, PollFailure>> => {
  if (serial === undefined) return success(null);
  return registerOf(line, requestFor(unit, serial), { type: serial.type, attempts: undefined });
};

const registerOf = async (
  line: ModbusLine,
  request: ReadRequest,
  { type, attempts }: { readonly type: RegisterType; readonly attempts: number | undefined },
): Promise<Outcome<string, PollFailure>> => {
  const polled = await line.poll(request, attempts);
  if (!polled.ok) return failed(polled.failure);
  const { frame } = polled.value;
  return success(registerValue(type, frame.subarray(3, frame.length - 2)) ?? "no number");
};
