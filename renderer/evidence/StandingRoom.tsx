/** A window in which every record can be asked how it stands; one dialog serves all screens. */
import { useState, type ReactNode } from "react";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import { BytesScreen } from "./BytesScreen.tsx";
import { CorrectionDialog } from "./CorrectionDialog.tsx";
import { StandingContext } from "./standing-room.ts";
import { StandingDialog } from "./StandingDialog.tsx";

/** Stands around the screens. */
export const StandingRoom = ({ children }: { readonly children: ReactNode }) => {
  const [asked, setAsked] = useState<string | null>(null);
  const [bytes, setBytes] = useState<string | null>(null);
  const [correcting, setCorrecting] = useState<TimelineEntry | null>(null);
  return (
    <StandingContext value={setAsked}>
      {children}
      <StandingDialog
        record={asked}
        showBytes={(record) => {
          setAsked(null);
          setBytes(record);
        }}
        correct={(entry) => {
          setAsked(null);
          setCorrecting(entry);
        }}
        close={() => setAsked(null)}
      />
      <BytesScreen record={bytes} close={() => setBytes(null)} />
      <CorrectionDialog entry={correcting} close={() => setCorrecting(null)} />
    </StandingContext>
  );
};
