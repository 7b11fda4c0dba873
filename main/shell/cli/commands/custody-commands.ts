/** Commands on custody: sealing a history at a hand-over or release, and how the seals stand. */
import { refuse, success } from "../../../../shared/outcome/outcome.ts";
import type { SealRow } from "../../../../shared/rpc/custody-methods.ts";
import { textOption, usageKind, word, type Command } from "../command.ts";
import { withNode } from "../with-node.ts";

const acts = { "hand-over": "handed-over", release: "released" } as const;

const isAct = (name: string): name is keyof typeof acts => Object.hasOwn(acts, name);

const seal: Command = {
  name: "custody seal",
  usage: "HISTORY --to PARTY|NAME --reason TEXT [--act hand-over|release]",
  does: "Seals a history: lists all of its heads and names who receives. The receiver confirms by decisions endorse.",
  options: { act: { type: "string" }, reason: { type: "string" }, to: { type: "string" } },
  positionals: [1, 1],
  run: (call) => {
    const act = textOption(call, "act") ?? "hand-over";
    const [reason, to] = [textOption(call, "reason"), textOption(call, "to")];
    if (!isAct(act)) return Promise.resolve(refuse(usageKind, `--act is hand-over or release, not "${act}".`));
    if (reason === undefined || to === undefined)
      return Promise.resolve(refuse(usageKind, "Say who receives and why: --to PARTY|NAME --reason TEXT."));
    return withNode(call, async (node) => {
      const parties = await node.call("register.show", {});
      if (!parties.ok) return parties;
      const named = parties.value.parties.filter(({ id, name }) => id === to || name === to);
      const [party, other] = named;
      if (other !== undefined)
        return refuse(
          "ambiguousParty",
          `Several parties are called "${to}". Give the id: ${named.map(({ id }) => id).join(", ")}.`,
        );
      const receiver = party === undefined ? { name: to } : { party: party.id };
      const done = await node.call("custody.seal", { act: acts[act], history: word(call, 0), reason, to: receiver });
      if (!done.ok) return done;
      const { heads, id } = done.value;
      return success({
        json: done.value,
        lines: [`Sealed: ${heads} ${heads === 1 ? "head" : "heads"}, record ${id}.`],
      });
    });
  },
};

const list: Command = {
  name: "custody list",
  usage: "[HISTORY]",
  does: "Seals, newest first: to whom, who confirmed, what surfaced after each.",
  positionals: [0, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const history = call.positionals[0];
      const done = await node.call("custody.list", history === undefined ? {} : { history });
      if (!done.ok) return done;
      return success({ json: done.value, lines: [...done.value.rows.flatMap(sealLines), done.value.statement] });
    }),
};

/** The commands of this file. */
export const custodyCommands: ReadonlyArray<Command> = [seal, list];

const sealLines = ({ act, confirmed, entry, reason, surfaced, surfaced_total, title, to }: SealRow) => [
  `${entry.at.slice(0, 10)} ${title} ${act.replace("-", " ")} to ${to.name ?? "somebody withheld"}: ${reason} [${entry.id}]`,
  `  ${confirmed[0] === undefined ? "not confirmed by the receiver" : `confirmed by ${confirmed[0].name ?? "withheld"}`}, ${surfaced_total} surfaced after it`,
  ...surfaced.map(({ id, summary }) => `    ${id} ${summary}`),
];
