/** The witness policy in force, and the editor that says what is wrong in a line before anything is signed. */
import { Textarea } from "@mantine/core";
import { useState } from "react";
import { organisationsAlone, parseWitnessPolicy, policyRefusal } from "../../shared/witness/witness-policy.ts";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { registerWords } from "../vocabulary/register-words.ts";
import { DialogFoot, ReasonField } from "./DialogFoot.tsx";
import type { RegisterPartProps, Shown } from "./register-part.ts";

const words = registerWords.policy;

/** Begins with the policy in force, and anew when another one is. */
export const PolicyView = ({ register, shown }: RegisterPartProps) => (
  <div className="panel-body stack">
    <p className="muted">{words.about}</p>
    {shown.witness_policies.length > 1 ? <Notice tone="warn">{words.apart}</Notice> : null}
    {shown.witness_policies.slice(1).map((text) => (
      <pre key={text} className="mono" aria-label={words.inForce}>
        {text}
      </pre>
    ))}
    <PolicyForm key={shown.witness_policies.join("\n")} shown={shown} register={register} />
  </div>
);

const PolicyForm = ({ register, shown }: RegisterPartProps) => {
  const before = shown.witness_policies[0] ?? "";
  const [text, setText] = useState(before);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const change = useCommand("register.change-witness-policy");
  const fault = policyRefusal(lineEnded(text))?.message ?? null;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (fault !== null || reason.trim() === "") return;
    const outcome = await change.run({ reason: reason.trim(), register, witness_policy: lineEnded(text) });
    if (outcome?.ok !== true) return;
    say(outcome.value.standing === "provisional" ? registerWords.waits : registerWords.recorded);
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Textarea
        className="policy-text"
        label={words.text}
        value={text}
        autosize
        minRows={4}
        spellCheck={false}
        error={fault}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {fault === null ? <PolicyEffect text={lineEnded(text)} shown={shown} /> : null}
      <ReasonField reason={reason} setReason={setReason} tried={tried} />
      <DialogFoot
        record={words.record}
        running={change.running}
        refusal={change.failure?.message ?? null}
        close={() => setText(before)}
      />
    </form>
  );
};

const PolicyEffect = ({ shown, text }: { readonly shown: Shown; readonly text: string }) => {
  const policy = parseWitnessPolicy(text);
  if (!policy.ok) return null;
  const alone = organisationsAlone(policy.value, ({ key, name }) => organisationOf(shown, key.key) ?? name);
  return (
    <div aria-live="polite">
      <p>{words.good(policy.value.witnesses.length)}</p>
      {alone.map((name) => (
        <Notice key={name} tone="warn">
          {words.alone(name)}
        </Notice>
      ))}
    </div>
  );
};

const organisationOf = ({ parties }: Shown, key: string): string | null => {
  const party = parties.find(({ keys }) => keys.includes(key));
  return parties.find(({ id }) => id === party?.organisation)?.name ?? null;
};

const lineEnded = (text: string): string => (text.endsWith("\n") || text === "" ? text : `${text}\n`);
