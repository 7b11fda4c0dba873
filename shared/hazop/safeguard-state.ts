/**
 * The state of a safeguard at a moment: proof test in date, not failed, not bypassed. Rules R1 to R4; only a healthy
 * safeguard is credited.
 */
import type { Instant } from "../clock/instant.ts";
import type { Bypassed, SafeguardTested } from "./hazop-body.ts";
import { safeguardStates, type SafeguardStateName, type StateReason } from "./hazop-state.ts";
import { shownTime } from "./shown-time.ts";
import { afterInterval, intervalText, parseInterval, type TestInterval } from "./study-dates.ts";
import { standing, until, type AssetFacts, type Fact, type StudyHistory } from "./study-record.ts";
import type { Safeguard } from "./study.ts";

export interface SafeguardState {
  readonly safeguard: Safeguard;
  readonly state: SafeguardStateName;
  /** Everything that speaks against it, worst first; the first gives the state. */
  readonly reasons: ReadonlyArray<StateReason>;
  /**
   * True when some record says anything about it: a test that it passed, or the history of the asset that performs it.
   */
  readonly isWatched: boolean;
  readonly links: ReadonlyArray<{ readonly asset: string; readonly record: string; readonly tag: string | null }>;
  /** Links that nobody has resolved: records that did not know of each other name different assets. */
  readonly linkConflict: ReadonlyArray<string>;
  readonly tests: ReadonlyArray<Fact<SafeguardTested>>;
  readonly interval: TestInterval | null;
  readonly due: Instant | null;
  readonly bypass: Fact<Bypassed> | null;
}

/** The state of one safeguard at a moment. */
export const safeguardStateAt = (history: StudyHistory, safeguard: Safeguard, at: Instant): SafeguardState => {
  const { facts, hasSeen } = history;
  const mine = <B extends { readonly safeguard: string }>(all: ReadonlyArray<Fact<B>>): ReadonlyArray<Fact<B>> =>
    until(all, at).filter(({ body }) => body.safeguard === safeguard.id);
  const tests = mine(facts.tests);
  const settings = standing(mine(facts.links), hasSeen);
  const links = settings.flatMap(({ body, id }) =>
    body.asset === null ? [] : [{ asset: body.asset, record: id, tag: body.tag }],
  );
  const assets = history.assets
    .filter(({ asset }) => links.some((link) => link.asset === asset))
    .sort((left, right) => (left.asset < right.asset ? -1 : 1));
  const interval = intervalOf(safeguard, tests);
  const passed = tests.findLast(({ body }) => body.result === "passed");
  const due = interval === null || passed === undefined ? null : afterInterval(passed.at, interval);
  const bypass = bypassOf(mine(facts.bypasses), until(facts.restored, at));
  const found = [
    ...bypassFaults(bypass, at),
    ...failures(tests, assets, at),
    ...overdue({ at, due, interval, passed }),
  ].sort((left, right) => safeguardStates.indexOf(right.state) - safeguardStates.indexOf(left.state));
  const isWatched = passed !== undefined || assets.length > 0;
  return {
    safeguard,
    state: found[0]?.state ?? "HEALTHY",
    reasons: found.length === 0 && !isWatched ? [unwatched] : found.map(({ reason }) => reason),
    isWatched,
    links,
    linkConflict: new Set(settings.map(({ body }) => body.asset)).size > 1 ? settings.map(({ id }) => id) : [],
    tests,
    interval,
    due,
    bypass,
  };
};

/** Nothing speaks against it, and nothing for it: no scenario counts on that. */
const unwatched: StateReason = {
  records: [],
  rule: "R9",
  text: "No record shows that it works: it was not tested and is linked to no asset that is here.",
};

interface Fault {
  readonly state: SafeguardStateName;
  readonly reason: StateReason;
}

const fault = (
  state: SafeguardStateName,
  rule: string,
  text: string,
  records: ReadonlyArray<string> = [],
): ReadonlyArray<Fault> => [{ state, reason: { records, rule, text } }];

/** The interval that the newest test to name one has set, else that of the study. */
const intervalOf = (safeguard: Safeguard, tests: ReadonlyArray<Fact<SafeguardTested>>): TestInterval | null =>
  tests.findLast(({ body }) => body.interval !== null)?.body.interval ?? parseInterval(safeguard.testInterval);

