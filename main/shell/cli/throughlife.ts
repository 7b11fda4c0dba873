/** The command line: `throughlife COMMAND`. Finds the command, reads its options, prints how it ends. */
import { enableCompileCache } from "node:module";
import { compileCacheFolder } from "../local/data-folder.ts";

// Syncs wait for the disk in a pool of threads: of four, as is usual, no more than four wait at once.
process.env["UV_THREADPOOL_SIZE"] ??= "16";
// Before everything else is loaded; where the folder cannot be written the sources are compiled as always. Threads and
// child processes find the folder by its name in the environment.
process.env["NODE_COMPILE_CACHE"] ??= compileCacheFolder(process.env);
enableCompileCache(process.env["NODE_COMPILE_CACHE"]);
const { runCommandLine } = await import("./commands.ts");

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
// A reader that closes our output early (`| head`) ends the command, not with a stack trace.
process.stdout.on("error", () => process.exit(0));

process.exitCode = await runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  print: (line) => void process.stdout.write(`${line}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
  signal: stop.signal,
});
