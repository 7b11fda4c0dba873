/** Runs one command line: finds the command, checks its words, prints its end. */
import { resolve } from "node:path";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { refuse, success, type Failure, type Outcome } from "../../../shared/outcome/outcome.ts";
import {
  usageKind,
  type Command,
  type CommandCall,
  type CommandEnd,
  type ExitCode,
  type Surroundings,
} from "./command.ts";
import { visibleText } from "./visible-text.ts";

const commonOptions = {
  as: { type: "string" },
  data: { type: "string" },
  help: { type: "boolean" },
  json: { type: "boolean" },
  "pin-file": { type: "string" },
} as const satisfies ParseArgsConfig["options"];

/** Runs words of the command line and answers the exit code: 0 success, 1 a refusal, 2 wrong usage. */
export type CommandLine = CommandCall["runWords"];

/** A command line that knows these commands. */
export const makeCommandLine = (commands: ReadonlyArray<Command>): CommandLine => {
  const line: CommandLine = (words, around) => runWords({ commands, line }, words, around);
  return line;
};

interface Known {
  readonly commands: ReadonlyArray<Command>;
  readonly line: CommandLine;
}

const runWords = async (
  { commands, line }: Known,
  words: ReadonlyArray<string>,
  around: Surroundings,
): Promise<ExitCode> => {
  const json = words.includes("--json");
  const surroundings = withVisibleText(around, json);
  const command = findCommand(commands, words);
  if (command === null)
    return askedForHelp(words)
      ? printHelp(commands, surroundings)
      : wrongUsage(unknownCommand(words), json, surroundings);
  const call = readCall(command, words.slice(command.name.split(" ").length), { line, surroundings });
  if (!call.ok) return wrongUsage(call.failure, json, surroundings);
  if (call.value.options["help"] === true) return printUsage(command, surroundings);
  const end = await command.run(call.value).catch(brokenOff);
  return end.ok ? printEnd(end.value, json, surroundings) : printFailure(end.failure, json, surroundings);
};

/** What is printed for a program is JSON as it is; what is printed for a person cannot deceive the terminal. */
const withVisibleText = (around: Surroundings, json: boolean): Surroundings => ({
  ...around,
  print: json ? around.print : (line) => around.print(visibleText(line)),
  say: (line) => around.say(visibleText(line)),
});

/** A fault of the program itself ends a command like any other refusal: with a sentence and code 1. */
const brokenOff = (fault: unknown): Outcome<never> => {
  const what = fault instanceof Error ? fault.message : String(fault);
  return refuse("internalFault", `The program failed: ${what}. What it had acknowledged is safe; report the fault.`);
};

const findCommand = (commands: ReadonlyArray<Command>, words: ReadonlyArray<string>): Command | null =>
  commands.find(({ name }) => name.split(" ").every((part, index) => words[index] === part)) ?? null;

interface Around {
  readonly line: CommandLine;
  readonly surroundings: Surroundings;
}

const readCall = (
  command: Command,
  words: ReadonlyArray<string>,
  { line, surroundings }: Around,
): Outcome<CommandCall> => {
  const parsed = parsedWords(command, words);
  if (!parsed.ok) return parsed;
  const [min, max] = command.positionals;
  const count = parsed.value.positionals.length;
  if (parsed.value.values["help"] !== true && (count < min || count > max)) {
    return refuse(usageKind, `Usage: throughlife ${command.name} ${command.usage}`);
  }
  // An empty variable of a script would otherwise name the folder that the user stands in.
  if (parsed.value.values["data"] === "") return refuse(usageKind, "--data names no folder: what follows it is empty.");
  const { cwd, ...around } = surroundings;
  return success({
    ...around,
    positionals: parsed.value.positionals,
    options: parsed.value.values,
    json: parsed.value.values["json"] === true,
    runWords: line,
    resolve: (path) => resolve(cwd, path),
  });
};

const parsedWords = (command: Command, words: ReadonlyArray<string>) => {
  try {
    return success(
      parseArgs({
        args: [...words],
        options: { ...commonOptions, ...command.options },
        allowPositionals: true,
        strict: true,
      }),
    );
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault);
    // What follows the first sentence is advice on dashes that nobody here has asked for.
    return refuse(usageKind, `${message.split(". ")[0]}. Usage: throughlife ${command.name} ${command.usage}`);
  }
};

const printEnd = (end: CommandEnd, json: boolean, { print }: Surroundings): ExitCode => {
  if (json && end.json !== null) print(JSON.stringify(end.json));
  if (!json) for (const line of end.lines) print(line);
  return end.exit ?? 0;
};

const printFailure = (failure: Failure, json: boolean, surroundings: Surroundings): ExitCode => {
  if (failure.kind === usageKind) return wrongUsage(failure, json, surroundings);
  surroundings.say(`${failure.message} (${failure.kind})`);
  if (json) surroundings.print(JSON.stringify({ failure: { kind: failure.kind, message: failure.message } }));
  return 1;
};

const wrongUsage = ({ message }: Failure, json: boolean, { print, say }: Surroundings): ExitCode => {
  say(message);
  if (json) print(JSON.stringify({ failure: { kind: usageKind, message } }));
  return 2;
};

const askedForHelp = ([first]: ReadonlyArray<string>): boolean =>
  first === undefined || first === "help" || first === "--help" || first === "-h";

const unknownCommand = (words: ReadonlyArray<string>): Failure => ({
  kind: usageKind,
  message: `There is no command "${words.slice(0, 2).join(" ")}". "throughlife help" lists them.`,
});

const printHelp = (commands: ReadonlyArray<Command>, { print }: Surroundings): ExitCode => {
  print("throughlife COMMAND [--data DIR] [--as NAME] [--json]\n");
  for (const { does, name, usage } of commands) print(`  ${`${name} ${usage}`.trim()}\n      ${does}`);
  print(
    "\nThe data folder is --data DIR or the platform's own. A person signs with --as NAME; the PIN comes from THROUGHLIFE_PIN or --pin-file.",
  );
  return 0;
};

const printUsage = ({ does, name, options, usage }: Command, { print }: Surroundings): ExitCode => {
  print(`throughlife ${name} ${usage}\n${does}`);
  const names = Object.keys({ ...options, ...commonOptions }).sort();
  print(`Options: ${names.map((option) => `--${option}`).join(" ")}`);
  return 0;
};
