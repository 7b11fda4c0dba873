/** Studies and facts for tests: the small study of the fixtures, and records without a ledger. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isInstant, type Instant } from "../../shared/clock/instant.ts";
import { guideWordsSchema, type GuideWords } from "../../shared/hazop/guide-words.ts";
import type { Bypassed, SafeguardTested } from "../../shared/hazop/hazop-body.ts";
import { studyOfOpha } from "../../shared/hazop/opha-study.ts";
import { readOpha, type OphaFile } from "../../shared/hazop/read-opha.ts";
import { noFacts, type Fact, type StudyFacts, type StudyHistory } from "../../shared/hazop/study-record.ts";
import type { Study } from "../../shared/hazop/study.ts";
import { valueOf } from "./value-of.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/hazop/", import.meta.url));

/** The bytes of the small study. */
export const smallStudyBytes = (): Uint8Array => new Uint8Array(readFileSync(`${fixtures}seal-oil-skid.opha`));

/** Opens a study file that is known to be one. */
export const opened = (bytes: Uint8Array): OphaFile => valueOf(readOpha(bytes, "study.opha"));

/** The small study. */
export const smallStudy = (): Study => studyOfOpha(opened(smallStudyBytes())).study;

/** The guide words that the program brings along. */
export const guideWords = (): GuideWords =>
  guideWordsSchema.parse(JSON.parse(readFileSync(`${fixtures}guide-words.json`, "utf8")));

/** `2026-07-08T08:00:01Z` as an instant. */
export const instant = (text: string): Instant => {
  const whole = text.replace(/Z$/, ".000000Z");
  if (!isInstant(whole)) throw new Error(`${text} is not a time`);
  return whole;
};

/** A study with facts; records are named by short words, and nobody has seen another's record unless it is said. */
export const historyOf = (
  study: Study,
  facts: Partial<StudyFacts>,
  more: Partial<Pick<StudyHistory, "assets" | "hasSeen">> = {},
): StudyHistory => ({ assets: [], hasSeen: () => false, study, ...more, facts: { ...noFacts, ...facts } });

export const passed = (id: string, at: string, safeguard: string): Fact<SafeguardTested> =>
  tested(id, at, safeguard, "passed");

export const tested = (
  id: string,
  at: string,
  safeguard: string,
  result: SafeguardTested["result"],
): Fact<SafeguardTested> => ({
  at: instant(at),
  body: {
    asset: null,
    description: "Proof test",
    device: "S/N 1",
    evidence: [],
    interval: null,
    occurred: { precision: "second", value: at.slice(0, 19), zone: "utc" },
    people: null,
    result,
    safeguard,
  },
  id,
});

export const bypassed = (id: string, at: string, safeguard: string, more: Partial<Bypassed> = {}): Fact<Bypassed> => ({
  at: instant(at),
  body: {
    authorization: "PTW-1",
    authorized_by: null,
    compensating: null,
    ends: instant("2030-01-01T00:00:00Z"),
    reason: "sensor change",
    safeguard,
    ...more,
  },
  id,
});
