/** Makes the checks of the verification path removable while tests run, without a change of any file. */
import { relative } from "node:path";
import type { Plugin } from "vitest/config";
import { withRemovableChecks } from "./find-checks.ts";
import { verificationPath } from "./verification-path.ts";

/** A plugin of the test runner: each check asks, each time, whether it is removed. */
export const removableChecks = (root: string): Plugin => ({
  enforce: "pre",
  name: "removable-checks",
  transform: (code, id) => {
    const file = relative(root, id.split("?")[0] ?? "").replaceAll("\\", "/");
    return verificationPath.includes(file) ? { code: withRemovableChecks(file, code), map: null } : null;
  },
});
