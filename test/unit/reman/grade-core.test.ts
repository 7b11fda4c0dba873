/** The arithmetic of credits, over the programmes that come with the program. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { coreBodies } from "../../../fixtures/records/maker/core-bodies.ts";
import { coreGradedSchema, gradeFault } from "../../../shared/reman/core-body.ts";
import { gradeCore, type GradeFacts } from "../../../shared/reman/grade-core.ts";
import { acceptsPart, programmeSchema } from "../../../shared/reman/programme.ts";
import { amountText, parseAmount, percentOf } from "../../../shared/quantity/money.ts";
import { valueOf } from "../../doubles/value-of.ts";

const folder = new URL("../../../fixtures/reman/", import.meta.url);
const shipped = (name: string) => programmeSchema.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8")));
const turbo = shipped("cw-turbo.json");
const engines = shipped("caterpillar-3406-upgrade.json");

const facts = (
  findings: ReadonlyArray<readonly [code: string, count: number, stated?: number]>,
  more: Partial<GradeFacts> = {},
): GradeFacts => ({
  deposit: { currency: "USD", minor: 100_000 },
  findings: findings.map(([code, count, stated]) => ({ code, count, stated_minor: stated ?? null })),
  models: { core: null, sold: null },
  window: "inside",
  ...more,
});

test("every programme that is shipped fits the schema and names its source", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  expect(files.length).toBeGreaterThanOrEqual(5);
  for (const name of files) expect(shipped(name).source).toMatch(/\.(com|ca|pl)/);
});

describe("a turbocharger with a deposit of 1,000.00", () => {
  test("a cracked turbine housing and two studs leave 140.00, each figure with its line", () => {
    const grade = valueOf(
      gradeCore(
        turbo,
        facts([
          ["TH", 1],
          ["STUD", 2],
        ]),
      ),
    );
    expect(grade).toEqual({
      credit_minor: 14_000,
      lines: [
        { code: "TH", count: 1, minor: 80_000, rule: "percent", superseded: false },
        { code: "STUD", count: 2, minor: 6_000, rule: "fixed", superseded: false },
      ],
      outcome: "DAMAGED",
    });
  });

  test("wear alone costs nothing", () => {
    expect(valueOf(gradeCore(turbo, facts([["WEAR", 1]])))).toMatchObject({ credit_minor: 100_000, outcome: "FULL" });
  });

  test("the credit is never less than nothing", () => {
    expect(
      valueOf(
        gradeCore(
          turbo,
          facts([
            ["TH", 1],
            ["CH", 1],
            ["STUD", 9],
          ]),
        ),
      ),
    ).toMatchObject({
      credit_minor: 0,
      outcome: "DAMAGED",
    });
  });

  test("fire takes everything, even where the plate cannot be read and the window is over", () => {
    const grade = valueOf(
      gradeCore(
        turbo,
        facts(
          [
            ["STUD", 1],
            ["FIRE", 1],
            ["ID-PLATE", 1],
          ],
          { window: "outside" },
        ),
      ),
    );
    expect(grade).toMatchObject({ credit_minor: 0, outcome: "NONE" });
    expect(grade.lines).toEqual([
      { code: "FIRE", count: 1, minor: 100_000, rule: "none", superseded: false },
      { code: "STUD", count: 1, minor: 3_000, rule: "fixed", superseded: true },
    ]);
  });

  test("an unreadable plate leaves the credit open", () => {
    expect(
      valueOf(
        gradeCore(
          turbo,
          facts([
            ["ID-PLATE", 1],
            ["TH", 1],
          ]),
        ),
      ),
    ).toMatchObject({
      credit_minor: null,
      outcome: "HOLD",
    });
  });

  test.each(["outside", "none"] as const)("a core whose window is %s is excess", (window) => {
    expect(valueOf(gradeCore(turbo, facts([], { window })))).toMatchObject({ credit_minor: 0, outcome: "EXCESS" });
  });
});

describe("a 3406B core for a 3406C", () => {
  const models = { core: "3406B", sold: "3406C" };
  test("costs the upgrade of 542.00", () => {
    expect(valueOf(gradeCore(engines, facts([], { models })))).toMatchObject({
      credit_minor: 45_800,
      lines: [{ code: "UPGRADE", minor: 54_200, superseded: false }],
    });
  });

  test("when it is damaged, costs the damage alone", () => {
    const grade = valueOf(gradeCore(engines, facts([["BLOCK", 1, 70_000]], { models })));
    expect(grade.credit_minor).toBe(30_000);
    expect(grade.lines).toContainEqual({ code: "UPGRADE", count: 1, minor: 54_200, rule: "upgrade", superseded: true });
  });

  test("a newer core than was sold costs nothing", () => {
    const newer = { core: "3406E", sold: "3406C" };
    expect(valueOf(gradeCore(engines, facts([], { models: newer }))).credit_minor).toBe(100_000);
  });
});

test.each([
  ["criterionUnknown", facts([["XX", 1]])],
  [
    "criterionTwice",
    facts([
      ["TH", 1],
      ["TH", 1],
    ]),
  ],
  ["amountNotAsked", facts([["TH", 1, 5]])],
  ["currencyDiffers", facts([], { deposit: { currency: "EUR", minor: 1 } })],
])("%s is refused in words", (kind, wrong) => {
  const graded = gradeCore(turbo, wrong);
  expect(graded.ok ? null : graded.failure.kind).toBe(kind);
});

test("a charge without a published figure must be stated", () => {
  const graded = gradeCore(engines, facts([["BLOCK", 1]]));
  expect(graded.ok ? null : graded.failure.message).toContain("Write the amount of the price list");
});

test("a reader computes a recorded grade again, and says what does not follow", () => {
  const id = "ab".repeat(32);
  const recorded = coreBodies.graded(id, id, id);
  const faultOf = (change: object) => gradeFault(coreGradedSchema.parse({ ...recorded, ...change }));
  expect(faultOf({})).toBeNull();
  expect(faultOf({ credit_minor: 15_000 })).toBe(
    "Its credit of 150.00 USD does not follow from its programme: that gives 140.00 USD.",
  );
  expect(faultOf({ outcome: "FULL" })).toContain("does not follow from its programme: that gives DAMAGED");
  expect(faultOf({ lines: [] })).toBe("Its lines do not follow from its programme.");
  expect(faultOf({ window: "none" })).toContain("does not fit an entitlement");
  expect(faultOf({ findings: [] })).toContain("that gives FULL");
});

test("part numbers are compared as plates are read", () => {
  const listing = { ...turbo, families: [{ name: "HX", part_numbers: ["4-9179-95"] }] };
  expect([acceptsPart(listing, "4 917995"), acceptsPart(listing, "4917996"), acceptsPart(turbo, "x")]).toEqual([
    true,
    false,
    null,
  ]);
});

test("money is read and written to the minor unit of its currency", () => {
  expect(["1,000.00", "1000", "30.5", "0.005", "1,00", ""].map((text) => parseAmount(text, "USD"))).toEqual([
    100_000,
    100_000,
    3_050,
    null,
    null,
    null,
  ]);
  expect([parseAmount("1000", "JPY"), amountText({ currency: "JPY", minor: 1000 })]).toEqual([1000, "1,000"]);
  expect([amountText({ currency: "USD", minor: 5 }), percentOf(333, "12.5"), percentOf(100_000, "80")]).toEqual([
    "0.05",
    42,
    80_000,
  ]);
});
