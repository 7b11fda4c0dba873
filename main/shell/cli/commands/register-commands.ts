/** Commands on registers: who may do what and why not, who is enrolled, and which rules hold. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { refuse, success, type Outcome } from "../../../../shared/outcome/outcome.ts";
import { partyEnrolledSchema, permissionSchema, quorumSchema } from "../../../../shared/register/register-body.ts";
import type { ResponseOf } from "../../../../shared/rpc/methods.ts";
import type { CommandNode } from "../../local/local-client.ts";
import { textOption, textOptions, usageKind, word, type Command, type CommandCall } from "../command.ts";
import { withNode } from "../with-node.ts";

type Shown = ResponseOf<"register.show">;
type Party = Shown["parties"][number];

const registerOption = { register: { type: "string" } } as const;
const reasonOption = { reason: { type: "string" } } as const;

const list: Command = {
  name: "register list",
  usage: "",
  does: "The registers that are known here, the own one first.",
  positionals: [0, 0],
  run: (call) =>
    withNode(call, async (node) => {
      const found = await node.call("register.list", {});
      if (!found.ok) return found;
      const lines = found.value.map(
        ({ id, name, own, parties, roles }) =>
          `${id.slice(0, 12)}  ${name}${own ? " (own)" : ""}: ${parties} parties; you are ${roles.join(", ") || "not enrolled"}`,
      );
      return success({ json: found.value, lines });
    }),
};

const show: Command = {
  name: "register show",
  usage: "[--register R]",
  does: "A register: its charter, who is enrolled with which keys, its quorums and its witness policy.",
  options: registerOption,
  positionals: [0, 0],
  run: (call) =>
    withNode(call, async (node) => {
      const found = await node.call("register.show", registerOf(call));
      return found.ok ? success({ json: found.value, lines: shownLines(found.value) }) : found;
    }),
};

const who: Command = {
  name: "register who",
  usage: "[TYPE] [--register R]",
  does: "Who may do what: for each type of record the roles, the quorums and the parties; * waits for others.",
  options: registerOption,
  positionals: [0, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const found = await node.call("register.who", registerOf(call));
      if (!found.ok) return found;
      const { parties, types } = found.value;
      const wanted = types.filter(({ type }) => word(call, 0) === "" || type === word(call, 0).replace(/@.*$/, ""));
      if (wanted.length === 0) return refuse("typeUnknown", `There is no record type "${word(call, 0)}".`);
      const lines = wanted.flatMap(({ quorums, roles, type }) => [
        `${type}: ${roles.join(", ") || "no role"}${quorums.length > 0 ? `; needs ${quorums.join(" and ")}` : ""}`,
        ...parties.flatMap(({ may, name, waits }) => partyLine(name, may.includes(type), waits.includes(type))),
      ]);
      return success({ json: found.value, lines });
    }),
};

const why: Command = {
  name: "register why",
  usage: "WHO TYPE [--register R]",
  does: "Why somebody (a name, a key, a party) may or may not write a type of record, with the records behind it.",
  options: registerOption,
  positionals: [2, 2],
  run: (call) =>
    withNode(call, async (node) => {
      const asked = { ...registerOf(call), type: word(call, 1), who: word(call, 0) };
      const found = await node.call("register.why", asked);
      if (!found.ok) return found;
      const lines = found.value.answers.flatMap(({ advice, behind, key, kind, name, reason }) => [
        `${name ?? "nobody"} (${key.slice(0, 12)}): ${kind}. ${reason}`,
        ...(advice === null ? [] : [`  ${advice}`]),
        ...behind.map(({ id, type }) => `  behind it: ${type} ${id}`),
      ]);
      return success({ json: found.value, lines });
    }),
};

const enrol: Command = {
  name: "register enrol",
  usage:
    "NAME --kind organisation|person|equipment [--key HEX]... [--role R]... [--organisation O] [--party P] [--until TIME]",
  does: "Enrols a party; with --party it says anew what that party is: the roles given here are all that it has then.",
  options: {
    ...registerOption,
    from: { type: "string" },
    key: { multiple: true, type: "string" },
    kind: { type: "string" },
    organisation: { type: "string" },
    party: { type: "string" },
    role: { multiple: true, type: "string" },
    until: { type: "string" },
  },
  positionals: [0, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const shown = await node.call("register.show", registerOf(call));
      if (!shown.ok) return shown;
      const [party, organisation] = [
        partyOption(shown.value, call, "party"),
        partyOption(shown.value, call, "organisation"),
      ];
      if (!party.ok) return party;
      if (!organisation.ok) return organisation;
      const kind = partyEnrolledSchema.shape.kind.safeParse(textOption(call, "kind") ?? party.value?.kind);
      if (!kind.success) return refuse(usageKind, "--kind takes organisation, person or equipment.");
      const done = await node.call("register.enrol", {
        ...registerOf(call),
        keys: textOptions(call, "key").map((key) => ({ key })),
        kind: kind.data,
        name: word(call, 0) === "" ? null : word(call, 0),
        organisation: organisation.value?.id ?? party.value?.organisation ?? null,
        party: party.value?.id ?? null,
        roles: [...textOptions(call, "role")],
        valid_from: textOption(call, "from") ?? null,
        valid_until: textOption(call, "until") ?? null,
      });
      return done.ok
        ? success({ json: done.value, lines: recordedLines(done.value, `Party ${done.value.party}.`) })
        : done;
    }),
};

const merge: Command = {
  name: "register merge",
  usage: "PARTY PARTY... --reason TEXT [--register R]",
  does: "Says that parties are one: from then on they count once.",
  options: { ...registerOption, ...reasonOption },
  positionals: [2, 16],
  run: (call) =>
    withReason(call, (node, reason) => async () => {
      const shown = await node.call("register.show", registerOf(call));
      if (!shown.ok) return shown;
      const parties: string[] = [];
      for (const name of call.positionals) {
        const party = partyIn(shown.value, name);
        if (!party.ok) return party;
        parties.push(party.value.id);
      }
      const done = await node.call("register.merge", { ...registerOf(call), parties, reason });
      return done.ok ? success({ json: done.value, lines: recordedLines(done.value, "They are one party.") }) : done;
    }),
};

const rules: Command = {
  name: "register rules",
  usage: "FILE.json --reason TEXT [--register R]",
  does: 'Puts a whole table of rules in force: permissions and quorums as "register show --json" gives them.',
  options: { ...registerOption, ...reasonOption },
  positionals: [1, 1],
  run: (call) =>
    withReason(call, (node, reason) => async () => {
      const table = await tableIn(call.resolve(word(call, 0)));
      if (!table.ok) return table;
      const done = await node.call("register.change-rules", { ...registerOf(call), ...table.value, reason });
      return done.ok ? success({ json: done.value, lines: recordedLines(done.value, "The rules are changed.") }) : done;
    }),
};

const policy: Command = {
  name: "register policy",
  usage: "FILE --reason TEXT [--register R]",
  does: "Puts another witness policy in force, written in the C2SP policy grammar.",
  options: { ...registerOption, ...reasonOption },
  positionals: [1, 1],
  run: (call) =>
    withReason(call, (node, reason) => async () => {
      const text = await readFile(call.resolve(word(call, 0)), "utf8").catch(() => null);
      if (text === null) return refuse("fileUnreadable", `The file ${word(call, 0)} cannot be read.`);
      const done = await node.call("register.change-witness-policy", {
        ...registerOf(call),
        reason,
        witness_policy: text,
      });
      return done.ok ? success({ json: done.value, lines: recordedLines(done.value, "The policy is changed.") }) : done;
    }),
};

const handOver: Command = {
  name: "register hand-over",
  usage: "HISTORY REGISTER",
  does: "Offers a history to another register; a validator of that one takes it over.",
  positionals: [2, 2],
  run: (call) =>
    withNode(call, async (node) => {
      const done = await node.call("history.hand-over", { history: word(call, 0), register: word(call, 1) });
      if (!done.ok) return done;
      const lines = [`Offered, record ${done.value.id}. A validator of the other register takes it over.`];
      return success({ json: done.value, lines });
    }),
};

const takeOver: Command = {
  name: "register take-over",
  usage: "HISTORY",
  does: "Takes over a history that is offered to a register whose validator you are: that register judges from there on.",
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const done = await node.call("history.take-over", { history: word(call, 0) });
      if (!done.ok) return done;
      const now = await node.call("history.register", { history: word(call, 0) });
      if (!now.ok) return now;
      const open = now.value.offers.map(({ wants }) => `Not yet: ${wants}`);
      const lines = [`It stands under the ${now.value.name}.`, ...open, `Record ${done.value.id}`];
      return success({ json: { ...done.value, register: now.value.id }, lines });
    }),
};

export const registerCommands: ReadonlyArray<Command> = [
  list,
  show,
  who,
  why,
  enrol,
  merge,
  rules,
  policy,
  handOver,
  takeOver,
];

/** What a record of a register did, and whether it waits for others. */
export const recordedLines = (
  { id, standing }: { readonly id: string; readonly standing: string },
  done: string,
): ReadonlyArray<string> => [
  standing === "provisional" ? "It waits until others endorse it: the register wants a quorum for it." : done,
  `Record ${id}`,
];

