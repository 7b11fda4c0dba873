/** Published studies and the acceptance script of live studies, where the shared material is at hand. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { lintStudy, rowCounts } from "../../shared/hazop/lint-study.ts";
import { asStudied, lopaOf } from "../../shared/hazop/lopa.ts";
import { patchOpha } from "../../shared/hazop/opha-patch.ts";
import { studyOfOpha } from "../../shared/hazop/opha-study.ts";
import { studyStateAt } from "../../shared/hazop/study-state.ts";
import { noFacts, type ChannelReading, type StudyFacts } from "../../shared/hazop/study-record.ts";
import { scenariosOf, studyCounts } from "../../shared/hazop/study.ts";
import { studyOfRows } from "../../shared/hazop/worksheet-rows.ts";
import { isDecimal, type Decimal } from "../../shared/quantity/decimal.ts";
import { bypassed, guideWords, historyOf, instant, opened, passed } from "../doubles/study-double.ts";

const folder = fileURLToPath(new URL("../../../shared/hazop-data/", import.meta.url));
const isHere = existsSync(`${folder}synthetic-turbine.opha`);
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(`${folder}${name}`));
const jsonOf = (name: string): unknown => JSON.parse(readFileSync(`${folder}${name}`, "utf8"));

describe.skipIf(!isHere)("published studies (skipped where ../shared/hazop-data is not here)", () => {
  test("the vendor's blank study: 56 of its 196 cells point nowhere, each is named, and nothing else", () => {
    const { findings, study } = studyOfOpha(opened(bytesOf("vendor-template.opha")));
    expect(study.matrix.cells).toHaveLength(196);
    expect(findings.map(({ rule }) => rule)).toEqual(Array.from({ length: 56 }, () => "dangling-reference"));
    expect(new Set(findings.map(({ place }) => place)).size).toBe(56);
    expect(findings.every(({ place }) => place.startsWith("Risk_Criteria.Intersections["))).toBe(true);
  });

  test("the synthetic turbine: counts, no fault of the file, and the arithmetic of its first row", () => {
    const file = opened(bytesOf("synthetic-turbine.opha"));
    const { findings, study } = studyOfOpha(file);
    expect(findings).toEqual([]);
    expect(studyCounts(study)).toEqual({
      causes: 20,
      consequences: 38,
      deviations: 14,
      nodes: 12,
      recommendations: 16,
      safeguards: 20,
    });
    const [first] = scenariosOf(study);
    if (first === undefined) throw new Error("no scenario");
    const layers = study.safeguards.filter(({ id }) => first.consequence.safeguards.includes(id));
    expect(lopaOf(first, layers, asStudied)).toMatchObject({ mel: "8E-5", met: true, ratio: "1.25E+0", tmel: "1E-4" });
    expect(lintStudy(study, guideWords()).filter(({ grade }) => grade === "error")).toEqual([]);
  });

  test.each(["vendor-template.opha", "synthetic-turbine.opha"])("%s without edits keeps every character", (name) => {
    const { text } = opened(bytesOf(name));
    expect(patchOpha(text, []).text).toBe(text);
  });

  test("the dosing unit: 12 deviations, 43 of 72 rows without safeguard, three with none, one node outside, MORE and LESS swapped", () => {
    const study = studyOfRows(jsonOf("dosing-pump-outlet-f04.json"));
    if (study === null) throw new Error("not read");
    const findings = lintStudy(study, guideWords());
    const places = (rule: string) => findings.filter((finding) => finding.rule === rule).map(({ message }) => message);
    expect(studyCounts(study).deviations).toBe(12);
    expect(rowCounts(study)).toEqual({ rows: 72, withoutSafeguard: 43 });
    expect(places("deviation-without-safeguard")).toHaveLength(3);
    expect(places("node-outside-study")).toEqual([
      "It refers to F05 inlet (not in this study), which is no node of this study.",
    ]);
    expect(places("guide-word-against-text")).toEqual([
      'The texts of MORE and LESS Power are swapped: "Lower pump speed" stands under MORE.',
      'The texts of LESS and MORE Power are swapped: "Higher pump speed" stands under LESS.',
    ]);
  });
});

const step = z.looseObject({
  authorized_by: z.string().optional(),
  channel: z.string().optional(),
  compensating: z.string().optional(),
  event: z.string(),
  expect: z.union([z.string(), z.looseObject({})]),
  expires: z.string().optional(),
  in_kind: z.boolean().optional(),
  node: z.string().optional(),
  part: z.string().optional(),
  reason: z.string().optional(),
  t: z.string(),
  tag: z.string().optional(),
  value: z.number().optional(),
});
const scriptSchema = z.looseObject({
  bindings: z.array(
    z.looseObject({
      channel: z.string(),
      deadband: z.number(),
      delay_s: z.number(),
      high_action: z.number().optional(),
      high_alert: z.number().optional(),
      low_action: z.number().optional(),
      low_alert: z.number().optional(),
      unit: z.string(),
    }),
  ),
  safeguards: z.array(z.looseObject({ last_test: z.string(), tag: z.string() })),
  script: z.array(step),
});

/** The step that logs a demand on a safeguard (R17), which is not recorded yet. */
const unplayed: ReadonlySet<string> = new Set(["safeguard_acted"]);

const decimal = (value: number | undefined): Decimal | null => {
  const text = String(value);
  return value !== undefined && isDecimal(text) ? text : null;
};

const required = (value: Decimal | null): Decimal => {
  if (value === null) throw new Error("the script has no such figure");
  return value;
};

