/** No character is lost between a text and its lines, whatever the text and the width. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { openFontLibrary } from "../../../main/document/report-fonts.ts";
import { textLines, type TextSetting } from "../../../main/document/text-lines.ts";
import { codePointName, escapedCodePoints } from "../../../main/document/text-runs.ts";
import type { TextStyle } from "../../../shared/report/report-document.ts";
import { valueOf } from "../../doubles/value-of.ts";

const seed = 20_261_122;
const library = valueOf(openFontLibrary());
/** Every character is half as wide as high: what the text is matters here, not how it looks. */
const typesetter = { library, measure: (_: string, text: string) => [...text].length / 2 };
const setting: TextSetting = { size: 10, leading: 12, face: "regular", ink: "black" };

const samples = "ab c-d/ΑβΩ жщ 高温，泵（）≥±µ°∅→²½⟨⟩ée\u0301 \u{1F527}한\u0007\u202E\u00AD\n   עברית";
const character = fc.oneof(fc.constantFrom(...samples), fc.string({ unit: "binary", minLength: 1, maxLength: 1 }));
const style = fc.constantFrom<TextStyle>("plain", "strong", "muted", "code", "withdrawn");
const spans = fc.array(
  fc.record({ text: fc.array(character, { maxLength: 40 }).map((list) => list.join("")), style }),
  { minLength: 1, maxLength: 4 },
);

/** What must be on paper: each visible character as itself, each other one as its code point. */
const expected = (text: string): string =>
  [...text]
    .filter((one) => one !== " " && one !== "\n" && !/[\uFE00-\uFE0F]/u.test(one))
    .map((one) =>
      escapedCodePoints(library, [one]).length === 0 ? one : `⟨${codePointName(one.codePointAt(0) ?? 0)}⟩`,
    )
    .join("");

test("lines hold every character of the text in order and fit the width", () => {
  const run = fc.check(
    fc.property(spans, fc.integer({ min: 60, max: 400 }), (text, width) => {
      const lines = textLines(typesetter, text, setting, width);
      const seen = lines
        .flatMap((line) => line.runs.map((part) => part.text))
        .join("")
        .replaceAll(" ", "");
      const fits = lines.every(
        (line) => line.width <= width + 0.001 || [...line.runs.map((part) => part.text).join("")].length < 14,
      );
      return fits && seen === expected(text.map((span) => span.text).join(""));
    }),
    { seed, numRuns: 1_000 },
  );
  expect(run.counterexample).toBeNull();
});
