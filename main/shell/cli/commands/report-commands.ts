/** The command that makes documents: every kind of report, previewed or issued. */
import { refuse, success, type Outcome } from "../../../../shared/outcome/outcome.ts";
import {
  isReportKind,
  reportKind,
  reportKindNames,
  type ReportKindName,
} from "../../../../shared/report/report-kinds.ts";
import type { RequestOf } from "../../../../shared/rpc/methods.ts";
import { flag, textOption, usageKind, word, type Command, type CommandCall } from "../command.ts";
import { withNode } from "../with-node.ts";

const report: Command = {
  name: "report",
  usage:
    "KIND (--history H | --file FILE [--trust REGISTER]) --out FILE.pdf [--paper a4|a4-landscape|a3] [--role ROLE] [--no-compression] [--preview]",
  does: `Makes a report (${reportKindNames.join(", ")}), records its digests, and attaches the bundle that proves it; --preview records nothing.`,
  options: {
    file: { type: "string" },
    history: { type: "string" },
    "no-compression": { type: "boolean" },
    out: { type: "string" },
    paper: { type: "string" },
    preview: { type: "boolean" },
    role: { type: "string" },
    trust: { type: "string" },
  },
  positionals: [1, 1],
  run: (call) => {
    const [out, role] = [textOption(call, "out"), textOption(call, "role")];
    const asked = askedFor(call, out);
    if (!asked.ok) return Promise.resolve(asked);
    return withNode(call, async (node) => {
      const made = flag(call, "preview")
        ? await node.call("report.preview", asked.value)
        : await node.call("report.issue", {
            ...asked.value,
            compress: !flag(call, "no-compression"),
            ...(role === undefined ? {} : { role }),
          });
      return made.ok
        ? success({ json: made.value, lines: [`${made.value.pages} pages in ${out} (${made.value.bytes} bytes).`] })
        : made;
    });
  },
};

type Asked = RequestOf<"report.preview">;

const askedFor = (call: CommandCall, out: string | undefined): Outcome<Asked> => {
  const kind = word(call, 0);
  if (!isReportKind(kind))
    return refuse(usageKind, `There is no report "${kind}". There are: ${reportKindNames.join(", ")}.`);
  const paper = paperOf(textOption(call, "paper"));
  const subject = subjectOf(call, kind);
  if (!paper.ok) return paper;
  if (!subject.ok) return subject;
  if (out === undefined) return refuse(usageKind, "Say where the report goes: --out FILE.pdf.");
  return success({ kind, path: call.resolve(out), ...subject.value, ...paper.value });
};

const subjectOf = (call: CommandCall, kind: ReportKindName): Outcome<Pick<Asked, "file" | "history" | "trust">> => {
  const [file, history, trust] = [textOption(call, "file"), textOption(call, "history"), textOption(call, "trust")];
  if (reportKind(kind).scope !== "file") {
    if (history !== undefined) return success({ history });
    return refuse(usageKind, `Say what the ${kind} is of: --history H.`);
  }
  if (file === undefined) return refuse(usageKind, `Say what the ${kind} is of: --file FILE.`);
  if (trust !== undefined && !/^[0-9a-f]{64}$/.test(trust))
    return refuse(usageKind, "--trust takes the whole id of a register: 64 hex digits.");
  return success({ file: { path: call.resolve(file) }, ...(trust === undefined ? {} : { trust }) });
};

const paperOf = (paper: string | undefined): Outcome<Pick<Asked, "paper">> => {
  switch (paper) {
    case undefined:
      return success({});
    case "a4":
    case "a4-landscape":
    case "a3":
      return success({ paper });
    default:
      return refuse(usageKind, `--paper takes a4, a4-landscape or a3, not "${paper}".`);
  }
};

/** The commands of this file. */
export const reportCommands: ReadonlyArray<Command> = [report];
