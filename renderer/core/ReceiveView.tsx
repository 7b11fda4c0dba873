/** The form of goods-in: two plates first, then the rest. */
import "./core.css";
import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { Link } from "wouter";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { Notice } from "../design/Notice.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { moneyWords } from "../vocabulary/money-words.ts";
import { timeText } from "../vocabulary/time-words.ts";
import type { ReceiveDraft } from "./receive-draft.ts";
import { ScanField } from "./ScanField.tsx";

/** What the two numbers were found to mean. */
export interface Found {
  readonly core: ResponseOf<"core.look-up"> | null;
  readonly sold: ResponseOf<"core.look-up"> | null;
}

export interface ReceiveViewProps {
  readonly draft: ReceiveDraft;
  readonly change: (part: Partial<ReceiveDraft>) => void;
  readonly faults: ReadonlySet<string>;
  readonly found: Found;
  readonly read: (which: keyof Found, text: string) => void;
  /** Why the last label could not be read. */
  readonly unread: string | null;
  readonly classes: ResponseOf<"code.tables">[number]["rows"];
  readonly refusal: string | null;
  readonly running: boolean;
  readonly signer: Signer;
  readonly submit: () => void;
}

const words = coreWords.receiving;

/** Every fault stands beside its field. */
export const ReceiveView = (props: ReceiveViewProps) => (
  <ScreenFrame title={words.title} about={words.about}>
    <Form submit={props.submit}>
      <Plates {...props} />
      <Entitlements {...props} />
      <Rest {...props} />
      <FormFoot
        record={words.record}
        running={props.running}
        refusal={props.refusal}
        signer={props.signer.person?.name ?? null}
        changeSigner={props.signer.change}
        words={formWords}
      />
    </Form>
  </ScreenFrame>
);

const faultOf = (faults: ReadonlySet<string>, member: string): string | null =>
  faults.has(member) ? (coreWords.faults[member] ?? null) : null;

const Plates = ({ change, draft, faults, found, read, unread }: ReceiveViewProps) => (
  <>
    <div className="form-grid plates">
      <div className="stack tight">
        <ScanField
          label={words.core}
          help={words.coreHelp}
          value={draft.serial}
          error={faultOf(faults, "serial")}
          disabled={draft.unreadable}
          required={!draft.unreadable}
          autoFocus
          change={(serial) => change({ history: "", serial })}
          read={(text) => read("core", text)}
        />
        <Checkbox
          label={words.unreadable}
          checked={draft.unreadable}
          onChange={({ currentTarget }) => change({ unreadable: currentTarget.checked })}
        />
      </div>
      <ScanField
        label={words.sold}
        help={words.soldHelp}
        value={draft.sold}
        error={faultOf(faults, "sold_serial")}
        change={(sold) => change({ entitlement: "", sold })}
        read={(text) => read("sold", text)}
      />
    </div>
    {unread === null ? null : (
      <Notice tone="warn" urgent>
        {unread}
      </Notice>
    )}
    {draft.unreadable || found.core === null ? null : <FoundCore found={found.core} />}
  </>
);

const FoundCore = ({ found }: { readonly found: NonNullable<Found["core"]> }) => (
  <div className="core-found">
    {found.receipts.map((receipt) => (
      <Notice key={receipt.record} tone="bad" urgent>
        {words.already}{" "}
        <Link href={addresses.core(receipt.record)}>
          {coreWords.place(timeText(receipt.at), receipt.by, receipt.place, receipt.rga)}
        </Link>
      </Notice>
    ))}
    {found.assets.map(({ history, records, tag }) => (
      <Notice key={history} tone="good">
        <Link href={addresses.asset(history)}>{words.life(tag, records)}</Link>
      </Notice>
    ))}
    {found.assets.length === 0 && found.receipts.length === 0 ? <Notice tone="calm">{words.unknown}</Notice> : null}
  </div>
);

const Entitlements = ({ change, draft, found }: ReceiveViewProps) => {
  const rows = found.sold?.entitlements ?? [];
  if (rows.length === 0) return null;
  return (
    <fieldset className="stack tight">
      <legend>{words.entitlement}</legend>
      {rows.map(({ deposit, ends, holder, record, reference, sold_serial, state }) => (
        <label key={record} className="entitlement-choice">
          <input
            type="radio"
            name="entitlement"
            checked={draft.entitlement === record}
            onChange={() => change({ entitlement: record })}
          />
          <strong>{sold_serial}</strong>
          <span>{words.deposit(moneyWords(deposit), ends)}</span>
          <span className="muted">
            {[holder, reference, words.states[state]].filter((part) => part !== null).join(" · ")}
          </span>
        </label>
      ))}
      <label className="entitlement-choice">
        <input
          type="radio"
          name="entitlement"
          checked={draft.entitlement === ""}
          onChange={() => change({ entitlement: "" })}
        />
        {words.noEntitlement}
      </label>
    </fieldset>
  );
};

const Rest = ({ change, classes, draft, faults, found }: ReceiveViewProps) => {
  const field = (member: "rga" | "part" | "maker" | "model" | "place") => (
    <TextInput
      label={words[member]}
      value={draft[member]}
      onChange={({ currentTarget }) => change({ [member]: currentTarget.value })}
    />
  );
  const isKnown = (found.core?.assets.length ?? 0) > 0 && !draft.unreadable;
  return (
    <div className="form-grid">
      {field("rga")}
      {field("place")}
      {field("part")}
      {field("maker")}
      {field("model")}
      {isKnown ? null : (
        <Select
          label={words.equipmentClass}
          data={classes.map(({ code, name }) => ({ label: `${code}  ${name}`, value: code }))}
          value={draft.equipmentClass === "" ? null : draft.equipmentClass}
          error={faultOf(faults, "equipment_class")}
          searchable
          required
          onChange={(chosen) => change({ equipmentClass: chosen ?? "" })}
        />
      )}
      <Textarea
        className="wide"
        label={words.remark}
        value={draft.remark}
        autosize
        minRows={2}
        onChange={({ currentTarget }) => change({ remark: currentTarget.value })}
      />
    </div>
  );
};