/** Of the bypasses that nobody has ended: one that is not authorized, else the one that ends first. */
const bypassOf = (
  bypasses: ReadonlyArray<Fact<Bypassed>>,
  restored: ReadonlyArray<Fact<{ readonly bypass: string }>>,
): Fact<Bypassed> | null => {
  const open = bypasses.filter(({ id }) => !restored.some(({ body }) => body.bypass === id));
  const byEnd = [...open].sort((left, right) => (left.body.ends < right.body.ends ? -1 : 1));
  return byEnd.find(({ body }) => !isAuthorized(body)) ?? byEnd[0] ?? null;
};

/** A permit or a person stands behind it. State never depends on an opened name, only on whether one is given. */
export const isAuthorized = ({ authorization, authorized_by }: Bypassed): boolean =>
  authorization !== null || authorized_by !== null;

const bypassFaults = (bypass: Fact<Bypassed> | null, at: Instant): ReadonlyArray<Fault> => {
  if (bypass === null) return [];
  const { ends, reason } = bypass.body;
  if (!isAuthorized(bypass.body))
    return fault("BYPASS_EXPIRED", "R4", `Bypassed without authorization: ${reason}.`, [bypass.id]);
  if (at > ends)
    return fault("BYPASS_EXPIRED", "R4", `Bypass past its authorized end ${shownTime(ends)}: ${reason}.`, [bypass.id]);
  return fault("BYPASSED", "R3", `Bypassed until ${shownTime(ends)}: ${reason}.`, [bypass.id]);
};

const failures = (
  tests: ReadonlyArray<Fact<SafeguardTested>>,
  assets: ReadonlyArray<AssetFacts>,
  at: Instant,
): ReadonlyArray<Fault> => [
  ...failedTest(tests),
  ...assets.flatMap((asset) =>
    until(asset.defects, at).flatMap((defect) => defectFaults({ asset, at, defect, tests })),
  ),
];

/** Of several tests at one time a failed one counts. */
const failedTest = (tests: ReadonlyArray<Fact<SafeguardTested>>): ReadonlyArray<Fault> => {
  const last = tests.at(-1);
  const failed = tests.find(({ at, body }) => at === last?.at && body.result === "failed");
  if (failed === undefined) return [];
  return fault("FAILED", "R2", `Failed its proof test of ${shownTime(failed.at)}.`, [failed.id]);
};

interface DefectCase {
  readonly asset: AssetFacts;
  readonly at: Instant;
  readonly defect: AssetFacts["defects"][number];
  readonly tests: ReadonlyArray<Fact<SafeguardTested>>;
}

const defectFaults = ({ asset, at, defect, tests }: DefectCase): ReadonlyArray<Fault> => {
  const [repair] = until(asset.repairs, at).filter((one) => one.defect === defect.id);
  const device = asset.tag ?? asset.asset.slice(0, 12);
  if (repair === undefined)
    return fault("FAILED", "R2", `Open defect on ${device} since ${shownTime(defect.at)}: ${defect.summary}`, [
      defect.id,
    ]);
  const isTested = tests.some((test) => test.at >= repair.at && test.body.result === "passed");
  if (isTested) return [];
  return fault("FAILED", "R2", `${device} was repaired on ${shownTime(repair.at)} and not proof-tested since.`, [
    defect.id,
    repair.id,
  ]);
};

interface TestTimes {
  readonly at: Instant;
  readonly due: Instant | null;
  readonly interval: TestInterval | null;
  readonly passed: Fact<SafeguardTested> | undefined;
}

const overdue = ({ at, due, interval, passed }: TestTimes): ReadonlyArray<Fault> => {
  if (interval === null) return [];
  if (passed === undefined || due === null)
    return fault("TEST_OVERDUE", "R1", `No passed proof test is on record; it is due every ${intervalText(interval)}.`);
  if (at <= due) return [];
  return fault(
    "TEST_OVERDUE",
    "R1",
    `Proof test overdue since ${shownTime(due)}: last passed ${shownTime(passed.at)}, due every ${intervalText(interval)}.`,
    [passed.id],
  );
};
