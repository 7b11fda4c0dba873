/** What the answers to others and the questions to them share. */
import type { Instant } from "../../shared/clock/instant.ts";
import type { NoteKey } from "../../shared/ledger/note-key.ts";
import type { NoteSigner } from "../../shared/ledger/note.ts";
import type { Outcome } from "../../shared/outcome/outcome.ts";
import type { AlarmBook } from "./alarm-book.ts";
import type { KnownInstallations } from "./known-installations.ts";
import type { LogWatching } from "./log-watching.ts";
import type { NoteShelf } from "./note-shelf.ts";
import type { PromiseParts } from "./promise-giving.ts";
import type { OwnLogs } from "./own-logs.ts";

export interface WitnessParts {
  readonly alarms: AlarmBook;
  readonly known: KnownInstallations;
  readonly log: NoteKey;
  readonly logs: OwnLogs;
  readonly shelf: NoteShelf;
  readonly watching: LogWatching;
  readonly witness: NoteSigner;
  readonly now: () => Instant;
  /** Signs a checkpoint of all that is durable. */
  readonly freshCheckpoint: () => Promise<Outcome<string>>;
  readonly promises: PromiseParts;
  /** True for a witness key that a register here has revoked. */
  readonly isRevoked: (witness: string) => boolean;
  /** Called when a witness has cosigned more of the own log than it has lines: this folder is older than it was. */
  readonly onBehind: (sentence: string) => Promise<Outcome<unknown>>;
  readonly onChanged: () => void;
}
