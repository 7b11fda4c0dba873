/** A command of the command line: its words, its options, what it does, and how it ends. */
import type { ParseArgsConfig } from "node:util";
import type { HostOptions } from "../../node.ts";
import { refuse, success, type Failure, type Outcome } from "../../../shared/outcome/outcome.ts";

/** Exit codes: 0 success, 1 a refusal with the named reason, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

/**
 * How a command ends: `json` is the one object of `--json` (`null`: it has printed its own), `lines` what a person
 * reads.
 */
export interface CommandEnd {
  readonly exit?: ExitCode;
  readonly json: object | null;
  readonly lines: ReadonlyArray<string>;
}

export type OptionValues = Readonly<Record<string, string | boolean | ReadonlyArray<string | boolean> | undefined>>;

/** How serial hosts are started, where a shell starts them in a way of its own. */
export type ForkSerialHost = HostOptions["forkSerialHost"];

/** Where a command stands and speaks: the process, or a command that plays others. */
export interface Surroundings {
  readonly forkSerialHost?: ForkSerialHost;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly print: (line: string) => void;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What a command is given. Paths are resolved against the folder that the user stands in. */
export interface CommandCall {
  readonly forkSerialHost?: ForkSerialHost;
  readonly positionals: ReadonlyArray<string>;
  readonly options: OptionValues;
  readonly json: boolean;
  readonly resolve: (path: string) => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Prints a line at once: for readings as they come and links to be opened. */
  readonly print: (line: string) => void;
  /** Says something beside the answer, on standard error. */
  readonly say: (line: string) => void;
  /** Aborted by Ctrl-C and by termination. */
  readonly signal: AbortSignal;
  /** Runs another command line as if it had been typed. */
  readonly runWords: (words: ReadonlyArray<string>, surroundings: Surroundings) => Promise<ExitCode>;
}

export interface Command {
  /** One or two words: `init`, `bundle export`. */
  readonly name: string;
  /** What follows the name: `FILE --history H...`. */
  readonly usage: string;
  readonly does: string;
  readonly options?: NonNullable<ParseArgsConfig["options"]>;
  /** How many words may follow the name. */
  readonly positionals: readonly [min: number, max: number];
  readonly run: (call: CommandCall) => Promise<Outcome<CommandEnd, Failure>>;
}

/** The option as one text. */
export const textOption = (call: Pick<CommandCall, "options">, name: string): string | undefined => {
  const value = call.options[name];
  return typeof value === "string" ? value : undefined;
};

/** The option as all texts that were given. */
export const textOptions = (call: CommandCall, name: string): ReadonlyArray<string> => {
  const value = call.options[name];
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
};

/** The option as a whole number from `min`, in decimal or hexadecimal digits; anything else is wrong usage. */
export const numberOption = (call: CommandCall, name: string, min = 0): Outcome<number | undefined> => {
  const text = textOption(call, name);
  if (text === undefined) return success(undefined);
  const number = /^(0x[0-9a-fA-F]{1,8}|[0-9]{1,15})$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min) return success(number);
  return refuse(usageKind, `--${name} takes a whole number${min > 0 ? ` from ${min}` : ""}, not "${text}".`);
};

/** True when the flag was given. */
export const flag = (call: CommandCall, name: string): boolean => call.options[name] === true;

/** The nth word after the name; the number of words was checked before. */
export const word = (call: CommandCall, index: number): string => call.positionals[index] ?? "";

/** A failure of usage: the command line ends with code 2. */
export const usageKind = "usage";
