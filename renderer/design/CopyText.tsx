/** Text that is meant for machines: shown whole, copied by one press. */
import { ActionIcon, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

export interface CopyTextProps {
  readonly text: string;
  /** What the button is called. */
  readonly label: string;
  /** `block` for many lines, framed and scrolled; `line` for one that may be cut off by its room. */
  readonly form?: "whole" | "block" | "line";
}

/** A digest, a key, a code, the bytes of a record. */
export const CopyText = ({ text, label, form = "whole" }: CopyTextProps) => (
  <div className={`copy-text ${form}`}>
    <code {...(form === "block" ? { tabIndex: 0, role: "group", "aria-label": label } : { title: text })}>{text}</code>
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <ActionIcon aria-label={label} title={label} onClick={copy}>
          {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        </ActionIcon>
      )}
    </CopyButton>
  </div>
);
