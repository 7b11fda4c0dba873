/** The rules by which a study stands, each at the moments before and after its trigger. */
import { describe, expect, test } from "vitest";
import { studyStateAt } from "../../../shared/hazop/study-state.ts";
import type { AssetFacts, StudyFacts, StudyHistory } from "../../../shared/hazop/study-record.ts";
import { bypassed, historyOf, instant, passed, smallStudy, tested } from "../../doubles/study-double.ts";

const study = smallStudy();
const [relief = "", trip = "", gauge = ""] = study.safeguards.map(({ id }) => id);
const [header = "", reservoir = ""] = study.nodes.map(({ id }) => id);
const healthy = [passed("t1", "2026-01-01T08:00:00Z", relief), passed("t2", "2026-01-01T08:00:00Z", trip)];

const stateOf = (facts: Partial<StudyFacts>, at: string, more: Partial<StudyHistory> = {}) =>
  studyStateAt(historyOf(study, { tests: healthy, ...facts }, more), instant(at));
const safeguard = (state: ReturnType<typeof stateOf>, id: string) =>
  state.safeguards.find((one) => one.safeguard.id === id);
/** The scenario that has LOPA figures. */
const scenario = (state: ReturnType<typeof stateOf>) => state.nodes[0]?.scenarios[0];

describe("proof tests (R1, R2)", () => {
  test("a test holds up to its due time and not a second longer; two years are counted by the calendar", () => {
    const [before, after] = [stateOf({}, "2028-01-01T08:00:00Z"), stateOf({}, "2028-01-01T08:00:01Z")];
    expect(safeguard(before, relief)?.state).toBe("HEALTHY");
    expect(safeguard(after, relief)).toMatchObject({
      reasons: [{ records: ["t1"], rule: "R1" }],
      state: "TEST_OVERDUE",
    });
    expect(scenario(after)?.lopa?.mel).toBe("1E-1");
  });

  test("without any test on record an interval makes it overdue", () => {
    const state = stateOf({ tests: [] }, "2026-06-01T00:00:00Z");
    expect(safeguard(state, relief)).toMatchObject({ reasons: [{ records: [], rule: "R1" }], state: "TEST_OVERDUE" });
  });

  test("a failed test counts until one is passed, and of two at one time the failed one", () => {
    const failed = tested("t3", "2026-02-01T08:00:00Z", relief, "failed");
    const again = passed("t4", "2026-02-02T08:00:00Z", relief);
    expect(safeguard(stateOf({ tests: [...healthy, failed] }, "2026-02-01T12:00:00Z"), relief)?.state).toBe("FAILED");
    expect(safeguard(stateOf({ tests: [...healthy, failed, again] }, "2026-02-03T00:00:00Z"), relief)?.state).toBe(
      "HEALTHY",
    );
    const tied = [tested("t1a", "2026-01-01T08:00:00Z", relief, "failed"), ...healthy];
    expect(safeguard(stateOf({ tests: tied }, "2026-01-02T00:00:00Z"), relief)?.state).toBe("FAILED");
  });
});

describe("defects on the asset (R2)", () => {
  const asset = (more: Partial<AssetFacts>): AssetFacts => ({
    asset: "a",
    changes: [],
    defects: [{ at: instant("2026-02-01T00:00:00Z"), id: "d1", summary: "Spring corroded" }],
    readings: [],
    repairs: [],
    tag: "PSV-101",
    ...more,
  });
  const links = [
    {
      at: instant("2026-01-01T00:00:00Z"),
      body: { asset: "a", remark: null, safeguard: relief, tag: "PSV-101" },
      id: "l1",
    },
  ];
  const repairs = [{ at: instant("2026-02-03T00:00:00Z"), defect: "d1", id: "w1" }];

  test("an open defect fails the safeguard, a repair alone does not bring it back, a passed test after it does", () => {
    const open = stateOf({ links }, "2026-02-02T00:00:00Z", { assets: [asset({})] });
    expect(safeguard(open, relief)).toMatchObject({ reasons: [{ records: ["d1"], rule: "R2" }], state: "FAILED" });
    const repaired = stateOf({ links }, "2026-02-04T00:00:00Z", { assets: [asset({ repairs })] });
    expect(safeguard(repaired, relief)).toMatchObject({ reasons: [{ records: ["d1", "w1"] }], state: "FAILED" });
    const tests = [...healthy, passed("t5", "2026-02-05T00:00:00Z", relief)];
    const done = stateOf({ links, tests }, "2026-02-06T00:00:00Z", { assets: [asset({ repairs })] });
    expect(safeguard(done, relief)?.state).toBe("HEALTHY");
    const past = stateOf({ links, tests }, "2026-02-02T00:00:00Z", { assets: [asset({ repairs })] });
    expect(safeguard(past, relief)?.state).toBe("FAILED");
  });

  test("does not touch safeguards that another asset performs", () => {
    const state = stateOf({ links }, "2026-02-02T00:00:00Z", { assets: [asset({})] });
    expect(safeguard(state, trip)?.state).toBe("HEALTHY");
  });
});

