/** Looks studies over, of files and of the shelf; nothing is recorded. */
import { basename } from "node:path";
import { textOf } from "../../shared/encoding/utf8.ts";
import type { Finding } from "../../shared/hazop/finding.ts";
import type { GuideWords } from "../../shared/hazop/guide-words.ts";
import { lintStudy, rowCounts, sortFindings } from "../../shared/hazop/lint-study.ts";
import { studyOfOpha, type OphaStudy } from "../../shared/hazop/opha-study.ts";
import { ophaBytesMax, readOpha } from "../../shared/hazop/read-opha.ts";
import { studyCounts, type Study } from "../../shared/hazop/study.ts";
import { studyOfRows } from "../../shared/hazop/worksheet-rows.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ParsedRequest, ResponseOf } from "../../shared/rpc/methods.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { hazopTables, readGuideWords } from "./hazop-tables.ts";
import type { NodeParts } from "./node-parts.ts";
import { openAsked } from "./study-moment.ts";
import type { StudyShelf } from "./study-shelf.ts";

/** Looks over the study that is named, of a file or of one that is here. */
export const lintAsked = async (
  parts: NodeParts,
  shelf: StudyShelf,
  wish: ParsedRequest<"hazop.lint">,
): Promise<Outcome<ResponseOf<"hazop.lint">>> => {
  const words = await readGuideWords(hazopTables(parts.fixturesFolder));
  if (!words.ok) return words;
  const { file, study } = wish;
  if (study !== undefined && file === undefined) {
    const open = await openAsked(parts, shelf, { at: undefined, study });
    if (!open.ok) return open;
    const { findings, imported, known } = open.value.study;
    return success(lintAnswer({ findings, study: known.study }, imported.name, words.value));
  }
  if (file === undefined || study !== undefined)
    return refuse("badRequest", "Name a study that is here or a file, and not both.");
  const given = await readGiven(parts, file, undefined);
  if (!given.ok) return given;
  return lintBytes(given.value.bytes, given.value.name, words.value);
};

/** Looks over a file on disk; needs no data folder. */
export const lintFile = async (
  files: DiskFiles,
  path: string,
  fixturesFolder: string,
): Promise<Outcome<ResponseOf<"hazop.lint">>> => {
  const words = await readGuideWords(hazopTables(fixturesFolder));
  const bytes = words.ok ? await readBounded(files, path, ophaBytesMax) : words;
  if (!words.ok) return words;
  return bytes.ok ? lintBytes(bytes.value, basename(path), words.value) : bytes;
};

/** Looks over the bytes of a file: an Open PHA study, or a worksheet that lists its rows. */
const lintBytes = (bytes: Uint8Array, name: string, words: GuideWords): Outcome<ResponseOf<"hazop.lint">> => {
  const file = readOpha(bytes, name);
  if (file.ok) {
    const study = studyOfOpha(file.value);
    return success(lintAnswer(study, study.study.header.name || name, words));
  }
  const rows = file.failure.kind === "ophaNoStudy" ? rowsOf(bytes) : null;
  return rows === null ? file : success(lintAnswer({ findings: [], study: rows }, rows.header.name, words));
};

/** A worksheet that lists its rows; the text is known to be JSON. */
const rowsOf = (bytes: Uint8Array): Study | null => {
  const text = textOf(bytes)?.trim() ?? "";
  return text === "" ? null : studyOfRows(JSON.parse(text.replace(/^\ufeff/, "")));
};

const lintAnswer = (study: OphaStudy, name: string, words: GuideWords): ResponseOf<"hazop.lint"> => {
  const findings = allFindings(study, words);
  const ofGrade = (grade: Finding["grade"]): number => findings.filter((finding) => finding.grade === grade).length;
  const { rows, withoutSafeguard } = rowCounts(study.study);
  return {
    counts: studyCounts(study.study),
    findings: [...findings],
    grades: { error: ofGrade("error"), note: ofGrade("note"), warning: ofGrade("warning") },
    name,
    rows,
    rows_without_safeguard: withoutSafeguard,
  };
};

/** The file that somebody gives, with the name that they know it by. */
export const readGiven = async (
  parts: NodeParts,
  file: ParsedRequest<"hazop.import">["file"],
  name: string | undefined,
): Promise<Outcome<{ readonly bytes: Uint8Array; readonly name: string; readonly path: string }>> => {
  const path = parts.made.locate(file);
  if (!path.ok) return path;
  const shown = name ?? ("path" in file ? basename(file.path) : "The file");
  const bytes = await parts.made.read(file, ophaBytesMax);
  return bytes.ok ? success({ bytes: bytes.value, name: shown, path: path.value }) : bytes;
};

/** Faults of the file and of the study, errors first. */
export const allFindings = ({ findings, study }: OphaStudy, words: GuideWords): ReadonlyArray<Finding> =>
  sortFindings([...findings, ...lintStudy(study, words)]);
