/**
 * Guards against a device, a repeater or a second device of the same address that answers one request twice: the second
 * reply would be taken for the reply to the next request. Its bytes betray it, because another request got the same.
 */
import type { ReadRequest } from "../../shared/condition/read-request.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import type { Answer, ModbusExchange } from "./modbus-exchange.ts";

/** The reply, or what a second question came to when the first reply may have been a repetition. */
export type RepeatGuard = (request: ReadRequest, answer: Answer) => Promise<Answer>;

/** A repetition follows within some characters, or after the turn-around of a repeater. */
export const repeatListenMs = 150;

/** A guard for one line. A unit that is seen to answer once is not suspected again. */
export const createRepeatGuard = (exchange: ModbusExchange): RepeatGuard => {
  const lastFrames = new Map<string, string>();
  const answersOnce = new Set<number>();
  const isSuspect = (request: ReadRequest, frame: string): boolean =>
    !answersOnce.has(request.unit) && [...lastFrames].some(([key, other]) => other === frame && key !== keyOf(request));
  return async (request, answer) => {
    if (answer.kind !== "reply" || !answer.certain) return answer;
    const frame = hexOf(answer.frame);
    if (!isSuspect(request, frame)) {
      lastFrames.set(keyOf(request), frame);
      return answer;
    }
    const wasSilent = await exchange.listen(repeatListenMs);
    const second = await exchange.ask(request);
    if (second.kind === "reply") lastFrames.set(keyOf(request), hexOf(second.frame));
    if (wasSilent && second.kind === "reply" && hexOf(second.frame) === frame) answersOnce.add(request.unit);
    return second;
  };
};

const keyOf = ({ unit, function_code, address, count }: ReadRequest): string =>
  `${unit} ${function_code} ${address} ${count}`;
