/** Methods about HAZOP studies: taking them in and out, how they stand, and what is recorded about them. */
import { ruleRowSchema } from "./decision-methods.ts";
import { z } from "zod";
import {
  bypassedSchema,
  channelBoundSchema,
  nodeLinkedSchema,
  nodeReviewedSchema,
  recommendationClosedSchema,
  restoredSchema,
  safeguardLinkedSchema,
  safeguardTestedSchema,
  studyRevalidatedSchema,
  worksheetEditedSchema,
} from "../hazop/hazop-body.ts";
import { assetChangedSchema } from "../service/change-body.ts";
import {
  findingCountsSchema,
  findingRowSchema,
  matrixRowSchema,
  nodeRowSchema,
  protectionRowSchema,
  recommendationRowSchema,
  safeguardRowSchema,
  studyCountsSchema,
  studyHeaderSchema,
  studyRowSchema,
  studyStateSchema,
  validityRowSchema,
  worksheetRowSchema,
} from "./hazop-rows.ts";
import { idSchema } from "./rows.ts";

const count = z.int().min(0);
const page = { limit: z.int().min(1).max(500).default(100), offset: count.default(0) };
/** A study by the id of its history, an unambiguous beginning of it, or its whole name. */
const study = z.string().min(1).max(200);
/** A moment as 2026-03-01T08:30:00Z, with or without fractions; left out it is now. */
const moment = z.string().max(40).optional();
const asked = { at: moment, study };
const names = z.array(z.string().min(1).max(200)).max(20).default([]);
const recorded = z.strictObject({ history: idSchema, id: idSchema, standing: z.string() });
/** The path where the caller shares the disk, or the handle that an upload gave. */
const file = z.union([z.strictObject({ path: z.string().min(1) }), z.strictObject({ upload: z.string().min(1) })]);
/** When it happened, where that was not now. */
const happened = { at: moment };

