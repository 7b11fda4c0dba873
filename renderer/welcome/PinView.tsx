/** A PIN by keyboard or by keys large enough for gloves. */
import "./welcome.css";
import { Button, PasswordInput } from "@mantine/core";
import { IconBackspace } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import type { PersonRow } from "../../shared/rpc/rows.ts";
import { Notice } from "../design/Notice.tsx";
import { personWords } from "../vocabulary/person-words.ts";

export interface PinViewProps {
  readonly person: PersonRow;
  readonly opening: boolean;
  /** Why the last PIN was refused; null before. */
  readonly refusal: string | null;
  readonly unlock: (pin: string) => void;
  readonly back: () => void;
}

/** The contract asks for as many (record-format.md leaves it to the program). */
const digitsMin = 6;
const digitsMax = 64;
const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** The field takes the keyboard, the pad takes the glove; both write the same digits. */
export const PinView = ({ person, opening, refusal, unlock, back }: PinViewProps) => {
  const [pin, setPin] = useState("");
  const add = (digit: string): void => setPin((before) => `${before}${digit}`.slice(0, digitsMax));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (pin.length < digitsMin) return;
    unlock(pin);
    setPin("");
  };
  return (
    <form className="stack" onSubmit={submit}>
      <PasswordInput
        label={personWords.pinOf(person.name)}
        description={personWords.pin}
        value={pin}
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        disabled={opening}
        onChange={({ currentTarget }) => setPin(currentTarget.value.replace(/[^0-9]/g, "").slice(0, digitsMax))}
      />
      {refusal === null || opening ? null : (
        <Notice tone="bad" urgent>
          {refusal}
        </Notice>
      )}
      <div className="pad">
        {keys.map((digit) => (
          <PadKey key={digit} label={digit} disabled={opening} press={() => add(digit)} />
        ))}
        <button
          type="button"
          className="pad-key"
          disabled={opening || pin === ""}
          aria-label={personWords.erase}
          onClick={() => setPin((before) => before.slice(0, -1))}
        >
          <IconBackspace size={26} aria-hidden="true" />
        </button>
        <PadKey label="0" disabled={opening} press={() => add("0")} />
        <button type="submit" className="pad-key go" disabled={opening || pin.length < digitsMin}>
          {opening ? "…" : personWords.unlock}
        </button>
      </div>
      <Button variant="subtle" color="gray" onClick={back} disabled={opening}>
        {personWords.back}
      </Button>
      <span className="unseen" role="status">
        {opening ? personWords.unlocking : personWords.digits(pin.length)}
      </span>
    </form>
  );
};

interface PadKeyProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly press: () => void;
}

const PadKey = ({ label, disabled, press }: PadKeyProps) => (
  <button type="button" className="pad-key" disabled={disabled} onClick={press}>
    {label}
  </button>
);
