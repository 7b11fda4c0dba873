/** The rail: one way to each room of the program. */
import {
  IconArrowsExchange,
  IconGauge,
  IconListDetails,
  IconSettings,
  IconShieldCheck,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link, useLocation } from "wouter";
import { addresses } from "../vocabulary/addresses.ts";
import { appWords } from "../vocabulary/app-words.ts";

interface Room {
  readonly address: string;
  readonly word: string;
  readonly Icon: TablerIcon;
  /** Screens that belong to this room begin so. */
  readonly begins: ReadonlyArray<string>;
}

const rooms: ReadonlyArray<Room> = [
  { address: addresses.fleet, word: appWords.fleet, Icon: IconListDetails, begins: ["/asset", "/register"] },
  { address: addresses.instrument, word: appWords.instrument, Icon: IconGauge, begins: ["/instrument"] },
  { address: addresses.exchange, word: appWords.exchange, Icon: IconArrowsExchange, begins: ["/exchange"] },
  { address: addresses.verify, word: appWords.verify, Icon: IconShieldCheck, begins: ["/verify"] },
  { address: addresses.settings, word: appWords.settings, Icon: IconSettings, begins: ["/settings"] },
];

/** The room one stands in is marked. */
export const Rail = () => {
  const [here] = useLocation();
  return (
    <nav className="rail" aria-label={appWords.rail}>
      <div className="rail-mark" aria-hidden="true">
        <svg viewBox="0 0 32 32" width="26" height="26" fill="none" stroke="currentColor" strokeWidth="2.6">
          <path d="M3 21h7l3-12 6 16 3-9h7" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      </div>
      {rooms.map(({ address, word, Icon, begins }) => {
        const inside = here === address || begins.some((start) => here.startsWith(start));
        return (
          <Link key={address} href={address} className="rail-room" {...(inside ? { "aria-current": "page" } : {})}>
            <Icon size={22} stroke={1.6} aria-hidden="true" />
            <span>{word}</span>
          </Link>
        );
      })}
    </nav>
  );
};
