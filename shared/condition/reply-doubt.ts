/**
 * What may still be answered late, and how a later reply is told from it. A device answers each request at most once
 * and in the order in which it was asked. So a reply of a shape that no unanswered request has is certain and ends
 * all doubt before it; and of n + 1 equal replies to one request at least one is its own when n older requests of its
 * shape are unanswered.
 */
import { sameShape, type Unanswered } from "./framing-state.ts";
import type { ReadRequest } from "./read-request.ts";

/** No device, adapter or gateway that we know of holds a reply back for longer; after that a request counts as lost. */
export const lateReplyMsMax = 30_000;

/** The unanswered requests whose reply may still come at `now_us` of the same monotonic clock. */
export const stillPossible = (unanswered: ReadonlyArray<Unanswered>, now_us: number): ReadonlyArray<Unanswered> =>
  unanswered.filter(({ sent_us }) => now_us - sent_us <= lateReplyMsMax * 1000);

/** True when a reply to `request` could be the late reply to an older one. */
export const isDoubtful = (request: ReadRequest, unanswered: ReadonlyArray<Unanswered>): boolean =>
  unanswered.some((older) => sameShape(older, request));

/**
 * A read of fewer registers from the same address, of a shape that was asked only after all doubtful ones or never:
 * once a reply of that shape is here, the doubtful ones will not be answered any more. `null` when there is no such
 * read.
 */
export const tellingRequest = (request: ReadRequest, unanswered: ReadonlyArray<Unanswered>): ReadRequest | null => {
  const lastDoubtful = unanswered.findLastIndex((older) => sameShape(older, request));
  for (let count = request.count - 1; count >= 1; count--) {
    const shorter = { ...request, count };
    if (!unanswered.slice(0, lastDoubtful).some((older) => sameShape(older, shorter))) return shorter;
  }
  return null;
};

/** How many equal replies prove that one of them answers `request`. */
export const agreementsNeeded = (request: ReadRequest, unanswered: ReadonlyArray<Unanswered>): number =>
  1 + unanswered.filter((older) => sameShape(older, request)).length;
