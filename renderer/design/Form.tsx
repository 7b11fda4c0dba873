/** A form that is sent by its button or by Ctrl+Enter from any field. */
import { useEffect, useEffectEvent, useRef, type ReactNode } from "react";

export interface FormProps {
  readonly submit: () => void;
  readonly children: ReactNode;
}

/** The browser's own checks are off: every fault is said beside its field. */
export const Form = ({ submit, children }: FormProps) => {
  const form = useRef<HTMLFormElement>(null);
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  });
  useEffect(() => {
    const here = form.current;
    const hear = (event: KeyboardEvent): void => press(event);
    here?.addEventListener("keydown", hear);
    return () => here?.removeEventListener("keydown", hear);
  }, []);
  return (
    <form
      ref={form}
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
    </form>
  );
};
