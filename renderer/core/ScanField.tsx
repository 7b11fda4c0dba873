/** A number that is scanned or typed: hand scanners type it and press Enter, a camera reads it, or a person types. */
import { ActionIcon, TextInput } from "@mantine/core";
import { IconCamera } from "@tabler/icons-react";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { coreWords } from "../vocabulary/core-words.ts";

export interface ScanFieldProps {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly error: string | null;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly change: (text: string) => void;
  /** A whole code is here: Enter was pressed, the field was left, or the camera read one. */
  readonly read: (text: string) => void;
  readonly children?: ReactNode;
}

/** The reader is large: it is fetched when somebody wants the camera. */
const CameraDialog = lazy(() => import("./CameraDialog.tsx").then((module) => ({ default: module.CameraDialog })));

/** GS1 puts this character between elements; scanners type it as Ctrl+]. */
const groupSeparator = "\u001d";

/** Enter looks the code up and never sends the form. */
export const ScanField = (props: ScanFieldProps) => {
  const { autoFocus = false, change, disabled = false, error, help, label, read, required = false, value } = props;
  const [camera, setCamera] = useState(false);
  return (
    <div className="core-found">
      <TextInput
        label={label}
        description={help}
        value={value}
        error={error}
        required={required}
        disabled={disabled}
        autoFocus={autoFocus}
        autoComplete="off"
        spellCheck={false}
        rightSection={
          <ActionIcon
            aria-label={`${coreWords.receiving.camera}: ${label}`}
            disabled={disabled}
            onClick={() => setCamera(true)}
          >
            <IconCamera size={18} />
          </ActionIcon>
        }
        onChange={({ currentTarget }) => change(currentTarget.value)}
        onBlur={() => (value === "" ? undefined : read(value))}
        onKeyDown={(event) => {
          if (event.ctrlKey && event.key === "]") change(`${value}${groupSeparator}`);
          if (event.key !== "Enter" || event.ctrlKey) return;
          event.preventDefault();
          if (value !== "") read(value);
        }}
      />
      {props.children}
      {camera ? (
        <Suspense fallback={null}>
          <CameraDialog
            close={() => setCamera(false)}
            seen={(text) => {
              setCamera(false);
              change(text);
              read(text);
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
};
