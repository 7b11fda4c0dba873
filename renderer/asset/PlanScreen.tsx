/** Plans the maintenance of an asset: begins with the tasks that hold, and replaces their plans. */
import { useState } from "react";
import { useLocation } from "wouter";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { Answered } from "../design/Answered.tsx";
import { say } from "../design/said.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { dueWords } from "../vocabulary/due-words.ts";
import { PlanView } from "./PlanView.tsx";
import { emptyTask, planOf, taskDrafts, type TaskFaults } from "./plan-draft.ts";

/** Leads back to the asset. */
export const PlanScreen = ({ history }: { readonly history: string }) => {
  const asset = useAsk("asset.get", { history });
  const due = useAsk("asset.due", { history });
  return (
    <Answered answer={asset} waiting={assetWords.waiting}>
      {(detail) => (
        <Answered answer={due} waiting={assetWords.waiting}>
          {(plan) => <PlanForm asset={detail} plan={plan} />}
        </Answered>
      )}
    </Answered>
  );
};

interface PlanFormProps {
  readonly asset: AssetDetail;
  readonly plan: ResponseOf<"asset.due">;
}

const PlanForm = ({ asset, plan }: PlanFormProps) => {
  const held = taskDrafts(plan.tasks, plan.today, asset.counters);
  const [tasks, setTasks] = useState(held.length > 0 ? held : [emptyTask(plan.today, asset.counters)]);
  const [reason, setReason] = useState("");
  const [faults, setFaults] = useState<ReadonlyArray<TaskFaults>>([]);
  const record = useCommand("asset.plan");
  const signer = useSigner();
  const [, go] = useLocation();
  const submit = async (): Promise<void> => {
    const made = planOf(tasks);
    setFaults(made.ok ? [] : made.faults);
    if (!made.ok) return;
    const outcome = await record.run({
      history: asset.history,
      reason: reason.trim() === "" ? null : reason.trim(),
      replaces: plan.plans,
      tasks: made.tasks,
    });
    if (outcome?.ok !== true) return;
    say(dueWords.form.done);
    go(addresses.asset(asset.history));
  };
  return (
    <PlanView
      tag={asset.tag[0]?.value ?? ""}
      tasks={tasks}
      change={(index, part) => setTasks(tasks.map((task, at) => (at === index ? { ...task, ...part } : task)))}
      add={() => setTasks([...tasks, emptyTask(plan.today, asset.counters)])}
      remove={(index) => setTasks(tasks.toSpliced(index, 1))}
      counters={asset.counters}
      reason={reason}
      setReason={setReason}
      faults={faults}
      refusal={record.failure?.message ?? null}
      running={record.running}
      signer={signer}
      submit={() => void submit()}
    />
  );
};
