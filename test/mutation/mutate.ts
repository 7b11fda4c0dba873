/**
 * Removes each check of the verification path in turn and runs the tests that ask it: `npm run mutate -- [WORD...]`, where
 * a word is part of a file's path; words that begin with test/ choose the tests. A check that no test misses is named, and
 * the command fails.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createVitest, type TestModule, type TestRunResult, type TestSpecification, type Vitest } from "vitest/node";
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

const isTest = (word: string): boolean => word.startsWith("test/");

const checksOf = (words: ReadonlyArray<string>): ReadonlyArray<NamedCheck> =>
  verificationPath
    .filter((file) => words.every(isTest) || words.some((word) => file.includes(word)))
    .flatMap((file) => findChecks(file, readFileSync(join(root, file), "utf8")).map((check) => ({ ...check, file, name: `${file}#${check.number}` })));

/** Quiet, one thread, modules kept between the runs: a run takes as long as its tests. */
const openVitest = (): Promise<Vitest> =>
  createVitest(
    "test",
    {
      config: join(root, "test/vitest.config.ts"), isolate: false, maxWorkers: 1, pool: "threads", reporters: [{}], root, run: true,
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
  failingBefore(await vitest.runTestSpecifications([...specs], true));
  const notes = readdirSync(folder).map((name) => notesSchema.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))));
  rmSync(folder, { recursive: true });
  vitest.provide("notesFolder", "");
  // A test that fails when it runs once more, with nothing removed, would notice every check.
  failingBefore(await vitest.runTestSpecifications([...specs], true));
  const tests = new Map<string, TestSpecification[]>();
  for (const { asked, file } of notes.toSorted((one, other) => one.asked.length - other.asked.length)) {
    const spec = specs.find(({ moduleId }) => moduleId === file);
    if (spec === undefined) continue;
    for (const check of asked) tests.set(check, [...(tests.get(check) ?? []), spec]);
  }
  return tests;
};

/** Tests that fail with every check in place: they notice nothing. */
const failing = new Set<string>();

const failingBefore = ({ testModules }: TestRunResult): void => {
  for (const { name } of testModules.flatMap(failuresIn)) {
    if (!failing.has(name)) say(`This fails with every check in place and is left out: ${name}`);
    failing.add(name);
  }
};

const failuresIn = (module: TestModule): ReadonlyArray<{ readonly name: string; readonly why: string }> => {
  const file = module.moduleId.slice(root.length + 1);
  const failed = [...module.children.allTests("failed")].map((test) => ({
    name: `${file}: ${test.fullName}`, why: test.result().errors?.[0]?.message.split("\n")[0] ?? "no reason",
  }));
  return failed.length === 0 && !module.ok() ? [{ name: file, why: "it broke off" }] : failed;
};

/** What fails in a file now and did not before; `null` when nothing does. */
const failureOf = async (vitest: Vitest, spec: TestSpecification): Promise<string | null> => {
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([spec], true);
  const ran = testModules.filter(({ moduleId }) => moduleId === spec.moduleId);
  const news = ran.flatMap(failuresIn).find(({ name }) => !failing.has(name));
  if (news !== undefined) return `${news.name} (${news.why})`;
  return unhandledErrors.length > 0 ? `${spec.moduleId}: an error outside of every test` : null;
};

/** The test that notices that a check is gone; `null` when none does. */
const noticedBy = async (vitest: Vitest, check: NamedCheck, specs: ReadonlyArray<TestSpecification>): Promise<string | null> => {
  vitest.provide("removed", check.name);
  for (const spec of [...specs].sort((one, other) => noticed(check, other) - noticed(check, one))) {
    const failure = await failureOf(vitest, spec);
    if (failure !== null) noticings.set(`${check.file} ${spec.moduleId}`, noticed(check, spec) + 1);
    if (failure !== null) return failure.slice(0, 200);
  }
  return null;
};

/** How often a test file noticed the checks of a file: it is asked first about the next. */
const noticings = new Map<string, number>();
const noticed = ({ file }: NamedCheck, { moduleId }: TestSpecification): number => noticings.get(`${file} ${moduleId}`) ?? 0;

/** Removes the checks from number `first` on, in this process. */
const work = async (first: number, words: ReadonlyArray<string>): Promise<void> => {
  const checks = checksOf(words);
  const vitest = await openVitest();
  const named = words.filter(isTest);
  const specs = await vitest.globTestSpecifications(named.length === 0 ? [...noticingTests] : named);
  const tests = await testsByCheck(vitest, specs);
  for (const check of checks.slice(first)) {
    const harmless = harmlessReason(check.file, check.text);
    const by = harmless === null ? await noticedBy(vitest, check, tests.get(check.name) ?? []) : null;
    const answer = harmless === null ? (by === null ? "MISSED" : "noticed") : "harmless";
    say(`${answer.padEnd(8)}  ${placeOf(check)}  ${harmless ?? (by === null ? "" : `by ${by}`)}`);
  }
  await vitest.close();
  process.exit(0);
};

const placeOf = ({ file, line, text }: NamedCheck): string => `${file}:${line}  ${text.slice(0, 100)}`;

/** Without a check a reader may go on for ever; then the tests stand still, which is noticed too. */
const standsStillMs = 300_000;

/** Works in a process of its own, which is ended where it stands still; gives its lines. */
const workUntilStill = (first: number, words: ReadonlyArray<string>): Promise<ReadonlyArray<string>> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [import.meta.filename, `--from=${first}`, ...words], { stdio: ["ignore", "pipe", "inherit"] });
    const lines: string[] = [];
    let rest = "";
    let timer = setTimeout(() => undefined, 0);
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void child.kill("SIGKILL"), standsStillMs);
    };
    watch();
    child.stdout.on("data", (piece: Buffer) => {
      watch();
      const parts = `${rest}${piece.toString()}`.split("\n");
      rest = parts.pop() ?? "";
      for (const line of parts) say(line);
      lines.push(...parts.filter((line) => /^(MISSED|noticed|harmless) /.test(line)));
    });
    child.once("close", () => {
      clearTimeout(timer);
      resolve(lines);
    });
  });

const main = async (words: ReadonlyArray<string>): Promise<void> => {
  const checks = checksOf(words);
  const lines: string[] = [];
  while (lines.length < checks.length) {
    lines.push(...(await workUntilStill(lines.length, words)));
    const still = checks[lines.length];
    if (still === undefined) break;
    lines.push(`noticed   ${placeOf(still)}  the tests stand still`);
    say(lines.at(-1) ?? "");
  }
  const count = (answer: string): number => lines.filter((line) => line.startsWith(answer)).length;
  for (const line of lines.filter((one) => one.startsWith("MISSED"))) say(`No test fails without the check ${line.slice(10)}`);
  say(`${checks.length} checks: ${count("noticed")} are missed by a test when they are removed, ${count("harmless")} change nothing, ${count("MISSED")} nobody misses`);
  process.exit(count("MISSED") === 0 ? 0 : 1);
};

const given = process.argv.slice(2);
const words = given.filter((word) => !word.startsWith("-"));
const from = given.find((word) => word.startsWith("--from="));
await (from === undefined ? main(words) : work(Number(from.slice(7)), words));
