/** The status line: what is not yet shared, when a peer was last seen, who signs, and any fault, loudly. */
import { IconLock, IconUser } from "@tabler/icons-react";
import { Link } from "wouter";
import { StatusShape } from "../design/StatusShape.tsx";
import type { LineState } from "../rpc/rpc-client.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { protectionWords } from "../vocabulary/protection-words.ts";
import { welcomeWords } from "../vocabulary/welcome-words.ts";
import { exactText, shortTimeText } from "../vocabulary/time-words.ts";
import type { Progress } from "./use-progress.ts";

export type Status = ResponseOf<"app.status">;

export interface StatusLineProps {
  /** Null while it is not known. */
  readonly status: Status | null;
  readonly line: LineState;
  /** What was just done. */
  readonly said: string | null;
  /** Long work that goes on. */
  readonly progress: ReadonlyArray<Progress>;
  readonly now: Date;
  readonly changeSigner: () => void;
  readonly lock: () => void;
  readonly stop: (id: string) => void;
  /** How many of the first steps are done, and of how many; null where that is no matter any more. */
  readonly steps: { readonly done: number; readonly of: number } | null;
}

/** One line, and a loud one above it when something is wrong. */
export const StatusLineView = (props: StatusLineProps) => {
  const { status, line, said, progress, stop } = props;
  return (
    <footer className="status" aria-label={appWords.status}>
      {status?.fault == null ? null : (
        <div className="loud" role="alert">
          {status.fault}
        </div>
      )}
      <div className="status-line">
        {status === null ? <Unknown line={line} /> : <Sharing {...props} status={status} />}
        <span className="status-said" role="status">
          {said}
        </span>
        {progress.map((work) => (
          <Work key={`${work.task} ${work.id}`} work={work} stop={stop} />
        ))}
        {props.steps === null ? null : (
          <Link href={addresses.firstSteps} className="status-link">
            {welcomeWords.steps.short(props.steps.done, props.steps.of)}
          </Link>
        )}
        {status === null ? null : <SignerPart {...props} status={status} />}
      </div>
    </footer>
  );
};

const Work = ({ stop, work }: { readonly work: Progress; readonly stop: (id: string) => void }) => {
  const { done, id, of, task } = work;
  const words = appWords.progress(task, done, of);
  return (
    <span className="status-part work">
      <progress aria-label={words} {...(of === null ? {} : { value: done, max: Math.max(1, of) })} />
      <span className="clip">{words}</span>
      {id === null ? null : (
        <button type="button" className="menu-button" aria-label={appWords.stopWork(words)} onClick={() => stop(id)}>
          {appWords.stop}
        </button>
      )}
    </span>
  );
};

const Unknown = ({ line }: Pick<StatusLineProps, "line">) => (
  <span className="status-part">{line === "open" ? appWords.waiting : lineWords[line]}</span>
);

type Known = StatusLineProps & { readonly status: Status };

const Sharing = ({ status, line, now }: Known) => (
  <>
    <span className="status-part" title={appWords.unsharedTitle(status.unshared)}>
      <StatusShape
        shape={status.unshared === 0 ? "filled-tick" : "half"}
        tone={status.unshared === 0 ? "good" : "warn"}
        label={null}
        size={14}
      />
      <Link href={addresses.exchange} className="status-link">
        {appWords.unshared(status.unshared)}
      </Link>
      <span className="muted">
        {status.last_seen === null || status.last_seen_name === null ? (
          appWords.neverSeen
        ) : (
          <span title={exactText(status.last_seen)}>
            {appWords.lastSeen(status.last_seen_name, shortTimeText(status.last_seen, now))}
          </span>
        )}
      </span>
    </span>
    <Protection {...status} now={now} />
    <span className="status-part wide-only muted">{appWords.records(status.records, status.histories)}</span>
    {status.simulators ? <span className="status-part wide-only">{appWords.simulators}</span> : null}
    {line === "open" ? null : <span className="status-part">{lineWords[line]}</span>}
  </>
);

interface ProtectionProps {
  readonly now: Date;
  readonly protection: Status["protection"];
}

/** Shape and words say the same; why, and what to do, is behind the link. */
const Protection = ({ now, protection: { last_copy, message, state, waiting } }: ProtectionProps) => (
  <span className="status-part" title={message ?? protectionWords.statusTitle}>
    <StatusShape
      shape={state === "current" ? "filled-tick" : state === "off" ? "dashed" : waiting > 0 ? "half" : "diamond"}
      tone={state === "current" || state === "copying" ? "good" : "warn"}
      label={null}
      size={14}
    />
    <Link href={addresses.protection} className="status-link">
      {protectionWords.status(state, waiting)}
    </Link>
    {last_copy === null ? null : (
      <span className="muted" title={exactText(last_copy)}>
        {shortTimeText(last_copy, now)}
      </span>
    )}
  </span>
);

const lineWords: Readonly<Record<LineState, string>> = {
  open: "",
  connecting: appWords.connecting,
  lost: appWords.lostShort,
  refused: appWords.lostShort,
};

const SignerPart = ({ status, changeSigner, lock }: Known) => (
  <span className="status-part signer">
    <button type="button" className="status-button" onClick={changeSigner} title={appWords.changePerson}>
      <IconUser size={15} aria-hidden="true" />
      <span className="clip">
        {status.person === null ? appWords.nobody : appWords.signs(status.person.name, status.person.roles.join(", "))}
      </span>
    </button>
    {status.person === null ? null : (
      <button type="button" className="status-button" onClick={lock} aria-label={appWords.lock} title={appWords.lock}>
        <IconLock size={15} aria-hidden="true" />
      </button>
    )}
  </span>
);
