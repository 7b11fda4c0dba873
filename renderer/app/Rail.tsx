/** The rail: one way to each room of the program. */
import {
  IconArrowsExchange,
  IconFileText,
  IconGauge,
  IconHelp,
  IconListDetails,
  IconRecycle,
  IconSettings,
  IconShieldCheck,
  IconScale,
  IconSitemap,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link, useLocation } from "wouter";
import { addresses } from "../vocabulary/addresses.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { countText } from "../vocabulary/number-words.ts";

interface Room {
  readonly address: string;
  readonly word: string;
  readonly Icon: TablerIcon;
  /** Screens that belong to this room begin so. */
  readonly begins: ReadonlyArray<string>;
}

const rooms: ReadonlyArray<Room> = [
  { address: addresses.fleet, word: appWords.fleet, Icon: IconListDetails, begins: ["/asset", "/register", "/view"] },
  { address: addresses.cores, word: appWords.cores, Icon: IconRecycle, begins: ["/cores", "/warranty"] },
  { address: addresses.hazop, word: appWords.hazop, Icon: IconSitemap, begins: ["/hazop"] },
  { address: addresses.instrument, word: appWords.instrument, Icon: IconGauge, begins: ["/instrument"] },
  { address: addresses.exchange, word: appWords.exchange, Icon: IconArrowsExchange, begins: ["/exchange"] },
  { address: addresses.decisions, word: appWords.decisions, Icon: IconScale, begins: ["/decisions"] },
  { address: addresses.reports, word: appWords.reports, Icon: IconFileText, begins: ["/report"] },
  { address: addresses.verify, word: appWords.verify, Icon: IconShieldCheck, begins: ["/verify"] },
];

/** What is set once stands below the settings: the looks, and who is enrolled. */
const settingsPlaces = ["/settings", "/design", "/parties"];

/** Below the others: what is about the program itself. */
const ownRooms: ReadonlyArray<Room> = [
  { address: addresses.settings, word: appWords.settings, Icon: IconSettings, begins: settingsPlaces },
  { address: addresses.help, word: appWords.help, Icon: IconHelp, begins: ["/help", "/first-steps"] },
];

/** The room one stands in is marked. */
export const Rail = () => {
  const [here] = useLocation();
  const waiting = valueOr(useAsk("decision.count", {}), null)?.waiting ?? 0;
  return (
    <nav className="rail" aria-label={appWords.rail}>
      {rooms.map((room) => (
        <RoomLink
          key={room.address}
          room={room}
          here={here}
          waits={room.address === addresses.decisions ? waiting : 0}
        />
      ))}
      <span className="rail-gap" />
      {ownRooms.map((room) => (
        <RoomLink key={room.address} room={room} here={here} />
      ))}
    </nav>
  );
};

interface RoomLinkProps {
  readonly here: string;
  readonly room: Room;
  /** How much waits there for whoever is signed in. */
  readonly waits?: number;
}

const RoomLink = ({ here, room, waits = 0 }: RoomLinkProps) => {
  const { Icon, address, begins, word } = room;
  const inside = here === address || begins.some((start) => here.startsWith(start));
  return (
    <Link href={address} className="rail-room" {...(inside ? { "aria-current": "page" } : {})}>
      <Icon size={22} stroke={1.6} aria-hidden="true" />
      <span>{word}</span>
      {waits === 0 ? null : (
        <span className="rail-count" title={decisionWords.count(waits)}>
          {countText(waits)}
        </span>
      )}
    </Link>
  );
};
