/** How the tests run. */
import { defineConfig } from "vitest/config";

/** A safety net against a test that hangs, far above what any takes on a slow and busy machine. */
const hangsAfterMillis = 120_000;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    allowOnly: false,
    // Every core: many tests wait for a browser or another process, so that one worker leaves the machine idle.
    maxWorkers: "100%",
    testTimeout: hangsAfterMillis,
    hookTimeout: hangsAfterMillis,
    reporters: ["default"],
  },
});
