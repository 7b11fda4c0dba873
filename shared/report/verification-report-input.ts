/** The plain rows that a verification report is made from: what a verifier found, nothing judged here. */
import type { ReportGround } from "./report-ground.ts";

export type VerdictWord = "verified" | "self-consistent" | "incomplete" | "not verified";

export interface VerificationReportInput {
  readonly ground: ReportGround;
  readonly file: VerifiedFile;
  readonly verdict: VerdictWord;
  /** The verdict in whole sentences. */
  readonly statement: string;
  /** The first reason why it is not verified or not whole, with its place. */
  readonly reason: { readonly message: string; readonly place: string | null } | null;
  /** The register that was trusted, hex64, or `null`. */
  readonly trusted: string | null;
  readonly registers: ReadonlyArray<string>;
  /** Records by which keys end, as far as the verifier knew, hex64. */
  readonly revocations: ReadonlyArray<string>;
  readonly warnings: ReadonlyArray<string>;
  readonly remarks: ReadonlyArray<string>;
  readonly checked: {
    readonly records: number;
    readonly attachments: number;
    readonly notes: number;
    readonly receipts: number;
    readonly bytes: number;
  };
  readonly histories: ReadonlyArray<VerifiedHistory>;
}

export interface VerifiedFile {
  readonly name: string;
  readonly kind: "bundle" | "data folder" | "document" | "unknown";
  readonly bytes: number;
  /** SHA-256 of the file, hex64; `null` for a folder. */
  readonly sha256: string | null;
}

export interface VerifiedHistory {
  /** hex64 */
  readonly id: string;
  /** A tag or a name, where the history states one. */
  readonly title: string | null;
  /** hex64; `null` for a register. */
  readonly register: string | null;
  readonly records: number;
  readonly standings: ReadonlyArray<{ readonly standing: string; readonly records: number }>;
  readonly forks: number;
  readonly conflicts: number;
  readonly equivocations: number;
  readonly lateEntries: number;
  /** Records that claim a time which witnesses contradict. */
  readonly impossibleTimes: number;
  readonly attachmentsMissing: number;
  readonly openingsWithheld: number;
  readonly openingsErased: number;
  readonly openBounds: number;
  readonly writers: ReadonlyArray<VerifiedWriter>;
}

export interface VerifiedWriter {
  /** Public key, hex64. */
  readonly key: string;
  /** `null` where it is withheld. */
  readonly name: string | null;
  readonly organisation: string | null;
  readonly roles: ReadonlyArray<string>;
}
