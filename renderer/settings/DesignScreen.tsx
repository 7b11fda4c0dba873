/** The design sheet: the real parts of the screens on one page, so that a change of any of them is seen. */
import "./design-sheet.css";
import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { CopyText } from "../design/CopyText.tsx";
import { DropField } from "../design/DropField.tsx";
import { Facts } from "../design/Facts.tsx";
import { FilterRow } from "../design/FilterRow.tsx";
import { Flag } from "../design/Flag.tsx";
import { KeyHint } from "../design/KeyHint.tsx";
import { LivePlot } from "../design/LivePlot.tsx";
import { MarkCount } from "../design/MarkCount.tsx";
import { Measured } from "../design/Measured.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { PartBar } from "../design/PartBar.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { Share } from "../design/Share.tsx";
import { Sparkline } from "../design/Sparkline.tsx";
import { shapes, StatusShape } from "../design/StatusShape.tsx";
import { designWords as words } from "../vocabulary/design-words.ts";
import { besideText, countText, saidText } from "../vocabulary/number-words.ts";
import { LooksPanel } from "./LooksPanel.tsx";

/** Everything that a screen is made of. */
export const DesignScreen = () => (
  <ScreenFrame title={words.title} about={words.about}>
    <div className="design-sheet">
      <LooksPanel />
      <Colours />
      <Type />
      <Shapes />
      <Charts />
      <Messages />
      <FormParts />
      <Tables />
    </div>
  </ScreenFrame>
);

const tokens = Object.entries(words.tokens);

const Colours = () => (
  <Panel title={words.colours.title}>
    <p className="muted">{words.colours.about}</p>
    <ul className="swatches">
      {tokens.map(([token, task]) => (
        <li key={token}>
          <span className="swatch" data-token={token} />
          <span>
            {task}
            <span className="mono muted">{token}</span>
          </span>
        </li>
      ))}
    </ul>
  </Panel>
);

const Type = () => (
  <Panel title={words.type.title}>
    <div className="stack tight">
      <span className="design-figure">{words.type.figure}</span>
      <h1>{words.type.heading}</h1>
      <h2>{words.type.heading}</h2>
      <p>{words.type.text}</p>
      <p className="muted">{words.type.quiet}</p>
      <CopyText text={words.type.mono} label={words.type.mono} form="line" />
      <div className="row-of">
        <Measured said={saidText("2.31", "mm/s")} beside={besideText("2.31", "mm/s")} />
        <KeyHint name="Ctrl" />
        <KeyHint name="K" />
      </div>
    </div>
  </Panel>
);

const Shapes = () => (
  <Panel title={words.shapes.title}>
    <p className="muted">{words.shapes.about}</p>
    <div className="shape-rows">
      {(["good", "warn", "bad", "calm"] as const).map((tone) => (
        <span key={tone} className="row-of">
          {shapes.map((shape) => (
            <StatusShape key={shape} shape={shape} tone={tone} label={`${shape} ${tone}`} size={20} />
          ))}
        </span>
      ))}
    </div>
  </Panel>
);

const trend = [2.1, 2.0, 1.9, 2.2, null, 2.4, 2.3, 2.6, 2.9];
const curve = Array.from({ length: 120 }, (_, index) => (index % 40 < 4 ? null : 2.3 + Math.sin(index / 9) * 0.5));
const plotTimes = curve.map((_, index) => plotStart(index));

const Charts = () => (
  <Panel title={words.charts.title}>
    <div className="stack">
      <p className="muted">{words.charts.about}</p>
      <Sparkline label={words.charts.trend} values={trend} limit={2.8} />
      <PartBar
        label={words.charts.bar}
        parts={[
          { label: words.charts.parts.good, count: 1208, number: countText(1208), tone: "good" },
          { label: words.charts.parts.warn, count: 240, number: countText(240), tone: "warn" },
          { label: words.charts.parts.bad, count: 90, number: countText(90), tone: "bad" },
          { label: words.charts.parts.calm, count: 120, number: countText(120), tone: "calm" },
        ]}
      />
      <LivePlot
        label={words.charts.plot}
        times={plotTimes}
        curves={[{ label: words.charts.curve, unit: "mm/s", colour: "--plot-1", values: curve }]}
        heightPixels={140}
      />
    </div>
  </Panel>
);

const Messages = () => (
  <Panel title={words.notices.title}>
    <div className="stack">
      {(["good", "warn", "bad", "calm"] as const).map((tone) => (
        <Notice key={tone} tone={tone}>
          {words.notices[tone]}
        </Notice>
      ))}
      <div className="row-of">
        {(["plain", "accent", "good", "warn", "bad"] as const).map((tone) => (
          <Flag key={tone} tone={tone}>
            {words.notices.flag}
          </Flag>
        ))}
        <MarkCount shape="diamond" tone="warn" count={2} words={words.notices.count} />
      </div>
      <Share
        label={words.work.label}
        share={0.23}
        number={words.work.number}
        stop={{ word: words.work.stop, run: nothing }}
      />
    </div>
  </Panel>
);

const FormParts = () => (
  <Panel title={words.forms.title}>
    <div className="stack">
      <div className="form-grid">
        <TextInput label={words.forms.tag} defaultValue="P-101A" />
        <TextInput label={words.forms.hours} defaultValue="1,250" error={words.forms.fault} />
        <Select label={words.forms.choose} data={[...words.forms.classes]} defaultValue={words.forms.classes[0]} />
      </div>
      <Checkbox label={words.forms.check} defaultChecked />
      <FilterRow
        label={words.forms.filter}
        choices={[
          { value: "all", label: words.forms.filters.all },
          { value: "open", label: words.forms.filters.open },
        ]}
        chosen="all"
        choose={nothing}
      />
      <DropField label={words.forms.drop} small take={nothing} />
      <p className="muted">{words.space.about}</p>
      <div className="row-of">
        <Button rightSection={<KeyHint name="Ctrl ↵" />}>{words.forms.record}</Button>
        <Button variant="default">{words.forms.other}</Button>
        <Button data-loud>{words.forms.danger}</Button>
        <Button disabled>{words.forms.record}</Button>
      </div>
    </div>
  </Panel>
);

const Tables = () => (
  <Panel title={words.tables.title} flush>
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{words.tables.counter}</th>
          <th scope="col" className="number">
            {words.tables.value}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{words.tables.hours}</th>
          <td className="number">{saidText("61204", "h")}</td>
        </tr>
        <tr>
          <th scope="row">{words.tables.starts}</th>
          <td className="number">{saidText("318", "1")}</td>
        </tr>
      </tbody>
    </table>
    <div className="panel-body">
      <Facts
        facts={[
          { name: words.tables.maker, value: "Brandt" },
          { name: words.tables.serial, value: <span className="mono">480117-03</span> },
        ]}
      />
    </div>
  </Panel>
);

/** The parts here show themselves and do nothing. */
const nothing = (): void => undefined;

/** A fixed minute, one point a second. */
function plotStart(second: number): number {
  return 1_795_339_800 + second;
}
