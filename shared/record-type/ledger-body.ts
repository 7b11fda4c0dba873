/**
 * Bodies of records about records: joining heads, erasing openings, issuing a document (record-format.md, sections 2
 * and 10).
 */
import { z } from "zod";

const hex64 = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits");

/** `record/joined@1`: names more heads than one record can, so that a next record sees them all. */
export const joinedSchema = z.strictObject({});

/** `record/erased@1`: these openings are never taken in again, and what was derived from them is purged. */
export const erasedSchema = z.strictObject({ sealed: z.array(hex64).min(1).max(500) });

/** So many page digests fit into the 60,000 bytes of a record. */
export const issuedPagesMax = 700;

/** `report/issued@1`: the digest of a document's base and of each of its pages, before the bundle was attached. */
export const reportIssuedSchema = z.strictObject({
  base_sha256: hex64,
  bundle_of: z.array(hex64).min(1).max(64),
  pages: z.array(hex64).min(1).max(issuedPagesMax),
  role: z.string().min(1).max(40),
  template: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  title: z.string().min(1).max(200),
  version: z.int().min(1),
});

export type ReportIssued = z.infer<typeof reportIssuedSchema>;
