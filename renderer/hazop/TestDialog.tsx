/** Logs a proof test: date, device, result, description, as 29 CFR 1910.119(j)(4)(iv) asks. */
import { Textarea, TextInput, Select } from "@mantine/core";
import { useState } from "react";
import { intervalUnits } from "../../shared/hazop/hazop-body.ts";
import { methods } from "../../shared/rpc/methods.ts";
import type { SafeguardRow } from "../../shared/rpc/hazop-rows.ts";
import { FilterRow } from "../design/FilterRow.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { nowText, typedOccurred, zoneText } from "../vocabulary/time-words.ts";
import { SignDialog } from "./SignDialog.tsx";
import { namesOf } from "./names.ts";

export interface TestDialogProps {
  readonly study: string;
  readonly safeguard: SafeguardRow;
  readonly close: () => void;
}

const words = hazopWords.test;

interface TestDraft {
  readonly result: "passed" | "failed";
  readonly occurred: string;
  readonly device: string;
  readonly description: string;
  readonly interval: string;
  readonly unit: (typeof intervalUnits)[number];
  readonly people: string;
}

/** Begins with the device that was tested last. */
export const TestDialog = ({ study, safeguard, close }: TestDialogProps) => {
  const [draft, setDraft] = useState<TestDraft>(() => ({
    description: "",
    device: safeguard.last_test?.device ?? safeguard.assets[0]?.tag ?? "",
    interval: "",
    occurred: nowText(new Date()),
    people: "",
    result: "passed",
    unit: "d",
  }));
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const change = (part: Partial<TestDraft>): void => setDraft({ ...draft, ...part });
  const test = useCommand("hazop.record-test");
  const submit = async (): Promise<void> => {
    const made = methods["hazop.record-test"].request.safeParse(requestOf(draft, study, safeguard.safeguard));
    setFaults(new Set(made.success ? [] : made.error.issues.map(({ path }) => String(path[0]))));
    if (!made.success) return;
    const outcome = await test.run(made.data);
    if (outcome?.ok !== true) return;
    say(words.done(draft.result === "passed"));
    close();
  };
  return (
    <SignDialog
      title={words.title(safeguard.name)}
      record={words.record}
      running={test.running}
      refusal={test.failure?.message ?? null}
      submit={() => void submit()}
      close={close}
    >
      <FilterRow
        label={words.result}
        choices={resultChoices}
        chosen={draft.result}
        choose={(result) => change({ result })}
      />
      <TextInput
        label={words.occurred}
        description={words.occurredHelp}
        value={draft.occurred}
        error={faults.has("occurred") ? words.faults.occurred : null}
        onChange={({ currentTarget }) => change({ occurred: currentTarget.value })}
      />
      <TextInput
        label={words.device}
        description={words.deviceHelp}
        value={draft.device}
        error={faults.has("device") ? words.faults.device : null}
        onChange={({ currentTarget }) => change({ device: currentTarget.value })}
      />
      <Textarea
        data-autofocus
        label={words.description}
        autosize
        minRows={2}
        value={draft.description}
        error={faults.has("description") ? words.faults.description : null}
        onChange={({ currentTarget }) => change({ description: currentTarget.value })}
      />
      <div className="form-grid">
        <TextInput
          label={words.interval}
          description={words.intervalHelp}
          inputMode="decimal"
          value={draft.interval}
          error={faults.has("interval") ? words.faults.interval : null}
          onChange={({ currentTarget }) => change({ interval: currentTarget.value })}
        />
        <Select
          aria-label={words.interval}
          data={unitChoices}
          value={draft.unit}
          allowDeselect={false}
          onChange={(chosen) => change({ unit: intervalUnits.find((unit) => unit === chosen) ?? "d" })}
        />
      </div>
      <TextInput
        label={words.people}
        description={words.peopleHelp}
        value={draft.people}
        onChange={({ currentTarget }) => change({ people: currentTarget.value })}
      />
    </SignDialog>
  );
};

const resultChoices = (["passed", "failed"] as const).map((value) => ({ label: words.results[value], value }));
const unitChoices = intervalUnits.map((value) => ({ label: words.units[value], value }));

const requestOf = (draft: TestDraft, study: string, safeguard: string) => ({
  description: draft.description.trim(),
  device: draft.device.trim(),
  evidence: [],
  interval: draft.interval.trim() === "" ? null : { unit: draft.unit, value: draft.interval.trim().replace(",", ".") },
  occurred: typedOccurred(draft.occurred, zoneText(new Date())),
  people: namesOf(draft.people),
  result: draft.result,
  safeguard,
  study,
});
