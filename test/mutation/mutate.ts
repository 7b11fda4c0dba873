/**
 * Removes each check of the verification path in turn and runs the tests that ask it: `npm run mutate -- [WORD...]`, where
 * a word is part of a file's path. A check that no test misses is named, and the command fails.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVitest, type TestSpecification, type Vitest } from "vitest/node";
import { z } from "zod";
import { findChecks, type Check } from "./find-checks.ts";
import { harmlessReason } from "./harmless-checks.ts";
import { removableChecks } from "./removable-checks.ts";
import { noticingTests, verificationPath } from "./verification-path.ts";

const root = join(import.meta.dirname, "../..");
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface NamedCheck extends Check {
  readonly file: string;
  readonly name: string;
}

const checksOf = (words: ReadonlyArray<string>): ReadonlyArray<NamedCheck> =>
  verificationPath
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .flatMap((file) => findChecks(file, readFileSync(join(root, file), "utf8")).map((check) => ({ ...check, file, name: `${file}#${check.number}` })));

/** Quiet, one thread, modules kept between the runs: a run takes as long as its tests. */
const openVitest = (): Promise<Vitest> =>
  createVitest(
    "test",
    {
      bail: 1, config: join(root, "test/vitest.config.ts"), isolate: false, maxWorkers: 1, pool: "threads", reporters: [{}], root, run: true,
      setupFiles: [join(import.meta.dirname, "mutation-setup.ts")], watch: false,
    },
    { plugins: [removableChecks(root)] },
  );

const notesSchema = z.object({ asked: z.array(z.string()), file: z.string() });

/** For each check the test files that ask it, those that ask few checks first: they are the closest. */
const testsByCheck = async (vitest: Vitest, specs: ReadonlyArray<TestSpecification>): Promise<ReadonlyMap<string, ReadonlyArray<TestSpecification>>> => {
  const folder = mkdtempSync(join(tmpdir(), "throughlife-mutation-"));
  vitest.provide("notesFolder", folder);
  vitest.provide("removed", "");
  const run = await vitest.runTestSpecifications([...specs], true);
  const failing = run.testModules.filter((module) => !module.ok()).map(({ moduleId }) => moduleId);
  if (failing.length > 0) say(`These fail with all checks in place and are left out: ${failing.join(", ")}`);
  const notes = readdirSync(folder).map((name) => notesSchema.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))));
  rmSync(folder, { recursive: true });
  vitest.provide("notesFolder", "");
  // A file that fails when it runs once more, with nothing removed, would notice every check.
  const again = await vitest.runTestSpecifications([...specs], true);
  for (const module of again.testModules.filter((one) => !one.ok() && !failing.includes(one.moduleId))) {
    say(`This fails when it runs again and is left out: ${module.moduleId}`);
    failing.push(module.moduleId);
  }
  const tests = new Map<string, TestSpecification[]>();
  for (const { asked, file } of notes.toSorted((one, other) => one.asked.length - other.asked.length)) {
    const spec = specs.find(({ moduleId }) => moduleId === file);
    if (spec === undefined || failing.includes(file)) continue;
    for (const check of asked) tests.set(check, [...(tests.get(check) ?? []), spec]);
  }
  return tests;
};

/** Why a file fails, once it has run; `null` when it passes. */
const failureOf = async (vitest: Vitest, spec: TestSpecification): Promise<string | null> => {
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([spec], true);
  const module = testModules.find(({ moduleId }) => moduleId === spec.moduleId);
  if (module?.ok() === true && unhandledErrors.length === 0) return null;
  const failed = [...(module?.children.allTests("failed") ?? [])][0];
  return failed === undefined ? "it broke off" : `${failed.fullName}: ${failed.result().errors?.[0]?.message.split("\n")[0] ?? "no reason"}`;
};

/** The test that notices that a check is gone; `null` when none does. */
const noticedBy = async (vitest: Vitest, check: NamedCheck, specs: ReadonlyArray<TestSpecification>): Promise<string | null> => {
  vitest.provide("removed", check.name);
  for (const spec of [...specs].sort((one, other) => noticed(check, other) - noticed(check, one))) {
    const failure = await failureOf(vitest, spec);
    if (failure !== null) noticings.set(`${check.file} ${spec.moduleId}`, noticed(check, spec) + 1);
    if (failure !== null) return `${spec.moduleId.slice(root.length + 1)} (${failure.slice(0, 120)})`;
  }
  return null;
};

/** How often a test file noticed the checks of a file: it is asked first about the next. */
const noticings = new Map<string, number>();
const noticed = ({ file }: NamedCheck, { moduleId }: TestSpecification): number => noticings.get(`${file} ${moduleId}`) ?? 0;

const main = async (words: ReadonlyArray<string>): Promise<void> => {
  const checks = checksOf(words);
  const vitest = await openVitest();
  const specs = await vitest.globTestSpecifications([...noticingTests]);
  const tests = await testsByCheck(vitest, specs);
  const [missed, counts] = [[] as string[], { harmless: 0, noticed: 0 }];
  for (const check of checks) {
    const place = `${check.file}:${check.line}  ${check.text.slice(0, 100)}`;
    const harmless = harmlessReason(check.file, check.text);
    if (harmless !== null) {
      counts.harmless++;
      say(`harmless  ${place}  (${harmless})`);
      continue;
    }
    const by = await noticedBy(vitest, check, tests.get(check.name) ?? []);
    if (by === null) missed.push(place);
    else counts.noticed++;
    say(by === null ? `MISSED    ${place}` : `noticed   ${place}  by ${by}`);
  }
  await vitest.close();
  for (const place of missed) say(`No test fails without the check ${place}`);
  say(`${checks.length} checks: ${counts.noticed} are missed by a test when they are removed, ${counts.harmless} change nothing, ${missed.length} nobody misses`);
  process.exit(missed.length === 0 ? 0 : 1);
};

await main(process.argv.slice(2).filter((word) => !word.startsWith("-")));
