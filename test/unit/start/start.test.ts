/** The start scripts: what they set up, when they do it again, and how the command they start sees the world. */
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ended, makeCheckout, type Checkout } from "./checkout.ts";

const started = z.object({ words: z.array(z.string()), folder: z.string(), node: z.string() });
const startedAs = (output: string): z.infer<typeof started> => started.parse(JSON.parse(output));

describe("packages", () => {
  test("are installed before the first command and not again until the lock file changes", async () => {
    using checkout = makeCheckout();
    const first = await checkout.run(["throughlife", "log"]);
    expect(first.code).toBe(0);
    expect(checkout.npmCalls()).toHaveLength(1);
    expect(checkout.npmCalls()[0]).toMatch(/^ci .*--ignore-scripts/);
    await checkout.run(["throughlife", "log"]);
    expect(checkout.npmCalls()).toHaveLength(1);
    checkout.write("package-lock.json", '{ "lockfileVersion": 3, "packages": {} }');
    await checkout.run(["throughlife", "log"]);
    expect(checkout.npmCalls()).toHaveLength(2);
  });

  test("are installed again when node_modules is gone", async () => {
    using checkout = makeCheckout();
    await checkout.run(["throughlife", "log"]);
    checkout.remove("node_modules");
    await checkout.run(["throughlife", "log"]);
    expect(checkout.npmCalls()).toHaveLength(2);
  });

  test("are installed once when several commands start at the same time", async () => {
    using checkout = makeCheckout();
    const all = await Promise.all([1, 2, 3].map((number) => checkout.run(["throughlife", `${number}`])));
    expect(all.map(({ output }) => startedAs(output).words)).toEqual([["1"], ["2"], ["3"]]);
    expect(checkout.npmCalls()).toHaveLength(1);
  });

  test("are installed although another set-up was killed and left its lock", async () => {
    using checkout = makeCheckout();
    const gone = checkout.start(["build"]);
    await once(gone, "close");
    checkout.remove("node_modules/.throughlife-installed");
    checkout.write(".tools/setup.lock", String(gone.pid));
    expect((await checkout.run(["throughlife", "log"])).code).toBe(0);
    expect(checkout.npmCalls()).toHaveLength(2);
  });

  test("are installed although the number of a killed set-up now belongs to another program", async () => {
    using checkout = makeCheckout();
    checkout.write(".tools/setup.lock", String(process.pid));
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(join(checkout.root, ".tools/setup.lock"), longAgo, longAgo);
    expect((await checkout.run(["throughlife", "log"])).code).toBe(0);
    expect(checkout.npmCalls()).toHaveLength(1);
  });

  test("that npm cannot install end the command with a sentence, and the next start tries again", async () => {
    using checkout = makeCheckout();
    const refused = await checkout.run(["throughlife", "log"], { env: { NPM_FAILS: "1" } });
    expect([refused.code, refused.output]).toEqual([1, ""]);
    expect(refused.errors).toContain("npm could not install the packages");
    expect((await checkout.run(["throughlife", "log"])).code).toBe(0);
  });
});

describe("Node 24", () => {
  test("is fetched once where another Node runs the scripts, and comes first on PATH", async () => {
    using checkout = makeCheckout();
    const fetched = join(
      checkout.root,
      ".tools/node_modules",
      `node-${process.platform}-${process.arch}`,
      "bin",
      "node",
    );
    const first = await checkout.run(["throughlife", "log"], { oldNode: true });
    expect(startedAs(first.output).words).toEqual(["log"]);
    expect(existsSync(fetched)).toBe(true);
    expect(checkout.npmCalls().map((call) => call.split(" ")[0])).toEqual(["install", "ci"]);
    await checkout.run(["throughlife", "log"], { oldNode: true });
    expect(checkout.npmCalls()).toHaveLength(2);
  });

  test("is named where it cannot be fetched", async () => {
    using checkout = makeCheckout();
    const refused = await checkout.run(["throughlife", "log"], { oldNode: true, env: { NPM_FAILS: "1" } });
    expect(refused.code).toBe(1);
    expect(refused.errors).toMatch(/Install Node 24\.\d+\.\d+ .* and run the same command again/);
  });

  test("is the running one where that is 24", async () => {
    using checkout = makeCheckout();
    const { output } = await checkout.run(["throughlife", "log"]);
    expect(startedAs(output).node).toBe(process.execPath);
    expect(existsSync(join(checkout.root, ".tools/node_modules"))).toBe(false);
  });
});

