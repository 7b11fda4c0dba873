/**
 * The logs and witnesses of other installations, as they introduced themselves over a link or as a person named them
 * (`witness/installations`).
 */
import { isInstant, type Instant } from "../../shared/clock/instant.ts";
import { noteKeyText, parseNoteKey, type NoteKey } from "../../shared/ledger/note-key.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { openLineFile, type LineFile } from "./line-file.ts";

export interface KnownInstallation {
  readonly name: string;
  /** The installation that said so over its link; `null` for keys that a person named. */
  readonly installation: string | null;
  /** Its log as it is written now; `null` for somebody who only witnesses. */
  readonly log: NoteKey | null;
  readonly witness: NoteKey | null;
  readonly since: Instant;
}

export interface KnownInstallations {
  /** The newest word of each, in the order in which they were met. */
  readonly all: () => ReadonlyArray<KnownInstallation>;
  /** Whose log this origin is, or was before it began another. */
  readonly ofLog: (origin: string) => KnownInstallation | null;
  readonly ofWitness: (witness: string) => KnownInstallation | null;
  /** True when it was news. */
  readonly note: (installation: KnownInstallation) => Promise<Outcome<boolean>>;
}

/** Peers are at most a thousand; beyond it somebody floods us with new logs. */
export const installationsMax = 4000;

/** Opens what was noted. `folder` is `witness/`. */
export const openKnownInstallations = async (
  files: DiskFiles,
  folder: string,
): Promise<Outcome<KnownInstallations>> => {
  const lines = await openLineFile(files, `${folder}/installations`, { parse: knownLine });
  return lines.ok ? success(new Known(lines.value)) : lines;
};

interface KnownLine {
  readonly name: string;
  readonly installation: string | null;
  readonly log: string | null;
  readonly witness: string | null;
  readonly since: Instant;
}

const knownLine = (json: unknown): KnownLine | null => {
  if (typeof json !== "object" || json === null) return null;
  if (!("installation" in json && "log" in json && "name" in json && "since" in json && "witness" in json)) return null;
  const { installation, log, name, since, witness } = json;
  if (typeof name !== "string" || typeof since !== "string" || !isInstant(since)) return null;
  return { installation: textOf(installation), log: textOf(log), name, since, witness: textOf(witness) };
};

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

const keyOf = (text: string | null): NoteKey | null => {
  const key = text === null ? null : parseNoteKey(text);
  return key?.ok === true ? key.value : null;
};

class Known implements KnownInstallations {
  readonly #lines: LineFile<KnownLine>;
  readonly #known: KnownInstallation[];

  constructor(lines: LineFile<KnownLine>) {
    this.#lines = lines;
    this.#known = lines.values().map((line) => ({ ...line, log: keyOf(line.log), witness: keyOf(line.witness) }));
  }

  readonly all: KnownInstallations["all"] = () => [
    ...new Map(this.#known.map((known) => [whoIs(known), known])).values(),
  ];

  readonly ofLog: KnownInstallations["ofLog"] = (origin) =>
    this.#known.findLast(({ log }) => log?.name === origin) ?? null;

  readonly ofWitness: KnownInstallations["ofWitness"] = (witness) =>
    this.#known.findLast((known) => known.witness?.key === witness) ?? null;

  readonly note: KnownInstallations["note"] = async (installation) => {
    const before = this.all().find((known) => whoIs(known) === whoIs(installation));
    if (before !== undefined && saysSame(before, installation)) return success(false);
    if (this.#known.length >= installationsMax)
      return refuse("tooManyPeers", `${installationsMax} logs and witnesses were met; no other is noted.`);
    const kept = await this.#lines.append(lineOf(installation));
    if (!kept.ok) return kept;
    this.#known.push(installation);
    return success(true);
  };
}

const lineOf = (known: KnownInstallation): KnownLine => ({
  ...known,
  log: known.log === null ? null : noteKeyText(known.log),
  witness: known.witness === null ? null : noteKeyText(known.witness),
});

const whoIs = ({ installation, log, witness }: KnownInstallation): string =>
  installation ?? log?.name ?? witness?.name ?? "";

const saysSame = (left: KnownInstallation, right: KnownInstallation): boolean => {
  const [one, other] = [lineOf(left), lineOf(right)];
  return one.name === other.name && one.log === other.log && one.witness === other.witness;
};
