/** What is fuzzed: a reader, good inputs for it, and a judge who knows what may be accepted and why. */
import type { Spoiling } from "./spoil.ts";

/** What came of one input. */
export type FuzzAnswer =
  | { readonly kind: "refused"; readonly reason: string }
  /** Accepted, as it may be: it is a good input itself, or the format allows what was changed. */
  | { readonly kind: "accepted"; readonly because: string }
  /** Something that must never be. */
  | { readonly kind: "find"; readonly what: string };

export interface FuzzTarget {
  readonly name: string;
  /** Inputs for this target of a thousand. */
  readonly perMille: number;
  /** Good inputs; the judge accepts every one of them. */
  readonly samples: ReadonlyArray<Uint8Array>;
  readonly spoil: Spoiling;
  readonly judge: (input: Uint8Array) => FuzzAnswer | Promise<FuzzAnswer>;
}

export const refused = (reason: string): FuzzAnswer => ({ kind: "refused", reason });
export const accepted = (because: string): FuzzAnswer => ({ kind: "accepted", because });
export const find = (what: string): FuzzAnswer => ({ kind: "find", what });

/** A set of byte strings. */
export const bytesSet = (list: Iterable<Uint8Array>): { readonly has: (bytes: Uint8Array) => boolean } => {
  const known = new Set([...list].map(textOfBytes));
  return { has: (bytes) => known.has(textOfBytes(bytes)) };
};

const textOfBytes = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");

/** An input that is one of the good ones. */
export const itself = "it is a good one itself";
