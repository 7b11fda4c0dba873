/** Grades a received core: everything is read from records, computed, and recorded with the lines that it came from. */
import { canonicalText, type JsonValue } from "../../shared/encoding/canonical-json.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import {
  gradesOfReceipt,
  receiptsOfEntitlement,
  receiptsOfHistory,
  receiptsOfSerial,
} from "../../shared/query/core-receipts.ts";
import type { ReceiptPlace } from "../../shared/query/core-receipts.ts";
import {
  coreEntitledSchema,
  coreGradedSchema,
  coreReceivedSchema,
  programmePublishedSchema,
  programmeRevisedSchema,
  type CoreFinding,
  type CoreGraded,
  type CoreReceived,
} from "../../shared/reman/core-body.ts";
import { gradeCore, gradingRule } from "../../shared/reman/grade-core.ts";
import { photoHeadBytes, readPhoto } from "../../shared/reman/photo.ts";
import { plainKey } from "../../shared/reman/programme.ts";
import type { RuleRow } from "../../shared/rpc/decision-methods.ts";
import type { ParsedRequest, ResponseOf } from "../../shared/rpc/methods.ts";
import { entryOf } from "./decision-lists.ts";
import type { NodeParts } from "./node-parts.ts";
import { coreRowOf, entitlementRowOf, placeRow, receiptsAt, windowOf } from "./read-core.ts";
import { readRecord, writtenBy, type ReadRecord } from "./read-record.ts";
import { asBody, writeIn } from "./recording-handlers.ts";
import { ruleInRecord, ruleOfProgram } from "./verdict-rules.ts";

/** Records the grade. */
export const gradeReceived = async (
  parts: NodeParts,
  request: ParsedRequest<"core.grade">,
): Promise<Outcome<ResponseOf<"core.grade">>> => {
  const receipt = await readRecord(parts, request.receipt, coreReceivedSchema);
  if (!receipt.ok) return receipt;
  const programme = await readRecord(parts, request.programme, programmeBody);
  if (!programme.ok) return programme;
  const photos = await photoFault(parts, request.findings);
  if (photos !== null) return photos;
  const entitled = await entitlementOf(parts, receipt.value.body);
  if (!entitled.ok) return entitled;
  const { terms } = programme.value.body;
  const deposit = entitled.value?.deposit ?? { currency: terms.currency, minor: 0 };
  const window = windowOf(entitled.value, receipt.value.entry.at);
  const grade = gradeCore(terms, { deposit, findings: request.findings, models: request.models, window });
  if (!grade.ok) return grade;
  const { findings, models, remark } = request;
  const body = coreGradedSchema.parse({
    ...grade.value,
    deposit,
    findings,
    models,
    remark,
    window,
    entitlement: receipt.value.body.entitlement,
    programme: { record: request.programme, terms },
    receipt: request.receipt,
  });
  const recorded = await writeIn(parts, receipt.value.history, { body: asBody(body), type: "core/graded@1" });
  if (!recorded.ok) return recorded;
  const { credit_minor, outcome } = grade.value;
  return success({ ...recorded.value, credit_minor, currency: deposit.currency, outcome });
};

/** One core with everything that was decided about it. */
export const coreDetail = async (parts: NodeParts, receipt: string): Promise<Outcome<ResponseOf<"core.get">>> => {
  const read = await readRecord(parts, receipt, coreReceivedSchema);
  if (!read.ok) return read;
  const grades = await gradeRows(parts, receipt);
  if (!grades.ok) return grades;
  const others = await otherReceipts(parts, read.value);
  if (!others.ok) return others;
  const mine = others.value.find(({ record }) => record === receipt);
  const place = mine ?? { contradicted: false, grade: null, life: 1, record: receipt };
  const core = await coreRowOf(parts, place);
  if (!core.ok) return core;
  const { entitlement } = read.value.body;
  const row = entitlement === null ? success(null) : await entitlementRowOf(parts, entitlement);
  const entitled = row.ok ? await entitlementOf(parts, read.value.body) : row;
  const around = await receiptsAt(
    parts,
    core.value.contradicted ? others.value.filter(({ record }) => record !== receipt) : [],
  );
  if (!row.ok) return row;
  if (!entitled.ok) return entitled;
  if (!around.ok) return around;
  const window = windowOf(entitled.value, read.value.entry.at);
  return success({
    core: core.value,
    entitlement: row.value,
    grades: grades.value,
    others: around.value.map(placeRow),
    window,
  });
};

