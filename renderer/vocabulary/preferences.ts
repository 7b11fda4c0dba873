/** How a person wants figures and times to be written: kept on this computer for each person, asked by every word. */

export const dateForms = ["iso", "day-first", "month-first"] as const;
export type DateForm = (typeof dateForms)[number];

export const decimalMarks = ["point", "comma"] as const;
export type DecimalMark = (typeof decimalMarks)[number];

export const zones = ["machine", "utc"] as const;
export type Zone = (typeof zones)[number];

/** What can be shown in another unit, and the units offered: metric first, then US. */
export const unitChoices = {
  velocity: ["mm/s", "[in_i]/s"],
  acceleration: ["m/s2", "[g]"],
  length: ["mm", "[in_i]"],
  temperature: ["Cel", "[degF]"],
  pressure: ["bar", "[psi]", "kPa"],
  flow: ["m3/h", "[gal_us]/min"],
  torque: ["N.m", "[ft_i].[lbf_av]"],
  force: ["kN", "[lbf_av]"],
  mass: ["kg", "[lb_av]"],
  volume: ["L", "[gal_us]"],
} as const satisfies Readonly<Record<string, ReadonlyArray<string>>>;

export type Measure = keyof typeof unitChoices;

export interface Preferences {
  readonly dates: DateForm;
  readonly decimal: DecimalMark;
  readonly zone: Zone;
  /** True: the offset stands behind every time. */
  readonly zoneShown: boolean;
  /** A UCUM code by what is measured; what is not here is shown as it was recorded. */
  readonly units: Readonly<Partial<Record<Measure, string>>>;
  /** Minutes without a touch after which the window locks; 0 is never. */
  readonly lockMinutes: number;
}

export const defaultPreferences: Preferences = {
  dates: "iso",
  decimal: "point",
  zone: "machine",
  zoneShown: false,
  units: {},
  lockMinutes: 15,
};

let owner = "nobody";
let current = defaultPreferences;
const listeners = new Set<() => void>();

/** As they are now. */
export const preferences = (): Preferences => current;

/** Takes up what a person (by the id of the key) has chosen on this computer; null: nobody signs. */
export const takePreferencesOf = (person: string | null): void => {
  const next = person ?? owner;
  if (next === owner && current !== defaultPreferences) return;
  owner = next;
  set(readKept(owner));
};

/** Changes some and keeps them. */
export const changePreferences = (change: Partial<Preferences>): void => {
  set({ ...current, ...change });
  localStorage.setItem(storeKey(owner), JSON.stringify(current));
};

/** Hears of every change until the returned function is called. */
export const onPreferences = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** True for something that can be shown in another unit. */
export const isMeasure = (text: string): text is Measure => Object.hasOwn(unitChoices, text);

const set = (next: Preferences): void => {
  current = next;
  for (const listener of listeners) listener();
};

const storeKey = (person: string): string => `throughlife.preferences.${person}`;

const readKept = (person: string): Preferences => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storeKey(person)) ?? "{}");
    return typeof kept === "object" && kept !== null
      ? fitting(new Map<string, unknown>(Object.entries(kept)))
      : current;
  } catch {
    return defaultPreferences;
  }
};

/** Member by member: what another version of the program kept is taken where it still means something. */
const fitting = (kept: ReadonlyMap<string, unknown>): Preferences => {
  const minutes = kept.get("lockMinutes");
  return {
    dates: dateForms.find((form) => form === kept.get("dates")) ?? defaultPreferences.dates,
    decimal: decimalMarks.find((mark) => mark === kept.get("decimal")) ?? defaultPreferences.decimal,
    zone: zones.find((zone) => zone === kept.get("zone")) ?? defaultPreferences.zone,
    zoneShown: kept.get("zoneShown") === true,
    units: fittingUnits(kept.get("units")),
    lockMinutes: typeof minutes === "number" && minutes >= 0 ? minutes : defaultPreferences.lockMinutes,
  };
};

const fittingUnits = (kept: unknown): Preferences["units"] => {
  if (typeof kept !== "object" || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).filter(
      ([measure, code]) => isMeasure(measure) && unitChoices[measure].some((choice) => choice === code),
    ),
  );
};
