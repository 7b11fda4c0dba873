/** How far a long piece of work has come, with a number and a way to stop it. */
import { Button } from "@mantine/core";

export interface ShareProps {
  /** What is going on. */
  readonly label: string;
  /** 0 to 1; null where nobody can say. */
  readonly share: number | null;
  /** The number in words: `42 %`, `1,200 of 3,000`. */
  readonly number: string;
  readonly stop?: { readonly word: string; readonly run: () => void } | undefined;
}

/** A bar that says its number. */
export const Share = ({ label, share, number, stop }: ShareProps) => (
  <div className="share">
    <span>{label}</span>
    <progress aria-label={label} {...(share === null ? {} : { value: share, max: 1 })} />
    <span className="mono">{number}</span>
    {stop === undefined ? null : (
      <Button variant="default" onClick={stop.run}>
        {stop.word}
      </Button>
    )}
  </div>
);
