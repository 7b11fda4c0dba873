/** Commands that carry records between companies: bundles, peers, exchange. */
import { refuse, success } from "../../../../shared/outcome/outcome.ts";
import type { ImportSummary } from "../../../../shared/rpc/rows.ts";
import { flag, numberOption, textOption, textOptions, usageKind, word, type Command } from "../command.ts";
import { withNode } from "../with-node.ts";

const exportBundle: Command = {
  name: "bundle export",
  usage: "FILE --history H... [--openings]",
  does: "Writes histories, their register and attachments into one file; --openings discloses sealed values too.",
  options: { history: { type: "string", multiple: true }, openings: { type: "boolean" } },
  positionals: [1, 1],
  run: (call) => {
    const histories = [...textOptions(call, "history")];
    if (histories.length === 0)
      return Promise.resolve(
        refuse(usageKind, "Say what to export: --history with an id, a prefix or a tag, as often as needed."),
      );
    return withNode(call, async (node) => {
      const made = await node.call("bundle.export", {
        histories,
        openings: flag(call, "openings"),
        path: call.resolve(word(call, 0)),
      });
      return made.ok
        ? success({
            json: made.value,
            lines: [`${made.value.records} records in ${word(call, 0)} (${made.value.bytes} bytes).`],
          })
        : made;
    });
  },
};

const importBundle: Command = {
  name: "bundle import",
  usage: "FILE [--dry-run]",
  does: "Takes a bundle in; --dry-run says what it would change.",
  options: { "dry-run": { type: "boolean" } },
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const file = { path: call.resolve(word(call, 0)) };
      const summary = flag(call, "dry-run")
        ? await node.call("bundle.preview", { file })
        : await node.call("bundle.import", { file });
      if (!summary.ok) return summary;
      const { complete, fault } = summary.value;
      return success({
        exit: complete && fault === null ? 0 : 1,
        json: summary.value,
        lines: summaryLines(summary.value, flag(call, "dry-run")),
      });
    }),
};

const invite: Command = {
  name: "peer invite",
  usage:
    "--role ROLE... [--name NAME] [--history H...] [--peer-port N | --address HOST:PORT] [--no-attachments] [--openings]",
  does: "Makes a code with which another company joins once; it may then write into your histories in these roles.",
  options: {
    history: { type: "string", multiple: true },
    name: { type: "string" },
    "peer-port": { type: "string" },
    "no-attachments": { type: "boolean" },
    openings: { type: "boolean" },
    role: { type: "string", multiple: true },
    address: { type: "string", multiple: true },
  },
  positionals: [0, 0],
  run: (call) => {
    const roles = [...textOptions(call, "role")];
    if (roles.length === 0)
      return Promise.resolve(
        refuse(usageKind, "Say in which roles they may write: --role service-provider, as often as needed."),
      );
    const port = numberOption(call, "peer-port");
    if (!port.ok) return Promise.resolve(port);
    const histories = [...textOptions(call, "history")];
    const share = {
      attachments: !flag(call, "no-attachments"),
      histories: histories.length === 0 ? ("all" as const) : histories,
      openings: flag(call, "openings"),
    };
    return withNode(call, async (node) => {
      const made = await node.call("peer.invite", {
        addresses: [...textOptions(call, "address")],
        name: textOption(call, "name") ?? "invited company",
        roles,
        ...(port.value === undefined ? {} : { port: port.value }),
        share,
      });
      return made.ok
        ? success({
            json: made.value,
            lines: [
              made.value.code,
              `Valid until ${made.value.expires}. Keep "throughlife serve" running so that they can join.`,
            ],
          })
        : made;
    });
  },
};

const join: Command = {
  name: "peer join",
  usage: "CODE [--address HOST:PORT]",
  does: "Joins the company that made the code.",
  options: { address: { type: "string" } },
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const address = textOption(call, "address");
      const peer = await node.call("peer.join", { code: word(call, 0), ...(address === undefined ? {} : { address }) });
      return peer.ok
        ? success({ json: peer.value, lines: [`Joined ${peer.value.name} (${peer.value.installation}).`] })
        : peer;
    }),
};

const peers: Command = {
  name: "peer list",
  usage: "",
  does: "Companies that this installation exchanges with.",
  positionals: [0, 0],
  run: (call) =>
    withNode(call, async (node) => {
      const rows = await node.call("peer.list", {});
      if (!rows.ok) return rows;
      return success({
        json: { peers: rows.value },
        lines: rows.value.map(
          (row) =>
            `${row.name}  ${row.address ?? "no address"}  last seen ${row.last_seen ?? "never"}  ${row.unshared} not yet shared`,
        ),
      });
    }),
};

const sync: Command = {
  name: "sync",
  usage: "HOST:PORT",
  does: "Exchanges with a peer now, both ways; goes on where it stopped.",
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const done = await node.call("peer.sync", { address: word(call, 0) });
      if (!done.ok) return done;
      const { peer, received, sent } = done.value;
      return success({
        exit: received.fault === null ? 0 : 1,
        json: done.value,
        lines: [
          `${peer}: ${sent.records} records sent, ${received.records} received.`,
          ...summaryLines(received, false),
        ],
      });
    }),
};

/** The commands of this file. */
export const carryCommands: ReadonlyArray<Command> = [exportBundle, importBundle, invite, join, peers, sync];

const summaryLines = (summary: ImportSummary, dryRun: boolean): string[] => [
  `${summary.records} records ${dryRun ? "would be new" : "are new"}, ${summary.already} were here; ${summary.pending} pending, ${summary.quarantined} in quarantine.`,
  ...summary.histories.map(
    ({ forks, history, known, new_records, tag }) =>
      `  ${tag ?? history.slice(0, 12)}: ${new_records} new${known ? "" : " (a new history)"}${forks > 0 ? `, ${forks} forks` : ""}`,
  ),
  ...(summary.fault === null ? [] : [summary.fault]),
  ...(summary.complete ? [] : [dryRun ? "What comes before it would be taken." : "What came before it was taken."]),
];
