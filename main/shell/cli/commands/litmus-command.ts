/** The command that asks the eight questions of the litmus test, and says when something simpler would do. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { refuse, success } from "../../../../shared/outcome/outcome.ts";
import { defaultCharter } from "../../../../shared/register/default-charter.ts";
import { litmusAdvice, litmusQuestions, type LitmusHolds } from "../../../../shared/register/litmus-test.ts";
import { word, type Command } from "../command.ts";

const holdsSchema = z.object({
  holds: z.record(z.enum(litmusQuestions), z.boolean().nullable()),
});

/** `litmus` prints a form with the usual answers; with a form that is filled in, what would do. */
export const litmusCommand: Command = {
  name: "litmus",
  usage: "[ANSWERS.json]",
  does: 'Prints the eight questions as a form for "init --answers"; of a filled-in one it says what would do.',
  positionals: [0, 1],
  run: async (call) => {
    if (word(call, 0) === "") return success({ json: form, lines: JSON.stringify(form, null, 2).split("\n") });
    const holds = await holdsIn(call.resolve(word(call, 0)));
    if (holds === null)
      return refuse(
        "malformed",
        `${word(call, 0)} is no filled-in form: "holds" says of each question true, false or null. "throughlife litmus" prints one.`,
      );
    const advice = litmusAdvice(holds);
    const lines = [
      `${advice.reason}${advice.by === null ? "" : ` (question: ${advice.by})`}`,
      `What would do: ${advice.fits}.`,
    ];
    return success({ json: advice, lines });
  },
};

const none = {
  database: null,
  writers: null,
  absence_of_trust: null,
  disintermediation: null,
  interaction: null,
} as const;

const form = {
  holds: { ...none, rules: null, sponsor: null, validators: null },
  late_entry_hours: 24,
  litmus: defaultCharter({ founderKey: "", name: "COMPANY", nonce: "", roles: [] }).litmus,
};

const holdsIn = async (path: string): Promise<LitmusHolds | null> => {
  try {
    const parsed = holdsSchema.safeParse(JSON.parse(await readFile(path, "utf8")));
    return parsed.success ? parsed.data.holds : null;
  } catch {
    return null;
  }
};
