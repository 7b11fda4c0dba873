/** Runs the test files with vitest and counts what came of them. */
import { startVitest, type TestCase, type TestModule, type Vitest } from "vitest/node";
import type { Verdict } from "./verdict.ts";

/** Runs the files whose path contains one of `filters`, or all. */
export const runTests = async (root: string, filters: readonly string[]): Promise<Verdict> => {
  const vitest = await startVitest([...filters], { root, config: "test/vitest.config.ts", watch: false, run: true });
  const verdict = verdictOf(vitest);
  await vitest.close();
  return verdict;
};

/** A file that could not even be loaded, and an error outside of every test, count as one failure each. */
const verdictOf = (vitest: Vitest): Verdict => {
  const modules = vitest.state.getTestModules();
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const withState = (state: string): readonly TestCase[] => tests.filter((test) => test.result().state === state);
  const failedOutsideTests = modules.filter(isBroken).length + vitest.state.getUnhandledErrors().length;
  return {
    passed: withState("passed").length,
    failed:
      withState("failed").length + withState("pending").length + failedOutsideTests + (modules.length === 0 ? 1 : 0),
    skipped: withState("skipped").map(reasonOf),
  };
};

const isBroken = (module: TestModule): boolean =>
  module.state() === "failed" && ![...module.children.allTests()].some((test) => test.result().state === "failed");

/** The sentence that the test gave, or else its file and the group that it stands in, whose name says why. */
const reasonOf = (test: TestCase): string => {
  const result = test.result();
  if (result.state === "skipped" && result.note !== undefined) return result.note;
  return `${test.module.relativeModuleId}: ${test.fullName.split(" > ")[0]}`;
};
