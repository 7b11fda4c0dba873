/**
 * The units that instruments, profiles and counters use: UCUM codes with what they measure and how they are printed.
 */
import { refuse, success, type Outcome } from "../outcome/outcome.ts";

/** A unit as a UCUM code, case-sensitive (`c/s` form), from the table below. */
export type UnitCode = string & { readonly __brand: "UnitCode" };

export interface Unit {
  /** The UCUM code, case-sensitive. */
  readonly code: string;
  /** As an engineer prints it. */
  readonly symbol: string;
  /** What is measured; only units of one kind can be compared or converted. */
  readonly measures: string;
}

/** Where the codes come from. A unit that is missing here is added here, never spelt by a profile of its own. */
export const unitTable = {
  edition: "UCUM 2.2",
  source: "The Unified Code for Units of Measure, https://ucum.org",
  units: [
    { code: "1", symbol: "", measures: "number" },
    { code: "%", symbol: "%", measures: "fraction" },
    { code: "mm/s", symbol: "mm/s", measures: "velocity" },
    { code: "m/s", symbol: "m/s", measures: "velocity" },
    { code: "[in_i]/s", symbol: "in/s", measures: "velocity" },
    { code: "[g]", symbol: "g", measures: "acceleration" },
    { code: "m/s2", symbol: "m/s²", measures: "acceleration" },
    { code: "um", symbol: "µm", measures: "length" },
    { code: "mm", symbol: "mm", measures: "length" },
    { code: "m", symbol: "m", measures: "length" },
    { code: "[in_i]", symbol: "in", measures: "length" },
    { code: "Cel", symbol: "°C", measures: "temperature" },
    { code: "[degF]", symbol: "°F", measures: "temperature" },
    { code: "K", symbol: "K", measures: "temperature" },
    { code: "Hz", symbol: "Hz", measures: "frequency" },
    { code: "kHz", symbol: "kHz", measures: "frequency" },
    { code: "/min", symbol: "1/min", measures: "frequency" },
    { code: "bar", symbol: "bar", measures: "pressure" },
    { code: "mbar", symbol: "mbar", measures: "pressure" },
    { code: "Pa", symbol: "Pa", measures: "pressure" },
    { code: "kPa", symbol: "kPa", measures: "pressure" },
    { code: "MPa", symbol: "MPa", measures: "pressure" },
    { code: "[psi]", symbol: "psi", measures: "pressure" },
    { code: "m3/h", symbol: "m³/h", measures: "flow" },
    { code: "L/min", symbol: "l/min", measures: "flow" },
    { code: "L/s", symbol: "l/s", measures: "flow" },
    { code: "[gal_us]/min", symbol: "gal/min", measures: "flow" },
    { code: "N.m", symbol: "N·m", measures: "torque" },
    { code: "kgf.m", symbol: "kgf·m", measures: "torque" },
    { code: "[ft_i].[lbf_av]", symbol: "lbf·ft", measures: "torque" },
    { code: "N", symbol: "N", measures: "force" },
    { code: "kN", symbol: "kN", measures: "force" },
    { code: "[lbf_av]", symbol: "lbf", measures: "force" },
    { code: "V", symbol: "V", measures: "voltage" },
    { code: "mV", symbol: "mV", measures: "voltage" },
    { code: "A", symbol: "A", measures: "current" },
    { code: "mA", symbol: "mA", measures: "current" },
    { code: "Ohm", symbol: "Ω", measures: "resistance" },
    { code: "W", symbol: "W", measures: "power" },
    { code: "kW", symbol: "kW", measures: "power" },
    { code: "kW.h", symbol: "kWh", measures: "energy" },
    { code: "deg", symbol: "°", measures: "angle" },
    { code: "g", symbol: "g (mass)", measures: "mass" },
    { code: "kg", symbol: "kg", measures: "mass" },
    { code: "t", symbol: "t", measures: "mass" },
    { code: "[lb_av]", symbol: "lb", measures: "mass" },
    { code: "us", symbol: "µs", measures: "time" },
    { code: "ms", symbol: "ms", measures: "time" },
    { code: "s", symbol: "s", measures: "time" },
    { code: "min", symbol: "min", measures: "time" },
    { code: "h", symbol: "h", measures: "time" },
    { code: "d", symbol: "d", measures: "time" },
    { code: "/mL", symbol: "1/ml", measures: "concentration" },
    { code: "L", symbol: "l", measures: "volume" },
    { code: "m3", symbol: "m³", measures: "volume" },
    { code: "[gal_us]", symbol: "gal", measures: "volume" },
  ],
} as const;

/** True for the code of a unit of the table. */
export const isUnitCode = (text: string): text is UnitCode => unitByCode.has(text);

/** The unit of a code, or a sentence that says how units are written. */
export const parseUnit = (text: string): Outcome<Unit> => {
  const unit = unitByCode.get(text);
  if (unit !== undefined) return success(unit);
  return refuse(
    "unknownUnit",
    `"${text}" is not a known unit. Write a UCUM code such as mm/s, [g], Cel, bar or Hz; 1 for none.`,
  );
};

/** The unit as an engineer prints it; a code that this version does not know is shown as it is. */
export const unitSymbol = (code: string): string => unitByCode.get(code)?.symbol ?? code;

const unitByCode: ReadonlyMap<string, Unit> = new Map(unitTable.units.map((unit) => [unit.code, unit]));
