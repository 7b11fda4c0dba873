/** The words on a warranty certificate. */
import type { Cover, CoverCheck } from "../warranty/judge-warranty.ts";
import type { ServiceCondition, WarrantyIssued } from "../warranty/warranty-body.ts";

export const certificateWords = {
  title: "Warranty certificate",
  subtitle: (label: string): string => `${label} product: what is promised, to which limits, and how it stands`,
  cover: "Cover",
  covers: { in: "In", out: "Out", undecided: "Cannot be decided" } satisfies Record<Cover, string>,
  judgedOn: "Judged on",
  monthsTo: "Months end",
  usageLimits: "Usage limits",
  firstReached: "Whichever limit is reached first ends the cover.",
  or: " or ",
  of: "of",
  months: (months: number): string => (months === 1 ? "1 month" : `${months} months`),
  noLimit: "no limit",
  strategies: {
    new: "New",
    reconditioned: "Reconditioned",
    remanufactured: "Remanufactured",
    repaired: "Repaired",
  } satisfies Record<WarrantyIssued["strategy"], string>,
  starts: {
    commissioning: "commissioning",
    delivery: "delivery",
    installation: "installation",
    invoice: "invoice",
  } satisfies Record<WarrantyIssued["start"]["event"], string>,
  product: {
    number: "Certificate",
    label: "Label",
    description: "Product",
    part: "Part number",
    serial: "Serial number",
    tag: "Tag",
    life: (tag: string, life: number): string => (life === 1 ? tag : `${tag}, life number ${life}`),
    application: "Application",
    original: "Original equipment",
    core: "Core that it was made from",
    holder: "Holder",
    issuer: "Given by",
  },
  terms: {
    begins: "Begins",
    limits: "Limits",
    meter: "Meter at the start",
    asNew: "The new product is given",
    usageClass: "Usage class",
    remedy: "Remedy",
    replacement: "Replacement",
    replacementText: "A replacement keeps the end of this warranty; the term does not begin anew.",
    liability: "Liability",
    transfer: "Transfer",
    procedure: "How to claim",
    law: "Law",
    remark: "Remark",
    signed: "Signed by",
  },
  sections: {
    terms: "What is promised",
    covered: "Covered",
    excluded: "Not covered",
    conditions: "Conditions",
    exclusions: "What ends the cover",
    evidence: "Evidence",
    standing: "How it stands",
  },
  service: ({ every_months, every_usage, tolerance_percent, unproved }: ServiceCondition): string => {
    const every = [
      ...(every_months === null ? [] : [`${every_months} months`]),
      ...(every_usage === null
        ? []
        : [`${every_usage.limit.value} ${every_usage.limit.unit} of ${every_usage.counter}`]),
    ].join(" and every ");
    const gap = unproved === "not_covered" ? "the cover rests until the next service" : "the cover is left open";
    return `Service is recorded every ${every}, with a tolerance of ${tolerance_percent} %; where it is not, ${gap}.`;
  },
  judged: (at: string): string =>
    `Judged on the records in scope as of ${at}. What is not recorded cannot be judged: gaps are named below.`,
  checks: { service: "Service", term: "Months", usage: "Usage" } satisfies Record<CoverCheck["what"], string>,
  checkTable: "Each limit and condition with its answer and the records behind it",
  columns: { what: "Limit", cover: "Cover", why: "Why", at: "Date", summary: "What failed", record: "Record" },
  claims: "Claims",
  claimTable: "Claims under this warranty",
  noClaims: "Nobody has claimed.",
  statement: "I issue this certificate of the warranty as it was signed, and state its cover as the records bound it.",
} as const;
