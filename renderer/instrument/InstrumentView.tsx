/** The port and how to read it on the left, what it says on the right. */
import "./instrument.css";
import { Notice } from "../design/Notice.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { instrumentWords } from "../vocabulary/instrument-words.ts";
import { LiveView } from "./LiveView.tsx";
import { ReadForm, type ReadFormProps } from "./ReadForm.tsx";
import type { ReadingSession } from "./reading-session.ts";

export interface InstrumentProps extends Omit<ReadFormProps, "reading"> {
  /** Null before the first start. */
  readonly session: ReadingSession | null;
}

/** The channels in the order of the profile, as far as it is known. */
const orderOf = ({ draft, profiles }: Omit<InstrumentProps, "session">): ReadonlyArray<string> =>
  draft.way === "profile" ? (profiles.find(({ id }) => id === draft.profile)?.channels ?? []) : [];

/** While it reads, the form is shut. */
export const InstrumentView = ({ session, ...form }: InstrumentProps) => (
  <ScreenFrame title={instrumentWords.title} about={instrumentWords.about} body="columns">
    <ReadForm {...form} reading={session !== null && session.ended === null} />
    {session === null ? (
      <Notice tone="calm">{instrumentWords.idle}</Notice>
    ) : (
      <LiveView session={session} order={orderOf(form)} />
    )}
  </ScreenFrame>
);
