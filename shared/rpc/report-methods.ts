/** Methods that make documents, and that keep book of them. */
import { z } from "zod";
import { idSchema, verdictSchema } from "./rows.ts";
import { standings } from "../register/standing.ts";

const count = z.int().min(0);
const paper = z.enum(["a4", "a4-landscape", "a3"]);
/** A file that a method made: a handle for `GET /download/HANDLE`, or nothing when it was written to `path`. */
const madeDocument = z.strictObject({
  bytes: count,
  download: z.string().nullable(),
  pages: count,
  path: z.string().nullable(),
  sha256: idSchema,
});
const file = z.union([z.strictObject({ path: z.string().min(1) }), z.strictObject({ upload: z.string().min(1) })]);

/** What a report is about: a history by id, beginning of it or tag, or a file with the register that is trusted. */
const asked = {
  file: file.optional(),
  file_name: z.string().min(1).max(200).optional(),
  history: z.string().min(1).max(200).optional(),
  kind: z.string().min(1).max(40),
  paper: paper.optional(),
  path: z.string().optional(),
  trust: idSchema.optional(),
};

/** A kind of report. `roles` are those in which the signer of the moment may issue it; `refusal` says why in none. */
export const reportKindRowSchema = z.strictObject({
  about: z.string(),
  kind: z.string(),
  papers: z.array(paper),
  refusal: z.string().nullable(),
  roles: z.array(z.string()),
  scope: z.enum(["asset", "core", "study", "file"]),
  title: z.string(),
});

/** Who acted through a key; a name that is withheld is null. */
const actor = z.strictObject({ key: idSchema, name: z.string().nullable(), organisation: z.string().nullable() });
const means = z.enum(["file", "paper", "exchange"]);

/** A document that was issued. `kept` says whether a copy lies here; `to` is null where the name is withheld. */
export const issuedReportRowSchema = z.strictObject({
  at: z.string(),
  by: actor,
  document: idSchema,
  handed: z.array(z.strictObject({ at: z.string(), by: actor, means, record: idSchema, to: z.string().nullable() })),
  history: idSchema,
  kept: z.boolean(),
  kind: z.string(),
  kind_title: z.string(),
  pages: count,
  record: idSchema,
  role: z.string(),
  scope: z.enum(["asset", "core", "study", "file"]).nullable(),
  standing: z.enum(standings),
  tag: z.string().nullable(),
  title: z.string(),
});

export const reportMethods = {
  "report.kinds": {
    does: "The kinds of reports: what each is about, on which paper, and in which roles the signer may issue it.",
    request: z.strictObject({}),
    response: z.array(reportKindRowSchema),
  },
  "report.preview": {
    does: "Makes a report without issuing it: nothing is recorded.",
    request: z.strictObject(asked),
    response: madeDocument,
  },
  "report.issue": {
    does: "Makes a report, records its digests under the signature of the person, and attaches the bundle that proves it.",
    request: z.strictObject({ ...asked, compress: z.boolean().default(true), role: z.string().optional() }),
    response: madeDocument.extend({ history: idSchema, record: idSchema, remarks: z.array(z.string()) }),
  },
  "report.issued": {
    does: "What was issued, newest first, by windows: kind, subject, day, by whom in which role, digest, pages, to whom it went.",
    request: z.strictObject({
      /** Before this instant. */
      before: z.string().optional(),
      from: z.string().optional(),
      history: z.string().min(1).max(200).optional(),
      kind: z.string().max(40).optional(),
      limit: z.int().min(1).max(500).default(100),
      offset: count.default(0),
      /** Only the document that this record issued. */
      record: idSchema.optional(),
      search: z.string().max(200).default(""),
      writer: idSchema.optional(),
    }),
    response: z.strictObject({ rows: z.array(issuedReportRowSchema), total: count, writers: z.array(actor) }),
  },
  "report.open": {
    does: "Gives out the copy of a document that was issued here.",
    request: z.strictObject({ path: z.string().optional(), record: idSchema }),
    response: madeDocument.omit({ pages: true }),
  },
  "report.verify": {
    does: "Verifies the copy of a document that was issued here, under its own register unless another is named.",
    request: z.strictObject({ record: idSchema, trust: idSchema.optional() }),
    response: verdictSchema,
  },
  "report.handed-to": {
    does: "Records to whom a document went and in which form; a name is sealed before anything is signed.",
    request: z.strictObject({
      means,
      party: idSchema.nullable().default(null),
      record: idSchema,
      to: z.string().min(1).max(200).nullable().default(null),
    }),
    response: z.strictObject({ history: idSchema, id: idSchema, standing: z.string() }),
  },
} as const;

export type IssuedReportRow = z.infer<typeof issuedReportRowSchema>;
export type ReportKindRow = z.infer<typeof reportKindRowSchema>;
