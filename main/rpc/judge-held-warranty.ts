/** Gathers the evidence for a warranty from the records of its asset, and has it judged. */
import { instantFromMillis, isInstant, millisOfInstant, type Instant } from "../../shared/clock/instant.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { tagOf } from "../../shared/query/assets-by-serial.ts";
import { claimsUnder, counterEvidence } from "../../shared/query/warranties.ts";
import type { WarrantyRow, WarrantyVerdict } from "../../shared/rpc/warranty-methods.ts";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import { countsInState } from "../../shared/register/standing.ts";
import type { CounterEvidence } from "../../shared/warranty/counter-bounds.ts";
import {
  coverRule,
  judgeWarranty,
  type CoverQuestion,
  type ServiceEvidence,
} from "../../shared/warranty/judge-warranty.ts";
import {
  warrantyClaimedSchema,
  warrantyIssuedSchema,
  type WarrantyIssued,
} from "../../shared/warranty/warranty-body.ts";
import { endDay } from "../../shared/warranty/warranty-term.ts";
import type { NodeParts } from "./node-parts.ts";
import { readRecord, type ReadRecord } from "./read-record.ts";
import { ruleInRecord, ruleOfProgram } from "./verdict-rules.ts";

/** What is asked, and whether a witness stands behind the later bound. */
export interface HeldQuestion extends CoverQuestion {
  readonly witnessed: boolean;
}

/** Today: asked now, by the clock of this installation. */
export const judgedNow = (parts: NodeParts): HeldQuestion => {
  const now = parts.now();
  return { at: now, knownBy: now, last: now, witnessed: false };
};

/** A warranty with its row, judged. */
export const warrantyRowOf = async (
  parts: NodeParts,
  id: string,
  question: HeldQuestion,
): Promise<Outcome<{ readonly row: WarrantyRow; readonly warranty: ReadRecord<WarrantyIssued> }>> => {
  const warranty = await readRecord(parts, id, warrantyIssuedSchema);
  if (!warranty.ok) return warranty;
  const verdict = await judgeHeld(parts, warranty.value, question);
  if (!verdict.ok) return verdict;
  const tag = await parts.index.listedIn(warranty.value.history, tagOf);
  const claims = tag.ok ? await parts.index.listed(claimsUnder(id)) : tag;
  if (!tag.ok) return tag;
  if (!claims.ok) return claims;
  const { body, history } = warranty.value;
  const row: WarrantyRow = {
    certificate_number: body.certificate_number,
    claims: claims.value.length,
    description: body.product.description,
    ends: endDay(body),
    history,
    record: id,
    serial: body.product.serial,
    standing: warranty.value.entry.standing.standing,
    strategy: body.strategy,
    tag: tag.value[0] ?? "",
    verdict: verdict.value,
  };
  return success({ row, warranty: warranty.value });
};

/**
 * A claim: what it says happened, known no later than the upper bound of its record, or than this installation received
 * it.
 */
export const claimVerdict = async (
  parts: NodeParts,
  warranty: ReadRecord<WarrantyIssued>,
  { at, body, bounds, received, recorded_at }: TimelineEntry,
): Promise<Outcome<WarrantyVerdict>> => {
  const known = [bounds.upper, received ?? recorded_at].flatMap((one) => one ?? []).toSorted()[0] ?? recorded_at;
  if (!isInstant(at) || !isInstant(known)) return refuse("notAnInstant", "The claim has no time that can be read.");
  const knownBy = known < at ? at : known;
  return judgeHeld(parts, warranty, {
    at,
    knownBy,
    last: lastMoment(at, body, warranty.body),
    witnessed: bounds.upper !== null && bounds.upper === known,
  });
};

/** A mere day ends a day after its first moment; a claim that states what the meters showed needs no later one. */
const lastMoment = (at: Instant, body: TimelineEntry["body"], { limits }: WarrantyIssued): Instant => {
  const claim = warrantyClaimedSchema.safeParse(body);
  if (!claim.success || claim.data.occurred.precision !== "day") return at;
  const stated = claim.data.counters.map(({ counter }) => counter);
  const isStated = limits.usage.length > 0 && limits.usage.every(({ counter }) => stated.includes(counter));
  return isStated ? at : instantFromMillis(millisOfInstant(at) + dayMillis - 1, microsLast);
};

const dayMillis = 86_400_000;
const microsLast = 999;

const judgeHeld = async (
  parts: NodeParts,
  { body, entry, history }: ReadRecord<WarrantyIssued>,
  { at, knownBy, last, witnessed }: HeldQuestion,
): Promise<Outcome<WarrantyVerdict>> => {
  const usages = [...body.limits.usage, ...(body.service?.every_usage == null ? [] : [body.service.every_usage])];
  const counters = new Map(
    usages.map(({ counter, limit }) => [`${counter} ${limit.unit}`, { counter, unit: limit.unit }]),
  );
  const readings: CounterEvidence[] = [];
  for (const { counter, unit } of counters.values()) {
    const found = await parts.index.listedIn(history, (key) => counterEvidence(key, counter, unit));
    if (!found.ok) return found;
    readings.push(...found.value);
  }
  const services = body.service === null ? success([]) : await servicesOf(parts, history);
  if (!services.ok) return services;
  const verdict = judgeWarranty(body, { readings, services: services.value }, { at, knownBy, last });
  const checks = verdict.checks.map((check) => ({ ...check, records: [...check.records] }));
  const rules = [ruleInRecord(`Terms of ${body.certificate_number}`, entry), ruleOfProgram(coverRule)];
  return success({ at, checks, cover: verdict.cover, known_by: knownBy, rules, witnessed });
};

/** Entries of one question: bounded, so that a long history is read in pieces. */
const windowEntries = 500;

/** Work that was planned or preventive and counts: what a maintenance log shows. */
const servicesOf = async (
  parts: NodeParts,
  history: ReadRecord<unknown>["history"],
): Promise<Outcome<ReadonlyArray<ServiceEvidence>>> => {
  const services: ServiceEvidence[] = [];
  for (let offset = 0; ; offset += windowEntries) {
    const page = await parts.index.timeline(history, {
      latest: false,
      limit: windowEntries,
      offset,
      types: ["service/performed"],
    });
    if (!page.ok) return page;
    services.push(...page.value.entries.flatMap(serviceIn));
    if (page.value.entries.length < windowEntries) return success(services);
  }
};

const serviceIn = ({ at, body, id, standing }: TimelineEntry): ReadonlyArray<ServiceEvidence> =>
  body["category"] === "preventive" &&
  countsInState({ behind: [], reason: null, standing: standing.standing }) &&
  isInstant(at)
    ? [{ at, record: id }]
    : [];
