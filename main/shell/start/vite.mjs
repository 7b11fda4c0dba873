/** Runs Vite under the Node we choose. */
import { environmentWith } from "./npm-client.mjs";
import { inCheckout, root } from "./places.mjs";
import { run } from "./run.mjs";
import { CannotStart } from "./say.mjs";

/** `vite build` with these parameters; what it says goes to standard error. */
export const viteBuild = async (node, parameters, failure) => {
  const { code } = await run(node, [inCheckout("node_modules/vite/bin/vite.js"), "build", ...parameters], {
    cwd: root,
    env: environmentWith(node),
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (code !== 0) throw new CannotStart(failure);
};
