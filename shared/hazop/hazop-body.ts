/**
 * What is recorded about a HAZOP study: its import, links to assets, proof tests, bypasses, reviews, closed actions.
 */
import { z } from "zod";
import { decimalSchema, quantitySchema } from "../quantity/quantity.ts";
import { attachmentSchema, occurredSchema } from "../service/work-body.ts";
import { editableMembers } from "./editable-members.ts";

const line = z.string().min(1).max(200);
const remark = z.string().min(1).max(2000).nullable();
const hex64 = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");
const sealed = z.strictObject({ sealed: hex64 });
const evidence = z.array(attachmentSchema).max(64);
const count = z.int().min(0);

/** The id that a node, safeguard, deviation ... has inside its study. */
export const itemIdSchema = z.string().regex(/^[0-9A-Za-z._-]{1,64}$/, "the id of an item of the study");

/** `hazop/study-imported@1` founds the study's history. The file itself lies beside it, by its digest. */
export const studyImportedSchema = z.strictObject({
  counts: z.strictObject({
    causes: count,
    consequences: count,
    deviations: count,
    nodes: count,
    recommendations: count,
    safeguards: count,
  }),
  /** The format that the file was read as, with its revision: `open-pha`, 39. */
  dialect: z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), revision: z.int().min(0) }),
  file: attachmentSchema,
  name: line,
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
  register: hex64,
});

/** `hazop/safeguard-linked@1`: the device that performs a safeguard; `null` takes the link away. */
export const safeguardLinkedSchema = z.strictObject({
  asset: hex64.nullable(),
  remark,
  safeguard: itemIdSchema,
  /** The asset's tag when it was linked. */
  tag: line.nullable(),
});

/** `hazop/node-linked@1`: the assets that a node covers, all of them. */
export const nodeLinkedSchema = z.strictObject({ assets: z.array(hex64).max(64), node: itemIdSchema, remark });

/** Units in which intervals of proof tests are given. */
export const intervalUnits = ["h", "d", "wk", "mo", "a"] as const;

const intervalSchema = quantitySchema.extend({ unit: z.enum(intervalUnits) });

/** `hazop/safeguard-tested@1`: a proof test, with what 29 CFR 1910.119(j)(4)(iv) asks for. The date is `occurred`. */
export const safeguardTestedSchema = z.strictObject({
  asset: hex64.nullable(),
  description: z.string().min(1).max(2000),
  /** Serial number or other identifier of the device that was tested. */
  device: line,
  evidence,
  /** From this test to the next one; `null` where the study's own interval holds. */
  interval: intervalSchema.nullable(),
  occurred: occurredSchema,
  /** Who tested, where it was somebody else than the signer. */
  people: sealed.nullable(),
  result: z.enum(["passed", "failed"]),
  safeguard: itemIdSchema,
});

/** `hazop/bypassed@1`: a safeguard is out of service on purpose, until a stated end. */
export const bypassedSchema = z.strictObject({
  /** The number of the permit; without permit and person the bypass is not authorized. */
  authorization: line.nullable(),
  authorized_by: sealed.nullable(),
  compensating: remark,
  /** TIME of record-format.md, section 2. */
  ends: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/, "2026-03-01T08:30:00.000000Z"),
  reason: z.string().min(1).max(2000),
  safeguard: itemIdSchema,
});

/** `hazop/restored@1`: the end of a bypass. */
export const restoredSchema = z.strictObject({ bypass: hex64, remark });

/** `hazop/node-reviewed@1`: what a review of a node found, and which changes it looked at. */
export const nodeReviewedSchema = z.strictObject({
  /** Records of the changes that were considered; the node is stale again only through others. */
  changes: z.array(hex64).max(500),
  node: itemIdSchema,
  outcome: z.enum(["no-change-to-the-rows", "rows-edited", "new-study"]),
  remark,
  /** Names of those who reviewed besides the signer. */
  reviewers: sealed.nullable(),
});

/** `hazop/recommendation-closed@1`: an action is done, or rejected with a reason. */
export const recommendationClosedSchema = z.strictObject({
  evidence,
  outcome: z.enum(["completed", "rejected", "superseded"]),
  recommendation: itemIdSchema,
  remark,
});

/** `hazop/study-revalidated@1`: the study as a whole was revalidated; it is due again on a later day. */
export const studyRevalidatedSchema = z.strictObject({
  due: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "a day such as 2031-07-01"),
  evidence,
  remark,
});

/** `hazop/worksheet-edited@1` sets one text of the worksheet again. */
export const worksheetEditedSchema = z.strictObject({
  item: itemIdSchema,
  /** The member as the study's format names it. */
  member: z.enum(editableMembers),
  remark,
  text: z.string().max(8000),
});

const limit = decimalSchema.nullable();

/**
 * `hazop/channel-bound@1`: readings of a channel of an asset that show a deviation. A binding without any limit takes
 * an earlier one of the same deviation, asset and channel away.
 */
export const channelBoundSchema = z.strictObject({
  asset: hex64,
  channel: z.string().min(1).max(40),
  /** A raised limit clears when the reading is back by so much. */
  dead_band: decimalSchema,
  /** Seconds for which a limit must be left, at every level. */
  delay_s: z.int().min(0).max(86_400),
  deviation: itemIdSchema,
  limits: z.strictObject({ action_high: limit, action_low: limit, alert_high: limit, alert_low: limit }),
  remark,
  /** Without a reading for so many seconds it watches nothing; `null`: that is not judged. */
  stale_after_s: z.int().min(1).max(2_678_400).nullable(),
  unit: z.string().min(1).max(40),
});

export type ChannelBound = z.infer<typeof channelBoundSchema>;
export type StudyImported = z.infer<typeof studyImportedSchema>;
export type SafeguardLinked = z.infer<typeof safeguardLinkedSchema>;
export type SafeguardTested = z.infer<typeof safeguardTestedSchema>;
export type Bypassed = z.infer<typeof bypassedSchema>;
export type NodeReviewed = z.infer<typeof nodeReviewedSchema>;
export type RecommendationClosed = z.infer<typeof recommendationClosedSchema>;
export type WorksheetEdited = z.infer<typeof worksheetEditedSchema>;
