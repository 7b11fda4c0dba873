/** One seal: what happened, to whom, who confirmed it, and what surfaced after it. */
import type { SealRow } from "../../shared/rpc/custody-methods.ts";
import { StatusShape } from "../design/StatusShape.tsx";
import { custodyWords } from "../vocabulary/custody-words.ts";
import { dayText } from "../vocabulary/time-words.ts";
import { actorText } from "./QuorumView.tsx";
import { RecordLine } from "./RecordLine.tsx";

/** The records that surfaced fold out. */
export const SealView = ({ seal }: { readonly seal: SealRow }) => {
  const { act, confirmed, entry, heads, surfaced, surfaced_total, to } = seal;
  const [first] = confirmed;
  return (
    <div className="stack tight">
      <p>
        <strong>{custodyWords.says(act, to.name === null ? custodyWords.withheld : actorText(to))}</strong>{" "}
        <span className="muted">
          {dayText(entry.at)}, {custodyWords.heads(heads)}
        </span>
      </p>
      <p className="row-of">
        <StatusShape
          shape={first === undefined ? "half" : "filled-tick"}
          tone={first === undefined ? "warn" : "good"}
          label={null}
        />
        {first === undefined ? custodyWords.unconfirmed : custodyWords.confirmed(actorText(first))}
      </p>
      {surfaced_total === 0 ? (
        <p className="row-of">
          <StatusShape shape="filled-tick" tone="good" label={null} /> {custodyWords.noneSurfaced}
        </p>
      ) : (
        <details>
          <summary className="seal-surfaced">
            <StatusShape shape="diamond" tone="warn" label={null} /> {custodyWords.surfaced(surfaced_total)}
          </summary>
          <p className="muted">{custodyWords.surfacedMeans}</p>
          <ul className="record-lines">
            {surfaced.map((one) => (
              <li key={one.id}>
                <RecordLine entry={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};