export const hazopMethods = {
  "hazop.import": {
    does: "Takes a HAZOP study (.opha) in: the file is kept as it is, a signed record founds the study's history.",
    request: z.strictObject({ file, name: z.string().min(1).max(200).optional() }),
    response: z.strictObject({
      already: z.boolean(),
      counts: studyCountsSchema,
      file_sha256: idSchema,
      findings: z.array(findingRowSchema),
      name: z.string(),
      study: idSchema,
    }),
  },
  "hazop.export": {
    does: "Gives a study out again: the very bytes that came in, or those with the recorded edits patched in.",
    request: z.strictObject({ original: z.boolean().default(false), path: z.string().optional(), study }),
    response: z.strictObject({
      bytes: count,
      download: z.string().nullable(),
      edits: count,
      path: z.string().nullable(),
      sha256: idSchema,
      unchanged: z.boolean(),
    }),
  },
  "hazop.lint": {
    does: "What is wrong or missing in a study, of a file or of one that is here.",
    /** Either of the two. */
    request: z.strictObject({ file: file.optional(), study: study.optional() }),
    response: z.strictObject({
      counts: studyCountsSchema,
      findings: z.array(findingRowSchema),
      grades: findingCountsSchema,
      name: z.string(),
      rows: count,
      rows_without_safeguard: count,
    }),
  },
  "hazop.list": {
    does: "The studies that are here, each with its two axes.",
    request: z.strictObject({ at: moment }),
    response: z.array(studyRowSchema),
  },
  "hazop.study": {
    does: "One study: its header, its nodes with their state, its two axes.",
    request: z.strictObject(asked),
    response: z.strictObject({
      at: z.string(),
      header: studyHeaderSchema,
      nodes: z.array(nodeRowSchema),
      row: studyRowSchema,
      rules: z.array(ruleRowSchema),
    }),
  },
  "hazop.state": {
    does: "Both axes of a study at a moment, with the state of every node, safeguard and scenario.",
    request: z.strictObject(asked),
    response: studyStateSchema,
  },
  "hazop.worksheet": {
    does: "The worksheet of a node by windows, or of the whole study where no node is named.",
    request: z.strictObject({ ...asked, ...page, node: z.string().optional() }),
    response: z.strictObject({ rows: z.array(worksheetRowSchema), total: count }),
  },
  "hazop.safeguards": {
    does: "The safeguards of a study with state, last test, next test and asset.",
    request: z.strictObject(asked),
    response: z.array(safeguardRowSchema),
  },
  "hazop.recommendations": {
    does: "The actions of a study, open and closed.",
    request: z.strictObject(asked),
    response: z.array(recommendationRowSchema),
  },
  "hazop.matrix": {
    does: "The risk matrix of a study, or the one that the program brings along where no study is named.",
    request: z.strictObject({ study: study.optional() }),
    response: matrixRowSchema,
  },
  "hazop.of-asset": {
    does: "What an asset means to the studies here: the safeguards that it performs and the nodes that cover it.",
    request: z.strictObject({ at: moment, history: z.string().min(1).max(200) }),
    response: z.array(
      z.strictObject({
        name: z.string(),
        nodes: z.array(
          z.strictObject({
            name: z.string(),
            node: z.string(),
            protection: protectionRowSchema,
            validity: validityRowSchema,
          }),
        ),
        safeguards: z.array(safeguardRowSchema),
        study: idSchema,
      }),
    ),
  },
  "hazop.link-safeguard": {
    does: "Says which asset performs a safeguard; `asset` null takes the link away.",
    request: z.strictObject({
      ...happened,
      asset: z.string().min(1).max(200).nullable(),
      remark: safeguardLinkedSchema.shape.remark.default(null),
      safeguard: safeguardLinkedSchema.shape.safeguard,
      study,
    }),
    response: recorded,
  },
  "hazop.link-node": {
    does: "Says which assets a node covers, all of them.",
    request: z.strictObject({
      ...happened,
      assets: z.array(z.string().min(1).max(200)).max(64),
      node: nodeLinkedSchema.shape.node,
      remark: nodeLinkedSchema.shape.remark.default(null),
      study,
    }),
    response: recorded,
  },
  "hazop.bind-channel": {
    does: "Says which readings of an asset show a deviation, by which limits; without any limit the binding ends.",
    request: channelBoundSchema.omit({ asset: true }).extend({
      ...happened,
      asset: z.string().min(1).max(200),
      remark: channelBoundSchema.shape.remark.default(null),
      study,
    }),
    response: recorded,
  },
  "hazop.record-test": {
    does: "Records a proof test of a safeguard.",
    request: safeguardTestedSchema.omit({ asset: true, people: true }).extend({ people: names, study }),
    response: recorded,
  },
  "hazop.bypass": {
    does: "Records that a safeguard is bypassed, until a stated end.",
    request: bypassedSchema.omit({ authorized_by: true, ends: true }).extend({
      ...happened,
      /** Name of who authorizes it; sealed before anything is signed. */
      authorized_by: z.string().min(1).max(200).nullable(),
      ends: z.string().max(40),
      study,
    }),
    response: recorded,
  },
  "hazop.restore": {
    does: "Records the end of a bypass.",
    request: restoredSchema.extend({ ...happened, study }),
    response: recorded,
  },
  "hazop.review-node": {
    does: "Records the review of a node; `changes` left out covers all that are open at that moment.",
    request: nodeReviewedSchema.omit({ reviewers: true }).extend({
      ...happened,
      changes: nodeReviewedSchema.shape.changes.optional(),
      reviewers: names,
      study,
    }),
    response: recorded,
  },
  "hazop.close-recommendation": {
    does: "Closes an action with its evidence.",
    request: recommendationClosedSchema.extend({ ...happened, study }),
    response: recorded,
  },
  "hazop.revalidate": {
    does: "Records that the study was revalidated, and when it is due again.",
    request: studyRevalidatedSchema.extend({ ...happened, study }),
    response: recorded,
  },
  "hazop.edit": {
    does: "Sets one text of the worksheet again; the export carries it.",
    request: worksheetEditedSchema.extend({ ...happened, study }),
    response: recorded,
  },
  "asset.record-change": {
    does: "Records a modification of an asset, in kind or not; one that is not makes the nodes that cover it stale.",
    request: assetChangedSchema.safeExtend({ history: z.string().min(1).max(200) }),
    response: recorded,
  },
} as const;
