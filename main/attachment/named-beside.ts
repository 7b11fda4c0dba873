/**
 * What a record names that lies beside it: openings of sealed values, attachments. Most records name neither, and
 * looking for the names in their bytes costs a twentieth of going through their bodies.
 */
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import { attachmentsIn, sealedIn, type AttachmentReference } from "../../shared/ledger/sealed-value.ts";

type Named = Pick<SignedRecord, "bytes" | "record">;

/** The digests of the sealed values in a record's body (record-format.md, section 2). */
export const sealedBeside = ({ bytes, record }: Named): ReadonlyArray<string> =>
  holds(bytes, '"sealed":') ? sealedIn(record.body) : none;

/** The attachments that a record's body names. */
export const attachmentsBeside = ({ bytes, record }: Named): ReadonlyArray<AttachmentReference> =>
  holds(bytes, '"sha256":') ? attachmentsIn(record.body) : none;

const none: ReadonlyArray<never> = [];

// In canonical bytes a member's name stands as it is, so where this is missing no such member can be.
const holds = ({ buffer, byteLength, byteOffset }: Uint8Array, member: string): boolean =>
  Buffer.from(buffer, byteOffset, byteLength).includes(member, 0, "latin1");
