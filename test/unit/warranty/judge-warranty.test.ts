/** Warranties judged at their bounds: in, out, and what keeps them open. */
import { describe, expect, test } from "vitest";
import { isInstant, type Instant } from "../../../shared/clock/instant.ts";
import { isDecimal } from "../../../shared/quantity/decimal.ts";
import type { CounterEvidence } from "../../../shared/warranty/counter-bounds.ts";
import { decideWarranty, labelFault } from "../../../shared/warranty/decide-warranty.ts";
import { judgeWarranty, type WarrantyEvidence } from "../../../shared/warranty/judge-warranty.ts";
import type { WarrantyIssued } from "../../../shared/warranty/warranty-body.ts";
import { addMonths } from "../../../shared/warranty/warranty-term.ts";
import { warrantyTerms } from "../../doubles/warranty-terms.ts";

const noon = (day: string): Instant => {
  const text = `${day}T12:00:00.000000Z`;
  if (!isInstant(text)) throw new Error(text);
  return text;
};

const reading = (day: string, value: string, unit = "h"): CounterEvidence => {
  if (!isDecimal(value)) throw new Error(value);
  return { at: noon(day), counter: unit === "h" ? "operating hours" : "starts", record: `r-${day}`, unit, value };
};

const nothing: WarrantyEvidence = { readings: [], services: [] };
const judged = (terms: WarrantyIssued, day: string, evidence = nothing, knownBy = day) =>
  judgeWarranty(terms, evidence, { at: noon(day), knownBy: noon(knownBy), last: noon(day) });
const monthsOnly = warrantyTerms({ limits: { months: 24, usage: [] } });
const starts = { counter: "starts", limit: { unit: "1", value: "500" } };
const byStarts = warrantyTerms({
  limits: { months: 24, usage: [starts] },
  meter_at_start: [{ counter: "starts", reading: { unit: "1", value: "0" } }],
  reference_new: null,
  strategy: "reconditioned",
});

describe("months", () => {
  test.each([
    ["2026-01-14", "out"],
    ["2026-01-15", "in"],
    ["2028-01-15", "in"],
    ["2028-01-16", "out"],
  ])("on %s: %s", (day, cover) => expect(judged(monthsOnly, day).cover).toBe(cover));

  test("a claim said to be in time, but stated after the end, cannot be decided", () => {
    const { checks, cover } = judged(monthsOnly, "2028-01-10", nothing, "2028-02-03");
    expect(cover).toBe("undecided");
    expect(checks[0]?.sentence).toContain("only self-declared between 2028-01-10 and 2028-02-03");
  });

  test("a month without a 31st ends on its last day", () => {
    expect([addMonths("2026-01-31", 1), addMonths("2024-01-31", 1), addMonths("2026-11-30", 14)]).toEqual([
      "2026-02-28",
      "2024-02-29",
      "2028-01-30",
    ]);
  });
});

describe("usage", () => {
  const terms = warrantyTerms();
  test("an hour meter cannot outrun the clock: without a reading it is in for the first 4,000 h", () => {
    expect(judged(terms, "2026-06-20").cover).toBe("in");
    expect(judged(terms, "2026-07-20").cover).toBe("undecided");
  });

  test("the gap is named", () => {
    const { checks, cover } = judged(terms, "2027-06-01", { ...nothing, readings: [reading("2026-10-01", "4600")] });
    expect(cover).toBe("undecided");
    expect(checks[1]?.sentence).toBe(
      'There is no reading of "operating hours" since 2026-10-01, when it stood at 4600 h; cover ends at 5000 h.',
    );
    expect(checks[1]?.records).toEqual(["r-2026-10-01"]);
  });

  test("a later reading below the limit decides it, one above before the day ends it", () => {
    expect(judged(terms, "2027-06-01", { ...nothing, readings: [reading("2027-09-01", "4999")] }).cover).toBe("in");
    expect(judged(terms, "2027-06-01", { ...nothing, readings: [reading("2027-05-01", "5000.1")] }).cover).toBe("out");
    expect(judged(terms, "2027-06-01", { ...nothing, readings: [reading("2027-06-01", "5000")] }).cover).toBe("in");
  });

  test("a mere day is decided only where its first and its last moment agree", () => {
    const evidence = { readings: [reading("2026-09-30", "4990")], services: [] };
    const first = noon("2026-09-30");
    const over = (hours: string) => {
      const last = `2026-09-30T${hours}:59:59.999999Z`;
      if (!isInstant(last)) throw new Error(last);
      return judgeWarranty(terms, evidence, { at: first, knownBy: last, last }).cover;
    };
    expect([over("20"), over("23")]).toEqual(["in", "undecided"]);
  });

  test("starts do not follow the clock: only a reading decides", () => {
    expect(judged(byStarts, "2026-01-16").cover).toBe("undecided");
    expect(judged(byStarts, "2026-03-01", { ...nothing, readings: [reading("2026-03-01", "12", "1")] }).cover).toBe(
      "in",
    );
  });

  test("readings that run backwards are named", () => {
    const readings = [reading("2026-02-01", "1500"), reading("2026-03-01", "1400")];
    const { checks, cover } = judged(terms, "2026-04-01", { ...nothing, readings });
    expect([cover, checks[1]?.sentence]).toEqual([
      "undecided",
      'The readings of "operating hours" contradict: 1500 h on 2026-02-01, then 1400 h on 2026-03-01.',
    ]);
  });
});

