/** Checks that need no test: the types of each layer, lint, and that the screens build. */
import { execFile } from "node:child_process";
import { join } from "node:path";

/** A program that says nothing and ends with 0 when all is well. */
export interface Check {
  readonly name: string;
  readonly script: string;
  readonly parameters: readonly string[];
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
    parameters: ["--project", layer],
  })),
  { name: "lint", script: "node_modules/oxlint/bin/oxlint", parameters: lintParameters },
  {
    name: "unused code",
    script: "node_modules/knip/bin/knip.js",
    parameters: ["--config", "test/architecture/knip.json"],
  },
  { name: "the screens build", script: "main/shell/start/start.mjs", parameters: ["build"] },
];

/** Runs all checks side by side in the checkout `root`. */
export const runChecks = (root: string): Promise<readonly CheckResult[]> =>
  Promise.all(checks.map((check) => runCheck(root, check)));

const runCheck = (root: string, { name, script, parameters }: Check): Promise<CheckResult> =>
  new Promise((resolve) => {
    const options = { cwd: root, maxBuffer: outputBytesMax };
    execFile(process.execPath, [join(root, script), ...parameters], options, (error, stdout, stderr) =>
      resolve({ name, passed: error === null, output: `${stdout}${stderr}`.trim() }),
    );
  });

/** More than any reader will scroll through. */
const outputBytesMax = 64 * 1024 * 1024;
