/** How a record stands, wherever one is shown: its mark; pressed, the reason and the records behind it. */
import "./evidence.css";
import type { Standing } from "../../shared/register/standing.ts";
import { StatusShape } from "../design/StatusShape.tsx";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { standingWords } from "../vocabulary/standing-words.ts";
import { useStanding } from "./standing-room.ts";

export interface StandingMarkProps {
  readonly record: string;
  readonly standing: Standing;
  /** True where the word stands beside the mark; without it the mark alone, named for whoever hears the screen. */
  readonly worded?: boolean;
}

/** A button as small as its mark; in touch density as large as a finger. */
export const StandingMark = ({ record, standing, worded = false }: StandingMarkProps) => {
  const ask = useStanding();
  const { shape, tone, word } = standingWords[standing];
  return (
    <button
      type="button"
      className="standing-mark"
      aria-label={decisionWords.standing.ask(word)}
      title={decisionWords.standing.ask(word)}
      onClick={() => ask(record)}
    >
      <StatusShape shape={shape} tone={tone} label={null} />
      {worded ? <span>{word}</span> : null}
    </button>
  );
};
