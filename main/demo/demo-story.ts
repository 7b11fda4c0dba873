/** The story of the demo: two companies, a turbine, a pump and a core, told in the commands that a user has. */

/** One step: words of the command line, as whom, and what it is for. `{NAME}` stands for what an earlier step kept. */
export interface DemoStep {
  readonly does: string;
  readonly company: "north" | "south";
  readonly words: ReadonlyArray<string>;
  /** JSON given as a file to `record` and to `call`; `{NAME}` inside is replaced too. */
  readonly body?: object;
  /** Keeps a member of the answer under a name for later steps. */
  readonly keep?: readonly [name: string, member: string];
}

/** PINs of the people in the demo: it is a demo, so they are printed. */
export const demoPins = { "Ann Lee": "314159", "Γιώργος Νικολάου": "271828" } as const;

const iso = "ISO 14224:2016";
const code = (value: string) => ({ code: value, edition: iso });
const noFailure = {
  cause: null,
  detection: null,
  impact: null,
  mechanism: null,
  mode: null,
  operating_condition: null,
  text: null,
};
const hours = (value: string) => [{ counter: "operating hours", reading: { unit: "h", value } }];

const asset = (fields: {
  readonly tag: string;
  readonly serial: string;
  readonly maker: string;
  readonly model: string;
  readonly className: string;
  readonly description: string;
  readonly location: string;
}) => ({
  description: fields.description,
  equipment_class: code(fields.className),
  identifiers: [],
  life_number: 1,
  location: fields.location,
  maker: fields.maker,
  model: fields.model,
  serial: fields.serial,
  tag: fields.tag,
});

interface Work {
  readonly tag: string;
  readonly date: string;
  readonly summary: string;
  readonly done: string;
  readonly activity: string;
  readonly category: "corrective" | "preventive";
  readonly hours: string;
  readonly counter?: string;
  readonly failure?: object;
  readonly parts?: ReadonlyArray<object>;
  readonly closes?: ReadonlyArray<string>;
  readonly attachments?: ReadonlyArray<string>;
}

const work = (fields: Work) => ({
  active_hours: fields.hours,
  activity: code(fields.activity),
  attachments: fields.attachments ?? [],
  category: fields.category,
  closes: fields.closes ?? [],
  cost: null,
  counters: fields.counter === undefined ? [] : hours(fields.counter),
  done: fields.done,
  down_hours: null,
  failure: fields.failure === undefined ? null : { ...noFailure, ...fields.failure },
  history: fields.tag,
  occurred: { precision: "day", value: fields.date, zone: "utc" },
  parts: fields.parts ?? [],
  people: ["Ann Lee"],
  references: [],
  summary: fields.summary,
});

const part = (number: string, name: string, quantity: string) => ({
  name,
  number,
  quantity: { unit: "1", value: quantity },
  serial: null,
});

const call = (
  company: DemoStep["company"],
  does: string,
  method: string,
  body: object,
  keep?: DemoStep["keep"],
): DemoStep => ({
  body,
  company,
  does,
  words: ["call", method, "{BODY}"],
  ...(keep === undefined ? {} : { keep }),
});

