/** Who has what: histories by peers, one window of rows at a time. */
import { Button, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Answered } from "../design/Answered.tsx";
import { Flag } from "../design/Flag.tsx";
import { Panel } from "../design/Panel.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { countText } from "../vocabulary/number-words.ts";
import { peerWords } from "../vocabulary/peer-words.ts";

type Holdings = ResponseOf<"peer.holdings">;
type Cell = Holdings["rows"][number]["cells"][number];

const words = peerWords.holdings;
const shownMax = 20;

/** A search looks in the fleet; the switch leaves only what somebody still lacks. */
export const HoldingsPanel = () => {
  const [lacking, setLacking] = useState(false);
  const [search, setSearch] = useState("");
  const [offset, setOffset] = useState(0);
  const holdings = useAsk("peer.holdings", { lacking, limit: shownMax, offset, search }, { keep: true });
  return (
    <Panel title={words.title} flush>
      <div className="holdings-head">
        <p className="muted">{words.about}</p>
        <TextInput
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          disabled={lacking}
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value);
            setOffset(0);
          }}
        />
        <Switch
          label={words.lackingOnly}
          checked={lacking}
          onChange={({ currentTarget }) => {
            setLacking(currentTarget.checked);
            setSearch("");
            setOffset(0);
          }}
        />
      </div>
      <Answered answer={holdings} waiting={peerWords.waiting}>
        {(held) => <HoldingsTable held={held} offset={offset} go={setOffset} />}
      </Answered>
    </Panel>
  );
};

interface TableProps {
  readonly held: Holdings;
  readonly offset: number;
  readonly go: (offset: number) => void;
}

const HoldingsTable = ({ held: { peers, rows, total }, offset, go }: TableProps) => {
  if (peers.length === 0) return <p className="nothing">{words.noPeers}</p>;
  if (rows.length === 0) return <p className="nothing">{words.nothing}</p>;
  return (
    <>
      <div className="figures-frame">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{words.history}</th>
              <th scope="col" className="number">
                {words.records}
              </th>
              {peers.map(({ installation, name }) => (
                <th key={installation} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ cells, history, records, title }) => (
              <tr key={history}>
                <th scope="row">{title}</th>
                <td className="number">{countText(records)}</td>
                {cells.map((cell) => (
                  <td key={cell.installation}>
                    <CellView {...cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="holdings-foot">
        <span className="muted">{words.shown(offset + 1, offset + rows.length, total)}</span>
        <Button variant="default" disabled={offset === 0} onClick={() => go(Math.max(0, offset - shownMax))}>
          {words.before}
        </Button>
        <Button variant="default" disabled={offset + rows.length >= total} onClick={() => go(offset + shownMax)}>
          {words.after}
        </Button>
      </div>
    </>
  );
};

const CellView = ({ lacks, state }: Cell) => {
  if (state === "unshared") return <span className="muted">{words.unshared}</span>;
  if (state === "all") return <Flag tone="good">{words.all}</Flag>;
  return <Flag tone="warn">{state === "none" ? words.none : words.some(lacks)}</Flag>;
};
