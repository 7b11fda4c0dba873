/** The first start: the doors, and what stands behind each. */
import { useState, type ReactNode } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { BeginScreen } from "./BeginScreen.tsx";
import { DemoDoorScreen } from "./DemoDoorScreen.tsx";
import { RestoreScreen } from "./RestoreScreen.tsx";
import { WelcomeView, type Door } from "./WelcomeView.tsx";

export interface WelcomeProps {
  readonly state: ResponseOf<"app.state">;
  /** Called once there is something to show: a folder that was begun, or the demo. */
  readonly entered: () => void;
  /** The screen that verifies files; it needs nothing that was begun. */
  readonly look: ReactNode;
}

/** Nothing is made before the last press behind a door. */
export const WelcomeScreen = ({ entered, look, state }: WelcomeProps) => {
  const [door, setDoor] = useState<Door | null>(null);
  const back = (): void => setDoor(null);
  if (door === null) return <WelcomeView folder={state.folder} open={setDoor} />;
  if (door === "look") return <WelcomeView folder={state.folder} open={setDoor} inside={{ back, content: look }} />;
  if (door === "lost") return <RestoreScreen back={back} entered={entered} />;
  if (door === "demo") return <DemoDoorScreen back={back} entered={entered} />;
  return <BeginScreen key={door} state={state} joins={door === "join"} back={back} begun={entered} />;
};
