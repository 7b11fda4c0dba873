/** Says which readings of an instrument show a deviation, and by which limits; or that they no longer do. */
import { Autocomplete, Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ChannelRow } from "../../shared/rpc/hazop-rows.ts";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { AssetSearch } from "./AssetSearch.tsx";
import { channelDraftOf, channelRequestOf, limitNames, type ChannelDraft } from "./channel-draft.ts";
import { SignDialog } from "./SignDialog.tsx";

/** What is watched, and by what it is watched already. */
export interface WatchedDeviation {
  readonly deviation: string;
  /** `MORE Pressure`. */
  readonly name: string;
  /** Null: another channel is to watch it. */
  readonly bound: ChannelRow | null;
  /** The tag of the asset that the channel is on; empty for a new one. */
  readonly tag: string;
}

export interface ChannelDialogProps {
  readonly study: string;
  readonly watched: WatchedDeviation;
  readonly close: () => void;
}

const words = hazopWords.channel;
const noLimits = { action_high: null, action_low: null, alert_high: null, alert_low: null };

/** Asset and channel of a binding stay: another channel is another binding. */
export const ChannelDialog = ({ study, watched, close }: ChannelDialogProps) => {
  const { bound, deviation, name, tag } = watched;
  const [draft, setDraft] = useState(() => channelDraftOf(bound));
  const [tried, setTried] = useState(false);
  const asset = useAsk("asset.get", { history: draft.asset ?? "" }, { when: draft.asset !== null });
  const bind = useCommand("hazop.bind-channel");
  const change = (part: Partial<ChannelDraft>): void => setDraft({ ...draft, ...part });
  const made = channelRequestOf(draft, { deviation, study });
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!made.ok) return;
    const outcome = await bind.run(made.request);
    if (outcome?.ok !== true) return;
    say(words.done);
    close();
  };
  const end = async ({ channel, dead_band, delay_s, stale_after_s, unit, ...row }: ChannelRow): Promise<void> => {
    const binding = { asset: row.asset, channel, dead_band, delay_s, deviation, stale_after_s, unit };
    const outcome = await bind.run({ ...binding, limits: noLimits, study });
    if (outcome?.ok !== true) return;
    say(words.ended);
    close();
  };
  return (
    <SignDialog
      title={words.title(name)}
      record={words.record}
      running={bind.running}
      refusal={bind.failure?.message ?? null}
      submit={() => void submit()}
      close={close}
      also={
        bound === null ? null : (
          <Button variant="default" onClick={() => void end(bound)}>
            {words.end}
          </Button>
        )
      }
    >
      <ChannelFields
        draft={draft}
        change={change}
        faults={tried && !made.ok ? made.faults : noFaults}
        fixed={bound === null ? null : `${tag} ${bound.channel}`.trim()}
        readings={valueOr(asset, null)?.last_readings ?? []}
      />
    </SignDialog>
  );
};

const noFaults: ReadonlySet<string> = new Set();

interface ChannelFieldsProps {
  readonly draft: ChannelDraft;
  readonly change: (part: Partial<ChannelDraft>) => void;
  readonly faults: ReadonlySet<string>;
  /** Asset and channel in words where they stand. */
  readonly fixed: string | null;
  /** What the chosen asset was read by. */
  readonly readings: AssetDetail["last_readings"];
}

const ChannelFields = ({ draft, change, faults, fixed, readings }: ChannelFieldsProps) => {
  const field = (name: Exclude<keyof ChannelDraft, "asset">) => (
    <TextInput
      key={name}
      label={words.fields[name]}
      description={words.helps[name]}
      value={draft[name]}
      error={faults.has(name) ? words.faults[name] : null}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
    />
  );
  const choose = (channel: string): void =>
    change({ channel, unit: readings.find((reading) => reading.channel === channel)?.unit ?? draft.unit });
  const together = (["limits", "order"] as const).filter((fault) => faults.has(fault));
  return (
    <>
      {fixed === null ? (
        <AssetSearch
          chosen={draft.asset}
          choose={(asset) => change({ asset })}
          begin=""
          error={faults.has("asset") ? hazopWords.link.none : null}
        />
      ) : (
        <p className="mono">{fixed}</p>
      )}
      <div className="form-grid">
        {fixed === null ? (
          <Autocomplete
            label={words.fields.channel}
            description={words.helps.channel}
            data={[...new Set(readings.map(({ channel }) => channel))]}
            value={draft.channel}
            error={faults.has("channel") ? words.faults.channel : null}
            onChange={choose}
          />
        ) : null}
        {field("unit")}
      </div>
      <fieldset className="stack tight">
        <legend>{words.limits}</legend>
        <div className="form-grid">{limitNames.map(field)}</div>
        {together.map((fault) => (
          <p key={fault} role="alert">
            {words.faults[fault]}
          </p>
        ))}
      </fieldset>
      <div className="form-grid">{(["dead_band", "delay_s", "stale_after_s", "remark"] as const).map(field)}</div>
    </>
  );
};
