/** What goes on with a peer: linked, called, or when it is tried again, and why the last try failed. */
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Flag, type FlagTone } from "../design/Flag.tsx";
import { peerWords } from "../vocabulary/peer-words.ts";
import { exactText, secondText, timeText } from "../vocabulary/time-words.ts";

export type PresenceRow = ResponseOf<"peer.presence">["peers"][number];

export interface PresencePartProps {
  readonly presence: PresenceRow;
  /** When it was met last, in whatever run of the program. */
  readonly lastSeen: string | null;
}

const words = peerWords.presence;

const tones: Readonly<Record<PresenceRow["state"], FlagTone>> = {
  away: "plain",
  blocked: "bad",
  calling: "accent",
  linked: "good",
  off: "plain",
  waiting: "warn",
};

/** Two lines, whatever there is to say, so that nothing jumps when the state changes. */
export const PresencePart = ({ presence, lastSeen }: PresencePartProps) => {
  const { failure, heard_at: heardAt, last, state } = presence;
  const seen = last?.at ?? lastSeen;
  return (
    <div className="peer-presence">
      <span className="row-of">
        <Flag tone={tones[state]} title={words.about[state]}>
          {words[state]}
        </Flag>
        {heardAt === null || state === "linked" ? null : <Flag title={words.hereAbout(heardAt)}>{words.here}</Flag>}
        <span className="muted">{whenText(presence)}</span>
      </span>
      <span className="muted" {...(seen === null ? {} : { title: exactText(seen) })}>
        {last === null ? seenText(lastSeen) : words.last(secondText(last.at), last.received, last.sent)}
      </span>
      {failure === null ? null : <span className="peer-failure">{failure}</span>}
    </div>
  );
};

const seenText = (lastSeen: string | null): string =>
  lastSeen === null ? peerWords.never : peerWords.lastSeen(timeText(lastSeen));

const whenText = ({ next_try: nextTry, since, state }: PresenceRow): string => {
  if (state === "linked" && since !== null) return words.since(timeText(since));
  return state === "waiting" && nextTry !== null ? words.nextTry(secondText(nextTry)) : "";
};
