/** One exchange between two sides over a simulated connection: the real session on both. */
import type { WantedAttachments } from "../../main/peer/wanted-attachments.ts";
import type { OwnKeys } from "../../main/peer/intake.ts";
import { linkLimits, MessageLink } from "../../main/peer/message-link.ts";
import type { Quarantine } from "../../main/peer/quarantine.ts";
import { exchange, type SessionParts, type SessionReport } from "../../main/peer/sync-session.ts";
import type { HistoryStore } from "../../main/recorder/history-store.ts";
import type { FrameChecker } from "../../main/signature/frame-checker.ts";
import type { History } from "../../shared/ledger/history.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { sharedHistories } from "../../shared/sync/shared-histories.ts";
import { memoryAttachments } from "../doubles/memory-attachments.ts";
import { memoryWanted } from "../doubles/memory-exchange.ts";
import type { SeededRandom } from "../doubles/seeded-random.ts";
import { simulatedLink, type LinkWeather } from "./simulated-link.ts";
import type { World } from "./world.ts";

/** What a session needs of one side. */
export interface Side {
  readonly name: string;
  readonly key: string;
  readonly store: HistoryStore;
  readonly quarantine: Pick<Quarantine, "add" | "save">;
  readonly own?: OwnKeys;
  readonly wanted?: WantedAttachments;
  readonly secure?: () => Promise<Outcome<unknown>>;
  /** What of its histories it shows; all unless it withholds. */
  readonly shared?: () => ReadonlyArray<History>;
  /** Told with records that the other side acknowledged. */
  readonly onShared?: (records: ReadonlyArray<RecordId>) => void;
  /** Told how the connection is cut when this side dies; the answer takes that back. */
  readonly onLink?: (cut: () => void) => () => void;
}

export interface MeetingParts {
  readonly world: World;
  readonly checker: FrameChecker;
  readonly random: SeededRandom;
  readonly weather: LinkWeather;
}

export interface Met {
  readonly reports: readonly [SessionReport, SessionReport];
  readonly harm: ReadonlyArray<string>;
}

/** Lets two sides exchange. */
export const meet = async (parts: MeetingParts, sides: readonly [Side, Side]): Promise<Met> => {
  const { random, weather, world } = parts;
  const [one, other] = sides;
  const link = simulatedLink(world, random, weather);
  const freed = sides.map(({ onLink }) => onLink?.(link.cut));
  const reports = await Promise.all([
    session(parts, link.ends[0], { from: other.key, side: one }),
    session(parts, link.ends[1], { from: one.key, side: other }),
  ]);
  for (const free of freed) free?.();
  link.cut();
  const sums = reports.map(({ fault, received }) => `${received.records}${fault === null ? "" : ` ${fault.kind}`}`);
  world.trace(`${one.name} ${other.name} ${sums.join(" ")}`);
  return { harm: link.harm(), reports };
};

interface Ending {
  readonly side: Side;
  readonly from: string;
}

const session = (
  { checker }: MeetingParts,
  socket: ConstructorParameters<typeof MessageLink>[0],
  { from, side }: Ending,
): Promise<SessionReport> => {
  const link = new MessageLink(socket, linkLimits);
  link.trust();
  const { onShared, own, quarantine, secure = async () => success(null), store } = side;
  const parts: SessionParts = {
    admits: () => true,
    attachments: memoryAttachments(),
    checker,
    from,
    givesAttachments: false,
    link,
    opening: async () => null,
    owesOpenings: false,
    quarantine,
    secure,
    shared: side.shared ?? (() => sharedHistories(store.ledger, { histories: "all" })),
    store,
    wanted: side.wanted ?? memoryWanted(),
    ...(own === undefined ? {} : { own }),
    ...(onShared === undefined ? {} : { onShared }),
  };
  return exchange(parts);
};
