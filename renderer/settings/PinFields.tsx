/** A new PIN, typed twice. */
import { PasswordInput } from "@mantine/core";
import { settingsWords } from "../vocabulary/settings-words.ts";

export interface Pins {
  readonly pin: string;
  readonly again: string;
}

export interface PinFieldsProps {
  readonly label: string;
  readonly pins: Pins;
  readonly setPins: (pins: Pins) => void;
  /** True after the first try: faults are said from then on. */
  readonly tried: boolean;
}

const words = settingsWords.people;

/** Six digits or more. */
export const isPin = (text: string): boolean => /^[0-9]{6,64}$/.test(text);

/** Both fields take digits. */
export const PinFields = ({ label, pins, setPins, tried }: PinFieldsProps) => (
  <>
    <PasswordInput
      label={label}
      description={words.pinHelp}
      value={pins.pin}
      inputMode="numeric"
      autoComplete="new-password"
      error={tried && !isPin(pins.pin) ? words.faults.pin : null}
      onChange={({ currentTarget }) => setPins({ ...pins, pin: currentTarget.value })}
    />
    <PasswordInput
      label={words.again}
      value={pins.again}
      inputMode="numeric"
      autoComplete="new-password"
      error={tried && pins.pin !== pins.again ? words.faults.again : null}
      onChange={({ currentTarget }) => setPins({ ...pins, again: currentTarget.value })}
    />
  </>
);