/** The register that `--register` names. */
export const registerOf = (call: CommandCall) => ({ register: textOption(call, "register") ?? null });

/** Runs with the text of `--reason`; without one it is wrong usage. */
export const withReason = (
  call: CommandCall,
  run: (node: CommandNode, reason: string) => () => ReturnType<Command["run"]>,
): ReturnType<Command["run"]> => {
  const reason = textOption(call, "reason")?.trim() ?? "";
  if (reason === "") return Promise.resolve(refuse(usageKind, "Say why: --reason TEXT."));
  return withNode(call, (node) => run(node, reason)());
};

const shownLines = ({
  id,
  late_entry_hours,
  name,
  parties,
  quorums,
  witness_policies,
}: Shown): ReadonlyArray<string> => [
  `${name}, ${id}`,
  `Later than ${late_entry_hours} hours is a late entry.`,
  ...quorums.map(({ group, type }) => `${type} needs ${group}`),
  ...witness_policies.flatMap((text) =>
    text
      .trim()
      .split("\n")
      .map((line) => `policy: ${line}`),
  ),
  ...parties.flatMap(({ ended, id: party, keys, kind, merged, name: called, roles }) => [
    `${party.slice(0, 12)}  ${called ?? "name withheld"} (${kind}): ${roles.join(", ") || "no role"}${merged.length > 1 ? `; ${merged.length} merged` : ""}`,
    ...keys.map((key) => `  key ${key}${ended.includes(key) ? " (ended)" : ""}`),
  ]),
];

