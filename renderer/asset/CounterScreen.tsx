/** Records what the meters of an asset show. */
import { useState } from "react";
import { useLocation } from "wouter";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { Answered } from "../design/Answered.tsx";
import { say } from "../design/said.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { CounterView } from "./CounterView.tsx";
import { counterRows, numberFault, readingsOf, type CounterRow } from "./counter-rows.ts";

/** Begins with the counters that are known. */
export const CounterScreen = ({ history }: { readonly history: string }) => {
  const detail = useAsk("asset.get", { history });
  return (
    <Answered answer={detail} waiting={assetWords.waiting}>
      {(asset) => <CounterForm asset={asset} />}
    </Answered>
  );
};

const CounterForm = ({ asset }: { readonly asset: AssetDetail }) => {
  const [rows, setRows] = useState<ReadonlyArray<CounterRow>>(() => counterRows(asset.counters));
  const [remark, setRemark] = useState("");
  const [tried, setTried] = useState(false);
  const read = useCommand("asset.read-counter");
  const signer = useSigner();
  const [, go] = useLocation();
  const readings = readingsOf(rows);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (readings.length === 0 || rows.some(({ value }) => numberFault(value) !== null)) return;
    const outcome = await read.run({
      history: asset.history,
      readings,
      remark: remark.trim() === "" ? null : remark.trim(),
    });
    if (outcome?.ok !== true) return;
    say(assetWords.counterForm.done);
    go(addresses.asset(asset.history));
  };
  return (
    <CounterView
      rows={rows}
      setRows={setRows}
      remark={remark}
      setRemark={setRemark}
      tried={tried}
      refusal={tried && readings.length === 0 ? assetWords.counterForm.nothing : (read.failure?.message ?? null)}
      running={read.running}
      signer={signer}
      submit={() => void submit()}
    />
  );
};
