/** Checks that need no test: the types of each layer, lint, and that the screens build. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesOf } from "../architecture/source-file.ts";

/** A program that says nothing and ends with 0 when all is well. */
export interface Check {
  readonly name: string;
  readonly script: string;
  readonly parameters: readonly string[];
  /** It knows by itself when there is nothing to do, and what it made must be there for the tests. */
  readonly everyTime?: true;
}

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  /** What the program printed. */
  readonly output: string;
}

/** Each layer has its own `.oxlintrc.json`; rules that know types need the flag. */
const lintParameters = ["--type-aware", "--report-unused-disable-directives-severity=error"];

export const checks: readonly Check[] = [
  ...["shared", "main", "renderer", "test"].map((layer) => ({
    name: `types of ${layer}`,
    script: "node_modules/typescript/bin/tsc",
    parameters: ["--project", layer, "--incremental", "--tsBuildInfoFile", `.build/checks/${layer}.tsbuildinfo`],
  })),
  { name: "lint", script: "node_modules/oxlint/bin/oxlint", parameters: lintParameters },
  {
    name: "unused code",
    script: "node_modules/knip/bin/knip.js",
    parameters: ["--config", "test/architecture/knip.json"],
  },
  { name: "the screens build", script: "main/shell/start/start.mjs", parameters: ["build"], everyTime: true },
];

/**
 * Runs all checks side by side in the checkout `root`. A check that has passed is not run again before a file of the
 * layers changes.
 */
export const runChecks = async (root: string): Promise<readonly CheckResult[]> => {
  const digest = digestOfSources(root);
  mkdirSync(join(root, notesFolder), { recursive: true });
  return Promise.all(checks.map((check) => runUnlessPassed(root, check, digest)));
};

const notesFolder = ".build/checks";

const runUnlessPassed = async (root: string, check: Check, digest: string): Promise<CheckResult> => {
  const note = join(root, notesFolder, `${check.name.replaceAll(" ", "-")}.passed`);
  const hasPassed = existsSync(note) && readFileSync(note, "utf8") === digest;
  if (hasPassed && check.everyTime !== true) return { name: check.name, passed: true, output: "" };
  const result = await runCheck(root, check);
  if (result.passed) writeFileSync(note, digest);
  return result;
};

const runCheck = (root: string, { name, script, parameters }: Check): Promise<CheckResult> =>
  new Promise((resolve) => {
    const options = { cwd: root, maxBuffer: outputBytesMax };
    execFile(process.execPath, [join(root, script), ...parameters], options, (error, stdout, stderr) =>
      resolve({ name, passed: error === null, output: `${stdout}${stderr}`.trim() }),
    );
  });

const digestOfSources = (root: string): string => {
  const hash = createHash("sha256");
  for (const file of filesOf(root).filter((path) => /\.(tsx?|mjs|json|css|html)$/.test(path))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
};

/** More than any reader will scroll through. */
const outputBytesMax = 64 * 1024 * 1024;
