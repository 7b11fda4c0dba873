/** What is typed in becomes the request of the contract, or names the members that are not right. */
import { describe, expect, test } from "vitest";
import { emptyPart, emptyWorkDraft, type WorkDraft } from "../../../renderer/work/work-draft.ts";
import { typedOccurred } from "../../../renderer/vocabulary/time-words.ts";
import { costOf, defectRequestOf, workRequestOf } from "../../../renderer/work/work-request.ts";

const context = { history: "P-101A", editionOf: (table: string) => `edition of ${table}`, zone: "+01:00" };
const typed = (part: Partial<WorkDraft>): WorkDraft => ({ ...emptyWorkDraft("2026-11-22 09:30"), summary: "Seal replaced", ...part });

const faultsOf = (part: Partial<WorkDraft>): readonly string[] => {
  const made = workRequestOf(typed(part), context);
  return made.ok ? [] : [...made.faults];
};

test("a line and a time are enough; everything that was left empty is null or none", () => {
  const made = workRequestOf(typed({}), context);
  expect(made).toEqual({
    ok: true,
    request: {
      active_hours: null, activity: null, attachments: [], category: null, closes: [], cost: null, counters: [], done: null, down_hours: null, failure: null,
      history: "P-101A", occurred: { precision: "minute", value: "2026-11-22T09:30", zone: "+01:00" }, parts: [], people: [], references: [], summary: "Seal replaced",
    },
  });
});

test("what was filled in comes in the words of the contract", () => {
  const made = workRequestOf(
    typed({
      summary: "  Seal replaced ", occurred: "2026-11-22", category: "corrective", mode: "ELP", failureText: "Dripping", activity: "1", activeHours: "1.5",
      parts: [{ ...emptyPart, quantity: "4,2", unit: "kg", name: "Grease" }], counters: [{ counter: "starts", unit: "1", value: "12" }, { counter: "hours", unit: "h", value: " " }],
      people: "Anna, , Jonas ", cost: "1250.50 EUR",
    }),
    context,
  );
  expect(made).toMatchObject({
    request: {
      activity: { code: "1", edition: "edition of maintenance-activity" }, category: "corrective", cost: { currency: "EUR", minor: 125_050 },
      counters: [{ counter: "starts", reading: { unit: "1", value: "12" } }], failure: { cause: null, mode: { code: "ELP", edition: "edition of failure-mode" }, text: "Dripping" },
      occurred: { precision: "day", value: "2026-11-22" }, parts: [{ name: "Grease", number: null, quantity: { unit: "kg", value: "4.2" } }], people: ["Anna", "Jonas"],
      summary: "Seal replaced",
    },
  });
});

describe("the member that is not right is named", () => {
  test.each([
    ["summary", { summary: " " }],
    ["active_hours", { activeHours: "two" }],
    ["down_hours", { downHours: "1:30" }],
    ["occurred", { occurred: "22.11.2026" }],
    ["parts", { parts: [{ ...emptyPart, quantity: "some" }] }],
    ["counters", { counters: [{ counter: "hours", unit: "h", value: "61204 or so" }] }],
    ["done", { done: "x".repeat(8_001) }],
    ["failure", { failureText: "x".repeat(8_001) }],
    ["people", { people: "x".repeat(201) }],
    ["cost", { cost: "x".repeat(201) }],
  ] satisfies readonly (readonly [string, Partial<WorkDraft>])[])("%s", (member, part) => expect(faultsOf(part)).toEqual([member]));
});

test("a defect has the same fields and says what failed", () => {
  const made = defectRequestOf(typed({ mode: "NOI", impact: "incipient" }), context);
  expect(made).toMatchObject({ ok: true, request: { failure: { impact: "incipient", mode: { code: "NOI" } }, history: "P-101A" } });
});

describe("a time keeps the precision with which it was typed in", () => {
  test.each([
    ["2026-11-22", "day", "2026-11-22"],
    ["2026-11-22 09:30", "minute", "2026-11-22T09:30"],
    [" 2026-11-22T23:59:58 ", "second", "2026-11-22T23:59:58"],
    ["2024-02-29", "day", "2024-02-29"],
  ])("%s", (text, precision, value) => expect(typedOccurred(text, "utc")).toEqual({ precision, value, zone: "utc" }));

  test.each(["", "2026-02-30", "2026-13-01", "2026-11-22 24:00", "2026-11-22 09:60", "2026-11-22 09:30:60", "yesterday", "2026-11-22 9:30"])("%s is none", (text) =>
    expect(typedOccurred(text, "utc")).toBeNull(),
  );
});

test("a cost is money where it is an amount with its currency, and text everywhere else", () => {
  expect(costOf("1250 EUR")).toEqual({ currency: "EUR", minor: 125_000 });
  expect(costOf("-12,05DKK")).toEqual({ currency: "DKK", minor: -1_205 });
  expect(costOf("about 300")).toEqual({ text: "about 300" });
  expect(costOf("12.5 EUR")).toEqual({ text: "12.5 EUR" });
  expect(costOf("  ")).toBeNull();
});
