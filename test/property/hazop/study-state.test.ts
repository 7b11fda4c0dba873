/** The state of a study follows from its records alone: not from their order, and time by itself never improves it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { instantFromMillis, millisOfInstant, type Instant } from "../../../shared/clock/instant.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { editableMembers } from "../../../shared/hazop/editable-members.ts";
import { protections, validities } from "../../../shared/hazop/hazop-state.ts";
import { patchOpha } from "../../../shared/hazop/opha-patch.ts";
import { isRawObject } from "../../../shared/hazop/read-opha.ts";
import { studyStateAt } from "../../../shared/hazop/study-state.ts";
import type { AssetFacts, StudyFacts, StudyHistory } from "../../../shared/hazop/study-record.ts";
import {
  bypassed,
  historyOf,
  instant,
  opened,
  smallStudy,
  smallStudyBytes,
  tested,
} from "../../doubles/study-double.ts";

const study = smallStudy();
const start = millisOfInstant(instant("2026-01-01T00:00:00Z"));
const days = 5 * 366;
const moment = fc.integer({ min: 0, max: days * 24 }).map((hours) => instantFromMillis(start + hours * 3_600_000));
const shown = (at: Instant): string => `${at.slice(0, 19)}Z`;
const safeguard = fc.constantFrom(...study.safeguards.map(({ id }) => id));
const node = fc.constantFrom(...study.nodes.map(({ id }) => id));
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 4 });

const facts = fc.record({
  bypasses: few(fc.tuple(moment, safeguard, moment, fc.boolean())),
  changes: few(fc.tuple(moment, fc.boolean())),
  defects: few(moment),
  dues: few(moment),
  links: few(fc.tuple(moment, safeguard)),
  nodeLinks: few(fc.tuple(moment, node)),
  repairs: few(fc.tuple(moment, fc.nat(3))),
  restored: few(fc.tuple(moment, fc.nat(3))),
  reviews: few(fc.tuple(moment, node, fc.nat(3))),
  tests: few(fc.tuple(moment, safeguard, fc.boolean())),
});
type Drawn = typeof facts extends fc.Arbitrary<infer D> ? D : never;

/** A linear history: every record has seen all that happened before it. */
const historyFrom = (drawn: Drawn, shuffle: <T>(list: T[]) => T[]): StudyHistory => {
  const times = new Map<string, Instant>();
  const named = (id: string, at: Instant): { at: Instant; id: string } => {
    times.set(id, at);
    return { at, id };
  };
  const of: StudyFacts = {
    bypasses: drawn.bypasses.map(([at, id, ends, isAuthorized], n) => ({
      ...bypassed(`b${n}`, shown(at), id, { authorization: isAuthorized ? "PTW" : null, ends }),
      ...named(`b${n}`, at),
    })),
    bindings: [],
    closures: [],
    edits: [],
    links: drawn.links.map(([at, id], n) => ({
      body: { asset: "a", remark: null, safeguard: id, tag: "A" },
      ...named(`l${n}`, at),
    })),
    nodeLinks: drawn.nodeLinks.map(([at, id], n) => ({ body: { assets: ["a"], node: id }, ...named(`n${n}`, at) })),
    restored: drawn.restored.map(([at, which], n) => ({ body: { bypass: `b${which}` }, ...named(`r${n}`, at) })),
    revalidations: drawn.dues.map((at, n) => ({ body: { due: shown(at).slice(0, 10) }, ...named(`x${n}`, at) })),
    reviews: drawn.reviews.map(([at, id, change], n) => ({
      body: {
        changes: [`c${change}`],
        node: id,
        outcome: "no-change-to-the-rows" as const,
        remark: null,
        reviewers: null,
      },
      ...named(`v${n}`, at),
    })),
    tests: drawn.tests.map(([at, id, isPassed], n) => ({
      ...tested(`t${n}`, shown(at), id, isPassed ? "passed" : "failed"),
      ...named(`t${n}`, at),
    })),
  };
  const asset: AssetFacts = {
    asset: "a",
    changes: shuffle(drawn.changes.map(([at, inKind], n) => ({ at, id: `c${n}`, inKind, summary: "changed" }))),
    defects: shuffle(drawn.defects.map((at, n) => ({ at, id: `d${n}`, summary: "leaks" }))),
    readings: [],
    repairs: shuffle(drawn.repairs.map(([at, which], n) => ({ at, defect: `d${which}`, id: `w${n}` }))),
    tag: "A",
  };
  const shuffled = Object.fromEntries(Object.entries(of).map(([name, list]) => [name, shuffle([...list])]));
  const key = (id: string): string => `${times.get(id) ?? ""} ${id}`;
  return historyOf(study, shuffled, { assets: [asset], hasSeen: (later, earlier) => key(later) > key(earlier) });
};

