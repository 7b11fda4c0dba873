/**
 * A core in the demo: returned for a unit that was sold, graded with photos, its credit, and the warranty of the unit.
 */
import { call, day, hours, type DemoStep } from "./demo-step.ts";

const finding = (code: string, count: number, text: string) => ({
  code,
  count,
  photos: ["{PHOTO}"],
  stated_minor: null,
  text,
});

/** At Aegean Turbo Works, which holds the core's life from its owner. */
export const demoCore: ReadonlyArray<DemoStep> = [
  {
    company: "south",
    does: "Aegean Turbo Works publishes the programme that it grades cores by",
    fixture: ["terms", "reman/cw-turbo.json"],
    body: { history: null },
    keep: ["PROGRAMME", "id"],
    words: ["call", "core.publish-programme", "{BODY}"],
  },
  call(
    "south",
    "entitles North Shore Wind to return a core for a turbocharger that it bought",
    "core.entitle",
    {
      deposit: { currency: "USD", minor: 100_000 },
      equipment_class: { code: "TE", edition: "ISO 14224:2016" },
      holder: "North Shore Wind",
      maker: "MAN",
      model: "TCA55-26",
      occurred: day("2026-01-12"),
      part_number: "TCA55-26-R",
      programme: "{PROGRAMME}",
      reference: "Order 2026-0117",
      sold_serial: "TC-61207",
      window_days: 60,
    },
    ["ENTITLEMENT", "id"],
  ),
  call(
    "south",
    "receives the core and sees its whole life before opening it",
    "core.receive",
    {
      attachments: [],
      core: { maker: "MAN", model: "TCA55-26", part_number: null, serial: "TC-55810" },
      entitlement: "{ENTITLEMENT}",
      history: "{CORE}",
      occurred: day("2026-02-20"),
      place: "Goods-in, Piraeus",
      remark: null,
      rga: "RGA-3316",
      sold_serial: "TC-61207",
    },
    ["RECEIPT", "id"],
  ),
  call(
    "south",
    "",
    "attachment.put",
    {
      file: { path: "{FIXTURES}/demo/turbine-housing.png" },
      media_type: "image/png",
      name: "turbine-housing.png",
    },
    ["PHOTO"],
  ),
  call("south", "and grades it: of a deposit of 1,000.00 a credit of 140.00 is left", "core.grade", {
    findings: [
      finding("TH", 1, "Crack from the flange into the volute"),
      finding("STUD", 2, "Two studs of the turbine housing sheared"),
    ],
    models: { core: null, sold: null },
    programme: "{PROGRAMME}",
    receipt: "{RECEIPT}",
    remark: null,
  }),
  call("south", "issues the warranty of the turbocharger that it sold", "warranty.issue", {
    certificate_number: "ATW-2026-0117",
    claim_procedure: "Notify Aegean Turbo Works before the unit is opened; return it with the RGA number.",
    conditions: ["Oil and oil filter changed at installation", "A maintenance log is kept"],
    continues: null,
    covered: ["Rotor", "Bearings", "Housings"],
    evidence: [{ kind: "test report", reference: "Balancing and flow bench, run 5521" }],
    excluded: ["Gaskets"],
    exclusions: ["Foreign bodies", "Running without oil pressure"],
    governing_law: null,
    history: "TC-61207",
    holder: "North Shore Wind",
    issuer: { address: null, name: "Aegean Turbo Works" },
    liability: null,
    limits: { months: 24, usage: [{ counter: "operating hours", limit: { unit: "h", value: "4000" } }] },
    meter_at_start: hours("0"),
    previous: null,
    product: {
      application: "Emergency generator",
      description: "Turbocharger TCA55-26, remanufactured",
      part_number: "TCA55-26-R",
      serial: "TC-61207",
    },
    reference_new: {
      months: 24,
      source: "Maker's terms of 2025",
      usage: [{ counter: "operating hours", limit: { unit: "h", value: "4000" } }],
    },
    remark: null,
    remedy: "Repair or replacement, parts and labour",
    service: { every_months: 12, every_usage: null, tolerance_percent: "10", unproved: "undecided" },
    start: { event: "delivery", occurred: day("2026-01-15") },
    strategy: "remanufactured",
    transferable: null,
    usage_class: "Industrial standby",
  }),
];
