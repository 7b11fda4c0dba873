/** Goods-in: looks up what was scanned, and records the receipt. */
import { useState } from "react";
import { useLocation } from "wouter";
import { useDraft } from "../design/draft.ts";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { emptyReceiveDraft, receiveRequestOf, type ReceiveDraft } from "./receive-draft.ts";
import { ReceiveView, type Found } from "./ReceiveView.tsx";

/** What is typed in stays until it is recorded. */
export const ReceiveScreen = () => {
  const [draft, changeDraft, dropDraft] = useDraft("core-receive", emptyReceiveDraft, emptyReceiveDraft);
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const [found, setFound] = useState<Found>({ core: null, sold: null });
  const classes = valueOr(useAsk("code.tables", {}), []).find(({ id }) => id === "equipment-class");
  const lookUp = useCommand("core.look-up");
  const receive = useCommand("core.receive");
  const signer = useSigner();
  const [, go] = useLocation();
  const change = (part: Partial<ReceiveDraft>): void => changeDraft(() => part);
  const read = async (which: keyof Found, text: string): Promise<void> => {
    const outcome = await lookUp.run({ text });
    if (outcome?.ok !== true) return;
    setFound((before) => ({ ...before, [which]: outcome.value }));
    changeDraft((before) => takenFrom(which, outcome.value, before));
  };
  const submit = async (): Promise<void> => {
    const known = (found.core?.assets.length ?? 0) > 0 || draft.history !== "";
    const made = receiveRequestOf(draft, { edition: classes?.edition ?? "", known, now: new Date() });
    setFaults(made.ok ? new Set() : made.faults);
    if (!made.ok) return;
    const outcome = await receive.run(made.request);
    if (outcome?.ok !== true) return;
    dropDraft();
    say(coreWords.receiving.done(draft.unreadable ? coreWords.noPlate : draft.serial));
    go(addresses.core(outcome.value.id));
  };
  return (
    <ReceiveView
      draft={draft}
      change={change}
      faults={faults}
      found={found}
      read={(which, text) => void read(which, text)}
      unread={lookUp.failure?.message ?? null}
      classes={classes?.rows ?? []}
      refusal={receive.failure?.message ?? null}
      running={receive.running}
      signer={signer}
      submit={() => void submit()}
    />
  );
};

/** What the label says goes where it belongs; what was typed already stays. */
const takenFrom = (
  which: keyof Found,
  found: NonNullable<Found["core"]>,
  before: ReceiveDraft,
): Partial<ReceiveDraft> => {
  const { assets, entitlements, scanned } = found;
  if (which === "sold") {
    const open = entitlements.filter(({ state }) => state === "open");
    const [only] = open.length === 1 ? open : [];
    return { entitlement: only?.record ?? "", sold: only?.sold_serial ?? scanned.serial ?? before.sold };
  }
  const [asset] = assets;
  return {
    history: assets.length === 1 ? (asset?.history ?? "") : "",
    maker: before.maker === "" ? (asset?.maker ?? "") : before.maker,
    model: before.model === "" ? (asset?.model ?? "") : before.model,
    part: before.part === "" ? (scanned.part_number ?? "") : before.part,
    serial: scanned.serial ?? before.serial,
  };
};
