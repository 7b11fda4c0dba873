/** Takes a HAZOP study in: the file is kept byte for byte, and a signed record that names it founds a history. */
import { studyImportedSchema, type StudyImported } from "../../shared/hazop/hazop-body.ts";
import { studyOfOpha, type OphaStudy } from "../../shared/hazop/opha-study.ts";
import { readOpha, type OphaFile } from "../../shared/hazop/read-opha.ts";
import { studyCounts } from "../../shared/hazop/study.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { PutAttachment } from "../attachment/attachment-store.ts";

export interface StudyToImport extends OphaStudy {
  readonly file: OphaFile;
  readonly fileName: string;
  readonly name: string;
}

/** A study that is read but not taken in yet, or why the file cannot be taken. */
export const studyToImport = (bytes: Uint8Array, fileName: string): Outcome<StudyToImport> => {
  const file = readOpha(bytes, fileName);
  if (!file.ok) return file;
  const { findings, study } = studyOfOpha(file.value);
  const name = oneLine(study.header.name) || oneLine(fileName.replace(/\.opha$/i, "")) || "HAZOP study";
  return success({ file: file.value, fileName: oneLine(fileName) || "study.opha", findings, name, study });
};

/** The body of the record that founds the study's history. */
export const importedBody = (
  { file, fileName, name, study }: StudyToImport,
  put: PutAttachment,
  { nonce, register }: Pick<StudyImported, "nonce" | "register">,
): StudyImported =>
  studyImportedSchema.parse({
    counts: studyCounts(study),
    dialect: { name: "open-pha", revision: file.revision },
    file: { ...put, media_type: "application/json", name: fileName },
    name,
    nonce,
    register,
  });

/** A name as one line of a record: without controls, at most 200 characters. */
const oneLine = (text: string): string =>
  [...text.normalize("NFC").replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")].slice(0, 200).join("").trim();
