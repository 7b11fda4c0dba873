/** Stands behind a record: the role where there is a choice, a statement for later readers, one press. */
import { Button, Select, Textarea } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";

export interface EndorseFormProps {
  readonly target: string;
  /** Roles in which it would count; never empty. */
  readonly roles: ReadonlyArray<string>;
}

const words = decisionWords.endorse;

/** What is written stays where it is refused. */
export const EndorseForm = ({ target, roles }: EndorseFormProps) => {
  const [role, setRole] = useState(roles[0] ?? "");
  const [statement, setStatement] = useState("");
  const endorse = useCommand("decision.endorse");
  const submit = async (): Promise<void> => {
    const outcome = await endorse.run({ role, statement: statement.trim(), target });
    if (outcome?.ok !== true) return;
    say(words.done(outcome.value.target_standing));
  };
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {roles.length < 2 ? null : (
        <Select
          label={words.role}
          data={[...roles]}
          value={role}
          allowDeselect={false}
          onChange={(chosen) => setRole(chosen ?? role)}
        />
      )}
      <Textarea
        label={words.statement}
        description={words.statementHelp}
        value={statement}
        autosize
        minRows={1}
        maxLength={2000}
        onChange={({ currentTarget }) => setStatement(currentTarget.value)}
      />
      {endorse.failure === null ? null : (
        <Notice tone="bad" urgent>
          {endorse.failure.message}
        </Notice>
      )}
      <div>
        <Button type="submit" loading={endorse.running}>
          {words.act(role)}
        </Button>
      </div>
    </form>
  );
};
