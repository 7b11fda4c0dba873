/** What the next bytes of a Modbus line are: an echo, a frame, an exception, noise, or not yet to be told. */
import { isExpected, type Framing, type ReplyShape } from "./framing-state.ts";
import { modbusCrcHolds } from "./modbus-crc.ts";
import { replyLength, requestFrame } from "./read-request.ts";

/** So many bytes are decided; `damaged` begins at the head of the awaited reply, whose CRC is wrong. */
export type Step =
  | { readonly kind: "echo" | "noise" | "damaged" | "exception"; readonly length: number }
  | { readonly kind: "frame"; readonly length: number; readonly shape: ReplyShape };

/** The bytes so far may be the beginning of a frame. */
export type Undecided = "undecided";

/** Decides on the first of the pending bytes, of which there is at least one. */
export const nextStep = (framing: Framing): Step | Undecided =>
  echoStep(framing) ?? frameStep(framing) ?? exceptionStep(framing) ?? { kind: "noise", length: 1 };

/** The echo goes first: for a few requests the echo itself, read as a reply, has a right CRC. */
const echoStep = ({ expected, echoHeard, pending }: Framing): Step | Undecided | null => {
  if (expected === null || echoHeard) return null;
  const echo = requestFrame(expected.request);
  if (!agree(echo, pending)) return null;
  return pending.length < echo.length ? "undecided" : { kind: "echo", length: echo.length };
};

const frameStep = (framing: Framing): Step | Undecided | null => {
  const { pending } = framing;
  const shape = shapesOf(framing).find(({ unit, function_code, count }) =>
    agree(Uint8Array.of(unit, function_code, 2 * count), pending),
  );
  if (shape === undefined) return null;
  const length = replyLength(shape.count);
  if (pending.length < length) return "undecided";
  if (modbusCrcHolds(pending.subarray(0, length))) return { kind: "frame", length, shape };
  return isExpected(framing, shape) ? { kind: "damaged", length: 1 } : { kind: "noise", length: 1 };
};

const exceptionStep = (framing: Framing): Step | Undecided | null => {
  const { pending } = framing;
  const shape = shapesOf(framing).find(({ unit, function_code }) =>
    agree(Uint8Array.of(unit, function_code | 0x80), pending),
  );
  if (shape === undefined) return null;
  if (pending.length < exceptionLength) return "undecided";
  const holds = modbusCrcHolds(pending.subarray(0, exceptionLength));
  return holds ? { kind: "exception", length: exceptionLength } : { kind: "noise", length: 1 };
};

/** Unit, function code with its top bit set, exception code, CRC. */
const exceptionLength = 5;

const shapesOf = ({ expected, unanswered }: Framing): ReadonlyArray<ReplyShape> =>
  expected === null ? unanswered : [expected.request, ...unanswered];

/** True when the shorter of both is the beginning of the other. */
const agree = (head: Uint8Array, bytes: Uint8Array): boolean =>
  head.every((byte, index) => index >= bytes.length || bytes[index] === byte);
