/**
 * A line of the journal: `{"from":hex64,"received":TIME} SP SIGNATURE_HEX SP RECORD_BYTES` (record-format.md, section
 * 7).
 */
import { isInstant, type Instant } from "../../shared/clock/instant.ts";
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";
import { frameBytesMax, frameHeadBytes } from "../../shared/ledger/frame.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";

/** Where a line came from, when, and the frame that came. */
export interface LineContent {
  /** The key of the installation that it came from; its own for local work. */
  readonly from: string;
  readonly received: Instant;
  /** Signature and record, as they travel. */
  readonly frame: Uint8Array;
}

/** `message` completes the sentence "the line …". */
export type LineFailure = Failure & { readonly kind: "lineShape" | "lineTooLong" };

/** A line has at most so many bytes, its LF not counted (section 7); what our own lines need lies just below it. */
export const lineBytesMax = 60_400;

/** The line's bytes, without LF. */
export const lineBytes = ({ from, received, frame }: LineContent): Uint8Array => {
  const meta = utf8Of(metaText(from, received));
  if (meta.length !== metaBytes || frame.length > frameBytesMax)
    throw new Error("A line is made of a key, a time and a frame");
  const bytes = new Uint8Array(metaBytes + frame.length);
  bytes.set(meta);
  bytes.set(frame, metaBytes);
  return bytes;
};

/** Reads a line without its LF. The frame's signature and JSON are not checked here; `frame` is a view of `bytes`. */
export const parseLine = (bytes: Uint8Array): Outcome<LineContent, LineFailure> => {
  if (bytes.length > lineBytesMax)
    return refuse("lineTooLong", `has ${bytes.length} bytes; a line has at most ${lineBytesMax}`);
  if (bytes.length <= metaBytes + frameHeadBytes) return refuse("lineShape", "is shorter than any line");
  const [, from, received] = linePattern.exec(textOf(bytes.subarray(0, metaBytes + frameHeadBytes)) ?? "") ?? [];
  if (from === undefined || received === undefined)
    return refuse("lineShape", `does not begin as {"from":KEY,"received":TIME} and a signature`);
  if (!isInstant(received)) return refuse("lineShape", `was received at "${received}", which is no time`);
  return success({ from, received, frame: bytes.subarray(metaBytes) });
};

/** The meta object and the space behind it. */
export const metaText = (from: string, received: Instant): string => `{"from":"${from}","received":"${received}"} `;

/** Bytes of the meta object and its space: no member of it varies in length. */
export const metaBytes = utf8Of(`{"from":"${"0".repeat(64)}","received":"2026-03-01T08:30:00.000000Z"} `).length;

const linePattern = /^\{"from":"([0-9a-f]{64})","received":"([^"]{27})"\} [0-9a-f]{128} $/;
