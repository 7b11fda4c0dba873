/** The people who sign on this machine, one large button each, and what a thief of the machine would have. */
import "./welcome.css";
import { Button } from "@mantine/core";
import type { PersonRow } from "../../shared/rpc/rows.ts";
import { Flag } from "../design/Flag.tsx";
import { personWords } from "../vocabulary/person-words.ts";
import { timeText } from "../vocabulary/time-words.ts";

export interface PersonChoiceProps {
  readonly people: ReadonlyArray<PersonRow>;
  /** What a stolen laptop means, in a sentence; null while it is not known. */
  readonly stolen: string | null;
  readonly choose: (person: PersonRow) => void;
  readonly lock: () => void;
}

/** One press to the PIN, one press to lock. */
export const PersonChoiceView = ({ people, stolen, choose, lock }: PersonChoiceProps) => (
  <div className="stack">
    {people.length === 0 ? <p>{personWords.nobodyYet}</p> : <p className="muted">{personWords.choose}</p>}
    <ul className="people">
      {people.map((person) => (
        <li key={person.key}>
          <button type="button" className="person" disabled={person.unlocked} onClick={() => choose(person)}>
            <span className="person-mark" aria-hidden="true">
              {initialsOf(person.name)}
            </span>
            <span className="grow">
              <span className="person-name">{person.name}</span>
              <span className="muted">{person.roles.join(", ")}</span>
            </span>
            {person.unlocked ? <Flag tone="good">{personWords.here}</Flag> : null}
            {person.waits_until === null ? null : (
              <Flag tone="warn">{personWords.waits(timeText(person.waits_until))}</Flag>
            )}
          </button>
        </li>
      ))}
    </ul>
    {people.some((person) => person.unlocked) ? (
      <Button variant="default" onClick={lock}>
        {personWords.lock}
      </Button>
    ) : null}
    {stolen === null ? null : (
      <details className="stolen">
        <summary>{personWords.stolen}</summary>
        <p>{stolen}</p>
      </details>
    )}
  </div>
);

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
