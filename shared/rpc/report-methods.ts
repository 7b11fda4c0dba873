/** Methods that make documents, and that keep book of them. */
import { z } from "zod";
import { idSchema } from "./rows.ts";

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
} as const;

export type ReportKindRow = z.infer<typeof reportKindRowSchema>;
