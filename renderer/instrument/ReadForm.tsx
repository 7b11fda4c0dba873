/** Which port, how to read it, and where the readings go. */
import { Autocomplete, Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { AssetRow } from "../../shared/rpc/rows.ts";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { instrumentWords } from "../vocabulary/instrument-words.ts";
import { DestinationFields } from "./DestinationFields.tsx";
import type { ReadDraft } from "./read-request.ts";

export interface ReadFormProps {
  readonly draft: ReadDraft;
  readonly setDraft: (draft: ReadDraft) => void;
  readonly faults: ReadonlySet<string>;
  /** Null while they are on their way. */
  readonly ports: ResponseOf<"instrument.ports"> | null;
  readonly profiles: ResponseOf<"instrument.profiles">;
  readonly assets: ReadonlyArray<AssetRow>;
  readonly chosenTag: string | null;
  readonly search: string;
  readonly setSearch: (search: string) => void;
  readonly refusal: string | null;
  readonly starting: boolean;
  readonly reading: boolean;
  readonly probing: boolean;
  readonly probed: ResponseOf<"instrument.probe">;
  readonly signer: Signer;
  readonly start: () => void;
  readonly stop: () => void;
  readonly probe: () => void;
}

const words = instrumentWords;

/** Start with Enter in any field. */
export const ReadForm = (props: ReadFormProps) => {
  const { reading, starting, refusal, start, stop } = props;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <PortPanel {...props} />
      <WayPanel {...props} />
      <DestinationFields {...props} />
      {refusal === null ? null : (
        <Notice tone="bad" urgent>
          {refusal}
        </Notice>
      )}
      <SignerNotice {...props} />
      {reading ? (
        <Button data-loud onClick={stop} leftSection={<IconPlayerStop size={16} />}>
          {words.stop}
        </Button>
      ) : (
        <Button type="submit" aria-disabled={starting} leftSection={<IconPlayerPlay size={16} />}>
          {starting ? words.starting : words.start}
        </Button>
      )}
    </form>
  );
};

const PortPanel = ({ draft, setDraft, faults, ports, reading, probing, probed, probe }: ReadFormProps) => (
  <Panel title={words.port}>
    <div className="stack">
      <Autocomplete
        label={words.port}
        description={words.portHelp}
        data={(ports?.ports ?? []).map(({ path }) => path)}
        renderOption={({ option }) => (
          <span className="stack tight">
            <span className="mono">{option.value}</span>
            <span className="muted">{ports?.ports.find(({ path }) => path === option.value)?.detail}</span>
          </span>
        )}
        value={draft.path}
        disabled={reading}
        error={faults.has("path") ? words.faults["path"] : null}
        onChange={(path) => setDraft({ ...draft, path })}
      />
      {ports !== null && ports.ports.length === 0 ? <p className="muted">{ports.remark ?? words.noPorts}</p> : null}
      <Button variant="default" onClick={probe} loading={probing} disabled={reading}>
        {words.probe}
      </Button>
      {probed.map(({ explanation, matches, profile }) => (
        <Notice key={profile} tone={matches ? "good" : "calm"}>
          <strong>{profile}</strong> {matches ? words.matches : words.differs}. {explanation}
        </Notice>
      ))}
    </div>
  </Panel>
);

const WayPanel = ({ draft, setDraft, faults, profiles, reading }: ReadFormProps) => {
  const faultOf = (member: string): string | null => (faults.has(member) ? (words.faults[member] ?? null) : null);
  const chosen = profiles.find(({ id }) => id === draft.profile);
  const number = (member: "unit" | "baud" | "every", label: string, fault: string) => (
    <TextInput
      label={label}
      placeholder={words.byProfile}
      value={draft[member]}
      inputMode="numeric"
      disabled={reading}
      error={faultOf(fault)}
      onChange={({ currentTarget }) => setDraft({ ...draft, [member]: currentTarget.value })}
    />
  );
  return (
    <Panel title={words.how}>
      <div className="stack">
        <SegmentedControl
          aria-label={words.how}
          data={ways.map((value) => ({ value, label: words.ways[value] }))}
          value={draft.way}
          disabled={reading}
          onChange={(way) => setDraft({ ...draft, way: ways.find((each) => each === way) ?? "profile" })}
        />
        {draft.way === "profile" ? (
          <Select
            label={words.profile}
            description={chosen === undefined ? " " : words.evidence(chosen.evidence)}
            data={profiles.map(({ id, title }) => ({ value: id, label: title }))}
            value={draft.profile === "" ? null : draft.profile}
            disabled={reading}
            searchable
            error={faultOf("profile")}
            onChange={(profile) => setDraft({ ...draft, profile: profile ?? "" })}
          />
        ) : (
          <TextInput
            label={words.map}
            description={words.mapHelp}
            value={draft.map}
            disabled={reading}
            error={faultOf("map")}
            onChange={({ currentTarget }) => setDraft({ ...draft, map: currentTarget.value })}
          />
        )}
        <div className="three">
          {number("unit", words.unit, "unit")}
          {number("baud", words.baud, "baud_rate")}
          {number("every", words.every, "every_ms")}
        </div>
      </div>
    </Panel>
  );
};

const ways = ["profile", "map"] as const;

/** Recording needs a signature; watching does not. */
const SignerNotice = ({ draft, signer, reading }: ReadFormProps) =>
  !draft.record || reading || signer.person !== null ? null : (
    <Notice tone="warn">
      <p>{formWords.nobodySigns}</p>
      <Button variant="default" onClick={signer.change}>
        {formWords.unlock}
      </Button>
    </Notice>
  );
