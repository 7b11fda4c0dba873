/**
 * Polls a device so that no reply is ever taken for the reply to another request. After a timeout the next reply is
 * accepted only when its shape tells it apart, or when more equal replies have come than older requests could have
 * caused (`reply-doubt.ts`).
 */
import { deviceBusyCode, exceptionText } from "../../shared/condition/modbus-exception.ts";
import { lineSettingsText } from "../../shared/condition/line-settings.ts";
import type { FramingFault } from "../../shared/condition/modbus-framing.ts";
import type { AcceptedReply } from "../../shared/condition/poll-decoder.ts";
import type { ReadRequest } from "../../shared/condition/read-request.ts";
import { agreementsNeeded, isDoubtful, lateReplyMsMax, tellingRequest } from "../../shared/condition/reply-doubt.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { failed, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { HostTime } from "./host-time.ts";
import { ModbusExchange, type Answer, type LateReply, type LineTiming } from "./modbus-exchange.ts";
import { createRepeatGuard, type RepeatGuard } from "./repeat-guard.ts";
import type { Transport, TransportFailure } from "./transport.ts";

export type PollFailureKind = FramingFault | "babble" | "exception" | "inDoubt" | "stopped" | TransportFailure["kind"];

export interface PollFailure {
  readonly kind: PollFailureKind;
  readonly message: string;
  /** The bytes that came instead of a good reply, in hex; empty when none came. */
  readonly evidence: string;
}

export interface ModbusLine {
  /** The reply to this request and no other, or a named reason; asks at most `attempts` times. */
  readonly poll: (request: ReadRequest, attempts?: number) => Promise<Outcome<AcceptedReply, PollFailure>>;
  /** Listens for some milliseconds before anything is asked. */
  readonly listen: (millis: number) => Promise<unknown>;
  /** No further request goes out; a poll under way ends within its timeout. */
  readonly stop: () => void;
}

/**
 * Once, and twice again: a disturbance of a moment is over then, and a dead device does not hold the others up for
 * long.
 */
export const attemptsMax = 3;
/** More equal replies are not asked for; the line is left alone until the old requests are forgotten. */
export const agreementsMax = 5;

/** A line with the rules of polling. */
export const createModbusLine = (transport: Transport, time: HostTime, timing: LineTiming): ModbusLine => {
  const exchange = new ModbusExchange(transport, time, timing);
  const guard = createRepeatGuard(exchange);
  const silentUnits = new Set<number>();
  const poll: ModbusLine["poll"] = async (request, attempts = attemptsMax) => {
    const allowed = silentUnits.has(request.unit) ? 1 : attempts;
    exchange.forgetLateReply();
    let result = await attempt(exchange, guard, request);
    let asked = 1;
    for (; asked < allowed && isWorthAnotherTry(result); asked++) result = await attempt(exchange, guard, request);
    if (result.kind === "noReply" && !silentUnits.has(request.unit)) await exchange.settle();
    const late = result.kind === "noReply" || result.kind === "inDoubt" ? exchange.lateReplyTo(request) : null;
    if (result.kind === "noReply" && late === null) silentUnits.add(request.unit);
    else silentUnits.delete(request.unit);
    return outcomeOf(late === null ? result : { kind: "late", reply: late }, { request, transport, timing, asked });
  };
  return { poll, listen: (millis) => exchange.listen(millis), stop: () => exchange.stop() };
};

type Attempt =
  | Answer
  | { readonly kind: "agreed"; readonly reply: Reply }
  /** It came too late every time, but it is certain what it answers. */
  | { readonly kind: "late"; readonly reply: LateReply }
  | { readonly kind: "inDoubt" };
type Reply = Extract<Answer, { readonly kind: "reply" }>;

const attempt = async (exchange: ModbusExchange, guard: RepeatGuard, request: ReadRequest): Promise<Attempt> => {
  await exchange.settle();
  if (!isDoubtful(request, exchange.unanswered)) return guard(request, await exchange.ask(request));
  const telling = tellingRequest(request, exchange.unanswered);
  if (telling === null) return agree(exchange, request);
  const told = await exchange.ask(telling);
  if (told.kind === "exception") return agree(exchange, request);
  if (told.kind !== "reply") return told;
  return isDoubtful(request, exchange.unanswered) ? { kind: "inDoubt" } : guard(request, await exchange.ask(request));
};

