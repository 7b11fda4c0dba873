/** What the signed records say about a study and its assets: the facts from which every state is computed. */
import type { Instant } from "../clock/instant.ts";
import type { Decimal } from "../quantity/decimal.ts";
import type {
  Bypassed,
  ChannelBound,
  NodeReviewed,
  RecommendationClosed,
  SafeguardLinked,
  SafeguardTested,
  WorksheetEdited,
} from "./hazop-body.ts";
import type { Study } from "./study.ts";

/** A record of the study's history, or of one of its assets', with its body. */
export interface Fact<B> {
  readonly id: string;
  readonly at: Instant;
  readonly body: B;
}

/** Everything that was recorded in the study's own history and counts. The order does not matter. */
export interface StudyFacts {
  readonly links: ReadonlyArray<Fact<SafeguardLinked>>;
  readonly nodeLinks: ReadonlyArray<Fact<{ readonly assets: ReadonlyArray<string>; readonly node: string }>>;
  readonly tests: ReadonlyArray<Fact<SafeguardTested>>;
  readonly bypasses: ReadonlyArray<Fact<Bypassed>>;
  readonly restored: ReadonlyArray<Fact<{ readonly bypass: string }>>;
  readonly reviews: ReadonlyArray<Fact<NodeReviewed>>;
  readonly closures: ReadonlyArray<Fact<RecommendationClosed>>;
  readonly revalidations: ReadonlyArray<Fact<{ readonly due: string }>>;
  readonly edits: ReadonlyArray<Fact<WorksheetEdited>>;
  readonly bindings: ReadonlyArray<Fact<ChannelBound>>;
}

/** What was recorded about one asset that a study names. */
export interface AssetFacts {
  readonly asset: string;
  readonly tag: string | null;
  readonly defects: ReadonlyArray<{ readonly id: string; readonly at: Instant; readonly summary: string }>;
  /** Work that closes a defect. */
  readonly repairs: ReadonlyArray<{ readonly id: string; readonly at: Instant; readonly defect: string }>;
  readonly changes: ReadonlyArray<{
    readonly id: string;
    readonly at: Instant;
    readonly inKind: boolean;
    readonly summary: string;
  }>;
  /** Readings of channels that the study is bound to; a channel that gave none has its gap instead. */
  readonly readings: ReadonlyArray<ChannelReading>;
}

/** One reading of a channel, or with `value` null that there was none, `quality` saying why. */
export interface ChannelReading {
  readonly id: string;
  readonly at: Instant;
  readonly channel: string;
  readonly unit: string;
  readonly value: Decimal | null;
  readonly quality: string;
}

/** A study with all that is known of it. `hasSeen` says that the first record has the second among its ancestors. */
export interface StudyHistory {
  readonly study: Study;
  readonly facts: StudyFacts;
  readonly assets: ReadonlyArray<AssetFacts>;
  readonly hasSeen: (later: string, earlier: string) => boolean;
}

/** No facts at all. */
export const noFacts: StudyFacts = {
  links: [],
  nodeLinks: [],
  tests: [],
  bypasses: [],
  restored: [],
  reviews: [],
  closures: [],
  revalidations: [],
  edits: [],
  bindings: [],
};

/** Facts up to a moment, the earliest first; equal times by id, so that the order of arrival never matters. */
export const until = <F extends { readonly id: string; readonly at: Instant }>(
  facts: ReadonlyArray<F>,
  at: Instant,
): ReadonlyArray<F> =>
  facts
    .filter((fact) => fact.at <= at)
    .sort((left, right) => (left.at === right.at ? (left.id < right.id ? -1 : 1) : left.at < right.at ? -1 : 1));

/**
 * The facts that set a single-valued field and that no later one has set again: more than one with different values is
 * a conflict (record-format.md, section 4).
 */
export const standing = <F extends { readonly id: string }>(
  facts: ReadonlyArray<F>,
  hasSeen: StudyHistory["hasSeen"],
): ReadonlyArray<F> => facts.filter(({ id }) => !facts.some((other) => other.id !== id && hasSeen(other.id, id)));
