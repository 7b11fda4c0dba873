/** A form that is sent by its button or by Ctrl+Enter from any field. */
import { useEffect, useEffectEvent, useRef, type ReactNode } from "react";

export interface FormProps {
  readonly submit: () => void;
  readonly children: ReactNode;
}

/** The browser's own checks are off: every fault is said beside its field. */
export const Form = ({ submit, children }: FormProps) => {
  const form = useRef<HTMLFormElement>(null);
  const send = useEffectEvent(submit);
  useEffect(() => {
    const here = form.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = (event: KeyboardEvent): void => {
      if (event.key !== "Enter") return;
      const isSent = event.ctrlKey || event.metaKey;
      if (isSent || isList(event.target)) event.preventDefault();
      clearTimeout(timer);
      // The same press may choose an option: what it chooses is in the form before the form is sent.
      if (isSent) timer = setTimeout(() => send());
    };
    here?.addEventListener("keydown", hear);
    return () => {
      clearTimeout(timer);
      here?.removeEventListener("keydown", hear);
    };
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

/** Enter in a field with a list chooses; where nothing is marked yet, it must not send a form with an empty field. */
const isList = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("[role=combobox]") !== null;
