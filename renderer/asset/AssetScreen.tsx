/** Asks for one asset and for the windows of its history that are looked at. */
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useLocation } from "wouter";
import { Answered } from "../design/Answered.tsx";
import { useShortcuts } from "../design/shortcuts.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { AssetView } from "./AssetView.tsx";
import { BytesScreen } from "../evidence/BytesScreen.tsx";
import { CorrectionDialog } from "../evidence/CorrectionDialog.tsx";
import { ExportDialog } from "./ExportDialog.tsx";
import { HandOverDialog } from "./HandOverDialog.tsx";
import { TrendDialog } from "./TrendDialog.tsx";
import { WhyRoom } from "../evidence/WhyRoom.tsx";
import { wholeHistory } from "./timeline-filter.ts";
import { useTimeline } from "./use-timeline.ts";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";

export interface AssetScreenProps {
  readonly history: string;
  /** The record whose bytes stand open beside the history. */
  readonly record: string | null;
}

/** Fast typing asks once. */
const settledMillis = 150;

/** One machine: what it is now on the left, all that happened on the right. */
export const AssetScreen = ({ history, record }: AssetScreenProps) => {
  const [, go] = useLocation();
  const detail = useAsk("asset.get", { history });
  const due = useAsk("asset.due", { history });
  const studies = useAsk("hazop.of-asset", { history });
  const [filter, setFilter] = useState(wholeHistory);
  const [settledText] = useDebouncedValue(filter.text, settledMillis);
  const timeline = useTimeline(history, { ...filter, text: settledText });
  const [correcting, setCorrecting] = useState<TimelineEntry | null>(null);
  const [exporting, setExporting] = useState(false);
  const [handingOver, setHandingOver] = useState(false);
  const [trend, setTrend] = useState<string | null>(null);
  useShortcuts({
    l: () => go(addresses.log(history)),
    d: () => go(addresses.defect(history)),
    i: () => go(addresses.instrumentFor(history)),
    p: () => go(addresses.dossier(history)),
  });
  return (
    <Answered answer={detail} waiting={assetWords.waiting}>
      {(asset) => (
        <WhyRoom>
          <AssetView
            asset={asset}
            due={valueOr(due, null)?.tasks ?? null}
            studies={valueOr(studies, [])}
            filter={filter}
            setFilter={setFilter}
            timeline={timeline}
            showBytes={(id) => go(addresses.entry(history, id))}
            correct={setCorrecting}
            exportBundle={() => setExporting(true)}
            handOver={() => setHandingOver(true)}
            showTrend={setTrend}
          />
          <BytesScreen record={record} close={() => go(addresses.asset(history))} />
          <CorrectionDialog entry={correcting} close={() => setCorrecting(null)} />
          <TrendDialog history={asset.history} channel={trend} close={() => setTrend(null)} />
          <HandOverDialog history={asset.history} opened={handingOver} close={() => setHandingOver(false)} />
          <ExportDialog history={asset.history} opened={exporting} close={() => setExporting(false)} />
        </WhyRoom>
      )}
    </Answered>
  );
};
