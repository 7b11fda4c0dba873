/** The fleet: what is looked for above, one row for each asset below. */
import "./fleet.css";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "wouter";
import { Notice } from "../design/Notice.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { fleetWords } from "../vocabulary/fleet-words.ts";
import { AssetTable, type AssetTableProps } from "./AssetTable.tsx";
import { FleetBar, type FleetBarProps } from "./FleetBar.tsx";
import { allAssets, isSameFilter, type FleetFilter } from "./fleet-filter.ts";

export interface FleetViewProps extends AssetTableProps, FleetBarProps {
  readonly refusal: string | null;
}

/** Plain rows in, choices out. */
export const FleetView = (props: FleetViewProps) => (
  <ScreenFrame title={fleetWords.title} about={aboutOf(props.total)} actions={<Actions />} body="flush">
    <div className="fleet">
      <FleetBar {...props} />
      {props.refusal === null ? null : (
        <Notice tone="bad" urgent>
          {props.refusal}
        </Notice>
      )}
      {props.total === 0 ? <p className="nothing">{emptyWords(props.filter)}</p> : <AssetTable {...props} />}
    </div>
  </ScreenFrame>
);

const aboutOf = (total: number | null): string => (total === null ? fleetWords.loading : fleetWords.total(total));

const emptyWords = (filter: FleetFilter): string =>
  isSameFilter({ ...filter, sort: allAssets.sort }, allAssets) ? fleetWords.empty : fleetWords.nothingFits;

const Actions = () => (
  <Button component={Link} href={addresses.register} leftSection={<IconPlus size={16} />}>
    {fleetWords.register}
  </Button>
);
