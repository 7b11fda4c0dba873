/** What the instrument says now: large figures with their quality, the last minutes, the bytes on the wire. */
import { useMemo } from "react";
import { unitSymbol } from "../../shared/quantity/unit.ts";
import { CopyText } from "../design/CopyText.tsx";
import { Flag } from "../design/Flag.tsx";
import { LivePlot, type PlotCurve } from "../design/LivePlot.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { instrumentWords } from "../vocabulary/instrument-words.ts";
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

/** Nothing moves when a value comes or goes: each channel keeps its place. */
export const LiveView = ({ session, order }: LiveViewProps) => {
  const channels = useMemo(() => inOrder(session.channels, order), [session.channels, order]);
  const curves = useMemo(() => channels.slice(0, coloursMax).map(curveOf), [channels]);
  return (
    <div className="stack">
      <SessionNotices session={session} />
      {session.last === null && session.ended === null ? <p className="waiting">{words.waiting}</p> : null}
      <div className="figures-live">
        {channels.map((channel, index) => (
          <ChannelCard key={channel.channel} channel={channel} colour={index < coloursMax ? colourOf(index) : null} />
        ))}
      </div>
      {session.channels.length === 0 ? null : (
        <Panel title={words.plot}>
          <LivePlot label={words.plot} times={session.times} curves={curves} heightPixels={plotHeightPixels} />
        </Panel>
      )}
      <FramePanel session={session} />
    </div>
  );
};

const inOrder = (channels: ReadonlyArray<LiveChannel>, order: ReadonlyArray<string>): ReadonlyArray<LiveChannel> => {
  const placeOf = ({ channel }: LiveChannel): number =>
    order.includes(channel) ? order.indexOf(channel) : order.length;
  return channels.toSorted((left, right) => placeOf(left) - placeOf(right));
};

const coloursMax = 6;
const colourOf = (index: number): string => `--plot-${index + 1}`;

const curveOf = ({ channel, unit, trail }: LiveChannel, index: number): PlotCurve => ({
  label: channel,
  unit: unitSymbol(unit),
  colour: colourOf(index),
  values: trail,
});

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
}

const ChannelCard = ({ channel: { channel, unit, value, quality, gap }, colour }: ChannelCardProps) => {
  const { word, means, shape, tone } = qualityOfRow(quality);
  return (
    <section className="figure-live" aria-label={channel}>
      <h3>
        {colour === null ? null : (
          <svg width="14" height="4" aria-hidden="true">
            <line x1="0" y1="2" x2="14" y2="2" stroke={`var(${colour})`} strokeWidth="3" />
          </svg>
        )}
        {channel}
      </h3>
      <p className="figure-value">
        {value ?? "–"} <span className="figure-unit">{unitSymbol(unit)}</span>
      </p>
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
    </section>
  );
};

const FramePanel = ({ session: { last, polls, records } }: { readonly session: ReadingSession }) => (
  <Panel
    title={words.raw}
    actions={
      <span className="row-of">
        <Flag>{words.polls(polls)}</Flag>
        <Flag tone={records > 0 ? "accent" : "plain"}>{records > 0 ? words.recorded(records) : words.watching}</Flag>
        {last === null ? null : <span className="mono" title={exactText(last.at)}>{secondText(last.at)}</span>}
      </span>
    }
  >
    {last === null ? <span className="muted">–</span> : <CopyText text={spaced(last.raw)} label={words.copyRaw} />}
  </Panel>
);

/** Bytes apart from each other, as on an analyser. */
const spaced = (hex: string): string => hex.replace(/(..)(?=.)/g, "$1 ");
