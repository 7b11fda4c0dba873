/** A warranty as it is being typed in, and the request that it becomes. */
import { methods, type RequestOf } from "../../shared/rpc/methods.ts";
import type { startEvents, strategies } from "../../shared/warranty/warranty-body.ts";
import { typedDecimal } from "../vocabulary/number-words.ts";

/** All texts, as a form holds them; lists have one item a line. */
export interface WarrantyDraft {
  readonly certificateNumber: string;
  readonly strategy: (typeof strategies)[number];
  readonly description: string;
  readonly part: string;
  readonly serial: string;
  readonly application: string;
  readonly issuer: string;
  readonly address: string;
  readonly holder: string;
  readonly startEvent: (typeof startEvents)[number];
  readonly started: string;
  readonly months: string;
  readonly counter: string;
  readonly unit: string;
  readonly limit: string;
  readonly meter: string;
  readonly asNewMonths: string;
  readonly asNewLimit: string;
  readonly asNewSource: string;
  readonly remedy: string;
  readonly covered: string;
  readonly excluded: string;
  readonly conditions: string;
  readonly exclusions: string;
  readonly liability: string;
  readonly transfer: string;
  readonly procedure: string;
  readonly law: string;
  readonly usageClass: string;
  readonly original: string;
  readonly coreSerial: string;
  readonly evidence: string;
  readonly serviceMonths: string;
  readonly tolerance: string;
  readonly unproved: "not_covered" | "undecided";
}

/** Blank, with what the asset and the issuer say already. */
export const emptyWarrantyDraft = (known: Partial<WarrantyDraft>): WarrantyDraft => ({
  address: "",
  application: "",
  asNewLimit: "",
  asNewMonths: "",
  asNewSource: "",
  certificateNumber: "",
  conditions: "",
  coreSerial: "",
  counter: "",
  covered: "",
  description: "",
  evidence: "",
  excluded: "",
  exclusions: "Misuse, neglect or overload\nRemoved or altered serial number",
  holder: "",
  issuer: "",
  law: "",
  liability: "",
  limit: "",
  meter: "",
  months: "12",
  original: "",
  part: "",
  procedure: "",
  remedy: "Repair or replacement of the product",
  serial: "",
  serviceMonths: "",
  startEvent: "delivery",
  started: "",
  strategy: "remanufactured",
  tolerance: "10",
  transfer: "",
  unit: "h",
  unproved: "undecided",
  usageClass: "",
  ...known,
});

export type WarrantyRequest =
  | { readonly ok: true; readonly request: RequestOf<"warranty.issue"> }
  | { readonly ok: false; readonly faults: ReadonlySet<string> };

/** Checks by the contract itself; faults are named as the form's words have them. */
export const warrantyRequestOf = (draft: WarrantyDraft, history: string): WarrantyRequest => {
  const counter = draft.counter.trim();
  const usage = (limit: string) =>
    counter === "" || limit.trim() === ""
      ? []
      : [{ counter, limit: { unit: draft.unit.trim(), value: typedDecimal(limit) } }];
  const meter =
    draft.meter.trim() === "" || counter === ""
      ? []
      : [{ counter, reading: { unit: draft.unit.trim(), value: typedDecimal(draft.meter) } }];
  const parsed = methods["warranty.issue"].request.safeParse({
    certificate_number: draft.certificateNumber.trim(),
    claim_procedure: textOrNull(draft.procedure),
    conditions: linesOf(draft.conditions),
    continues: null,
    covered: linesOf(draft.covered),
    evidence: linesOf(draft.evidence).map(evidenceOf),
    excluded: linesOf(draft.excluded),
    exclusions: linesOf(draft.exclusions),
    governing_law: textOrNull(draft.law),
    history,
    holder: textOrNull(draft.holder),
    issuer: { address: textOrNull(draft.address), name: draft.issuer.trim() },
    liability: textOrNull(draft.liability),
    limits: { months: wholeOrNull(draft.months), usage: usage(draft.limit) },
    meter_at_start: meter,
    previous: previousOf(draft),
    product: {
      application: textOrNull(draft.application),
      description: draft.description.trim(),
      part_number: textOrNull(draft.part),
      serial: textOrNull(draft.serial),
    },
    reference_new: referenceOf(draft, usage(draft.asNewLimit)),
    remark: null,
    remedy: draft.remedy.trim(),
    service: serviceOf(draft),
    start: {
      event: draft.startEvent,
      occurred: { precision: "day", value: draft.started.trim(), zone: "unstated" },
    },
    strategy: draft.strategy,
    transferable: textOrNull(draft.transfer),
    usage_class: textOrNull(draft.usageClass),
  });
  if (parsed.success) return { ok: true, request: parsed.data };
  return { faults: new Set(parsed.error.issues.map(({ path }) => faultName(path))), ok: false };
};

const faultNames: Readonly<Record<string, string>> = {
  limits: "months",
  meter_at_start: "meter",
  product: "description",
  reference_new: "reference",
  start: "started",
};

const faultName = (path: ReadonlyArray<PropertyKey>): string => {
  const [first = ""] = path.map(String);
  if (first === "limits" && String(path[1]) === "usage") return "usage";
  return faultNames[first] ?? first;
};

const textOrNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

const linesOf = (text: string): ReadonlyArray<string> =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const evidenceOf = (line: string) => {
  const colon = line.indexOf(":");
  return colon < 1
    ? { kind: "Document", reference: line }
    : { kind: line.slice(0, colon).trim(), reference: line.slice(colon + 1).trim() };
};

// What is no number stays what it is, and the contract refuses it.
const wholeOrNull = (text: string): number | string | null => {
  if (text.trim() === "") return null;
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : text;
};

const previousOf = ({ coreSerial, original }: WarrantyDraft) =>
  coreSerial.trim() === "" && original.trim() === ""
    ? null
    : { core_serial: textOrNull(coreSerial), history: null, original_equipment: textOrNull(original) };

const referenceOf = ({ asNewMonths, asNewSource }: WarrantyDraft, usage: ReadonlyArray<object>) =>
  asNewMonths.trim() === "" && usage.length === 0 && asNewSource.trim() === ""
    ? null
    : { months: wholeOrNull(asNewMonths), source: asNewSource.trim(), usage };

const serviceOf = ({ serviceMonths, tolerance, unproved }: WarrantyDraft) =>
  serviceMonths.trim() === ""
    ? null
    : {
        every_months: wholeOrNull(serviceMonths),
        every_usage: null,
        tolerance_percent: typedDecimal(tolerance),
        unproved,
      };
