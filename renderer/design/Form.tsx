/** A form that is sent by its button or by Ctrl+Enter from any field. */
import type { KeyboardEvent, ReactNode } from "react";

export interface FormProps {
  readonly submit: () => void;
  readonly children: ReactNode;
}

/** The browser's own checks are off: every fault is said beside its field. */
export const Form = ({ submit, children }: FormProps) => {
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      className="form"
      noValidate
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
    </form>
  );
};
