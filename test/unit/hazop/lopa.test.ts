/** LOPA arithmetic: the published test vectors, exactness, and layers that may not be credited. */
import { describe, expect, test } from "vitest";
import { frequencyText, isGreater, parseFrequency, product, ratioText } from "../../../shared/hazop/frequency.ts";
import { asStudied, lopaOf } from "../../../shared/hazop/lopa.ts";
import { scenariosOf, type Safeguard } from "../../../shared/hazop/study.ts";
import { smallStudy } from "../../doubles/study-double.ts";

const read = (text: string) => parseFrequency(text) ?? { coefficient: -1n, exponent: 0 };

describe("figures", () => {
  test.each([
    ["8.0E-3", "8E-3"],
    ["1E+0", "1E+0"],
    ["0.1", "1E-1"],
    ["0,05", "5E-2"],
    ["1.25e-4", "1.25E-4"],
    ["0", "0"],
  ])("%s is read exactly and written as %s", (text, written) => expect(frequencyText(read(text))).toBe(written));

  test.each(["", "null", "about 1E-1", "1E", "-1", "1E-1 /a"])("%j is no figure", (text) =>
    expect(parseFrequency(text)).toBeNull(),
  );

  test("0.1 x 0.1 x 0.1 is not more than 1E-3, as floating point would have it", () => {
    expect(0.1 * 0.1 * 0.1 > 1e-3).toBe(true);
    expect(isGreater(product([read("0.1"), read("0.1"), read("0.1")]), read("1E-3"))).toBe(false);
  });

  test("a ratio is rounded to three digits, and has no value over nothing", () => {
    expect(ratioText(read("1E-4"), read("3E-5"))).toBe("3.33E+0");
    expect(ratioText(read("1E-4"), read("0"))).toBeNull();
  });
});

describe("a scenario", () => {
  const [given] = scenariosOf(smallStudy());
  if (given === undefined) throw new Error("the small study has a scenario");
  const layer = (id: string, pfd: string, more: Partial<Safeguard> = {}): Safeguard => ({
    category: "",
    comments: "",
    denied: [],
    id,
    isLayer: true,
    isSafeguard: true,
    name: id,
    number: 1,
    pfd,
    tag: "",
    testInterval: "",
    type: "",
    ...more,
  });
  const scenario = {
    cause: { ...given.cause, frequency: "1E-1", text: "Control valve fails closed" },
    consequence: { ...given.consequence, modifiers: [{ probability: "1E-1", text: "ignition" }], tmel: "1E-5" },
  };

  test("IEF 1E-1, PFD 1E-2 and a modifier of 1E-1 give MEL 1E-3 x 1E-1, a gap of 10, and 1E4 to be reduced by in all", () => {
    const bare = { ...scenario, consequence: { ...scenario.consequence, modifiers: [] } };
    expect(lopaOf(scenario, [layer("a", "1E-2")], asStudied)).toMatchObject({ mel: "1E-4", met: false, ratio: "1E-1" });
    expect(lopaOf(bare, [], asStudied)).toMatchObject({ mel: "1E-1", requiredReduction: "1E+4" });
  });

  test("is met when MEL equals TMEL", () => {
    expect(lopaOf(scenario, [layer("a", "1E-3")], asStudied)).toMatchObject({ mel: "1E-5", met: true, ratio: "1E+0" });
  });

  test("credits a device once, by id, by tag and by the asset that performs it", () => {
    const twice = [layer("a", "1E-2", { tag: "PSV-1" }), layer("b", "1E-2", { tag: "psv-1" }), layer("c", "1E-1")];
    const byTag = lopaOf(scenario, twice, asStudied);
    expect(byTag?.credited.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(byTag?.dropped).toMatchObject([{ always: true, why: 'the device psv-1 is credited already as "a"' }]);
    const sameAsset = lopaOf(scenario, [layer("a", "1E-2"), layer("c", "1E-1")], {
      ...asStudied,
      assetsOf: () => ["x"],
    });
    expect(sameAsset?.credited.map(({ id }) => id)).toEqual(["a"]);
  });

  test("credits no layer against its own failure, none without a figure, none that the study calls dependent", () => {
    const failing = { ...scenario, cause: { ...scenario.cause, text: "LCV-7 fails closed" } };
    const layers = [
      layer("own", "1E-1", { tag: "LCV-7" }),
      layer("blank", ""),
      layer("dependent", "1E-1", { denied: ["independent"] }),
      layer("plain", "1E-1", { isLayer: false }),
    ];
    const lopa = lopaOf(failing, layers, asStudied);
    expect(lopa?.credited).toEqual([]);
    expect(lopa?.dropped.map(({ why }) => why)).toEqual([
      "its own failure is the cause",
      "it has no probability of failure on demand",
      "the study says that it is not independent",
    ]);
  });

  test("has no arithmetic without a frequency or a target", () => {
    expect(lopaOf({ ...scenario, cause: { ...scenario.cause, frequency: "" } }, [], asStudied)).toBeNull();
    expect(
      lopaOf({ ...scenario, consequence: { ...scenario.consequence, lopaRequired: false, tmel: "" } }, [], asStudied),
    ).toBeNull();
  });
});
