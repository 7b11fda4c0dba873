/** The instruments that watch a deviation: what each shows against its limits, and the way to bind another. */
import { Button } from "@mantine/core";
import type { ChannelRow, WorksheetRow } from "../../shared/rpc/hazop-rows.ts";
import { Answered } from "../design/Answered.tsx";
import { AxisMark } from "../evidence/AxisMark.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk, useAskEach } from "../rpc/use-ask.ts";
import { channelMark, hazopWords } from "../vocabulary/hazop-words.ts";
import { saidText } from "../vocabulary/number-words.ts";
import type { WatchedDeviation } from "./ChannelDialog.tsx";
import { limitNames } from "./channel-draft.ts";
import { askedAt, type StudyMoment } from "./study-part.ts";

export interface WatchPanelProps {
  readonly moment: StudyMoment;
  readonly deviation: WorksheetRow["deviation"];
  readonly watch: (watched: WatchedDeviation) => void;
}

const words = hazopWords.channel;

/** At a past time nothing can be bound. */
export const WatchPanel = ({ moment, deviation, watch }: WatchPanelProps) => {
  const state = useAsk("hazop.state", askedAt(moment));
  const name = `${deviation.guide_word} ${deviation.parameter}`.trim() || deviation.text;
  const may = moment.at === null;
  return (
    <section className="stack tight" aria-label={words.watchedBy}>
      <h3>{words.watchedBy}</h3>
      <Answered answer={state} waiting={hazopWords.waiting}>
        {({ channels }) => (
          <Channels
            rows={channels.filter((row) => row.deviation === deviation.deviation)}
            setBinding={may ? (bound, tag) => watch({ bound, deviation: deviation.deviation, name, tag }) : null}
          />
        )}
      </Answered>
      {may ? (
        <div>
          <Button
            variant="default"
            onClick={() => watch({ bound: null, deviation: deviation.deviation, name, tag: "" })}
          >
            {words.bind}
          </Button>
        </div>
      ) : null}
    </section>
  );
};

interface ChannelsProps {
  readonly rows: ReadonlyArray<ChannelRow>;
  /** Null at a past time. */
  readonly setBinding: ((bound: ChannelRow, tag: string) => void) | null;
}

const Channels = ({ rows, setBinding }: ChannelsProps) => {
  const assets = useAskEach(
    "asset.get",
    rows.map(({ asset }) => ({ history: asset })),
  );
  if (rows.length === 0) return <p className="muted">{words.nobody}</p>;
  return (
    <ul className="lines">
      {rows.map((row, index) => {
        const detail = assets[index];
        const tag = detail === undefined ? "" : (valueOr(detail, null)?.tag[0]?.value ?? "");
        const name = `${tag} ${row.channel}`.trim();
        return (
          <li key={row.record}>
            <AxisMark name={name} mark={channelMark(row)} reasons={row.reasons} reason={false} />
            <span className="grow">
              {name} <span className="muted">{limitsText(row)}</span>
            </span>
            {setBinding === null ? null : (
              <Button variant="default" onClick={() => setBinding(row, tag)} aria-label={words.changeOf(name)}>
                {words.change}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
};

const limitsText = ({ limits, unit }: ChannelRow): string =>
  limitNames
    .flatMap((name) => {
      const limit = limits[name];
      return limit === null ? [] : [`${words.says[name]} ${saidText(limit, unit)}`];
    })
    .join("; ");
