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

/**
 * `report/handed-to@1`: a document that `issue` issued was given to somebody, named by the register or sealed; `means`
 * says in which form.
 */
export const reportHandedToSchema = z
  .strictObject({
    issue: hex64,
    means: z.enum(["file", "paper", "exchange"]),
    party: hex64.nullable(),
    recipient: z.strictObject({ sealed: hex64 }).nullable(),
  })
  .refine(({ party, recipient }) => party !== null || recipient !== null, "nobody is named to whom it was handed");

/**
 * `report/verified@1`: founds the history of one verification. It states the verdict on a file of this digest (`null`
 * for a folder) under the register that was trusted, if any.
 */
export const reportVerifiedSchema = z.strictObject({
  bytes: z.int().min(0),
  kind: z.enum(["bundle", "data folder", "document", "unknown"]),
  name: z.string().min(1).max(200),
  nonce: z.string().regex(/^[0-9a-f]{32}$/, "32 hex digits"),
  reason: z.string().max(2000).nullable(),
  records: z.int().min(0),
  register: hex64,
  sha256: hex64.nullable(),
  trusted: hex64.nullable(),
  verdict: z.enum(["verified", "self-consistent", "incomplete", "not verified"]),
});

export type ReportVerified = z.infer<typeof reportVerifiedSchema>;
