/** What every refusal of the command line owes its reader. */
import { expect } from "vitest";
import { textAt, type Ended } from "./workspace.ts";

/**
 * The refusal with which a command run with `--json` ended: code 1, a whole sentence on standard error, the same one in
 * the object on the last line, and no fault of the program itself.
 */
export const refusalOf = (ended: Ended | undefined): { readonly kind: string; readonly message: string } => {
  if (ended === undefined) throw new Error("the command was not run");
  expect(ended).toMatchObject({ exit: 1 });
  const [kind, message] = [textAt(ended.json, "failure", "kind"), textAt(ended.json, "failure", "message")];
  expect(ended.err).toContain(`${message} (${kind})`);
  expect(message).toMatch(/^.{20,}[.!]$/s);
  expect(kind).not.toBe("internalFault");
  expect(ended.err).not.toMatch(/^ {4}at /m);
  return { kind, message };
};

/** Wrong usage: code 2 and a sentence, with the same one in the object of `--json`. */
export const usageOf = (ended: Ended | undefined): string => {
  if (ended === undefined) throw new Error("the command was not run");
  expect(ended).toMatchObject({ exit: 2, json: { failure: { kind: "usage" } } });
  const message = textAt(ended.json, "failure", "message");
  expect(ended.err.trimEnd()).toBe(message);
  return message;
};
