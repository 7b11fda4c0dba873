/** Where something stands on one axis: shape, word, the first reason, and all of them by one press. */
import "./evidence.css";
import { StatusShape } from "../design/StatusShape.tsx";
import type { ReasonRow } from "../../shared/rpc/hazop-rows.ts";
import { useProvenance } from "./provenance.ts";
import { hazopWords, type StateMark } from "../vocabulary/hazop-words.ts";

export interface AxisMarkProps {
  /** What stands there: a study, a node, a safeguard. */
  readonly name: string;
  readonly mark: StateMark;
  readonly reasons: ReadonlyArray<ReasonRow>;
  /** False: only shape and word, in a list where the reason stands elsewhere. */
  readonly reason?: boolean;
}

/** Never colour alone. */
export const AxisMark = ({ name, mark, reasons, reason = true }: AxisMarkProps) => {
  const show = useProvenance();
  const { shape, tone, word, means } = mark;
  const ask = (): void =>
    show({
      figure: `${name}: ${word}`,
      how: reasons.length === 0 ? `${means} ${hazopWords.noReason}` : means,
      reasons,
      records: [...new Set(reasons.flatMap(({ records }) => records))],
    });
  return (
    <span className="axis">
      <button type="button" className="axis-mark" data-tone={tone} onClick={ask} title={hazopWords.why(word)}>
        <StatusShape shape={shape} tone={tone} label={null} />
        <span>{word}</span>
      </button>
      {reason && reasons[0] !== undefined ? (
        <span className="axis-reason">
          {reasons[0].text}
          {reasons.length > 1 ? <span className="muted"> {hazopWords.moreReasons(reasons.length - 1)}</span> : null}
        </span>
      ) : null}
    </span>
  );
};
