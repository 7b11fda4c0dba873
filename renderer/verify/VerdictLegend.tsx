/** What each verdict means, shown until there is one. */
import { Panel } from "../design/Panel.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { verifyWords } from "../vocabulary/verify-words.ts";

const verdicts = ["verified", "self-consistent", "incomplete", "not verified"] as const;

/** The same marks as on a verdict. */
export const VerdictLegend = () => (
  <Panel title={verifyWords.legend}>
    <dl className="legend">
      {verdicts.map((verdict) => {
        const { word, shape, tone } = verifyWords.verdicts[verdict];
        return (
          <div key={verdict}>
            <dt>
              <StatusShape shape={shape} tone={tone} label={null} size={20} /> {word}
            </dt>
            <dd>{verifyWords.means[verdict]}</dd>
          </div>
        );
      })}
    </dl>
    <p className="muted">{verifyWords.caution}</p>
  </Panel>
);