describe("the command", () => {
  test("gets its words as given and stands in the folder of the user", async () => {
    using checkout = makeCheckout();
    const callersFolder = join(checkout.root, "elsewhere");
    mkdirSync(callersFolder);
    const { output } = await checkout.run(["throughlife", "verify", "a b.tlbundle", "--json"], { callersFolder });
    expect(startedAs(output)).toMatchObject({ words: ["verify", "a b.tlbundle", "--json"], folder: callersFolder });
  });

  test("has standard output for itself, even while everything is set up", async () => {
    using checkout = makeCheckout();
    const { output, errors } = await checkout.run(["throughlife", "log"], { oldNode: true });
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(errors).toContain("npm talks");
  });

  test("ends with its own exit code, or by its own signal", async () => {
    using checkout = makeCheckout();
    expect(await checkout.run(["throughlife", "exit", "2"])).toMatchObject({ code: 2, signal: null });
    expect(await checkout.run(["throughlife", "die"])).toMatchObject({ code: null, signal: "SIGKILL" });
  });

  test("gets the signals that are sent to npm's script, and closes in order", async () => {
    using checkout = makeCheckout();
    const child = checkout.start(["throughlife", "wait"]);
    const end = ended(child);
    await once(child.stdout ?? child, "data");
    child.kill("SIGTERM");
    expect(await end).toMatchObject({ code: 7, output: "ready\nclosing in order\n" });
  });

  test("closes in order when npm's shell is killed, which passes nothing on", async () => {
    using checkout = makeCheckout();
    const env = { npm_lifecycle_event: "throughlife" };
    const shell = checkout.start(["throughlife", "wait"], { throughShell: true, env });
    const end = ended(shell);
    await once(shell.stdout ?? shell, "data");
    shell.kill("SIGKILL");
    expect((await end).output).toBe("ready\nclosing in order\n");
  });

  test("that nobody knows is refused", async () => {
    using checkout = makeCheckout();
    const { code, errors } = await checkout.run(["oepn"]);
    expect(code).toBe(1);
    expect(errors).toContain('"oepn" is none of open, throughlife');
    expect(checkout.npmCalls()).toEqual([]);
  });
});

describe("the screens", () => {
  const page = (root: string): string => readFileSync(join(root, ".build/renderer/index.html"), "utf8");

  test("are built before the program opens, and again only when their sources change", async () => {
    using checkout = makeCheckout();
    const first = await checkout.run(["open"]);
    expect(startedAs(first.output).words).toEqual(["open"]);
    expect([page(checkout.root), first.errors.includes("building")]).toEqual(["first page", true]);
    expect((await checkout.run(["open"])).errors).not.toContain("building");
    checkout.write("renderer/page.ts", "second page");
    await checkout.run(["throughlife", "serve"]);
    expect(page(checkout.root)).toBe("second page");
  });

  test("are not built for a command without screens", async () => {
    using checkout = makeCheckout();
    await checkout.run(["throughlife", "log"]);
    expect(existsSync(join(checkout.root, ".build"))).toBe(false);
  });

  test("stay as they were when a build fails, and the command says so", async () => {
    using checkout = makeCheckout();
    await checkout.run(["build"]);
    checkout.write("renderer/page.ts", "broken");
    const { code, errors } = await checkout.run(["open"]);
    expect([code, page(checkout.root)]).toEqual([1, "first page"]);
    expect(errors).toContain("The screens could not be built");
  });
});

describe("the desktop", () => {
  const runtime = '#!/bin/sh\necho "desktop $1 $2 ${THROUGHLIFE_DATA-}"\n';
  const putRuntime = (checkout: Checkout, path: string): void => {
    checkout.write(path, runtime);
    chmodSync(join(checkout.root, path), 0o755);
  };

  test("is opened where its runtime is installed, with the folder and the links that were given", async () => {
    using checkout = makeCheckout();
    putRuntime(checkout, "node_modules/electron/dist/electron");
    expect((await checkout.run(["open"])).errors).toContain("no Electron runtime is installed");
    checkout.write("node_modules/electron/path.txt", "electron");
    const { errors, output } = await checkout.run(["open", "--data", "here", "throughlife://asset/1"]);
    expect(errors).toContain("opening the desktop program");
    expect(output.trim()).toBe(`desktop ${checkout.root} throughlife://asset/1 ${join(checkout.root, "here")}`);
    expect(existsSync(join(checkout.root, ".vite/build/index.html"))).toBe(true);
    expect((await checkout.run(["open"])).errors).not.toContain("building");
  });

  test("is left aside for options of the browser, and said so; another runtime can be named", async () => {
    using checkout = makeCheckout();
    putRuntime(checkout, "elsewhere/electron");
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(checkout.root, "elsewhere") };
    expect((await checkout.run(["open"], { env })).output).toContain("desktop ");
    const { errors, output } = await checkout.run(["open", "--port", "0"], { env });
    expect(errors).toContain("these options are for the browser");
    expect(startedAs(output).words).toEqual(["open", "--port", "0"]);
  });
});
