/** Exchanges between two stores without a network: the real session over a connection in memory. */
import { duplexPair } from "node:stream";
import type { History } from "../../shared/ledger/history.ts";
import { success } from "../../shared/outcome/outcome.ts";
import { sharedHistories } from "../../shared/sync/shared-histories.ts";
import { linkLimits, MessageLink } from "../../main/peer/message-link.ts";
import { countingQuarantine } from "../../main/peer/quarantine.ts";
import { exchange, type SessionParts, type SessionReport } from "../../main/peer/sync-session.ts";
import type { WantedAttachment, WantedAttachments } from "../../main/peer/wanted-attachments.ts";
import type { HistoryStore } from "../../main/recorder/history-store.ts";
import type { FrameChecker } from "../../main/signature/frame-checker.ts";
import { memoryAttachments } from "./memory-attachments.ts";

export interface ExchangeSide {
  readonly store: HistoryStore;
  readonly key: string;
  readonly shared?: () => ReadonlyArray<History>;
  readonly opening?: SessionParts["opening"];
  readonly more?: Partial<SessionParts>;
}

/** Runs one exchange; gives what each side reports. */
export const exchangeInMemory = async (
  one: ExchangeSide,
  other: ExchangeSide,
  checker: FrameChecker,
): Promise<readonly [SessionReport, SessionReport]> => {
  const [left, right] = duplexPair();
  for (const end of [left, right]) end.on("error", () => undefined);
  const parts = (side: ExchangeSide, from: string, link: MessageLink): SessionParts => ({
    link,
    from,
    store: side.store,
    checker,
    quarantine: { ...countingQuarantine, save: async () => success(null) },
    attachments: memoryAttachments(),
    wanted: memoryWanted(),
    admits: () => true,
    shared: side.shared ?? (() => sharedHistories(side.store.ledger, { histories: "all" })),
    opening: side.opening ?? (async () => null),
    secure: async () => success(null),
    givesAttachments: false,
    owesOpenings: false,
    ...side.more,
  });
  const links = [new MessageLink(left, linkLimits), new MessageLink(right, linkLimits)] as const;
  for (const link of links) link.trust();
  const reports = await Promise.all([exchange(parts(one, other.key, links[0])), exchange(parts(other, one.key, links[1]))]);
  for (const end of [left, right]) end.destroy();
  return reports;
};

/** Attachments that are missing, in memory. */
export const memoryWanted = (): WantedAttachments => {
  const wanted = new Map<string, WantedAttachment>();
  return {
    all: () => [...wanted.values()],
    add: (one) => void wanted.set(one.sha256, one),
    remove: (sha256) => void wanted.delete(sha256),
    save: async () => success(null),
  };
};
