/** Files that no program wrote: whatever stands in a study, it is read or refused, looked over, patched and judged. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { lintStudy } from "../../../shared/hazop/lint-study.ts";
import { patchOpha } from "../../../shared/hazop/opha-patch.ts";
import { studyOfOpha } from "../../../shared/hazop/opha-study.ts";
import { readOpha } from "../../../shared/hazop/read-opha.ts";
import { studyStateAt } from "../../../shared/hazop/study-state.ts";
import { guideWords, historyOf, instant, smallStudyBytes } from "../../doubles/study-double.ts";

const text = new TextDecoder().decode(smallStudyBytes());
const words = guideWords();
const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "null",
    "empty",
    [],
    {},
    [null],
    [[]],
    0,
    -1,
    true,
    "\u0000",
    "9".repeat(400),
    "1E999",
    { ID: {} },
    [{ ID: "empty" }],
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: "grapheme" }),
);

/** The study with some of its values, found by walking at random, replaced or taken away. */
const mutated = fc
  .array(fc.tuple(fc.array(fc.nat(40), { maxLength: 12, minLength: 1 }), fc.option(strange, { nil: undefined })), {
    maxLength: 8,
    minLength: 1,
  })
  .map((changes) => {
    const root: unknown = JSON.parse(text);
    for (const [path, value] of changes) change(root, path, value);
    return JSON.stringify(root);
  });

const isBox = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function change(root: unknown, path: ReadonlyArray<number>, value: unknown): void {
  let box = root;
  for (const [depth, step] of path.entries()) {
    if (!isBox(box)) return;
    const names = Object.keys(box);
    const name = names[step % Math.max(1, names.length)];
    if (name === undefined) return;
    const inner = box[name];
    if (depth === path.length - 1 || !isBox(inner)) {
      if (value === undefined) delete box[name];
      else box[name] = value;
      return;
    }
    box = inner;
  }
}

test("a study with values of any kind in any place is judged without a fault of the program", () => {
  let taken = 0;
  fc.assert(
    fc.property(mutated, (content) => {
      const file = readOpha(utf8Of(content), "strange.opha");
      if (!file.ok) {
        expect(file.failure.message).toMatch(/^strange\.opha .+\.$/s);
        return;
      }
      taken += 1;
      const { findings, study } = studyOfOpha(file.value);
      for (const { message, place } of [...findings, ...lintStudy(study, words)])
        expect(message.length * place.length).toBeGreaterThan(0);
      const state = studyStateAt(historyOf(study, {}), instant("2026-01-01T00:00:00Z"));
      expect(state.nodes).toHaveLength(study.nodes.length);
      expect(patchOpha(content, []).text).toBe(content);
    }),
    { numRuns: 600, seed: 4711 },
  );
  expect(taken).toBeGreaterThan(280);
});

test("a study that is cut off anywhere, or damaged in one character, is read or refused in words", () => {
  fc.assert(
    fc.property(
      fc.nat(text.length - 1),
      fc.constantFrom("", "}", "]", '"', "\\", ",", "0", "\ud800"),
      (at, instead) => {
        const cut = readOpha(utf8Of(text.slice(0, at)), "cut.opha");
        expect(cut.ok).toBe(false);
        const damaged = readOpha(utf8Of(text.slice(0, at) + instead + text.slice(at + 1)), "damaged.opha");
        if (!damaged.ok) expect(damaged.failure.message).toMatch(/^damaged\.opha .+\.$/s);
        else studyOfOpha(damaged.value);
      },
    ),
    { numRuns: 300, seed: 815 },
  );
});
