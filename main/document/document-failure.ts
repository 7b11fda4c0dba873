/** Why a file is not a document as issued: the closed list of reasons, each with its evidence. */
import type { Failure } from "../../shared/outcome/outcome.ts";

export type DocumentFailure =
  | NotAPdf
  | DocumentTooLarge
  | Encrypted
  | CrossReferenceStream
  | Damaged
  | Truncated
  | Appended
  | WithoutBundle
  | Rewritten
  | UpdateDiffers
  | BaseUnsuitable;

export interface NotAPdf extends Failure {
  readonly kind: "notAPdf";
}

export interface DocumentTooLarge extends Failure {
  readonly kind: "documentTooLarge";
  readonly bytes: number;
}

export interface Encrypted extends Failure {
  readonly kind: "encrypted";
}

/** The file has cross-reference streams (PDF 1.5) instead of a table: this program never wrote it. */
export interface CrossReferenceStream extends Failure {
  readonly kind: "crossReferenceStream";
}

/** Something at `offset` is not the PDF that it should be, or goes beyond a limit. */
export interface Damaged extends Failure {
  readonly kind: "damaged";
  readonly offset: number;
}

/** The file ends in the middle. */
export interface Truncated extends Failure {
  readonly kind: "truncated";
  readonly offset: number;
}

/** A document as issued, followed by `bytes` bytes from `offset` on. */
export interface Appended extends Failure {
  readonly kind: "appended";
  readonly offset: number;
  readonly bytes: number;
}

export interface WithoutBundle extends Failure {
  readonly kind: "withoutBundle";
}

/** Another program wrote the file anew. `salvaged` still tells which pages it changed. */
export interface Rewritten extends Failure {
  readonly kind: "rewritten";
  readonly salvaged: SalvagedDocument;
}

/**
 * The update that carries the bundle is not the one that base and bundle give; `offset` is the first byte that
 * differs.
 */
export interface UpdateDiffers extends Failure {
  readonly kind: "updateDiffers";
  readonly part: "bundle" | "update";
  readonly offset: number;
}

/** A base that no bundle can be attached to. */
export interface BaseUnsuitable extends Failure {
  readonly kind: "baseUnsuitable";
}

/** What can still be read from a document that was written anew: enough to name the pages that differ. */
export interface SalvagedDocument {
  readonly bundle: Uint8Array;
  readonly baseSha256: string;
  readonly pages: DocumentPages;
}

export interface DocumentPages {
  readonly count: number;
  /** SHA-256 of each page's decoded content, hex64, in page order. */
  readonly sha256: ReadonlyArray<string>;
}
