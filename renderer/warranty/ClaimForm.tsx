/** Claims under a warranty: what failed, when, and what the counters showed. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { methods } from "../../shared/rpc/methods.ts";
import type { UsageLimit } from "../../shared/warranty/warranty-body.ts";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { typedDecimal } from "../vocabulary/number-words.ts";
import { nowText } from "../vocabulary/time-words.ts";
import { warrantyWords } from "../vocabulary/warranty-words.ts";

export interface ClaimFormProps {
  readonly warranty: string;
  readonly counters: ReadonlyArray<UsageLimit>;
}

const words = warrantyWords.claiming;

/** Folded away until it is needed. */
export const ClaimForm = (props: ClaimFormProps) => (
  <details className="more-fields">
    <summary>{words.title}</summary>
    <Claiming {...props} />
  </details>
);

const Claiming = ({ counters, warranty }: ClaimFormProps) => {
  const [draft, setDraft] = useState(() => ({ occurred: nowText(new Date()).slice(0, 10), rga: "", summary: "" }));
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const claim = useCommand("warranty.claim");
  const signer = useSigner();
  const submit = async (): Promise<void> => {
    const request = methods["warranty.claim"].request.safeParse({
      attachments: [],
      counters: counters.flatMap(({ counter, limit }) => {
        const value = values[counter] ?? "";
        return value === "" ? [] : [{ counter, reading: { unit: limit.unit, value: typedDecimal(value) } }];
      }),
      occurred: { precision: "day", value: draft.occurred.trim(), zone: "unstated" },
      rga: draft.rga.trim() === "" ? null : draft.rga.trim(),
      summary: draft.summary.trim(),
      warranty,
    });
    setFaults(new Set(request.success ? [] : request.error.issues.map(({ path }) => String(path[0] ?? ""))));
    if (!request.success) return;
    const outcome = await claim.run(request.data);
    if (outcome?.ok !== true) return;
    say(words.done(warrantyWords.cover(outcome.value.verdict.cover)));
    setDraft((before) => ({ ...before, rga: "", summary: "" }));
  };
  const field = (member: "summary" | "occurred" | "rga") => (
    <TextInput
      label={words[member]}
      value={draft[member]}
      error={faults.has(member) ? (warrantyWords.faults[member] ?? null) : null}
      onChange={({ currentTarget }) => setDraft((before) => ({ ...before, [member]: currentTarget.value }))}
    />
  );
  return (
    <Form submit={() => void submit()}>
      <div className="form-grid">
        {field("summary")}
        {field("occurred")}
        {field("rga")}
        {counters.map(({ counter }) => (
          <TextInput
            key={counter}
            label={words.counter(counter)}
            value={values[counter] ?? ""}
            inputMode="decimal"
            error={faults.has("counters") ? (warrantyWords.faults["meter"] ?? null) : null}
            onChange={({ currentTarget }) => setValues((before) => ({ ...before, [counter]: currentTarget.value }))}
          />
        ))}
      </div>
      <FormFoot
        record={words.record}
        running={claim.running}
        refusal={claim.failure?.message ?? null}
        signer={signer.person?.name ?? null}
        changeSigner={signer.change}
        words={formWords}
      />
    </Form>
  );
};
