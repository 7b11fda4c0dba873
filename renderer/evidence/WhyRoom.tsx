/** A room in which every figure and every state can be asked where it comes from. */
import { useState, type ReactNode } from "react";
import { ProvenanceDialog } from "./ProvenanceDialog.tsx";
import { ProvenanceContext, type Provenance } from "./provenance.ts";

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
