/** A figure that says where it comes from: one press, or Enter, shows the records behind it. */
import "./evidence.css";
import type { ReactNode } from "react";
import { assetWords } from "../vocabulary/asset-words.ts";
import { useProvenance, type Provenance } from "./provenance.ts";

export interface FigureProps extends Provenance {
  readonly children: ReactNode;
}

/** Reads like text, works like a button. */
export const Figure = ({ figure, how, records, children }: FigureProps) => {
  const show = useProvenance();
  if (records.length === 0) return children;
  return (
    <button
      type="button"
      className="figure-from"
      title={assetWords.provenance.ask}
      onClick={() => show({ figure, how, records })}
    >
      {children}
    </button>
  );
};
