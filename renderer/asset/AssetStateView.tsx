/** How the machine stands: open defects, last readings, counters, and the standing of its records. */
import { Link } from "wouter";
import type { Standing } from "../../shared/register/standing.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { Flag } from "../design/Flag.tsx";
import { Measured } from "../design/Measured.tsx";
import { Panel } from "../design/Panel.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { qualityOfRow } from "../vocabulary/quality-words.ts";
import { standingWords } from "../vocabulary/standing-words.ts";
import { dayText, exactText, timeText } from "../vocabulary/time-words.ts";
import { Figure } from "../evidence/Figure.tsx";
import { besideText, countText, quantityText, saidText } from "../vocabulary/number-words.ts";

interface PartProps {
  readonly asset: AssetDetail;
}

interface StateProps extends PartProps {
  /** Shows how a channel went. */
  readonly showTrend: (channel: string) => void;
}

/** Three panels; every figure leads to its record. */
export const AssetStateView = ({ asset, showTrend }: StateProps) => (
  <>
    <Defects asset={asset} />
    <Readings asset={asset} showTrend={showTrend} />
    <Counters asset={asset} />
  </>
);

interface StandingsProps extends PartProps {
  /** Shows the records with this standing. */
  readonly show: (standing: Standing) => void;
}

/** How many records stand how. */
export const StandingsView = ({ asset, show }: StandingsProps) => (
  <Panel title={assetWords.standings.title} flush>
    <ul className="lines">
      {asset.standings
        .filter(({ count }) => count > 0)
        .map(({ count, standing }) => {
          const { word, means, shape, tone } = standingWords[standing];
          return (
            <li key={standing} title={means}>
              <StatusShape shape={shape} tone={tone} label={null} />
              <span className="grow">{word}</span>
              <button
                type="button"
                className="figure-from mono"
                title={assetWords.provenance.ask}
                onClick={() => show(standing)}
              >
                {countText(count)}
              </button>
            </li>
          );
        })}
    </ul>
  </Panel>
);

const Defects = ({ asset }: PartProps) => (
  <Panel title={assetWords.defects.title} flush>
    {asset.open_defects.length === 0 ? (
      <p className="nothing">{assetWords.defects.none}</p>
    ) : (
      <ul className="lines">
        {asset.open_defects.map(({ at, mode, record, summary }) => (
          <li key={record}>
            <StatusShape shape="diamond" tone="bad" label={null} />
            <Link href={addresses.entry(asset.history, record)} className="grow">
              {summary}
            </Link>
            {mode === null ? null : <Flag>{mode}</Flag>}
            <span className="muted" title={exactText(at)}>
              {assetWords.defects.since} {dayText(at)}
            </span>
          </li>
        ))}
      </ul>
    )}
  </Panel>
);

const Readings = ({ asset, showTrend }: StateProps) => (
  <Panel title={assetWords.readings.title} flush>
    {asset.last_readings.length === 0 ? (
      <p className="nothing">{assetWords.readings.none}</p>
    ) : (
      groupsOf(asset.last_readings).map((group) => (
        <ReadingGroup key={group[0]?.record} history={asset.history} readings={group} showTrend={showTrend} />
      ))
    )}
  </Panel>
);

type Reading = AssetDetail["last_readings"][number];

/** Values of one poll stand together under their time. */
const groupsOf = (readings: ReadonlyArray<Reading>): ReadonlyArray<ReadonlyArray<Reading>> =>
  [...Map.groupBy(readings, ({ record }) => record).values()].toSorted(([left], [right]) =>
    (left?.at ?? "") < (right?.at ?? "") ? 1 : -1,
  );

interface ReadingGroupProps {
  readonly history: string;
  readonly readings: ReadonlyArray<Reading>;
  readonly showTrend: (channel: string) => void;
}

const ReadingGroup = ({ history, readings, showTrend }: ReadingGroupProps) => {
  const [first] = readings;
  if (first === undefined) return null;
  return (
    <section className="readings">
      <p className="readings-at">
        <Link href={addresses.entry(history, first.record)} title={exactText(first.at)}>
          {timeText(first.at)}
        </Link>
        {first.simulated ? <Flag tone="warn">{assetWords.readings.simulated}</Flag> : null}
      </p>
      <ul className="lines">
        {readings.map(({ channel, quality, unit, value }) => (
          <li key={channel}>
            <button type="button" className="reading-channel" onClick={() => showTrend(channel)}>
              {channel}
            </button>
            <Figure
              figure={`${channel}: ${quantityText(value, unit)}`}
              how={`${assetWords.provenance.latest} ${assetWords.provenance.notEvaluated}`}
              records={[first.record]}
            >
              <span className="reading-value">
                <Measured said={saidText(value, unit)} beside={besideText(value, unit)} />
              </span>
            </Figure>
            <QualityMark quality={quality} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const QualityMark = ({ quality }: { readonly quality: string }) => {
  const { word, means, shape, tone } = qualityOfRow(quality);
  return (
    <span title={means} className="quality">
      <StatusShape shape={shape} tone={tone} label={word} size={14} />
    </span>
  );
};

const Counters = ({ asset }: PartProps) => (
  <Panel title={assetWords.countersPanel.title} flush>
    {asset.counters.length === 0 ? (
      <p className="nothing">{assetWords.countersPanel.none}</p>
    ) : (
      <ul className="lines">
        {asset.counters.map(({ at, counter, record, unit, value }) => (
          <li key={counter}>
            <span className="grow">{counter}</span>
            <Figure
              figure={`${counter}: ${quantityText(value, unit)}`}
              how={assetWords.provenance.latest}
              records={[record]}
            >
              <span className="reading-value">
                <Measured said={saidText(value, unit)} beside={besideText(value, unit)} />
              </span>
            </Figure>
            <span className="muted" title={exactText(at)}>
              {dayText(at)}
            </span>
          </li>
        ))}
      </ul>
    )}
  </Panel>
);