const asDrawn = <T>(list: T[]): T[] => list;
const backwards = <T>(list: T[]): T[] => list.reverse();

test("the order in which records arrive changes nothing", () => {
  fc.assert(
    fc.property(facts, moment, (drawn, at) => {
      expect(studyStateAt(historyFrom(drawn, backwards), at)).toEqual(studyStateAt(historyFrom(drawn, asDrawn), at));
    }),
    { numRuns: 300, seed: 61882 },
  );
});

test("while nothing is recorded, time alone never makes a study more valid or a plant better protected", () => {
  fc.assert(
    fc.property(facts, moment, moment, (drawn, one, other) => {
      const [earlier, later] = one < other ? [one, other] : [other, one];
      const history = historyFrom(drawn, asDrawn);
      const known = (at: Instant) => at <= earlier;
      const frozen: StudyHistory = {
        ...history,
        assets: history.assets.map((asset) => ({
          ...asset,
          changes: asset.changes.filter(({ at }) => known(at)),
          defects: asset.defects.filter(({ at }) => known(at)),
          repairs: asset.repairs.filter(({ at }) => known(at)),
        })),
        facts: {
          ...history.facts,
          bypasses: history.facts.bypasses.filter(({ at }) => known(at)),
          links: history.facts.links.filter(({ at }) => known(at)),
          nodeLinks: history.facts.nodeLinks.filter(({ at }) => known(at)),
          restored: history.facts.restored.filter(({ at }) => known(at)),
          revalidations: history.facts.revalidations.filter(({ at }) => known(at)),
          reviews: history.facts.reviews.filter(({ at }) => known(at)),
          tests: history.facts.tests.filter(({ at }) => known(at)),
        },
      };
      const [before, after] = [studyStateAt(frozen, earlier), studyStateAt(frozen, later)];
      for (const [n, state] of after.nodes.entries()) {
        const past = before.nodes[n];
        if (past === undefined) throw new Error("a node is gone");
        expect(validities.indexOf(state.validity.state)).toBeGreaterThanOrEqual(
          validities.indexOf(past.validity.state),
        );
        expect(protections.indexOf(state.protection.state)).toBeGreaterThanOrEqual(
          protections.indexOf(past.protection.state),
        );
      }
      // What is recorded later says nothing about that moment.
      expect(studyStateAt(history, earlier)).toEqual(before);
    }),
    { numRuns: 300, seed: 1910 },
  );
});

test("patches set exactly the texts that they name, whatever stands in them", () => {
  const text = new TextDecoder().decode(smallStudyBytes());
  const places = stringPlaces(JSON.parse(text));
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(places.length - 1), { maxLength: 6 }),
      fc.array(fc.string({ unit: "grapheme" }), { minLength: 6, maxLength: 6 }),
      (picked, texts) => {
        const patches = picked.flatMap((index, n) => {
          const place = places[index];
          return place === undefined ? [] : [{ ...place, text: texts[n] ?? "" }];
        });
        const patched = patchOpha(text, patches);
        expect(patched.lost).toEqual([]);
        const now = new Map(
          stringPlaces(JSON.parse(patched.text)).map((place) => [`${place.item} ${place.member}`, place.value]),
        );
        for (const { item, member, value } of places) {
          const wanted = patches.find((patch) => patch.item === item && patch.member === member);
          expect(now.get(`${item} ${member}`)).toBe(wanted?.text ?? value);
        }
        expect(opened(utf8Of(patched.text)).revision).toBe(39);
      },
    ),
    { numRuns: 200, seed: 39 },
  );
});

/** Every text that can be edited, of every record that has an id of its own. */
function stringPlaces(value: unknown): { readonly item: string; readonly member: string; readonly value: string }[] {
  if (Array.isArray(value)) return value.flatMap(stringPlaces);
  if (!isRawObject(value)) return [];
  const id = value["ID"];
  const own = editableMembers.flatMap((member) => {
    const text = value[member];
    return typeof id === "string" && id !== "empty" && typeof text === "string"
      ? [{ item: id, member, value: text }]
      : [];
  });
  return [...own, ...Object.values(value).flatMap(stringPlaces)];
}
