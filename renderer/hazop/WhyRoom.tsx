/** A room in which every state can be asked why it is so. */
import { useState, type ReactNode } from "react";
import { ProvenanceDialog } from "../asset/ProvenanceDialog.tsx";
import { ProvenanceContext, type Provenance } from "../asset/provenance.ts";

/** Stands around a screen. */
export const WhyRoom = ({ children }: { readonly children: ReactNode }) => {
  const [asked, setAsked] = useState<Provenance | null>(null);
  return (
    <ProvenanceContext value={setAsked}>
      {children}
      <ProvenanceDialog asked={asked} close={() => setAsked(null)} />
    </ProvenanceContext>
  );
};
