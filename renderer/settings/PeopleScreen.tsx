/** The people who sign on this machine: listed, added, their PINs changed. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { PersonRow } from "../../shared/rpc/rows.ts";
import { Answered } from "../design/Answered.tsx";
import { Panel } from "../design/Panel.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { settingsWords } from "../vocabulary/settings-words.ts";
import { AddPersonDialog } from "./AddPersonDialog.tsx";
import { ChangePinDialog } from "./ChangePinDialog.tsx";

const words = settingsWords.people;

/** Says what a thief of the machine would have. */
export const PeopleScreen = () => {
  const people = useAsk("person.list", {});
  const stolen = valueOr(useAsk("app.status", {}), null)?.stolen_laptop ?? null;
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<PersonRow | null>(null);
  return (
    <>
      <Panel
        title={words.title}
        actions={
          <Button variant="default" onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        }
      >
        <Answered answer={people} waiting={settingsWords.waiting}>
          {(rows) => <PeopleList people={rows} change={setChanging} />}
        </Answered>
        {stolen === null ? null : (
          <div className="stolen-note">
            <h3>{words.stolen}</h3>
            <p>{stolen}</p>
          </div>
        )}
      </Panel>
      <AddPersonDialog opened={adding} close={() => setAdding(false)} />
      <ChangePinDialog person={changing} close={() => setChanging(null)} />
    </>
  );
};

interface PeopleListProps {
  readonly people: ReadonlyArray<PersonRow>;
  readonly change: (person: PersonRow) => void;
}

const PeopleList = ({ people, change }: PeopleListProps) =>
  people.length === 0 ? (
    <p className="muted">{words.none}</p>
  ) : (
    <ul className="people-list">
      {people.map((person) => (
        <li key={person.key}>
          <span className="grow">
            <strong>{person.name}</strong> <span className="muted">{person.roles.join(", ")}</span>
          </span>
          <Button variant="default" onClick={() => change(person)} aria-label={words.changeOf(person.name)}>
            {words.change}
          </Button>
        </li>
      ))}
    </ul>
  );