/** Before the two companies know each other. */
export const demoBeginning: ReadonlyArray<DemoStep> = [
  {
    company: "north",
    does: "North Shore Wind begins its register",
    words: ["init", "--party", "North Shore Wind", "--role", "owner", "--role", "operator", "--person", "Ann Lee"],
  },
  {
    company: "south",
    does: "Aegean Turbo Works begins its own",
    words: [
      "init",
      "--party",
      "Aegean Turbo Works",
      "--role",
      "remanufacturer",
      "--role",
      "service-provider",
      "--person",
      "Γιώργος Νικολάου",
    ],
  },
  call(
    "north",
    "registers a wind turbine",
    "asset.register",
    asset({
      className: "not classified",
      description: "Onshore wind turbine, 2.3 MW, geared",
      location: "Row 4, position 7",
      maker: "Bonus-Nordwind",
      model: "NW-82",
      serial: "NW82-0417",
      tag: "WT-047",
    }),
    ["TURBINE", "history"],
  ),
  call(
    "north",
    "registers a pump",
    "asset.register",
    asset({
      className: "PU",
      description: "Cooling water pump, centrifugal, 75 kW",
      location: "Substation, pump house",
      maker: "Sulzer",
      model: "SNS-150",
      serial: "SZ-99121",
      tag: "P-101A",
    }),
    ["PUMP", "history"],
  ),
  call(
    "north",
    "registers a core: the turbocharger of the emergency generator",
    "asset.register",
    asset({
      className: "TE",
      description: "Turbocharger core, life 1",
      location: "Store, bay 3",
      maker: "MAN",
      model: "TCA55-26",
      serial: "TC-55810",
      tag: "CORE-2031",
    }),
    ["CORE", "history"],
  ),
  call(
    "north",
    "logs years of service of the turbine",
    "work.log",
    work({
      activity: "7",
      category: "preventive",
      counter: "4380",
      date: "2022-05-11",
      done: "Annual service by the maker's list; pitch bearings greased; bolts of the tower flange checked at 10 %.",
      hours: "9.5",
      summary: "Annual service, first year",
      tag: "WT-047",
    }),
  ),
  call(
    "north",
    "",
    "work.log",
    work({
      activity: "1",
      category: "corrective",
      counter: "9714",
      date: "2023-01-28",
      done: "Oil pump of the gearbox replaced; oil 320 l changed; ISO 4406 code 16/14/11 after 2 h of running.",
      failure: {
        cause: code("3.4"),
        impact: "degraded",
        mechanism: code("2.4"),
        mode: code("ELU"),
        text: "Oil leak at the shaft seal of the gear oil pump",
      },
      hours: "14",
      parts: [part("GP-4471", "Gear oil pump", "1")],
      summary: "Gear oil pump replaced after leak",
      tag: "WT-047",
    }),
  ),
  call(
    "north",
    "",
    "work.log",
    work({
      activity: "7",
      category: "preventive",
      counter: "12106",
      date: "2023-05-16",
      done: "Annual service; yaw brake pads at 60 %.",
      hours: "10",
      summary: "Annual service, second year",
      tag: "WT-047",
    }),
  ),
  call(
    "north",
    "",
    "work.log",
    work({
      activity: "2",
      category: "corrective",
      counter: "17250",
      date: "2024-02-03",
      done: "Slip ring of the generator cleaned, two brushes replaced, insulation 1.2 GΩ.",
      failure: {
        impact: "critical",
        mode: code("UST"),
        operating_condition: "running",
        text: "Trip with error 546, generator side",
      },
      hours: "6",
      parts: [part("BR-18", "Slip ring brush", "2")],
      summary: "Generator slip ring repaired",
      tag: "WT-047",
    }),
  ),
  call(
    "north",
    "",
    "work.log",
    work({
      activity: "7",
      category: "preventive",
      counter: "20011",
      date: "2024-05-14",
      done: "Annual service. Blade 2: leading edge erosion class 2, to be watched.",
      hours: "11",
      summary: "Annual service, third year",
      tag: "WT-047",
    }),
  ),
  call(
    "north",
    "reports a defect of the pump that stays open",
    "work.report-defect",
    {
      attachments: [],
      failure: { ...noFailure, impact: "incipient", mode: code("VIB"), text: "Vibration ≥ 4.5 mm/s at the drive end" },
      history: "P-101A",
      occurred: { precision: "minute", value: "2024-09-02T08:15", zone: "+02:00" },
      summary: "Vibration at the drive end rising",
    },
    ["DEFECT", "id"],
  ),
  call(
    "north",
    "",
    "work.log",
    work({
      activity: "7",
      category: "preventive",
      counter: "8760",
      date: "2024-03-12",
      done: "Mechanical seal and coupling inspected, alignment ± 0.03 mm.",
      hours: "4",
      summary: "Yearly inspection of the pump",
      tag: "P-101A",
    }),
  ),
  call(
    "north",
    "logs the core's life before it is returned",
    "work.log",
    work({
      activity: "9",
      category: "preventive",
      counter: "11840",
      date: "2023-10-19",
      done: "Boroscope: turbine blades without nicks, Ø 0.02 mm axial play.",
      hours: "3",
      summary: "Boroscope inspection of the turbocharger",
      tag: "CORE-2031",
    }),
  ),
  {
    company: "north",
    does: "reads a simulated vibration sensor into the pump's history",
    words: [
      "instrument",
      "read",
      "sim:wtvb01",
      "--profile",
      "witmotion.wtvb01-485",
      "--count",
      "5",
      "--history",
      "P-101A",
    ],
  },
];

/** After Aegean Turbo Works has joined and holds the histories: both write without contact. */
export const demoApart: ReadonlyArray<DemoStep> = [
  call("south", "Aegean Turbo Works works on the pump, without contact", "work.log", {
    ...work({
      activity: "1",
      category: "corrective",
      counter: "9120",
      date: "2026-03-02",
      done: "Drive end bearing 6314 C3 replaced; vibration 1.9 mm/s afterwards.",
      hours: "5.5",
      parts: [part("6314-C3", "Deep groove ball bearing", "1")],
      summary: "Drive end bearing replaced",
      tag: "{PUMP}",
    }),
    people: ["Γιώργος Νικολάου"],
  }),
  call("south", "and reads the pump's plate: another serial number", "asset.describe", {
    history: "{PUMP}",
    reason: "Read from the plate at the machine",
    set: { serial: "SZ-99127" },
  }),
  call(
    "north",
    "North Shore Wind writes at the same time",
    "work.log",
    work({
      activity: "6",
      category: "preventive",
      counter: "9118",
      date: "2026-03-01",
      done: "Checked before the visit: vibration 4.7 mm/s at the drive end.",
      hours: "0.5",
      summary: "Check before the repair",
      tag: "P-101A",
    }),
  ),
  call("north", "and types the serial number from the papers", "asset.describe", {
    history: "P-101A",
    reason: "From the delivery papers",
    set: { serial: "SZ-99217" },
  }),
];