describe("bypasses (R3, R4)", () => {
  const ends = instant("2026-03-01T12:00:00Z");
  const bypasses = [bypassed("b1", "2026-03-01T08:00:00Z", trip, { ends })];

  test("are bypassed to their end and expired after it, until somebody ends them", () => {
    expect(safeguard(stateOf({ bypasses }, "2026-03-01T07:59:59Z"), trip)?.state).toBe("HEALTHY");
    expect(safeguard(stateOf({ bypasses }, "2026-03-01T12:00:00Z"), trip)?.state).toBe("BYPASSED");
    expect(safeguard(stateOf({ bypasses }, "2026-03-01T12:00:01Z"), trip)).toMatchObject({
      reasons: [{ rule: "R4" }],
      state: "BYPASS_EXPIRED",
    });
    const restored = [{ at: instant("2026-03-01T13:00:00Z"), body: { bypass: "b1" }, id: "r1" }];
    expect(safeguard(stateOf({ bypasses, restored }, "2026-03-01T13:00:01Z"), trip)?.state).toBe("HEALTHY");
  });

  test("are expired at once when nobody authorized them", () => {
    const unauthorized = [bypassed("b2", "2026-03-01T08:00:00Z", trip, { authorization: null, ends })];
    expect(safeguard(stateOf({ bypasses: unauthorized }, "2026-03-01T09:00:00Z"), trip)?.state).toBe("BYPASS_EXPIRED");
  });

  test("take the credit of the layer: the scenario is not protected, and says which record did it (R5)", () => {
    const state = stateOf({ bypasses }, "2026-03-01T09:00:00Z");
    expect(scenario(state)).toMatchObject({
      lopa: { mel: "1E-3", met: false },
      protection: { state: "NOT_PROTECTED" },
    });
    expect(scenario(state)?.protection.reasons.flatMap(({ records }) => records)).toEqual(["b1"]);
  });
});

describe("protection (R5, R9)", () => {
  const plain = (state: ReturnType<typeof stateOf>) => state.nodes[0]?.scenarios[1]?.protection;

  test("with figures it follows them, without it counts what is left; what no record shows is unmonitored", () => {
    const state = stateOf({}, "2026-01-02T00:00:00Z");
    expect(scenario(state)).toMatchObject({
      lopa: { mel: "1E-4", met: true },
      protection: { reasons: [], state: "PROTECTED" },
    });
    expect(plain(state)).toMatchObject({ reasons: [{ rule: "R9" }], state: "UNMONITORED" });
    const seen = stateOf({ tests: [...healthy, passed("t9", "2026-01-01T08:00:00Z", gauge)] }, "2026-01-02T00:00:00Z");
    expect(plain(seen)?.state).toBe("PROTECTED");
    const gone = stateOf({ bypasses: [bypassed("b1", "2026-01-01T09:00:00Z", gauge)] }, "2026-01-02T00:00:00Z");
    expect(plain(gone)?.state).toBe("NOT_PROTECTED");
  });

  test("the node and the study are as bad as their worst row", () => {
    const state = stateOf({ bypasses: [bypassed("b1", "2026-01-01T09:00:00Z", gauge)] }, "2026-01-02T00:00:00Z");
    expect(state.nodes[0]?.protection.state).toBe("NOT_PROTECTED");
    expect(state.protection.state).toBe("NOT_PROTECTED");
    expect(state.protection.reasons.flatMap(({ records }) => records)).toEqual(["b1"]);
  });
});