/** Asks until more equal replies are here than the doubtful requests could have caused. */
const agree = async (exchange: ModbusExchange, request: ReadRequest): Promise<Attempt> => {
  const needed = agreementsNeeded(request, exchange.unanswered);
  if (needed > agreementsMax) return { kind: "inDoubt" };
  let first: Reply | null = null;
  for (let agreed = 0; agreed < needed; agreed++) {
    const answer = await exchange.ask(request);
    if (answer.kind !== "reply" || answer.certain) return answer;
    if (first !== null && hexOf(first.frame) !== hexOf(answer.frame)) return { kind: "inDoubt" };
    first = answer;
  }
  return first === null ? { kind: "inDoubt" } : { kind: "agreed", reply: first };
};

const isWorthAnotherTry = (result: Attempt): boolean => {
  switch (result.kind) {
    case "noReply":
    case "garbled":
    case "shortFrame":
    case "badCrc":
    case "inDoubt":
      return true;
    case "exception":
      return !result.certain || result.code === deviceBusyCode;
    case "reply":
      return !result.certain;
    case "agreed":
    case "late":
    case "babble":
    case "lost":
    case "stopped":
      return false;
  }
};

interface Asked {
  readonly request: ReadRequest;
  readonly transport: Transport;
  readonly timing: LineTiming;
  readonly asked: number;
}

const outcomeOf = (result: Attempt, context: Asked): Outcome<AcceptedReply, PollFailure> => {
  switch (result.kind) {
    case "reply":
      return result.certain ? success(accepted(result, context, false)) : inDoubt(context);
    case "agreed":
    case "late":
      return success(accepted(result.reply, context, true));
    case "inDoubt":
      return inDoubt(context);
    case "exception":
      return refusedBy(context, "exception", `answered ${exceptionText(result.code)}`, result.frame);
    case "noReply":
      return refusedBy(
        context,
        "noReply",
        `${silentFor(context)}. Check power, wiring, unit address and ${lineSettingsText(context.timing.line)}`,
      );
    case "garbled":
      return refusedBy(
        context,
        "garbled",
        "sent bytes that are no reply to the request. Check speed, parity and who else is on the line",
        result.heard,
      );
    case "shortFrame":
      return refusedBy(
        context,
        "shortFrame",
        "sent a reply that is too short, so its values were refused",
        result.heard,
      );
    case "badCrc":
      return refusedBy(
        context,
        "badCrc",
        "sent a reply with a wrong checksum, so its values were refused",
        result.heard,
      );
    case "babble":
      return refusedBy(
        context,
        "babble",
        "never lets the line fall silent: another master or a streaming instrument is on it",
        result.heard,
      );
    case "lost":
      return failed({ ...result.failure, evidence: "" });
    case "stopped":
      return failed({ kind: "stopped", message: `Reading from ${context.transport.path} was stopped.`, evidence: "" });
  }
};

const accepted = ({ frame, moment }: Reply | LateReply, { request }: Asked, suspectLate: boolean): AcceptedReply => ({
  request,
  frame,
  ...moment,
  suspectLate,
});

const inDoubt = (context: Asked): Outcome<AcceptedReply, PollFailure> =>
  refusedBy(
    context,
    "inDoubt",
    "answers late, and its replies could not be told from replies to older requests, so their values were refused. " +
      `It is asked again, and all doubt ends after ${lateReplyMsMax / 1000} s of silence`,
  );

const silentFor = ({ asked, timing }: Asked): string =>
  `did not answer within ${timing.timeoutMs} ms${asked > 1 ? `, asked ${asked} times` : ""}`;

const noBytes: Uint8Array = new Uint8Array(0);

const refusedBy = (
  { request, transport }: Asked,
  kind: PollFailureKind,
  what: string,
  bytes = noBytes,
): Outcome<never, PollFailure> => {
  const evidence = hexOf(bytes);
  const got = evidence === "" ? "" : ` Bytes: ${spaced(evidence)}.`;
  return failed({ kind, message: `Unit ${request.unit} on ${transport.path} ${what}.${got}`, evidence });
};

/** Bytes for a sentence; the failure carries all of them. */
const spaced = (hex: string): string => {
  const bytes = hex.match(/../g) ?? [];
  return bytes.length > sentenceBytesMax
    ? `${bytes.slice(0, sentenceBytesMax).join(" ")} ... (${bytes.length})`
    : bytes.join(" ");
};

const sentenceBytesMax = 32;
