/** How a channel went: all its readings, thinned to the least and the greatest value of each column. */
import { Modal } from "@mantine/core";
import { useMemo } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { unitSymbol } from "../../shared/quantity/unit.ts";
import { Answered } from "../design/Answered.tsx";
import { LivePlot, type PlotCurve } from "../design/LivePlot.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { assetWords } from "../vocabulary/asset-words.ts";

export interface TrendDialogProps {
  readonly history: string;
  /** Null: closed. */
  readonly channel: string | null;
  readonly close: () => void;
}

const words = assetWords.trend;
/** About one for each two pixels. */
const columns = 400;
const heightPixels = 320;

/** Drawn with the digits of the instrument read as numbers. */
export const TrendDialog = ({ history, channel, close }: TrendDialogProps) => {
  const question = { channel: channel ?? "", columns, history };
  const readings = useAsk("history.readings", question, { when: channel !== null });
  return (
    <Modal opened={channel !== null} onClose={close} title={words.title(channel ?? "")} size="56rem">
      {channel === null ? null : (
        <Answered answer={readings} waiting={assetWords.waiting}>
          {(value) => <Trend readings={value} />}
        </Answered>
      )}
    </Modal>
  );
};

const Trend = ({ readings }: { readonly readings: ResponseOf<"history.readings"> }) => {
  const times = useMemo(() => readings.points.map(({ at }) => Date.parse(at) / 1000), [readings]);
  const curves = useMemo(() => curvesOf(readings), [readings]);
  if (times.length === 0) return <p className="nothing">{words.none}</p>;
  return (
    <>
      <p className="muted">{words.about(readings.total)}</p>
      <LivePlot label={words.about(readings.total)} times={times} curves={curves} heightPixels={heightPixels} />
    </>
  );
};

const curvesOf = ({ points, unit }: ResponseOf<"history.readings">): ReadonlyArray<PlotCurve> => {
  const shown = { unit: unitSymbol(unit), colour: "--plot-1" };
  return [
    { ...shown, label: words.least, values: points.map(({ min }) => Number(min)) },
    { ...shown, label: words.greatest, values: points.map(({ max }) => Number(max)) },
  ];
};