describe("service", () => {
  const service = { every_months: 12, every_usage: null, tolerance_percent: "10", unproved: "undecided" } as const;
  const terms = warrantyTerms({ limits: { months: 24, usage: [] }, service });
  test("is kept up to the tolerance, then open or not covered, as agreed", () => {
    // 365 days and 10 % of them.
    expect(judged(terms, "2027-02-20").cover).toBe("in");
    expect(judged(terms, "2027-02-21").cover).toBe("undecided");
    expect(
      judged(
        warrantyTerms({ limits: { months: 24, usage: [] }, service: { ...service, unproved: "not_covered" } }),
        "2027-02-21",
      ).cover,
    ).toBe("out");
  });

  test("a start is no service: only a service that is recorded is said to have been done", () => {
    const sentenceOf = (known: Parameters<typeof judged>[2]) => judged(terms, "2026-12-31", known).checks.find(({ what }) => what === "service")?.sentence;
    expect(sentenceOf(nothing)).toMatch(/^Began on 2026-01-15, no service is due yet;/);
    expect(sentenceOf({ ...nothing, services: [{ at: noon("2026-12-20"), record: "s" }] })).toMatch(
      /^Serviced on 2026-12-20;/,
    );
  });

  test("a service in between keeps the cover", () => {
    const services = [{ at: noon("2026-12-20"), record: "s" }];
    expect(judged(terms, "2027-08-01", { ...nothing, services }).cover).toBe("in");
  });

  test("by usage it needs readings, and says which are missing", () => {
    const every_usage = { counter: "operating hours", limit: { unit: "h", value: "1000" } };
    const metered = warrantyTerms({ service: { ...service, every_months: null, every_usage } });
    expect(judged(metered, "2026-02-20").cover).toBe("in");
    expect(judged(metered, "2026-04-20").checks[2]?.sentence).toContain('no reading of "operating hours"');
    const read = { ...nothing, readings: [reading("2026-04-19", "2200")] };
    expect(
      judged(
        warrantyTerms({ service: { ...service, every_months: null, every_usage, unproved: "not_covered" } }),
        "2026-04-20",
        read,
      ),
    ).toMatchObject({ cover: "out" });
  });
});

describe("the label", () => {
  test("remanufactured is refused below the new product's terms", () => {
    const short = warrantyTerms({ limits: { months: 6, usage: [] } });
    expect(labelFault(short)).toBe(
      'The label "remanufactured" is not carried: the new product has 12 months, this one 6 months.',
    );
    const decided = decideWarranty(short, null);
    expect(decided.ok ? null : decided.failure.kind).toBe("labelNotCarried");
    expect(decideWarranty({ ...short, strategy: "reconditioned" }, null).ok).toBe(true);
  });

  test("a limit that the new product does not have breaks it too, and so does silence about the new product", () => {
    expect(labelFault(warrantyTerms({ reference_new: { months: 12, source: "x", usage: [] } }))).toContain(
      "no limit in",
    );
    expect(labelFault(warrantyTerms({ reference_new: null }))).toContain("none is given");
    expect(labelFault(warrantyTerms())).toBeNull();
  });

  test("a usage limit needs the reading at the start", () => {
    const decided = decideWarranty(warrantyTerms({ meter_at_start: [] }), null);
    expect(decided.ok ? null : decided.failure.kind).toBe("meterMissing");
  });

  test("a replacement keeps the end of what it continues", () => {
    const occurred = { precision: "day", value: "2027-01-01", zone: "utc" } as const;
    const later = warrantyTerms({ start: { event: "delivery", occurred } });
    const decided = decideWarranty(later, warrantyTerms());
    expect(decided.ok ? null : decided.failure.message).toContain("2028-01-15");
    expect(
      decideWarranty(
        warrantyTerms({ limits: { months: 12, usage: [] }, start: { event: "delivery", occurred } }),
        warrantyTerms(),
      ).ok,
    ).toBe(true);
  });
});
