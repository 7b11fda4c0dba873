/** What a service dossier says, from plain rows alone. */
import { describe, expect, test } from "vitest";
import type { ReportSection, TableRow } from "../../../shared/report/report-document.ts";
import { textStrings } from "../../../shared/report/report-strings.ts";
import { serviceDossier } from "../../../shared/report/service-dossier.ts";
import { idOf, pumpEntry, pumpInput } from "./dossier-input.ts";

const rowsOf = (section: ReportSection | undefined): ReadonlyArray<string> =>
  (section?.blocks ?? []).flatMap((block) => (block.kind === "table" ? block.rows.map(rowText) : []));

const rowText = (row: TableRow): string =>
  row.kind === "group" ? row.title : row.cells.map((cell) => textStrings(cell).join("")).join(" | ");

const sectionOf = (title: string, input = pumpInput(6)): ReportSection | undefined =>
  serviceDossier(input).sections.find((section) => section.title === title);

test("a correction stands directly under what it corrects, and rules wrong content through", () => {
  const history = sectionOf("History");
  const rows = rowsOf(history);
  const corrected = rows.findIndex((row) => row.includes("Seal replaced"));
  expect(rows[corrected]).toContain("corrected");
  expect(rows[corrected + 1]).toContain("Corrected: the data were wrong");
  expect(rows[corrected + 1]).toContain(`Replaced by record ${idOf("entry 2").slice(0, 12)}`);
  const ruled = JSON.stringify(history).match(/"style":"withdrawn"/g) ?? [];
  expect(ruled).toHaveLength(3);
});

test("an entry late, provisional or of an unknown type is printed as such", () => {
  const entries = [{ ...pumpEntry(0, 1), type: "later/type@7", late: true, standing: "undetermined" as const }];
  const [, row] = rowsOf(sectionOf("History", pumpInput(1, { entries })));
  expect(row).toMatch(/later\/type@7.*undetermined.*Late entry/s);
});

test("a date is never more exact than it was recorded", () => {
  const entry = pumpEntry(0, 1);
  const at = "2024-03-01T08:30:15.250000Z";
  const printed = (["year", "month", "day", "minute", "second", "microsecond"] as const).map((precision) => {
    const [, row] = rowsOf(sectionOf("History", pumpInput(1, { entries: [{ ...entry, at, precision }] })));
    return row?.split("\n")[0];
  });
  expect(printed).toEqual([
    "2024",
    "2024-03",
    "2024-03-01",
    "2024-03-01 08:30 UTC",
    "2024-03-01 08:30:15 UTC",
    "2024-03-01 08:30:15.250000 UTC",
  ]);
});

describe("what is missing", () => {
  test("is named with number and reason", () => {
    const rows = rowsOf(sectionOf("What is missing or in doubt"));
    expect(rows).toEqual([
      expect.stringContaining(`a parent is not here) | 1 | ${idOf("pending").slice(0, 12)}: its parent 5be1 was never`),
      expect.stringMatching(/^Attachments named but not here \| 1 \| поверка/),
      expect.stringMatching(/^Attachments left out of this file for their size \| 1 \| thermogram/),
      "Sealed values whose opening is withheld or erased | 1 | purchase price",
      expect.stringMatching(/^Records whose time is self-declared \| 6 \| /),
    ]);
  });

  test("is one sentence when nothing is", () => {
    const missing = { pending: [], withheldOpenings: [], openTimeBounds: 0 };
    const section = sectionOf("What is missing or in doubt", pumpInput(6, { missing, attachments: [] }));
    expect(section?.blocks).toMatchObject([
      { kind: "paragraph", text: expect.stringMatching(/^Nothing is known to be missing/) },
    ]);
  });
});

test("every dossier says that later or withheld records cannot be excluded, and how to check it", () => {
  const text = JSON.stringify(serviceDossier(pumpInput(0)));
  expect(text).toContain("Later records, and records that somebody withheld, cannot be excluded.");
  expect(text).toContain(`throughlife verify FILE --trust ${idOf("register")}`);
  expect(text).toContain(`THROUGHLIFE:VERIFY/1/${idOf("history").toUpperCase()}/48213/${idOf("root").toUpperCase()}/`);
});

test("a preview claims no signature", () => {
  const preview = serviceDossier(pumpInput(0, { state: "preview" }));
  expect(preview.state).toBe("preview");
  expect(JSON.stringify(preview)).not.toContain("Signed with the key");
  expect(preview.summary.remark).toContain("proves nothing");
});
