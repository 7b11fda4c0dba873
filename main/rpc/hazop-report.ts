/** Reads everything that a study report prints: the study, its state now, what was found when it was looked over. */
import { lintStudy, sortFindings } from "../../shared/hazop/lint-study.ts";
import { until } from "../../shared/hazop/study-record.ts";
import { studyStateAt } from "../../shared/hazop/study-state.ts";
import { success } from "../../shared/outcome/outcome.ts";
import type { HazopStudyInput } from "../../shared/report/hazop-study-input.ts";
import { reportKinds } from "../../shared/report/report-kinds.ts";
import { hazopTables, readGuideWords } from "./hazop-tables.ts";
import { ofHistory, type ReportSource } from "./report-source.ts";
import { createStudyShelf } from "./study-shelf.ts";

/** The study as it stands now; the assets that it names travel along, because its state follows from them too. */
export const hazopStudySource: ReportSource<HazopStudyInput> = ofHistory(async (parts, history) => {
  const shelf = createStudyShelf(parts);
  const held = await shelf.find(history);
  if (!held.ok) return held;
  const at = parts.now();
  const open = await shelf.open(held.value, at);
  if (!open.ok) return open;
  const words = await readGuideWords(hazopTables(parts.fixturesFolder));
  if (!words.ok) return words;
  const { assetHistories, findings, imported, importedAt, known, records } = open.value;
  const { file, name } = imported;
  const facts = {
    closures: until(known.facts.closures, at),
    file: { ...file, dialect: `${imported.dialect.name} ${imported.dialect.revision}` },
    findings: sortFindings([...findings, ...lintStudy(known.study, words.value)]),
    importedAt,
    name,
    records,
    state: studyStateAt(known, at),
    study: known.study,
  };
  return success({
    about: history,
    carries: assetHistories,
    title: `${reportKinds["hazop-study"].title} ${name}`,
    input: (ground) => ({ ...facts, ground }),
  });
});
