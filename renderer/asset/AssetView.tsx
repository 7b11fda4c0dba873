/** One machine: what it is now beside all that happened to it. */
import "./asset.css";
import { Button, Menu } from "@mantine/core";
import { IconAlertTriangle, IconChevronDown, IconFileText, IconGauge, IconPencilPlus } from "@tabler/icons-react";
import { Link } from "wouter";
import type { DueTaskRow } from "../../shared/rpc/fleet-methods.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { KeyHint } from "../design/KeyHint.tsx";
import { Panel } from "../design/Panel.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { changeWords } from "../vocabulary/change-words.ts";
import { handOverWords } from "../vocabulary/hand-over-words.ts";
import { warrantyWords } from "../vocabulary/warranty-words.ts";
import { dueWords } from "../vocabulary/due-words.ts";
import { AssetFactsView } from "./AssetFactsView.tsx";
import { AssetStateView, StandingsView } from "./AssetStateView.tsx";
import { SafeguardPanel } from "./SafeguardPanel.tsx";
import { ConflictView } from "./ConflictView.tsx";
import { CustodyPanel } from "./CustodyPanel.tsx";
import { DuePanel } from "./DuePanel.tsx";
import { TimelineFilterBar } from "./TimelineFilterBar.tsx";
import { isFiltered, wholeHistory, type TimelineFilter } from "./timeline-filter.ts";
import { TimelineView, type TimelineProps } from "./TimelineView.tsx";

export interface AssetViewProps extends Omit<TimelineProps, "history" | "filtered"> {
  readonly asset: AssetDetail;
  /** The tasks of the maintenance plan; null while they are on their way. */
  readonly due: ReadonlyArray<DueTaskRow> | null;
  /** Studies that count on it. */
  readonly studies: ResponseOf<"hazop.of-asset">;
  readonly filter: TimelineFilter;
  readonly setFilter: (filter: TimelineFilter) => void;
  readonly exportBundle: () => void;
  readonly handOver: () => void;
  /** Shows how a channel went. */
  readonly showTrend: (channel: string) => void;
}

/** Plain rows in, choices out. */
export const AssetView = (props: AssetViewProps) => {
  const { asset, due, studies, filter, setFilter, timeline, showBytes, correct, exportBundle, handOver, showTrend } =
    props;
  return (
    <ScreenFrame
      title={asset.tag.map(({ value }) => value).join(" / ")}
      about={aboutOf(asset)}
      actions={<AssetActions history={asset.history} exportBundle={exportBundle} handOver={handOver} />}
      body="split"
    >
      <div className="stack">
        <ConflictView asset={asset} />
        <DuePanel history={asset.history} tasks={due} />
        <SafeguardPanel studies={studies} />
        <AssetStateView asset={asset} showTrend={showTrend} />
        <AssetFactsView asset={asset} />
        <CustodyPanel history={asset.history} register={asset.register} />
        <StandingsView asset={asset} show={(standing) => setFilter({ ...wholeHistory, standing })} />
      </div>
      <Panel title={assetWords.timeline.title} actions={<NewestFirst />} flush>
        <TimelineFilterBar history={asset.history} filter={filter} setFilter={setFilter} total={timeline.total} />
        <TimelineView
          key={JSON.stringify(filter)}
          filtered={isFiltered(filter)}
          history={asset.history}
          timeline={timeline}
          showBytes={showBytes}
          correct={correct}
        />
      </Panel>
    </ScreenFrame>
  );
};

const NewestFirst = () => <span className="muted">{assetWords.timeline.newestFirst}</span>;

const aboutOf = (asset: AssetDetail): string =>
  [
    asset.equipment_class.map(({ value }) => value.code).join(" / "),
    [asset.maker, asset.model].map((field) => field.map(({ value }) => value ?? "").join(" / ")).join(" "),
    assetWords.about(asset.records, asset.forks),
  ]
    .filter((part) => part.trim() !== "")
    .join(" · ");

interface ActionsProps {
  readonly history: string;
  readonly exportBundle: () => void;
  readonly handOver: () => void;
}

const AssetActions = ({ history, exportBundle, handOver }: ActionsProps) => (
  <>
    <Button
      component={Link}
      href={addresses.log(history)}
      leftSection={<IconPencilPlus size={16} />}
      rightSection={<KeyHint name="L" />}
    >
      {assetWords.log}
    </Button>
    <Button
      component={Link}
      href={addresses.defect(history)}
      variant="default"
      leftSection={<IconAlertTriangle size={16} />}
      rightSection={<KeyHint name="D" />}
    >
      {assetWords.defect}
    </Button>
    <Button
      component={Link}
      href={addresses.instrumentFor(history)}
      variant="default"
      leftSection={<IconGauge size={16} />}
      rightSection={<KeyHint name="I" />}
    >
      {assetWords.read}
    </Button>
    <Button
      component={Link}
      href={addresses.dossier(history)}
      variant="default"
      leftSection={<IconFileText size={16} />}
      rightSection={<KeyHint name="P" />}
    >
      {assetWords.dossier}
    </Button>
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} />}>
          {assetWords.more}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={exportBundle}>{assetWords.export}</Menu.Item>
        <Menu.Item onClick={handOver}>{handOverWords.menu}</Menu.Item>
        <Menu.Item component={Link} href={addresses.change(history)}>
          {changeWords.menu}
        </Menu.Item>
        <Menu.Item component={Link} href={addresses.counters(history)}>
          {assetWords.counters}
        </Menu.Item>
        <Menu.Item component={Link} href={addresses.plan(history)}>
          {dueWords.plan}
        </Menu.Item>
        <Menu.Item component={Link} href={addresses.warrantiesOf(history)}>
          {warrantyWords.title}
        </Menu.Item>
        <Menu.Item component={Link} href={addresses.describe(history)}>
          {assetWords.describe}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  </>
);