describe("changes of assets (R11, R12)", () => {
  const nodeLinks = [{ at: instant("2026-01-01T00:00:00Z"), body: { assets: ["a"], node: header }, id: "n1" }];
  const change = (id: string, inKind: boolean) => ({
    at: instant("2026-02-01T00:00:00Z"),
    id,
    inKind,
    summary: "Main pump replaced",
  });
  const assets = (changes: AssetFacts["changes"]): AssetFacts[] => [
    { asset: "a", changes, defects: [], readings: [], repairs: [], tag: "P-1" },
  ];
  const review = (changes: string[]) => ({
    at: instant("2026-02-02T00:00:00Z"),
    body: { changes, node: header, outcome: "no-change-to-the-rows" as const, remark: null, reviewers: null },
    id: "v1",
  });

  test("not in kind makes the nodes that cover the asset stale, and no other", () => {
    const state = stateOf({ nodeLinks }, "2026-02-01T00:00:00Z", { assets: assets([change("c1", false)]) });
    expect(state.nodes.map(({ node, validity }) => [node.id, validity.state])).toEqual([
      [header, "STALE"],
      [reservoir, "VALID"],
    ]);
    expect(state.validity).toMatchObject({ reasons: [{ records: ["c1"], rule: "R11" }], state: "STALE" });
  });

  test("in kind it is logged and touches nothing", () => {
    const state = stateOf({ nodeLinks }, "2026-03-01T00:00:00Z", { assets: assets([change("c1", true)]) });
    expect(state.validity.state).toBe("VALID");
  });

  test("a review covers the changes that it names and no other, however late they arrive", () => {
    const changes = [change("c1", false), change("c2", false)];
    const covering = (ids: string[]) =>
      stateOf({ nodeLinks, reviews: [review(ids)] }, "2026-03-01T00:00:00Z", { assets: assets(changes) }).validity
        .state;
    expect(covering(["c1"])).toBe("STALE");
    expect(covering(["c1", "c2"])).toBe("VALID");
  });

  test("links that did not know of each other are a conflict, until one has seen both (R21)", () => {
    const two = [
      ...nodeLinks,
      { at: instant("2026-01-02T00:00:00Z"), body: { assets: ["b"], node: header }, id: "n2" },
    ];
    expect(stateOf({ nodeLinks: two }, "2026-01-03T00:00:00Z").validity).toMatchObject({
      reasons: [{ records: ["n1", "n2"], rule: "R21" }],
      state: "STALE",
    });
    const three = [...two, { at: instant("2026-01-04T00:00:00Z"), body: { assets: ["b"], node: header }, id: "n3" }];
    const hasSeen = (later: string, earlier: string) => later === "n3" && earlier !== "n3";
    expect(stateOf({ nodeLinks: three }, "2026-01-05T00:00:00Z", { hasSeen }).validity.state).toBe("VALID");
    expect(stateOf({ nodeLinks: three }, "2026-01-03T00:00:00Z", { hasSeen }).validity.state).toBe("STALE");
  });
});

describe("revalidation (R14)", () => {
  test.each([
    ["2030-04-01T23:59:59Z", "VALID"],
    ["2030-04-02T00:00:00Z", "DUE"],
    ["2030-06-30T23:59:59Z", "DUE"],
    ["2030-07-01T00:00:00Z", "EXPIRED"],
  ])("at %s the study is %s", (at, validity) => expect(stateOf({}, at).validity.state).toBe(validity));

  test("a recorded revalidation moves the day from its own time on", () => {
    const revalidations = [{ at: instant("2030-06-01T00:00:00Z"), body: { due: "2035-06-01" }, id: "x1" }];
    expect(stateOf({ revalidations }, "2030-07-01T00:00:00Z")).toMatchObject({
      revalidationDue: "2035-06-01",
      validity: { state: "VALID" },
    });
    expect(stateOf({ revalidations }, "2030-05-01T00:00:00Z").validity.state).toBe("DUE");
  });

  test("a study that names no day is due: nobody knows how long it holds", () => {
    const nameless = { ...study, header: { ...study.header, revalidationDue: null } };
    expect(studyStateAt(historyOf(nameless, {}), instant("2026-01-01T00:00:00Z")).validity).toMatchObject({
      reasons: [{ rule: "R14" }],
      state: "DUE",
    });
  });
});
