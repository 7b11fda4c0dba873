/** Records that a unit was sold against a deposit, so that a core may come back for it. */
import "./core.css";
import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { methods, type RequestOf } from "../../shared/rpc/methods.ts";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { useDraft } from "../design/draft.ts";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { typedAmount } from "../vocabulary/money-words.ts";
import { nowText } from "../vocabulary/time-words.ts";
import { typedDay } from "./occurred.ts";
import { textOrNull, type Made } from "./receive-draft.ts";

const words = coreWords.entitling;

const emptyDraft = (today: string) => ({
  serial: "",
  part: "",
  maker: "",
  model: "",
  equipmentClass: "",
  deposit: "",
  currency: "USD",
  soldOn: today,
  window: "60",
  holder: "",
  reference: "",
  programme: "",
});

type EntitleDraft = ReturnType<typeof emptyDraft>;

/** What is typed in stays until it is recorded. */
export const EntitleScreen = () => {
  const [empty] = useState(() => emptyDraft(nowText(new Date()).slice(0, 10)));
  const [draft, changeDraft, dropDraft] = useDraft("core-entitle", empty, empty);
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const classes = valueOr(useAsk("code.tables", {}), []).find(({ id }) => id === "equipment-class");
  const programmes = valueOr(useAsk("core.programmes", {}), []).filter(({ record }) => record !== null);
  const command = useCommand("core.entitle");
  const signer = useSigner();
  const [, go] = useLocation();
  const submit = async (): Promise<void> => {
    const made = requestOf(draft, classes?.edition ?? "");
    setFaults(made.ok ? new Set() : made.faults);
    if (!made.ok) return;
    const outcome = await command.run(made.request);
    if (outcome?.ok !== true) return;
    dropDraft();
    say(words.done(draft.serial));
    go(addresses.entitlements);
  };
  const error = (member: string): string | null => (faults.has(member) ? (coreWords.faults[member] ?? null) : null);
  const field = (
    member: keyof EntitleDraft,
    label: string,
    more: { fault?: string; help?: string; first?: boolean } = {},
  ) => (
    <TextInput
      label={label}
      description={more.help ?? " "}
      value={draft[member]}
      error={more.fault === undefined ? null : error(more.fault)}
      autoFocus={more.first ?? false}
      onChange={({ currentTarget }) => changeDraft(() => ({ [member]: currentTarget.value }))}
    />
  );
  const choice = (member: "equipmentClass" | "programme", label: string, data: { label: string; value: string }[]) => (
    <Select
      label={label}
      description={" "}
      data={data}
      value={draft[member] === "" ? null : draft[member]}
      searchable
      clearable
      onChange={(chosen) => changeDraft(() => ({ [member]: chosen ?? "" }))}
    />
  );
  return (
    <ScreenFrame title={words.title} about={words.about}>
      <Form submit={() => void submit()}>
        <div className="form-grid">
          {field("serial", coreWords.receiving.sold, {
            fault: "sold_serial",
            first: true,
            help: coreWords.receiving.soldHelp,
          })}
          {field("part", coreWords.receiving.part)}
          {field("maker", coreWords.receiving.maker)}
          {field("model", coreWords.receiving.model)}
          {choice(
            "equipmentClass",
            coreWords.receiving.equipmentClass,
            (classes?.rows ?? []).map(({ code, name }) => ({ label: `${code}  ${name}`, value: code })),
          )}
          {field("deposit", words.deposit, { fault: "deposit" })}
          {field("currency", words.currency, { fault: "currency" })}
          {field("soldOn", words.soldOn, { fault: "sold_on" })}
          {field("window", words.window, { fault: "window_days" })}
          {field("holder", words.holder, { help: words.holderHelp })}
          {field("reference", words.reference)}
          {choice(
            "programme",
            coreWords.grading.programme,
            programmes.map(({ record, terms }) => ({ label: `${terms.title}, ${terms.edition}`, value: record ?? "" })),
          )}
        </div>
        <FormFoot
          record={words.record}
          running={command.running}
          refusal={command.failure?.message ?? null}
          signer={signer.person?.name ?? null}
          changeSigner={signer.change}
          words={formWords}
        />
      </Form>
    </ScreenFrame>
  );
};

const requestOf = (draft: EntitleDraft, edition: string): Made<RequestOf<"core.entitle">> => {
  const currency = draft.currency.trim().toUpperCase();
  const minor = typedAmount(draft.deposit, currency);
  const occurred = typedDay(draft.soldOn);
  const window = draft.window.trim() === "" ? null : Number(draft.window);
  const faults = new Set([
    ...(draft.serial.trim() === "" ? ["sold_serial"] : []),
    ...(/^[A-Z]{3}$/.test(currency) ? [] : ["currency"]),
    ...(minor === null ? ["deposit"] : []),
    ...(occurred === null ? ["sold_on"] : []),
    ...(window === null || (Number.isInteger(window) && window > 0) ? [] : ["window_days"]),
  ]);
  const request = {
    deposit: { currency, minor },
    equipment_class: draft.equipmentClass === "" ? null : { code: draft.equipmentClass, edition },
    holder: textOrNull(draft.holder),
    maker: textOrNull(draft.maker),
    model: textOrNull(draft.model),
    occurred,
    part_number: textOrNull(draft.part),
    programme: textOrNull(draft.programme),
    reference: textOrNull(draft.reference),
    sold_serial: draft.serial.trim(),
    window_days: window,
  };
  const parsed = methods["core.entitle"].request.safeParse(request);
  return parsed.success && faults.size === 0 ? { ok: true, request: parsed.data } : { ok: false, faults };
};
