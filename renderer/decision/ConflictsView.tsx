/** Fields with several values: whoever sees them all chooses, and one record says so. */
import { Button, Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { ConflictRow } from "../../shared/rpc/decision-methods.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { RecordLine } from "../evidence/RecordLine.tsx";
import type { Answer } from "../rpc/answer.ts";
import { useCommand } from "../rpc/use-command.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { fieldTitle, gradedReceipt } from "../vocabulary/record-words.ts";
import { DecisionList } from "./DecisionList.tsx";

const words = decisionWords.conflict;

/** One card for each field. */
export const ConflictsView = ({ answer }: { readonly answer: Answer<ResponseOf<"decision.conflicts">> }) => (
  <DecisionList
    answer={answer}
    none={decisionWords.none.conflicts}
    keyOf={({ field, history, values }) => `${history} ${field} ${values.map(({ entry }) => entry.id).join(" ")}`}
  >
    {(row) => (
      <>
        <h2>{words.field(fieldTitle(row.field), row.title)}</h2>
        {row.resolvable ? <ResolveForm row={row} /> : <OtherWay row={row} />}
      </>
    )}
  </DecisionList>
);

/** Where a field is not chosen: a grade is given again. */
const OtherWay = ({ row }: { readonly row: ConflictRow }) => {
  const receipt = gradedReceipt(row.field);
  return (
    <>
      <ul className="conflict-choices">
        {row.values.map(({ entry, text }) => (
          <li key={entry.id}>
            <strong>{text}</strong>
            <RecordLine entry={entry} />
          </li>
        ))}
      </ul>
      {receipt === null ? (
        <p className="muted">{words.elsewhere}</p>
      ) : (
        <div>
          <Button component={Link} href={addresses.gradeCore(receipt)} variant="default">
            {words.grade}
          </Button>
        </div>
      )}
    </>
  );
};

const otherValue = "other";

const ResolveForm = ({ row }: { readonly row: ConflictRow }) => {
  const [chosen, setChosen] = useState("");
  const [other, setOther] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const resolve = useCommand("decision.resolve");
  const isMissing = chosen === "" || (chosen === otherValue && other.trim() === "");
  const submit = async (): Promise<void> => {
    setTried(true);
    if (isMissing) return;
    const take = chosen === otherValue ? { text: other.trim() } : { record: chosen };
    const outcome = await resolve.run({ field: row.field, history: row.history, reason: reason.trim(), take });
    if (outcome?.ok === true) say(outcome.value.resolved ? words.resolved : words.waits);
  };
  return (
    <form
      className="stack tight"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Radio.Group
        label={words.choose}
        value={chosen}
        onChange={setChosen}
        error={tried && isMissing ? words.missing : null}
      >
        <div className="conflict-choices">
          {row.values.map(({ entry, text }) => (
            <div key={entry.id}>
              <Radio size="md" value={entry.id} label={words.take(text)} />
              <RecordLine entry={entry} />
            </div>
          ))}
          {isCode(row.field) ? null : (
            <div>
              <Radio size="md" value={otherValue} label={words.other} />
              <TextInput
                aria-label={words.other}
                value={other}
                onFocus={() => setChosen(otherValue)}
                onChange={({ currentTarget }) => setOther(currentTarget.value)}
              />
            </div>
          )}
        </div>
      </Radio.Group>
      <TextInput
        label={words.reason}
        value={reason}
        maxLength={2000}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {resolve.failure === null ? null : (
        <Notice tone="bad" urgent>
          {resolve.failure.message}
        </Notice>
      )}
      <div>
        <Button type="submit" loading={resolve.running}>
          {words.resolve}
        </Button>
      </div>
    </form>
  );
};

/** A code is taken from a table, not typed. */
const isCode = (field: string): boolean => field === "equipment_class";