describe.skipIf(!isHere)("the script of live studies (skipped where ../shared/hazop-data is not here)", () => {
  test("eighteen of its nineteen steps: clock, proof test, bypass, readings, replacement, review, expiry", () => {
    const script = scriptSchema.parse(jsonOf("live-hazop-script.json"));
    const { study } = studyOfOpha(opened(bytesOf("synthetic-turbine.opha")));
    const idOf = (tag: string): string => study.safeguards.find((one) => one.tag === tag)?.id ?? "";
    const [oilNode] = study.nodes;
    if (oilNode === undefined) throw new Error("no node");
    let facts: StudyFacts = {
      ...noFacts,
      bindings: script.bindings.map((binding) => ({
        at: instant("2026-07-01T00:00:00Z"),
        body: {
          asset: "T-01",
          channel: binding.channel,
          dead_band: required(decimal(binding.deadband)),
          delay_s: binding.delay_s,
          deviation: oilNode.deviations[0]?.id ?? "",
          limits: {
            action_high: decimal(binding.high_action),
            action_low: decimal(binding.low_action),
            alert_high: decimal(binding.high_alert),
            alert_low: decimal(binding.low_alert),
          },
          remark: null,
          stale_after_s: null,
          unit: binding.unit,
        },
        id: `bind ${binding.channel}`,
      })),
      nodeLinks: [{ at: instant("2026-07-01T00:00:00Z"), body: { assets: ["T-01"], node: oilNode.id }, id: "link" }],
      tests: script.safeguards.map(({ last_test, tag }) => passed(`first ${tag}`, last_test, idOf(tag))),
    };
    let changes: { at: ReturnType<typeof instant>; id: string; inKind: boolean; summary: string }[] = [];
    let readings: ChannelReading[] = [];
    let played = 0;
    for (const [index, one] of script.script.entries()) {
      if (unplayed.has(one.event)) continue;
      const [id, at] = [`step ${index}`, instant(one.t)];
      if (one.channel !== undefined) {
        const value = decimal(one.value);
        readings = [
          ...readings,
          { at, channel: one.channel, id, quality: value === null ? "sensor lost" : "good", unit: "psig", value },
        ];
      }
      if (one.event === "proof_test")
        facts = { ...facts, tests: [...facts.tests, passed(id, one.t, idOf(one.tag ?? ""))] };
      if (one.event === "bypass_on") {
        const more = {
          compensating: one.compensating ?? null,
          ends: instant(one.expires ?? ""),
          reason: one.reason ?? "",
        };
        facts = { ...facts, bypasses: [...facts.bypasses, bypassed(id, one.t, idOf(one.tag ?? ""), more)] };
      }
      if (one.event === "bypass_off")
        facts = { ...facts, restored: facts.bypasses.map((bypass) => ({ at, body: { bypass: bypass.id }, id })) };
      if (one.event === "part_replaced")
        changes = [...changes, { at, id, inKind: one.in_kind === true, summary: one.part ?? "" }];
      if (one.event === "node_review") {
        const body = {
          changes: changes.map((change) => change.id),
          node: oilNode.id,
          outcome: "no-change-to-the-rows" as const,
          remark: null,
          reviewers: null,
        };
        facts = { ...facts, reviews: [...facts.reviews, { at, body, id }] };
      }
      const assets = [{ asset: "T-01", changes, defects: [], readings, repairs: [], tag: "T-01" }];
      const state = studyStateAt(historyOf(study, facts, { assets }), at);
      expect.soft(observed(state, idOf), `${one.t} ${one.event}`).toMatchObject(expectedOf(one.expect));
      played += 1;
    }
    expect(played).toBe(18);
    expect(script.script).toHaveLength(19);
  });
});

type State = ReturnType<typeof studyStateAt>;

/** The state in the words of the script. */
const observed = (state: State, idOf: (tag: string) => string) => {
  const row = state.nodes[0]?.scenarios[0];
  const channel = state.channels.find(({ binding }) => binding.body.channel === "bearing_oil_pressure");
  const stateOf = (tag: string) => state.safeguards.find(({ safeguard }) => safeguard.id === idOf(tag))?.state;
  return {
    ABOP: stateOf("ABOP"),
    channel: channel?.state,
    level: channel?.state,
    VAHH: stateOf("VAHH"),
    credited: row?.lopa?.credited.map(({ tag }) => tag),
    mel: Number(row?.lopa?.mel),
    nodes_stale: state.nodes.filter(({ validity }) => validity.state === "STALE").map(({ node }) => node.name),
    protection: row?.protection.state,
    validity: state.validity.state,
  };
};

const compared = [
  "ABOP",
  "VAHH",
  "channel",
  "credited",
  "level",
  "mel",
  "nodes_stale",
  "protection",
  "validity",
] as const;

/** What the script says in words about readings. */
const worded: Readonly<Record<string, object>> = {
  "nothing yet (delay 2 s, at every level)": { level: "OK", protection: "PROTECTED" },
  "nothing yet (delay 2 s)": { level: "ALERT", protection: "DEVIATING" },
  "still ACTION (dead band 0.5)": { level: "ACTION", protection: "DEVIATING" },
};

const expectedOf = (expected: z.infer<typeof step>["expect"]): object => {
  if (typeof expected === "string") return worded[expected] ?? { unknown: expected };
  const also = z.array(z.string()).safeParse(expected["also"]);
  const named = (also.success ? also.data : []).map((text) => text.split(" "));
  const plain = compared.flatMap((name) => (expected[name] === undefined ? [] : [[name, expected[name]] as const]));
  const said = Object.fromEntries([...plain, ...named.map(([tag = "", state = ""]) => [tag, state] as const)]);
  if (Object.keys(said).length === 0) expect(expected).toHaveProperty("logged");
  return said;
};
