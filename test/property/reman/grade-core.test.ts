/** Credits of any programme: never below nothing, never above the deposit, never more for more damage. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { gradeCore, type GradeFacts } from "../../../shared/reman/grade-core.ts";
import { programmeSchema, type Programme } from "../../../shared/reman/programme.ts";
import { valueOf } from "../../doubles/value-of.ts";

const deduction = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 100 }).map((percent) => ({ kind: "percent", percent: String(percent) })),
  fc.record({
    kind: fc.constant("fixed"),
    minor: fc.integer({ min: 0, max: 200_000 }),
    per: fc.constantFrom("core", "piece"),
  }),
);

const programme = fc
  .record({
    criteria: fc.array(fc.record({ deduction, outcome: fc.constantFrom("FULL", "DAMAGED", "NONE", "HOLD") }), {
      maxLength: 6,
      minLength: 1,
    }),
    upgrade: fc.integer({ min: 0, max: 300_000 }),
  })
  .map(({ criteria, upgrade }) =>
    programmeSchema.parse({
      criteria: criteria.map((one, index) => ({ ...one, code: `C${index}`, defect: null, name: `Row ${index}` })),
      currency: "EUR",
      document: null,
      edition: "1",
      families: [],
      owner: "o",
      remark: null,
      source: "made for a test",
      title: "t",
      upgrades: [{ core: "A", minor: upgrade, sold: "B" }],
      window_days: null,
    }),
  );

const graded = (terms: Programme, counts: ReadonlyArray<number>, facts: Omit<GradeFacts, "findings">) => {
  const findings = terms.criteria.flatMap(({ code }, index) => {
    const count = counts[index] ?? 0;
    return count === 0 ? [] : [{ code, count, stated_minor: null }];
  });
  return valueOf(gradeCore(terms, { ...facts, findings }));
};

const counts = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 6, minLength: 6 });
const window = fc.constantFrom("inside" as const, "outside" as const, "none" as const);
const deposit = fc.integer({ min: 0, max: 1_000_000 }).map((minor) => ({ currency: "EUR", minor }));
const plain = { core: null, sold: null };

test("the credit is what the lines leave, within nothing and the deposit", () => {
  fc.assert(
    fc.property(programme, counts, deposit, window, (terms, found, money, when) => {
      const grade = graded(terms, found, { deposit: money, models: { core: "A", sold: "B" }, window: when });
      const taken = grade.lines.reduce((sum, { minor, superseded }) => sum + (superseded ? 0 : minor), 0);
      if (grade.outcome === "HOLD") expect(grade.credit_minor).toBeNull();
      else expect(grade.credit_minor).toBe(Math.max(0, money.minor - taken));
      if (when !== "inside") expect(grade.credit_minor).toBe(0);
    }),
    { numRuns: 300, seed: 20_261_122 },
  );
});

test("one finding more never raises a credit that is decided", () => {
  fc.assert(
    fc.property(programme, counts, fc.nat(5), deposit, (terms, found, place, money) => {
      const facts = { deposit: money, models: plain, window: "inside" as const };
      const less = graded(terms, found, facts).credit_minor;
      const more = graded(
        terms,
        found.map((count, index) => (index === place ? count + 1 : count)),
        facts,
      ).credit_minor;
      if (less !== null && more !== null) expect(more).toBeLessThanOrEqual(less);
    }),
    { numRuns: 300, seed: 20_261_122 },
  );
});

test("an upgrade and a damage are never both charged", () => {
  fc.assert(
    fc.property(programme, counts, deposit, (terms, found, money) => {
      const { lines, outcome } = graded(terms, found, {
        deposit: money,
        models: { core: "A", sold: "B" },
        window: "inside",
      });
      const charged = lines.some(({ rule, superseded }) => rule === "upgrade" && !superseded);
      if (outcome === "DAMAGED") expect(charged).toBe(false);
    }),
    { numRuns: 300, seed: 20_261_122 },
  );
});
