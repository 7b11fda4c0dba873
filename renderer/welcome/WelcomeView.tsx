/** The doors into the program. */
import "./welcome.css";
import { Button } from "@mantine/core";
import {
  IconBuildingFactory2,
  IconFileSearch,
  IconLifebuoy,
  IconPlugConnected,
  IconRoute,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { welcomeWords } from "../vocabulary/welcome-words.ts";

export const doors = ["start", "join", "lost", "look", "demo"] as const;
export type Door = (typeof doors)[number];

export interface WelcomeViewProps {
  readonly folder: string;
  readonly open: (door: Door) => void;
  /** A screen that stands in place of the doors, with the way back. */
  readonly inside?: { readonly content: ReactNode; readonly back: () => void };
}

const icons: Readonly<Record<Door, TablerIcon>> = {
  start: IconBuildingFactory2,
  look: IconFileSearch,
  join: IconPlugConnected,
  lost: IconLifebuoy,
  demo: IconRoute,
};

/** Large enough for gloves, in either density. */
export const WelcomeView = ({ folder, inside, open }: WelcomeViewProps) =>
  inside === undefined ? (
    <main className="begin">
      <div className="begin-sheet wide">
        <h1>{welcomeWords.title}</h1>
        <p className="begin-about">{welcomeWords.about}</p>
        <div className="doors">
          {doors.map((door) => (
            <DoorButton key={door} door={door} open={open} />
          ))}
        </div>
        <p className="muted">{welcomeWords.folder(folder)}</p>
      </div>
    </main>
  ) : (
    <main className="begin-look">
      <div>
        <Button variant="default" onClick={inside.back}>
          {welcomeWords.back}
        </Button>
      </div>
      <div className="begin-look-screen">{inside.content}</div>
    </main>
  );

const DoorButton = ({ door, open }: { readonly door: Door; readonly open: (door: Door) => void }) => {
  const Icon = icons[door];
  const { about, title } = welcomeWords.doors[door];
  return (
    <button type="button" className="door" onClick={() => open(door)}>
      <Icon size={26} stroke={1.5} aria-hidden="true" />
      <span>
        <strong>{title}</strong>
        <span className="muted">{about}</span>
      </span>
    </button>
  );
};
