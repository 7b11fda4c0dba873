/** Curves over time: 24 hours, the colours of the page, gaps left open, one scale for each unit. */
import { useMantineColorScheme } from "@mantine/core";
import { useEffect, useEffectEvent, useRef } from "react";
import uPlot from "uplot";

export interface PlotCurve {
  readonly label: string;
  /** Curves of one unit share a scale. */
  readonly unit: string;
  /** One of `--plot-1` to `--plot-6`. */
  readonly colour: string;
  /** A value for each time; null is a gap. */
  readonly values: ReadonlyArray<number | null>;
}

export interface LivePlotProps {
  readonly label: string;
  /** Seconds since 1970, ascending. */
  readonly times: ReadonlyArray<number>;
  readonly curves: ReadonlyArray<PlotCurve>;
  readonly heightPixels: number;
}

/** On a canvas; the numbers stand beside it in text. Made anew when its curves or the colours of the page change. */
export const LivePlot = (props: LivePlotProps) => {
  const { colorScheme } = useMantineColorScheme();
  const curves = props.curves.map(({ label, unit, colour }) => [label, unit, colour].join(" "));
  return <Canvas key={[colorScheme, ...curves].join("|")} {...props} />;
};

const Canvas = ({ label, times, curves, heightPixels }: LivePlotProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const make = useEffectEvent(
    (parent: HTMLElement) => new uPlot(optionsOf(parent, curves, heightPixels), dataOf(times, curves), parent),
  );
  useEffect(() => {
    const parent = frame.current;
    if (parent === null) return;
    const made = make(parent);
    plot.current = made;
    const watcher = new ResizeObserver(() => made.setSize({ width: parent.clientWidth, height: made.height }));
    watcher.observe(parent);
    return () => {
      watcher.disconnect();
      made.destroy();
    };
  }, []);
  useEffect(() => plot.current?.setData(dataOf(times, curves)), [times, curves]);
  return <div ref={frame} className="plot" role="img" aria-label={label} />;
};

const dataOf = (times: ReadonlyArray<number>, curves: ReadonlyArray<PlotCurve>): uPlot.AlignedData => [
  [...times],
  ...curves.map(({ values }) => [...values]),
];

const optionsOf = (parent: HTMLElement, curves: ReadonlyArray<PlotCurve>, height: number): uPlot.Options => {
  const style = getComputedStyle(parent);
  const colourOf = (name: string): string => style.getPropertyValue(name).trim();
  const units = [...new Set(curves.map(({ unit }) => unit))];
  const font = `11px ${colourOf("--font-ui")}`;
  const axis = { stroke: colourOf("--ink-2"), font, ticks: { stroke: colourOf("--line"), width: 1, size: 4 } };
  const grid = { stroke: colourOf("--line"), width: 1 };
  return {
    width: parent.clientWidth,
    height,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { points: { size: 6 } },
    scales: { x: { time: true }, ...Object.fromEntries(units.map((unit) => [scaleOf(unit), {}])) },
    axes: [
      { ...axis, grid, values: timeMarks },
      ...units.map((unit, index) => ({
        ...axis,
        scale: scaleOf(unit),
        side: index % 2 === 0 ? leftSide : rightSide,
        grid: index === 0 ? grid : { show: false },
        size: 54,
        label: unit,
        labelSize: 16,
        labelFont: font,
      })),
    ],
    series: [
      {},
      ...curves.map(({ label, unit, colour }) => ({
        label,
        scale: scaleOf(unit),
        stroke: colourOf(colour),
        width: 1.5,
        spanGaps: false,
        points: { show: false },
      })),
    ],
  };
};

const leftSide = 3;
const rightSide = 1;

const scaleOf = (unit: string): string => (unit === "" ? "number" : unit);

/** 24 hours, ISO days. */
const timeMarks: uPlot.Axis.DynamicValues = (_plot, marks, _axis, _space, step) =>
  marks.map((seconds) => {
    const date = new Date(seconds * 1000);
    const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
    if (step < 60) return `${clock}:${two(date.getSeconds())}`;
    return step < daySeconds ? clock : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  });

const daySeconds = 86_400;

const two = (value: number): string => String(value).padStart(2, "0");
