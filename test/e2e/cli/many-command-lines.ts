/**
 * Runs several command lines one after the other in this one process and prints how each ended: for the many refusals that
 * need no process of their own. Standard input holds a JSON array of `{words, env}`.
 */
import { text } from "node:stream/consumers";
import { runCommandLine } from "../../../main/shell/cli/commands.ts";

interface Wish {
  readonly words: ReadonlyArray<string>;
  readonly env: Readonly<Record<string, string>>;
}

const wishes: ReadonlyArray<Wish> = JSON.parse(await text(process.stdin));
const ended = [];
for (const { env, words } of wishes) {
  const [out, err]: [string[], string[]] = [[], []];
  const exit = await runCommandLine(words, {
    cwd: process.cwd(),
    env: { ...process.env, ...env },
    print: (line) => void out.push(line),
    say: (line) => void err.push(line),
    signal: new AbortController().signal,
  });
  ended.push({ exit, out: out.join("\n"), err: err.join("\n") });
}
process.stdout.write(`${JSON.stringify(ended)}\n`);
