/**
 * The whole verdict: types, lint, the law, and every test. `npm test` runs all, `npm test -- PATH...` the test files
 * whose path contains one of these words, `npm run check` the checks and the law alone.
 */
import { join } from "node:path";
import { runChecks, type CheckResult } from "./checks.ts";
import { prepareTestTools, type TestTool } from "./test-tools.ts";
import { runTests } from "./tests.ts";
import { skippedLines, sum, verdictLine, type Verdict } from "./verdict.ts";

const root = join(import.meta.dirname, "..", "..");
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const main = async (parameters: readonly string[]): Promise<Verdict> => {
  const filters = parameters.filter((word) => !word.startsWith("-"));
  if (filters.length > 0) return runTests(root, filters);
  const checksOnly = parameters.includes("--checks-only");
  if (!checksOnly) (await prepareTestTools(join(root, ".build/test-tools-missing"))).map(missingLine).forEach(print);
  const checked = reportChecks(await runChecks(root));
  return sum(checked, await runTests(root, checksOnly ? ["test/architecture"] : []));
};

const missingLine = ({ debianPackage, skippedWithout }: TestTool): string =>
  `Not on this machine: ${debianPackage}. Skipped without it: ${skippedWithout}.`;

const reportChecks = (results: readonly CheckResult[]): Verdict => {
  for (const { name, passed, output } of results) print(passed ? `ok      ${name}` : `FAILED  ${name}\n${output}\n`);
  const failed = results.filter((result) => !result.passed).length;
  return { passed: results.length - failed, failed, skipped: [] };
};

/** A run that breaks off has failed, and says so in its last line like any other. */
const brokenOff = (error: unknown): Verdict => {
  print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return { passed: 0, failed: 1, skipped: [] };
};

const verdict = await main(process.argv.slice(2)).catch(brokenOff);
skippedLines(verdict).forEach(print);
print(verdictLine(verdict));
process.exit(verdict.failed > 0 ? 1 : 0);
