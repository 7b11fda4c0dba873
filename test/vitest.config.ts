/** How the tests run. */
import { defineConfig } from "vitest/config";

/** A safety net against a test that hangs, far above what any takes on a slow and busy machine. */
const hangsAfterMillis = 120_000;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    allowOnly: false,
    testTimeout: hangsAfterMillis,
    hookTimeout: hangsAfterMillis,
    reporters: ["default"],
  },
});
