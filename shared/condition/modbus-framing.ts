/**
 * Finds Modbus RTU replies in a stream of bytes by their head, length and CRC, as a pure state machine. It steps over
 * noise and the echo of an RS-485 adapter, and it knows which requests were given up unanswered, because their
 * replies may still come: RTU replies carry no number, so a late one is told from the awaited one by its shape alone.
 */
import {
  heardBytesMax,
  isExpected,
  quietFraming,
  sameShape,
  type Framing,
  type ReplyShape,
  type Unanswered,
} from "./framing-state.ts";
import { nextStep, type Step } from "./framing-step.ts";
import { replyLength, type ReadRequest } from "./read-request.ts";

export type FramingEvent =
  /** `certain` is false when an unanswered request of the same shape could be the one that is answered here. */
  | { readonly kind: "reply"; readonly certain: boolean; readonly frame: Uint8Array }
  | { readonly kind: "exception"; readonly certain: boolean; readonly frame: Uint8Array; readonly code: number }
  /** `request` is the one that is answered here, where only one is open to this reply. */
  | { readonly kind: "late"; readonly frame: Uint8Array; readonly request: Unanswered | null };

export interface Received {
  readonly framing: Framing;
  readonly events: ReadonlyArray<FramingEvent>;
}

/** Why an exchange ended without a frame. */
export type FramingFault = "noReply" | "garbled" | "shortFrame" | "badCrc";

/**
 * Awaits the reply to a request that goes onto the wire now. What was pending before cannot belong to it and is
 * dropped.
 */
export const expectReply = (framing: Framing, request: ReadRequest, sent_us: number): Framing => ({
  ...quietFraming,
  unanswered: framing.unanswered,
  expected: { request, sent_us },
});

/** Takes bytes in any portions: the events depend on the bytes alone. */
export const receiveBytes = (framing: Framing, bytes: Uint8Array): Received =>
  decideAll({ ...framing, heard: heardWith(framing, bytes), pending: joined(framing.pending, bytes) }, false);

/** Ends the wait of an exchange: undecided bytes are looked through once more, now that no more will come. */
export const settlePending = (framing: Framing): Received => decideAll(framing, true);

/**
 * Gives the expected reply up. Its request stays unanswered, unless a damaged reply shows that the device has
 * answered.
 */
export const giveUp = (framing: Framing): { readonly framing: Framing; readonly fault: FramingFault } => {
  const fault = faultOf(framing);
  const unanswered = fault === "badCrc" ? framing.unanswered : withExpected(framing);
  return { framing: { ...framing, unanswered, expected: null, pending: new Uint8Array(0) }, fault };
};

/** True when the awaited reply has begun to come, whole or not: then silence ends it. */
export const replyHasBegun = ({ expected, damaged, heard }: Framing): boolean =>
  damaged !== null || (expected !== null && containsHead(heard, expected.request));

const decideAll = (start: Framing, final: boolean): Received => {
  let framing = start;
  const events: FramingEvent[] = [];
  while (framing.pending.length > 0) {
    const step = nextStep(framing);
    if (step === "undecided" && !final) break;
    const decided = take(framing, step === "undecided" ? { kind: "noise", length: 1 } : step);
    framing = decided.framing;
    events.push(...decided.events);
  }
  return { framing, events };
};

const take = (framing: Framing, step: Step): Received => {
  const frame = framing.pending.slice(0, step.length);
  const rest: Framing = { ...framing, pending: framing.pending.subarray(step.length) };
  if (step.kind === "frame")
    return isExpected(framing, step.shape) ? takeReply(rest, frame) : takeLate(rest, frame, step.shape);
  if (step.kind === "echo") return { framing: { ...rest, echoHeard: true, heard: rest.pending.slice() }, events: [] };
  if (step.kind === "damaged")
    return { framing: { ...rest, damaged: rest.damaged ?? damagedFrame(framing) }, events: [] };
  return step.kind === "exception" ? takeException(rest, frame) : { framing: rest, events: [] };
};

/**
 * A device answers in the order in which it was asked. So after a certain reply nothing older can come; after an
 * uncertain one nothing that is older than the oldest request of its shape, and the reply to the expected request
 * itself may still come.
 */
const takeReply = (framing: Framing, frame: Uint8Array): Received => {
  const request = framing.expected?.request;
  if (request === undefined) throw new Error("A reply was taken while none was expected");
  const certain = !framing.unanswered.some((older) => sameShape(older, request));
  const unanswered = certain
    ? framing.unanswered.filter((older) => older.unit !== request.unit)
    : settledUpTo({ ...framing, unanswered: withExpected(framing) }, request);
  return { framing: { ...framing, unanswered, expected: null }, events: [{ kind: "reply", certain, frame }] };
};

const takeException = (framing: Framing, frame: Uint8Array): Received => {
  const unit = frame[0] ?? 0;
  const function_code = (frame[1] ?? 0) & 0x7f;
  const older = framing.unanswered.find((one) => one.unit === unit && one.function_code === function_code);
  const expected = framing.expected?.request;
  if (expected?.unit !== unit || expected.function_code !== function_code) return takeLate(framing, frame, older);
  const certain = older === undefined;
  // An uncertain one may answer an older request, so the reply to this one may still come.
  const unanswered = certain ? framing.unanswered.filter((one) => one.unit !== unit) : withExpected(framing);
  const event: FramingEvent = { kind: "exception", certain, frame, code: frame[2] ?? 0 };
  return { framing: { ...framing, unanswered, expected: null }, events: [event] };
};

/** A late reply settles the oldest request of its shape, and those before it to the same device. */
const takeLate = (framing: Framing, frame: Uint8Array, shape: ReplyShape | undefined): Received => {
  if (shape === undefined) return { framing, events: [{ kind: "late", frame, request: null }] };
  const open = framing.unanswered.filter((older) => sameShape(older, shape));
  const request = open.length === 1 && frame.length === replyLength(shape.count) ? (open[0] ?? null) : null;
  const settled = { ...framing, unanswered: settledUpTo(framing, shape), heard: framing.pending.slice() };
  return { framing: settled, events: [{ kind: "late", frame, request }] };
};

const settledUpTo = ({ unanswered }: Framing, shape: ReplyShape): ReadonlyArray<Unanswered> => {
  const oldest = unanswered.findIndex((older) => sameShape(older, shape));
  return unanswered.filter((older, position) => position > oldest || older.unit !== shape.unit);
};

const damagedFrame = ({ pending, expected }: Framing): Uint8Array =>
  pending.slice(0, replyLength(expected?.request.count ?? 0));

const faultOf = ({ damaged, heard, expected }: Framing): FramingFault => {
  if (damaged !== null) return "badCrc";
  if (heard.length === 0) return "noReply";
  return expected !== null && containsHead(heard, expected.request) ? "shortFrame" : "garbled";
};

const containsHead = (heard: Uint8Array, { unit, function_code, count }: ReadRequest): boolean =>
  heard.some(
    (_, index) => heard[index] === unit && heard[index + 1] === function_code && heard[index + 2] === 2 * count,
  );

const withExpected = ({ unanswered, expected }: Framing): ReadonlyArray<Unanswered> => {
  if (expected === null) return unanswered;
  return [...unanswered, { ...expected.request, sent_us: expected.sent_us }];
};

const heardWith = ({ heard }: Framing, bytes: Uint8Array): Uint8Array =>
  joined(heard, bytes.subarray(0, heardBytesMax - heard.length));

const joined = (left: Uint8Array, right: Uint8Array): Uint8Array => {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
};
