/** Whether a peer may be given the opening of a sealed value, and why: one rule for exchanges, screens and answers. */
import type { SealedKind } from "./sealed-kind.ts";

/** What was decided for one peer. What is decided for a single value goes before what is decided for its kind. */
export interface OpeningRules {
  readonly openings: boolean;
  /** Kinds that stay here although openings go along. */
  readonly withheld?: ReadonlyArray<SealedKind>;
  /** Digests of single values that were disclosed to this peer. */
  readonly disclosed?: ReadonlyArray<string>;
  /** Digests of single values that this peer is never given. */
  readonly kept?: ReadonlyArray<string>;
}

export const openingReasons = [
  "kept",
  "disclosed",
  "pseudonym",
  "openings-withheld",
  "kind-withheld",
  "openings-shared",
] as const;

export interface OpeningAnswer {
  readonly may: boolean;
  /** `pseudonym`: those are disclosed one by one and never by a rule. */
  readonly why: (typeof openingReasons)[number];
}

/** What a peer is given of a value: by a decision on it, by its kind, by whether openings go along at all. */
export const mayHaveOpening = (
  { disclosed = [], kept = [], openings, withheld = [] }: OpeningRules,
  { kind, sealed }: { readonly kind: SealedKind; readonly sealed: string },
): OpeningAnswer => {
  if (kept.includes(sealed)) return { may: false, why: "kept" };
  if (disclosed.includes(sealed)) return { may: true, why: "disclosed" };
  if (kind === "pseudonyms") return { may: false, why: "pseudonym" };
  if (!openings) return { may: false, why: "openings-withheld" };
  return withheld.includes(kind) ? { may: false, why: "kind-withheld" } : { may: true, why: "openings-shared" };
};

/** True where anything at all may be given. */
export const givesAnyOpening = ({ disclosed = [], openings }: OpeningRules): boolean =>
  openings || disclosed.length > 0;
