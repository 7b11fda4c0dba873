/**
 * The plant of the demo: what is due on its machines, and its HAZOP study with a safeguard that is not tested in time.
 */
import { asset, call, code, day, type DemoStep } from "./demo-step.ts";

/** Items of fixtures/hazop/seal-oil-skid.opha. */
const study = {
  pumpNode: "9t13cxizo25nig7tfay4re",
  reliefValve: "5xd1tgjp4yk4ppmhkn5atg",
  pressureTrip: "4z5f6ywwgxf09v5fm236ia",
} as const;

const calendar = (months: number, since: string) => ({ months, since, tolerance_days: 30 });
const counter = (every: string, since: string) => ({
  counter: "operating hours",
  every,
  since,
  tolerance: "100",
  unit: "h",
});

const tested = (safeguard: string, device: string, date: string, description: string) => ({
  description,
  device,
  evidence: [],
  interval: null,
  occurred: day(date),
  people: ["Ann Lee"],
  result: "passed",
  safeguard,
  study: "{STUDY}",
});

/** At North Shore Wind, after both companies have met again. */
export const demoPlant: ReadonlyArray<DemoStep> = [
  call("north", "North Shore Wind plans the maintenance of its machines", "asset.plan", {
    history: "WT-047",
    reason: null,
    replaces: [],
    tasks: [
      {
        activity: code("7"),
        calendar: calendar(12, "2024-05-14"),
        counter: null,
        instruction: "By the maker's list.",
        key: "annual-service",
        title: "Annual service",
      },
      {
        activity: code("9"),
        calendar: null,
        counter: counter("4000", "17250"),
        instruction: null,
        key: "brushes",
        title: "Inspect the slip ring brushes",
      },
    ],
  }),
  call("north", "", "asset.plan", {
    history: "P-101A",
    reason: null,
    replaces: [],
    tasks: [
      {
        activity: code("7"),
        calendar: calendar(24, "2026-03-02"),
        counter: counter("4000", "9120"),
        instruction: "Grease of the drive end bearing: 18 g.",
        key: "regrease",
        title: "Regrease the bearings",
      },
    ],
  }),
  call(
    "north",
    "registers the relief valve of the seal oil",
    "asset.register",
    asset({
      className: "VA",
      description: "Relief valve, seal oil, set at 12 bar",
      location: "Substation, pump house",
      maker: "Leser",
      model: "441",
      serial: "LS-20418",
      tag: "PSV-4101",
    }),
  ),
  {
    company: "north",
    does: "takes its HAZOP study in and says which machines perform its safeguards",
    keep: ["STUDY", "study"],
    words: ["hazop", "import", "{FIXTURES}/hazop/seal-oil-skid.opha"],
  },
  call("north", "", "hazop.link-node", { assets: ["P-101A"], node: study.pumpNode, study: "{STUDY}" }),
  call("north", "", "hazop.link-safeguard", { asset: "PSV-4101", safeguard: study.reliefValve, study: "{STUDY}" }),
  call("north", "", "hazop.link-safeguard", { asset: "P-101A", safeguard: study.pressureTrip, study: "{STUDY}" }),
  call(
    "north",
    "records two proof tests; one of them is long ago",
    "hazop.record-test",
    tested(study.reliefValve, "LS-20418", "2026-02-17", "Lifted at 12.1 bar on the bench, tight at 11.0 bar."),
  ),
  call(
    "north",
    "",
    "hazop.record-test",
    tested(study.pressureTrip, "PSHH-4102", "2024-11-06", "Tripped at 10.9 bar; pump stopped in 2 s."),
  ),
];