const partyLine = (name: string | null, may: boolean, waits: boolean): ReadonlyArray<string> =>
  may || waits ? [`  ${name ?? "name withheld"}${waits ? " *" : ""}`] : [];

const partyOption = (shown: Shown, call: CommandCall, option: string): Outcome<Party | null> => {
  const name = textOption(call, option);
  return name === undefined ? success(null) : partyIn(shown, name);
};

const partyIn = ({ parties }: Shown, name: string): Outcome<Party> => {
  const [found, ...others] = parties.filter(
    (party) => party.name === name.normalize("NFC") || (name.length >= 4 && party.id.startsWith(name)),
  );
  if (found === undefined) return refuse("nobodyFound", `No party has the name or the id "${name}".`);
  return others.length === 0
    ? success(found)
    : refuse("nobodyFound", `"${name}" fits several parties. Give the beginning of an id.`);
};

const tableSchema = z.object({ permissions: z.array(permissionSchema), quorums: z.array(quorumSchema) });

const tableIn = async (path: string): Promise<Outcome<z.infer<typeof tableSchema>>> => {
  try {
    const parsed = tableSchema.safeParse(JSON.parse(await readFile(path, "utf8")));
    if (parsed.success) return success(parsed.data);
    const [issue] = parsed.error.issues;
    return refuse(
      "malformed",
      `The table of rules does not fit at "${issue?.path.join(".") ?? ""}": ${issue?.message ?? ""}.`,
    );
  } catch {
    return refuse("fileUnreadable", `The file ${path} cannot be read as JSON.`);
  }
};
