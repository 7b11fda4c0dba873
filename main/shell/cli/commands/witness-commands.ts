/** Commands on witnesses and receipts: who cosigns whom, the receipt of a record, proofs of misbehaviour, the stick. */
import { success } from "../../../../shared/outcome/outcome.ts";
import type { ResponseOf } from "../../../../shared/rpc/methods.ts";
import { textOption, word, type Command, type CommandCall } from "../command.ts";
import { withNode } from "../with-node.ts";

type State = ResponseOf<"witness.state">;
type Row = State["witnesses"][number];

const out = { out: { type: "string" } } as const;

const state: Command = {
  name: "witness state",
  usage: "",
  does: "Who cosigns whom and when last, alarms, and promises open, kept and broken.",
  positionals: [0, 0],
  run: (call) =>
    withNode(call, async (node) => {
      const found = await node.call("witness.state", {});
      return found.ok ? success({ json: found.value, lines: stateLines(found.value) }) : found;
    }),
};

const add: Command = {
  name: "witness add",
  usage: "NAME [--log VKEY] [--witness VKEY]",
  does: "Names the log or the witness key of somebody who is no peer, for the exchange by stick.",
  options: { log: { type: "string" }, witness: { type: "string" } },
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const [log, witness] = [textOption(call, "log"), textOption(call, "witness")];
      const added = await node.call("witness.add", { log: log ?? null, name: word(call, 0), witness: witness ?? null });
      if (!added.ok) return added;
      return success({ json: added.value, lines: [added.value.added ? "Added." : "That was known already."] });
    }),
};

const request: Command = {
  name: "witness request",
  usage: "WITNESS --out FILE",
  does: "Writes a request to a witness, to cosign the log as it is now.",
  options: out,
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const made = await node.call("witness.request", { ...target(call), witness: word(call, 0) });
      if (!made.ok) return made;
      const { old, path, size } = made.value;
      return success({ json: made.value, lines: [`${path ?? ""}: to cosign ${size} lines, after ${old}.`] });
    }),
};

const answer: Command = {
  name: "witness answer",
  usage: "REQUEST --out FILE",
  does: "Answers a request of another log as a witness; ends with 1 where it does not cosign.",
  options: out,
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const file = { path: call.resolve(word(call, 0)) };
      const made = await node.call("witness.answer", { ...target(call), file });
      if (!made.ok) return made;
      const { message, path, status } = made.value;
      const line = message === null ? "cosigned" : `not cosigned (${status}): ${message}`;
      return success({ exit: message === null ? 0 : 1, json: made.value, lines: [`${path ?? ""}: ${line}`] });
    }),
};

const take: Command = {
  name: "witness take",
  usage: "ANSWER",
  does: "Takes the answer of a witness: the cosignature is verified and kept.",
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const taken = await node.call("witness.take", { file: { path: call.resolve(word(call, 0)) } });
      if (!taken.ok) return taken;
      const { size, witness } = taken.value;
      return success({ json: taken.value, lines: [`${witness} has cosigned ${size} lines.`] });
    }),
};

const exportAlarm: Command = {
  name: "witness alarm",
  usage: "ORIGIN --out FILE",
  does: "Writes the proof behind an alarm: a file that `throughlife verify` judges alone.",
  options: out,
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const made = await node.call("witness.export-alarm", { ...target(call), origin: word(call, 0) });
      return made.ok ? success({ json: made.value, lines: [made.value.path ?? ""] }) : made;
    }),
};

const exportPromise: Command = {
  name: "witness promise",
  usage: "INSTALLATION RECORD --out FILE",
  does: "Writes the proof of a broken promise: a file that `throughlife verify` judges alone.",
  options: out,
  positionals: [2, 2],
  run: (call) =>
    withNode(call, async (node) => {
      const made = await node.call("witness.export-promise", { ...target(call), by: word(call, 0), id: word(call, 1) });
      return made.ok ? success({ json: made.value, lines: [made.value.path ?? ""] }) : made;
    }),
};

const receipt: Command = {
  name: "receipt",
  usage: "RECORD --out FILE.tlog-proof",
  does: "Writes the receipt of a record: its line of the journal and the proof that it stands in the cosigned log.",
  options: out,
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const made = await node.call("witness.receipt", { ...target(call), record: word(call, 0) });
      if (!made.ok) return made;
      const { index, path, size, witnesses } = made.value;
      const by = witnesses === 0 ? "nobody has cosigned it yet" : `cosigned by ${witnesses}`;
      return success({ json: made.value, lines: [`${path ?? ""}: line ${index} of ${size}, ${by}.`] });
    }),
};

export const witnessCommands: ReadonlyArray<Command> = [
  state,
  add,
  request,
  answer,
  take,
  exportAlarm,
  exportPromise,
  receipt,
];

const target = (call: CommandCall): { readonly path?: string } => {
  const path = textOption(call, "out");
  return path === undefined ? {} : { path: call.resolve(path) };
};

const stateLines = ({ alarms, log, promises, witness, witnesses }: State): ReadonlyArray<string> => [
  `log      ${log.vkey} (${log.size} lines)`,
  `witness  ${witness}`,
  ...witnesses.flatMap(rowLines),
  `promises ${promises.open} open, ${promises.kept} kept, ${promises.broken} broken`,
  ...alarms.map(({ message }) => `ALARM    ${message}`),
];

const rowLines = ({ alarm, asked, damage, name, ours, revoked, theirs }: Row): ReadonlyArray<string> => [
  `${name}: ${theirs === null ? "has not cosigned this log" : `cosigned ${theirs.size} lines of this log at ${theirs.at}`}; ${
    ours === null ? "its log is not cosigned here" : `${ours.size} lines of its log cosigned here at ${ours.at}`
  }`,
  ...(revoked ? ["  its witness key is revoked: what it cosigns does not count"] : []),
  ...(asked?.refusal == null ? [] : [`  ${asked.refusal}`]),
  ...(damage === null ? [] : [`  ${damage}`]),
  ...(alarm === null ? [] : [`  ALARM ${alarm.message}`]),
];