const programmeBody = programmePublishedSchema.or(programmeRevisedSchema);

const entitlementOf = async (parts: NodeParts, { entitlement }: CoreReceived) => {
  if (entitlement === null) return success(null);
  const read = await readRecord(parts, entitlement, coreEntitledSchema);
  return read.ok ? success(read.value.body) : read;
};

// The bytes decide, not the names: what is signed as a photo of a defect is one.
const photoFault = async (parts: NodeParts, findings: ReadonlyArray<CoreFinding>): Promise<Outcome<never> | null> => {
  for (const { name, sha256 } of findings.flatMap(({ photos }) => photos)) {
    if ((await parts.attachments.size(sha256)) === null)
      return refuse("attachmentMissing", `The photo "${name}" is not here. Take it in first.`);
    const head = await parts.attachments.read(sha256, 0, photoHeadBytes);
    const photo = head.ok ? readPhoto(head.value, name) : head;
    if (!photo.ok) return photo;
  }
  return null;
};

type GradeRows = ResponseOf<"core.get">["grades"];

/** The edition of the programme that was applied, by the record that published it where that is here. */
const gradeRules = async (parts: NodeParts, { record, terms }: CoreGraded["programme"]): Promise<RuleRow[]> => {
  const name = `Programme ${terms.title}, ${terms.edition}`;
  const published = await entryOf(parts, record);
  const programme =
    published === null ? { by: null, name, record: null, version: terms.edition } : ruleInRecord(name, published);
  return [programme, ruleOfProgram(gradingRule)];
};

const gradeRows = async (parts: NodeParts, receipt: string): Promise<Outcome<GradeRows>> => {
  const ids = await parts.index.listed(gradesOfReceipt(receipt));
  if (!ids.ok) return ids;
  const rows: GradeRows = [];
  for (const id of ids.value) {
    const grade = await readRecord(parts, id, coreGradedSchema);
    if (!grade.ok) return grade;
    const { body, entry } = grade.value;
    const { reason, standing } = entry.standing;
    const doubt = await programmeDoubt(parts, body.programme);
    const rules = await gradeRules(parts, body.programme);
    rows.push({ ...body, at: entry.at, by: writtenBy(entry), doubt, reason, record: id, rules, standing });
  }
  return success(rows);
};

const programmeDoubt = async (
  parts: NodeParts,
  { record, terms }: { readonly record: string; readonly terms: object },
): Promise<string | null> => {
  const named = await readRecord(parts, record, programmeBody);
  if (!named.ok) return null;
  return canonicalText(plain(named.value.body.terms)) === canonicalText(plain(terms))
    ? null
    : "The terms that this grade applied are not those of the programme that it names.";
};

const plain = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value));

/** Receipts of the same core or the same entitlement, this one among them. */
const otherReceipts = async (
  parts: NodeParts,
  { body, history }: ReadRecord<CoreReceived>,
): Promise<Outcome<ReadonlyArray<ReceiptPlace>>> => {
  const { serial } = body.core;
  const asked = [
    parts.index.listedIn(history, receiptsOfHistory),
    ...(serial === null ? [] : [parts.index.listed(receiptsOfSerial(plainKey(serial)))]),
    ...(body.entitlement === null ? [] : [parts.index.listed(receiptsOfEntitlement(body.entitlement))]),
  ];
  const places = new Map<string, ReceiptPlace>();
  for (const answer of await Promise.all(asked)) {
    if (!answer.ok) return answer;
    for (const place of answer.value) places.set(place.record, place);
  }
  return success([...places.values()]);
};
