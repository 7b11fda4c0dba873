/** Commands that bring work in and judge what was carried: importing, verifying. */
import { refuse, success } from "../../../../shared/outcome/outcome.ts";
import { verifyPath } from "../../../node.ts";
import { flag, textOption, usageKind, word, type Command } from "../command.ts";
import { withNode } from "../with-node.ts";
import { verdictLines } from "../verdict-lines.ts";

const importWorkOrders: Command = {
  name: "import work-orders",
  usage: "FILE --mapping NAME [--dry-run]",
  does: "Takes other people's work orders in; every row becomes a record or is listed with its line and the reason.",
  options: { "dry-run": { type: "boolean" }, mapping: { type: "string" } },
  positionals: [1, 1],
  run: (call) => {
    const mapping = textOption(call, "mapping");
    if (mapping === undefined)
      return Promise.resolve(
        refuse(usageKind, 'Say how to read the file: --mapping NAME. "throughlife call import.mappings" lists them.'),
      );
    return withNode(call, async (node) => {
      const done = await node.call("import.work-orders", {
        dry_run: flag(call, "dry-run"),
        file: { path: call.resolve(word(call, 0)) },
        mapping,
      });
      if (!done.ok) return done;
      const { already, assets, recorded, rejected, rejections, remarks, rows } = done.value;
      const fresh = assets.reduce((sum, { new_records }) => sum + new_records, 0);
      return success({
        json: done.value,
        lines: [
          `${rows} rows: ${flag(call, "dry-run") ? `${fresh} would be recorded` : `${recorded} recorded`}, ${already} already here, ${rejected} rejected.`,
          ...assets.map(({ new_records, tag }) => `  ${tag}: ${new_records}`),
          ...rejections.map(({ line, reason }) => `  line ${line}: ${reason}`),
          ...remarks,
        ],
      });
    });
  },
};

const verify: Command = {
  name: "verify",
  usage: "FILE|DIR [--trust REGISTER] [--strict]",
  does: "The verdict on a bundle, a data folder or a PDF; needs no data folder of its own.",
  options: { strict: { type: "boolean" }, trust: { type: "string" } },
  positionals: [1, 1],
  run: async (call) => {
    const trust = textOption(call, "trust");
    if (trust !== undefined && !/^[0-9a-f]{64}$/.test(trust))
      return refuse(usageKind, "--trust takes the whole id of a register: 64 hex digits.");
    const verdict = await verifyPath({
      path: call.resolve(word(call, 0)),
      strict: flag(call, "strict"),
      trust: trust ?? null,
    });
    return success({ exit: verdict.exit, json: verdict, lines: verdictLines(verdict) });
  },
};

/** The commands of this file. */
export const workCommands: ReadonlyArray<Command> = [importWorkOrders, verify];
