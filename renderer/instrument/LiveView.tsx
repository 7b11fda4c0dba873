/** What the instrument says now: large figures with their quality, the last minutes, the bytes on the wire. */
import { useMemo, useState } from "react";
import { unitSymbol } from "../../shared/quantity/unit.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Flag } from "../design/Flag.tsx";
import { LivePlot, type PlotCurve } from "../design/LivePlot.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { instrumentWords } from "../vocabulary/instrument-words.ts";
import { besideText, decimalText } from "../vocabulary/number-words.ts";
import { qualityOfRow } from "../vocabulary/quality-words.ts";
import { exactText, secondText } from "../vocabulary/time-words.ts";
import type { LiveChannel, ReadingSession } from "./reading-session.ts";

const words = instrumentWords;
const plotHeightPixels = 320;

export interface LiveViewProps {
  readonly session: ReadingSession;
  /** Channels that come first, in this order. */
  readonly order: ReadonlyArray<string>;
}

/** Nothing moves when a value comes or goes: each channel keeps its place. A press on a channel draws its curve. */
export const LiveView = ({ session, order }: LiveViewProps) => {
  const channels = useMemo(() => inOrder(session.channels, order), [session.channels, order]);
  const [chosen, setChosen] = useState<ReadonlyArray<string> | null>(null);
  const drawn = chosen ?? firstOf(channels);
  const curves = useMemo(() => curvesOf(channels, drawn), [channels, drawn]);
  const toggle = (name: string): void =>
    setChosen(drawn.includes(name) ? drawn.filter((each) => each !== name) : [...drawn, name].slice(-coloursMax));
  return (
    <div className="stack">
      <SessionNotices session={session} />
      {session.last === null && session.ended === null ? <p className="waiting">{words.waiting}</p> : null}
      <div className="figures-live" data-many={channels.length > fewChannels}>
        {channels.map((channel) => (
          <ChannelCard
            key={channel.channel}
            channel={channel}
            colour={drawn.includes(channel.channel) ? colourOf(drawn.indexOf(channel.channel)) : null}
            toggle={() => toggle(channel.channel)}
          />
        ))}
      </div>
      {channels.length === 0 ? null : (
        <Panel title={words.plot} actions={<span className="muted">{words.plotHint}</span>}>
          <LivePlot label={words.plot} times={session.times} curves={curves} heightPixels={plotHeightPixels} />
        </Panel>
      )}
      <FramePanel session={session} />
    </div>
  );
};

/** Beyond these the cards are smaller. */
const fewChannels = 6;

/** What is drawn before anybody has chosen: the channels of the first unit. */
const firstOf = (channels: ReadonlyArray<LiveChannel>): ReadonlyArray<string> =>
  channels
    .filter(({ unit }) => unit === channels[0]?.unit)
    .slice(0, coloursMax)
    .map(({ channel }) => channel);

const curvesOf = (channels: ReadonlyArray<LiveChannel>, drawn: ReadonlyArray<string>): ReadonlyArray<PlotCurve> =>
  drawn.flatMap((name, index) => {
    const channel = channels.find((each) => each.channel === name);
    return channel === undefined
      ? []
      : [{ label: name, unit: unitSymbol(channel.unit), colour: colourOf(index), values: channel.trail }];
  });

const inOrder = (channels: ReadonlyArray<LiveChannel>, order: ReadonlyArray<string>): ReadonlyArray<LiveChannel> => {
  const placeOf = ({ channel }: LiveChannel): number =>
    order.includes(channel) ? order.indexOf(channel) : order.length;
  return channels.toSorted((left, right) => placeOf(left) - placeOf(right));
};

const coloursMax = 6;
const colourOf = (index: number): string => `--plot-${index + 1}`;

const SessionNotices = ({ session }: { readonly session: ReadingSession }) => (
  <>
    {session.simulated ? <Notice tone="warn">{words.simulated}</Notice> : null}
    {session.fault === null ? null : (
      <Notice tone="bad" urgent>
        {session.fault}
      </Notice>
    )}
    {session.ended === null ? null : (
      <Notice tone={session.ended.failure === null ? "calm" : "bad"} urgent={session.ended.failure !== null}>
        {session.ended.failure?.message ?? words.ended(session.ended.polls)}
      </Notice>
    )}
  </>
);

interface ChannelCardProps {
  readonly channel: LiveChannel;
  /** The colour of its curve; null where it has none. */
  readonly colour: string | null;
  readonly toggle: () => void;
}

const ChannelCard = ({ channel: { channel, unit, value, quality, gap }, colour, toggle }: ChannelCardProps) => (
  <section className="figure-live" aria-label={channel}>
    <button type="button" className="figure-name" aria-pressed={colour !== null} title={words.toggle} onClick={toggle}>
      <svg width="14" height="4" aria-hidden="true">
        <line x1="0" y1="2" x2="14" y2="2" stroke={`var(${colour ?? "--line"})`} strokeWidth="3" />
      </svg>
      {channel}
    </button>
    <p className="figure-value" style={{ fontSize: figureSize(value ?? "–") }}>
      {value === null ? "–" : decimalText(value)} <span className="figure-unit">{unitSymbol(unit)}</span>
    </p>
    <p className="muted">{value === null ? null : besideText(value, unit)}</p>
    <Quality quality={quality} gap={gap} />
  </section>
);

/** All digits of the instrument are shown; more of them are smaller. `cqi` is a hundredth of the card's width. */
const figureSize = (text: string): string =>
  `clamp(0.75rem, calc((100cqi - 2.75rem) / ${text.length * digitWidth}), var(--text-figure))`;

/** Of the height of a digit. */
const digitWidth = 0.58;

const Quality = ({ quality, gap }: Pick<LiveChannel, "quality" | "gap">) => {
  const { word, means, shape, tone } = qualityOfRow(quality);
  return (
    <p className="figure-quality" title={gap ?? means}>
      {gap === null ? (
        <>
          <StatusShape shape={shape} tone={tone} label={null} size={14} /> {word}
        </>
      ) : (
        <>
          <StatusShape shape="dashed" tone="warn" label={null} size={14} /> {words.gap}: {gap}
        </>
      )}
    </p>
  );
};

const FramePanel = ({ session: { last, polls, records } }: { readonly session: ReadingSession }) => (
  <Panel
    title={words.raw}
    actions={
      <span className="row-of">
        <Flag>{words.polls(polls)}</Flag>
        <Flag tone={records > 0 ? "accent" : "plain"}>{records > 0 ? words.recorded(records) : words.watching}</Flag>
        {last === null ? null : (
          <span className="mono" title={exactText(last.at)}>
            {secondText(last.at)}
          </span>
        )}
      </span>
    }
  >
    {last === null ? <span className="muted">–</span> : <CopyText text={spaced(last.raw)} label={words.copyRaw} />}
  </Panel>
);

/** Bytes apart from each other, as on an analyser. */
const spaced = (hex: string): string => hex.replace(/(..)(?=.)/g, "$1 ");
