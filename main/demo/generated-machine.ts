/** A machine of a generated fleet: what kind it is, what stands on its plate, and when its life began. */
import { iso14224EquipmentClasses } from "../../shared/service/iso14224-equipment-classes.ts";
import { drawsOf } from "./seeded-draws.ts";

/** What happens to machines of a kind; codes are those of ISO 14224. */
export interface MachineKind {
  readonly tagLetters: string;
  readonly equipmentClass: string;
  readonly describes: string;
  readonly plates: readonly [Plate, ...ReadonlyArray<Plate>];
  readonly faults: readonly [KindFault, ...ReadonlyArray<KindFault>];
  readonly services: readonly [string, ...ReadonlyArray<string>];
}

export interface KindFault {
  readonly mode: string;
  readonly seen: string;
  readonly repaired: string;
  readonly part: readonly [number: string, name: string];
}

type Plate = readonly [maker: string, model: string];

export interface GeneratedMachine {
  readonly kind: MachineKind;
  readonly tag: string;
  readonly registered: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970 of its commissioning. */
  readonly bornMs: number;
  /** Hours that it runs of a hundred. */
  readonly use: number;
}

/** The machine of a number from 0 on. The seed stands for the plant: fleets of two seeds carry different tags. */
export const generatedMachine = (seed: number, number: number): GeneratedMachine => {
  const draws = drawsOf(`throughlife fleet ${seed} machine ${number}`);
  const kind = draws.oneOf(machineKinds);
  const tag = machineTag(seed, number, kind);
  const [maker, model] = draws.oneOf(kind.plates);
  const bornMs = fleetBeginsMs + draws.below(365) * dayMs + draws.below(24) * hourMs;
  const equipment_class = { code: kind.equipmentClass, edition: iso14224EquipmentClasses.edition };
  const location = `Hall ${1 + draws.below(9)}, bay ${1 + draws.below(40)}`;
  const serial = `${maker.slice(0, 2).toUpperCase()}-${10_000 + draws.below(60_000)}-${number}`;
  const identifiers = draws.percent(30) ? [{ scheme: "GIAI", value: `4012345${seed}${number}` }] : [];
  const named = { description: kind.describes, equipment_class, identifiers, life_number: 1, location, maker };
  return { bornMs, kind, registered: { ...named, model, serial, source: null, tag }, tag, use: 40 + draws.below(60) };
};

/** The tag of a machine: the plant, the letters of its kind, its number. */
export const machineTag = (seed: number, number: number, kind: MachineKind): string =>
  `${seed}-${kind.tagLetters}-${1001 + number}`;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const fleetBeginsMs = Date.UTC(2018, 0, 1);
/** Until when there are records: a fixed day, so that the same seed gives the same histories at any time. */
export const fleetEndsMs = Date.UTC(2025, 11, 31);

const machineKinds: readonly [MachineKind, ...ReadonlyArray<MachineKind>] = [
  {
    tagLetters: "P",
    equipmentClass: "PU",
    describes: "Centrifugal pump with mechanical seal",
    plates: [
      ["Sulzer", "SNS-150"],
      ["KSB", "CPK-40"],
      ["Müller & Söhne", "MS 80-250"],
    ],
    faults: [
      {
        mode: "ELP",
        seen: "Seal leaks, about 20 drops a minute",
        repaired: "Mechanical seal replaced, shaft sleeve polished",
        part: ["MG1-45", "Mechanical seal"],
      },
      {
        mode: "VIB",
        seen: "Vibration at the drive end above the alarm",
        repaired: "Drive end bearing replaced, coupling aligned within 0.03 mm",
        part: ["6314-C3", "Deep groove ball bearing"],
      },
      {
        mode: "LOO",
        seen: "Delivers less than its curve says",
        repaired: "Impeller wear ring replaced, clearance 0.4 mm",
        part: ["WR-210", "Wear ring"],
      },
    ],
    services: ["Alignment and coupling checked", "Bearings greased, oil topped up", "Suction strainer cleaned"],
  },
  {
    tagLetters: "EM",
    equipmentClass: "EM",
    describes: "Induction motor, 75 kW, 4 poles",
    plates: [
      ["Siemens", "1LE1"],
      ["ABB", "M3BP 280"],
      ["WEG", "W22"],
    ],
    faults: [
      {
        mode: "OHE",
        seen: "Winding runs at 118 °C under usual load",
        repaired: "Fan cover cleaned, fan replaced",
        part: ["FAN-280", "Cooling fan"],
      },
      {
        mode: "NOI",
        seen: "Grinding noise at the fan end",
        repaired: "Bearing at the fan end replaced",
        part: ["6313-C3", "Deep groove ball bearing"],
      },
    ],
    services: ["Insulation measured: above 500 MΩ", "Terminals tightened, fan cleaned"],
  },
  {
    tagLetters: "K",
    equipmentClass: "CO",
    describes: "Screw compressor, oil injected",
    plates: [
      ["Atlas Copco", "GA 90"],
      ["Kaeser", "DSD 205"],
    ],
    faults: [
      {
        mode: "HIO",
        seen: "Discharge pressure climbs over its set point",
        repaired: "Inlet valve overhauled, controller set anew",
        part: ["IV-90", "Inlet valve kit"],
      },
      {
        mode: "ELU",
        seen: "Oil below the separator",
        repaired: "Separator seal replaced",
        part: ["SEP-17", "Separator seal"],
      },
    ],
    services: ["Oil and filter changed", "Separator and belts inspected", "Safety valve tried"],
  },
  {
    tagLetters: "GT",
    equipmentClass: "GT",
    describes: "Gas turbine of the generator set",
    plates: [
      ["Solar", "Taurus 60"],
      ["Siemens Energy", "SGT-300"],
    ],
    faults: [
      {
        mode: "FTS",
        seen: "Does not light at the second attempt",
        repaired: "Igniter and flame detector replaced",
        part: ["IGN-60", "Igniter"],
      },
      {
        mode: "UST",
        seen: "Trip from speed probe 2",
        repaired: "Speed probe replaced, gap set to 1.2 mm",
        part: ["SP-2", "Speed probe"],
      },
    ],
    services: ["Compressor washed off line", "Boroscope: blades without nicks", "Fuel nozzles cleaned"],
  },
];
