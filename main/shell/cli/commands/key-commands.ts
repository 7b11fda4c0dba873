/** Commands on keys: what ending one would do, revocation, and rotation to the promised successor. */
import { readFile } from "node:fs/promises";
import { refuse, success } from "../../../../shared/outcome/outcome.ts";
import type { ResponseOf } from "../../../../shared/rpc/methods.ts";
import { flag, textOption, usageKind, word, type Command } from "../command.ts";
import { givenPin, withNode, withNodeAlone } from "../with-node.ts";
import { recordedLines, registerOf } from "./register-commands.ts";

type Proposal = ResponseOf<"register.propose-end">;

/** A terminal shows so many histories; `--json` gives more. */
const shownMax = 40;

const revoke: Command = {
  name: "key revoke",
  usage: "KEY --reason TEXT [--since TIME] [--dry-run] [--register R]",
  does: "Ends a key: its last good records are proposed, those after --since left out; --dry-run only shows what would be disputed.",
  options: {
    "dry-run": { type: "boolean" },
    reason: { type: "string" },
    register: { type: "string" },
    since: { type: "string" },
  },
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const asked = { ...registerOf(call), key: word(call, 0), since: textOption(call, "since") ?? null };
      const proposed = await node.call("register.propose-end", asked);
      if (!proposed.ok) return proposed;
      const lines = proposalLines(proposed.value);
      if (flag(call, "dry-run")) return success({ json: proposed.value, lines: [...lines, "Nothing was recorded."] });
      const reason = textOption(call, "reason")?.trim() ?? "";
      if (reason === "") return refuse(usageKind, "Say why: --reason TEXT; or look first: --dry-run.");
      const { key, last_good } = proposed.value;
      const done = await node.call("register.revoke-key", { ...asked, key, last_good, reason });
      if (!done.ok) return done;
      const recorded = done.value.records.flatMap((one) => recordedLines(one, "The key is ended."));
      return success({ json: done.value, lines: [...lines, ...recorded] });
    }),
};

const rotate: Command = {
  name: "key rotate",
  usage: "--as NAME",
  does: "Puts the promised successor in the place of a person's key, under the same PIN, and says so in the registers.",
  positionals: [0, 0],
  run: async (call) => {
    const pin = await givenPin(call);
    if (!pin.ok) return pin;
    const person = textOption(call, "as");
    if (person === undefined || pin.value === null)
      return refuse(usageKind, "Say whose key: --as NAME, with THROUGHLIFE_PIN or --pin-file FILE.");
    const given = { person, pin: pin.value };
    return withNodeAlone(call, async (node) => {
      const done = await node.call("person.rotate-key", given);
      if (!done.ok) return done;
      const { former, key, registers } = done.value;
      const lines = registers.map(({ asks, name }) =>
        asks ? `A validator of the ${name} enrols the new key.` : `The ${name} knows the new key.`,
      );
      return success({
        json: done.value,
        lines: [`${person} signs with ${key} now, in place of ${former}.`, ...lines],
      });
    });
  },
};

const seal: Command = {
  name: "key seal",
  usage: "--passphrase-file FILE | --system | --nothing",
  does: "Seals the installation's own keys; a passphrase is then asked for at every start, in THROUGHLIFE_PASSPHRASE.",
  options: { nothing: { type: "boolean" }, "passphrase-file": { type: "string" }, system: { type: "boolean" } },
  positionals: [0, 0],
  run: async (call) => {
    const by = flag(call, "system") ? "system" : flag(call, "nothing") ? "nothing" : "passphrase";
    const file = textOption(call, "passphrase-file");
    if (by === "passphrase" && file === undefined)
      return refuse(usageKind, "Say by what: --passphrase-file FILE, --system or --nothing.");
    const text = file === undefined ? null : await readFile(call.resolve(file), "utf8").catch(() => undefined);
    if (text === undefined) return refuse("fileUnreadable", `The file ${file ?? ""} cannot be read.`);
    const wish = {
      by,
      current: call.env["THROUGHLIFE_PASSPHRASE"] ?? null,
      passphrase: text?.trimEnd() ?? null,
    } as const;
    return withNodeAlone(call, async (node) => {
      const done = await node.call("installation.seal-keys", wish);
      return done.ok ? success({ json: done.value, lines: [sealedLines[done.value.sealing]] }) : done;
    });
  },
};

const sealedLines = {
  nothing: "The installation's own keys are not sealed any more.",
  passphrase: "The installation's own keys are sealed. Nobody can reset the passphrase.",
  system: "The installation's own keys are sealed by the system for this user.",
} as const;

export const keyCommands: ReadonlyArray<Command> = [revoke, rotate, seal];

const proposalLines = ({
  built_upon,
  disputed,
  good,
  histories,
  key,
  name,
  refusal,
}: Proposal): ReadonlyArray<string> => [
  `The key ${key} of ${name ?? "somebody whose name is withheld"}: ${good} records stay good, ${disputed} would be disputed, ${built_upon} records of others stand on these.`,
  ...histories
    .slice(0, shownMax)
    .map(
      (one) =>
        `  ${one.name}: ${one.good} good, ${one.disputed} disputed; last good: ${one.last_good === null ? "none" : `${one.last_good.type} ${one.last_good.at}`}`,
    ),
  ...(histories.length > shownMax ? [`  and ${histories.length - shownMax} more histories`] : []),
  ...(refusal === null ? [] : [refusal]),
];
