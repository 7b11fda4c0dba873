/** In, out or undecided: by shape and word, the colour only helps. */
import type { Cover } from "../../shared/warranty/judge-warranty.ts";
import { StatusShape, type Shape, type Tone } from "../design/StatusShape.tsx";
import { warrantyWords } from "../vocabulary/warranty-words.ts";

const marks: Readonly<Record<Cover, { readonly shape: Shape; readonly tone: Tone }>> = {
  in: { shape: "filled-tick", tone: "good" },
  out: { shape: "barred", tone: "bad" },
  undecided: { shape: "question", tone: "warn" },
};

export interface CoverMarkProps {
  readonly cover: Cover;
  readonly large?: boolean;
}

/** The word stands beside the mark. */
export const CoverMark = ({ cover, large = false }: CoverMarkProps) => (
  <span className={large ? "cover cover-large" : "cover"}>
    <StatusShape {...marks[cover]} label={null} size={large ? 22 : 16} />
    {warrantyWords.cover(cover)}
  </span>
);
