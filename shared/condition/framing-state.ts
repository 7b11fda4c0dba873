/** What is known on a Modbus line at a moment: the request that waits for its reply, and those that were given up. */
import type { ReadFunction, ReadRequest } from "./read-request.ts";

/** What a reply shows of its request. */
export interface ReplyShape {
  readonly unit: number;
  readonly function_code: ReadFunction;
  readonly count: number;
}

/** A request that was given up; its reply may still arrive. */
export interface Unanswered extends ReadRequest {
  /** When it was sent, in microseconds of a monotonic clock. */
  readonly sent_us: number;
}

export interface Framing {
  readonly unanswered: ReadonlyArray<Unanswered>;
  readonly expected: { readonly request: ReadRequest; readonly sent_us: number } | null;
  readonly echoHeard: boolean;
  /** A frame of the right head and length whose CRC is wrong: the awaited reply, damaged on its way. */
  readonly damaged: Uint8Array | null;
  /** What has come for the request, without its echo and late replies, as evidence; at most `heardBytesMax`. */
  readonly heard: Uint8Array;
  /** Bytes that are not decided yet. */
  readonly pending: Uint8Array;
}

/** Evidence of one exchange: two of the longest frames and some noise. */
export const heardBytesMax = 600;

/** A line on which nothing was ever asked. */
export const quietFraming: Framing = {
  unanswered: [],
  expected: null,
  echoHeard: false,
  damaged: null,
  heard: new Uint8Array(0),
  pending: new Uint8Array(0),
};

/** True when two requests have replies that cannot be told apart. */
export const sameShape = (left: ReplyShape, right: ReplyShape): boolean =>
  left.unit === right.unit && left.function_code === right.function_code && left.count === right.count;

/** True when the expected reply has this shape. */
export const isExpected = ({ expected }: Framing, shape: ReplyShape): boolean =>
  expected !== null && sameShape(expected.request, shape);
