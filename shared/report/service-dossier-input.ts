/** The plain rows that a service dossier is made from: what a query gives, nothing computed here. */
import type { GroundSeal } from "./ground-seal.ts";
import type { ReportPhoto } from "./report-photo.ts";
import type { CorrectionReason, Precision, Standing } from "./report-vocabulary.ts";

export interface ServiceDossierInput {
  readonly state: "preview" | "issued";
  readonly asset: DossierAsset;
  readonly scope: DossierScope;
  readonly issuer: DossierIssuer;
  readonly checkpoint: DossierCheckpoint;
  /** Records in the history's order; a correction is not an entry but stands in `corrections` of what it corrects. */
  readonly entries: ReadonlyArray<DossierEntry>;
  readonly conflicts: ReadonlyArray<DossierConflict>;
  readonly readings: ReadonlyArray<DossierReading>;
  readonly attachments: ReadonlyArray<DossierAttachment>;
  /** Photos of work and defects, in the order of the history. */
  readonly photos: ReadonlyArray<ReportPhoto>;
  readonly writers: ReadonlyArray<DossierWriter>;
  /** Number of records by standing; a standing without records may be left out. */
  readonly standings: ReadonlyArray<{ readonly standing: Standing; readonly records: number }>;
  readonly forks: ReadonlyArray<DossierFork>;
  readonly equivocations: ReadonlyArray<DossierEquivocation>;
  readonly missing: DossierMissing;
  /** As in the ground of every report. */
  readonly seal?: GroundSeal | null;
}

/** A member that nobody recorded is `null` and is printed as not recorded. */
export interface DossierAsset {
  readonly tag: string | null;
  readonly serial: string | null;
  readonly maker: string | null;
  readonly model: string | null;
  /** Equipment class in words with its code, for example `Pump, centrifugal (PU-CE)`. */
  readonly className: string | null;
  readonly identifiers: ReadonlyArray<{ readonly scheme: string; readonly value: string }>;
}

export interface DossierScope {
  /** Id of the history, hex64. */
  readonly history: string;
  /** Number of records in scope, corrections included. */
  readonly records: number;
  /** Ids of the history's heads. */
  readonly heads: ReadonlyArray<string>;
  /** Id of the register that judges the history, hex64. */
  readonly register: string;
  /** How many independent organisations bound the times; 0 means self-declared. */
  readonly witnesses: number;
}

export interface DossierIssuer {
  readonly name: string;
  readonly role: string;
  readonly organisation: string;
  /** TIME of record-format.md, section 2. */
  readonly date: string;
}

/** The three lines of the signed note that the report stands on (record-format.md, section 7). */
export interface DossierCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** Base64, as in the note. */
  readonly root: string;
}

export interface DossierTime {
  /** TIME of record-format.md, section 2; only the part that `precision` names is printed. */
  readonly at: string;
  readonly precision: Precision;
}

export interface DossierEntry extends DossierTime {
  /** Id of the record, hex64; printed short. */
  readonly id: string;
  /** Record type with or without its version, for example `service/performed@1`. */
  readonly type: string;
  readonly failed: string | null;
  readonly done: string | null;
  /** Anything else that the record says, name and value in words. */
  readonly facts: ReadonlyArray<{ readonly name: string; readonly value: string }>;
  readonly codes: ReadonlyArray<{ readonly list: string; readonly code: string; readonly title: string | null }>;
  /** Decimal hours. */
  readonly hours: string | null;
  readonly parts: ReadonlyArray<DossierPart>;
  readonly counters: ReadonlyArray<{ readonly name: string; readonly value: string; readonly unit: string }>;
  readonly attachments: ReadonlyArray<string>;
  readonly by: DossierSigner;
  readonly standing: Standing;
  readonly standingReason: string | null;
  readonly late: boolean;
  /** Witnesses contradict a time that it claims. */
  readonly impossible: boolean;
  /** The time by which others had it, and how many independent organisations say so; `null` for self-declared. */
  readonly witnessed: { readonly by: string; readonly organisations: number } | null;
  readonly corrections: ReadonlyArray<DossierCorrection>;
}

export interface DossierPart {
  readonly quantity: string;
  readonly description: string;
  readonly number: string | null;
}

export interface DossierSigner {
  readonly name: string;
  readonly role: string;
}

export interface DossierCorrection extends DossierTime {
  readonly id: string;
  readonly reason: CorrectionReason;
  readonly by: DossierSigner;
  readonly standing: Standing;
  /** Id of the record that says what is right, or `null`. */
  readonly replacement: string | null;
}

export interface DossierConflict {
  readonly field: string;
  readonly values: ReadonlyArray<
    DossierTime & { readonly value: string; readonly id: string; readonly by: DossierSigner }
  >;
}

export interface DossierReading extends DossierTime {
  readonly id: string;
  readonly channel: string;
  /** The instrument's digits, or `null` where there is no good value. */
  readonly value: string | null;
  readonly unit: string;
  readonly quality: string;
  readonly instrument: string;
}

export interface DossierAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** SHA-256, hex64. */
  readonly hash: string;
  readonly presence: "inside" | "leftOut" | "absent";
}

export interface DossierWriter {
  readonly party: string;
  readonly roles: ReadonlyArray<string>;
  readonly organisation: string;
  /** Public key, hex64. */
  readonly key: string;
  readonly records: number;
}

export interface DossierFork {
  /** Id of the last common record. */
  readonly after: string;
  readonly branches: ReadonlyArray<{ readonly party: string; readonly records: number }>;
  readonly joined: boolean;
}

export interface DossierEquivocation {
  readonly key: string;
  readonly first: string;
  readonly second: string;
}

/** What the history names and this installation does not hold. */
export interface DossierMissing {
  readonly pending: ReadonlyArray<{ readonly id: string; readonly reason: string }>;
  readonly withheldOpenings: ReadonlyArray<string>;
  /** Number of records whose time no witness bounds. */
  readonly openTimeBounds: number;
}
