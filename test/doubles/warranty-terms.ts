/** A warranty as a remanufacturer of turbochargers issues it; tests change what they are about. */
import type { z } from "zod";
import { warrantyIssuedSchema, type WarrantyIssued } from "../../shared/warranty/warranty-body.ts";

/** 24 months or 4,000 h, whichever first, from 2026-01-15 at 1,000 h; the new product has 12 months. */
export const warrantyTerms = (change: Partial<z.input<typeof warrantyIssuedSchema>> = {}): WarrantyIssued =>
  warrantyIssuedSchema.parse({
    certificate_number: "W-2026-0017",
    claim_procedure: "Report within 30 days and return the failed part under an RGA number.",
    conditions: ["Fitted by a trained installer", "Tamper seal intact"],
    continues: null,
    covered: ["Rotor", "Bearings", "Housings"],
    evidence: [{ kind: "Test report", reference: "TR-2026-0091" }],
    excluded: ["Gaskets and filters"],
    exclusions: ["Misuse and neglect", "Removed or altered serial number"],
    governing_law: "England and Wales",
    holder: null,
    issuer: { address: "1 Depot Road, Port Alba", name: "Alba Reman Works" },
    liability: "Limited to the price of the product.",
    limits: { months: 24, usage: [{ counter: "operating hours", limit: { unit: "h", value: "4000" } }] },
    meter_at_start: [{ counter: "operating hours", reading: { unit: "h", value: "1000" } }],
    previous: { core_serial: "TC-4711", history: null, original_equipment: "HX55 as delivered 2014" },
    product: { application: "Marine auxiliary", description: "Turbocharger HX55", part_number: "4917", serial: "R-88" },
    reference_new: {
      months: 12,
      source: "Maker's terms, edition 2025",
      usage: [{ counter: "operating hours", limit: { unit: "h", value: "4000" } }],
    },
    remark: null,
    remedy: "Repair or replacement, parts and labour.",
    service: null,
    start: { event: "installation", occurred: { precision: "day", value: "2026-01-15", zone: "utc" } },
    strategy: "remanufactured",
    transferable: "To the next owner on notice, without a fee.",
    usage_class: "Industrial prime",
    ...change,
  });
