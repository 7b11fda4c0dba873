/** The rules that the two axes of a study follow, each with whoever put it into force. */
import { validityRules } from "../../shared/hazop/validity-rules.ts";
import type { RuleRow } from "../../shared/rpc/decision-methods.ts";
import { entryOf } from "./decision-lists.ts";
import type { NodeParts } from "./node-parts.ts";
import type { OpenStudy } from "./study-shelf.ts";
import { ruleInRecord, ruleOfProgram } from "./verdict-rules.ts";

/** The study in force with its matrix and intervals, its revalidations, and the rules of the program. */
export const studyRules = async (parts: NodeParts, { history, imported, known }: OpenStudy): Promise<RuleRow[]> => {
  const study = await entryOf(parts, history.id);
  const rules = study === null ? [] : [ruleInRecord(`Study ${imported.name}: matrix, intervals, safeguards`, study)];
  for (const { body, id } of known.facts.revalidations) {
    const entry = await entryOf(parts, id);
    if (entry !== null) rules.push(ruleInRecord(`Due again by ${body.due}`, entry));
  }
  return [...rules, ruleOfProgram(validityRules)];
};
