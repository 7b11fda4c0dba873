/** Commands about HAZOP studies: taking them in and out, looking them over, and how they stand at any moment. */
import { stat } from "node:fs/promises";
import { refuse, success } from "../../../../shared/outcome/outcome.ts";
import type { FindingRow, ReasonRow, StudyStateRow } from "../../../../shared/rpc/hazop-rows.ts";
import type { ResponseOf } from "../../../../shared/rpc/methods.ts";
import { lintStudyFile } from "../../../node.ts";
import { flag, textOption, usageKind, word, type Command } from "../command.ts";
import { withNode } from "../with-node.ts";

/** A terminal shows so many findings or reasons; `--json` gives them all. */
const shownMax = 60;

const importStudy: Command = {
  name: "hazop import",
  usage: "FILE.opha",
  does: "Takes a study in; the file is kept byte for byte, and what is wrong in it is named.",
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const done = await node.call("hazop.import", { file: { path: call.resolve(word(call, 0)) } });
      if (!done.ok) return done;
      const { already, counts, findings, name, study } = done.value;
      return success({
        json: done.value,
        lines: [
          `${name}: ${counts.nodes} nodes, ${counts.deviations} deviations, ${counts.consequences} rows, ${counts.safeguards} safeguards.`,
          already ? `It is here already, as study ${study}.` : `Study ${study}`,
          ...findingLines(findings),
        ],
      });
    }),
};

const exportStudy: Command = {
  name: "hazop export",
  usage: "FILE.opha --study S [--original]",
  does: "Gives a study out: the same bytes, or with what was recorded since patched in; --original leaves that out.",
  options: { original: { type: "boolean" }, study: { type: "string" } },
  positionals: [1, 1],
  run: (call) => {
    const study = textOption(call, "study");
    if (study === undefined)
      return Promise.resolve(refuse(usageKind, "Say which study: --study with its id, a beginning of it or its name."));
    return withNode(call, async (node) => {
      const made = await node.call("hazop.export", {
        original: flag(call, "original"),
        path: call.resolve(word(call, 0)),
        study,
      });
      if (!made.ok) return made;
      const { bytes, edits, unchanged } = made.value;
      const how = unchanged ? "the same bytes as came in" : `${edits} texts patched in`;
      return success({ json: made.value, lines: [`${word(call, 0)}: ${bytes} bytes, ${how}.`] });
    });
  },
};

const lint: Command = {
  name: "hazop lint",
  usage: "FILE|STUDY",
  does: "What is wrong or missing in a study: of a file, which needs no data folder, or of one that is here.",
  positionals: [1, 1],
  run: async (call) => {
    const named = word(call, 0);
    if (isPath(named) || (await isFile(call.resolve(named)))) {
      const done = await lintStudyFile(call.resolve(named));
      return done.ok ? success({ json: done.value, lines: lintLines(done.value) }) : done;
    }
    return withNode(call, async (node) => {
      const done = await node.call("hazop.lint", { study: named });
      return done.ok ? success({ json: done.value, lines: lintLines(done.value) }) : done;
    });
  },
};

/** Words that can only mean a file, whether it is there or not. */
const isPath = (name: string): boolean => /[\\/]|\.(opha|json)$/i.test(name);

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isFile() === true;

const state: Command = {
  name: "hazop state",
  usage: "STUDY [--at TIME]",
  does: "Both axes of a study, now or at any past moment, with every reason and the records behind it.",
  options: { at: { type: "string" } },
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const at = textOption(call, "at");
      const done = await node.call("hazop.state", { ...(at === undefined ? {} : { at }), study: word(call, 0) });
      return done.ok ? success({ json: done.value, lines: stateLines(done.value) }) : done;
    }),
};

/** The commands of this file. */
export const hazopCommands: ReadonlyArray<Command> = [importStudy, exportStudy, lint, state];

const lintLines = ({ counts, findings, grades, name, rows, rows_without_safeguard }: ResponseOf<"hazop.lint">) => [
  `${name}: ${counts.nodes} nodes, ${counts.deviations} deviations, ${rows} rows, ${rows_without_safeguard} without a safeguard.`,
  `${grades.error} errors, ${grades.warning} warnings, ${grades.note} notes.`,
  ...findingLines(findings),
];

const findingLines = (findings: ReadonlyArray<FindingRow>): ReadonlyArray<string> => [
  ...findings.slice(0, shownMax).map(({ grade, message, place, rule }) => `  ${grade} ${place}: ${message} [${rule}]`),
  ...(findings.length > shownMax ? [`  … and ${findings.length - shownMax} more; --json lists them all.`] : []),
];

const stateLines = ({ at, name, nodes, protection, safeguards, validity }: StudyStateRow): ReadonlyArray<string> => [
  `${name} at ${at}`,
  `  validity ${validity.state}`,
  ...reasonLines(validity.reasons),
  `  protection ${protection.state}`,
  ...reasonLines(protection.reasons),
  ...nodes.map((node) => `  node ${node.number} ${node.validity.state} ${node.protection.state}: ${node.name}`),
  ...safeguards
    .filter((safeguard) => safeguard.state !== "HEALTHY")
    .map(({ name: safeguard, reasons, state: its, tag }) => `  ${its} ${tag || safeguard}: ${reasons[0]?.text ?? ""}`),
];

const reasonLines = (reasons: ReadonlyArray<ReasonRow>): ReadonlyArray<string> =>
  reasons
    .slice(0, shownMax)
    .map(
      ({ records, rule, text }) =>
        `    ${rule} ${text}${records.length === 0 ? "" : ` [${records.map((id) => id.slice(0, 12)).join(", ")}]`}`,
    );
