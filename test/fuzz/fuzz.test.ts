/** A sample of what `npm run fuzz` does with a million inputs, everything that ever found something, and the judges judged. */
import { describe, expect, test } from "vitest";
import { keptInputs } from "./corpus.ts";
import { fuzzInput, tryInput } from "./fuzz-input.ts";
import { accepted, type FuzzTarget } from "./fuzz-target.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { fuzzTargets } from "./targets.ts";

/** So many of each target, for no target is tried enough by its share of a small number. */
const inputsOfEach = 60;

describe.each(fuzzTargets.map((target) => [target.name, target] as const))("the reader of %s", (_, target) => {
  test("takes every good input", async () => {
    for (const bytes of target.samples) expect(await tryInput({ bytes, target })).toMatchObject({ kind: "accepted" });
  });

  test("survives spoilt ones and takes none that it must refuse", async () => {
    const kinds = new Set<string>();
    for (let number = 0; number < inputsOfEach; number++) {
      const answer = await tryInput(fuzzInput([target], 20_261_122, number));
      expect(answer, `${target.name}, input ${number}`).not.toMatchObject({ kind: "find" });
      kinds.add(answer.kind);
    }
    expect(kinds).toContain("refused");
  });
});

test("what once found something finds nothing any more", async () => {
  for (const input of keptInputs(fuzzTargets)) expect(await tryInput(input), input.path).not.toMatchObject({ kind: "find" });
});

test("the same seed and number make the same input", () => {
  const one = Array.from({ length: 200 }, (_, number) => fuzzInput(fuzzTargets, 5, number));
  const again = Array.from({ length: 200 }, (_, number) => fuzzInput(fuzzTargets, 5, number));
  expect(again).toEqual(one);
  expect(new Set(one.map(({ target }) => target.name)).size).toBeGreaterThan(10);
});

describe("a judge", () => {
  const broken = (judge: FuzzTarget["judge"]): FuzzTarget => ({ judge, name: "broken", perMille: 1, samples: [], spoil: (input) => input });
  test("that throws has found something", async () => {
    const target = broken(() => JSON.parse("{"));
    expect(await tryInput({ bytes: new Uint8Array(0), target })).toMatchObject({ kind: "find", what: expect.stringContaining("SyntaxError") });
  });

  test("is asked with what was spoilt, not with what was good", () => {
    const target = fuzzTargets[0];
    if (target === undefined) throw new Error("There is no target");
    const spoilt = target.samples.filter((sample, seed) => Buffer.compare(target.spoil(sample, seededRandom(seed)), sample) !== 0);
    expect(spoilt.length).toBeGreaterThan(target.samples.length / 2);
    expect(accepted("x")).toEqual({ because: "x", kind: "accepted" });
  });
});
