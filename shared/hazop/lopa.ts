/**
 * Layer of protection analysis: MEL = IEF x P(enabling) x P(conditional modifiers) x PFD of each credited layer, held
 * against TMEL. No layer counts twice, none against its own failure (CCPS LOPA: independent, auditable, effective).
 */
import { frequencyText, isGreater, parseFrequency, product, ratioText, type Frequency } from "./frequency.ts";
import type { Safeguard, Scenario } from "./study.ts";

export interface Lopa {
  readonly frequency: string;
  readonly tmel: string;
  /** Per year, with the layers that are credited. */
  readonly mel: string;
  /** Per year, with every layer that the study names and that may be credited once. */
  readonly melAsStudied: string;
  /** TMEL / MEL: 1 and more is met. */
  readonly ratio: string;
  readonly met: boolean;
  readonly metAsStudied: boolean;
  /** What the credited layers would have to reduce by alone: frequency without layers / TMEL. */
  readonly requiredReduction: string;
  readonly credited: ReadonlyArray<Safeguard>;
  readonly dropped: ReadonlyArray<DroppedLayer>;
}

export interface DroppedLayer {
  readonly safeguard: Safeguard;
  readonly why: string;
  /** True for a layer that the study itself may not credit; false for one that is out of order at the moment. */
  readonly always: boolean;
}

/** What is known of a safeguard beyond the study. */
export interface LayerFacts {
  /** Why it is not credited now, or `null` where it is healthy. */
  readonly outOfOrder: (safeguard: Safeguard) => string | null;
  /** Ids of the assets that perform it. */
  readonly assetsOf: (safeguard: Safeguard) => ReadonlyArray<string>;
}

/** Nothing but the study: every layer in order, none linked to a device. */
export const asStudied: LayerFacts = { assetsOf: () => [], outOfOrder: () => null };

/** The arithmetic of a scenario; `null` where it has no initiating frequency or no target that can be read. */
export const lopaOf = (
  { cause, consequence }: Pick<Scenario, "cause" | "consequence">,
  layers: ReadonlyArray<Safeguard>,
  facts: LayerFacts,
  severityTmel = "",
): Lopa | null => {
  const frequency = parseFrequency(cause.frequency);
  const target = consequence.tmel.trim() === "" && consequence.lopaRequired ? severityTmel : consequence.tmel;
  const tmel = parseFrequency(target);
  if (frequency === null || tmel === null) return null;
  const factors = [...cause.enabling, ...consequence.modifiers].flatMap(
    ({ probability }) => parseFrequency(probability) ?? [],
  );
  const sorted = sortLayers(layers, cause.text, facts);
  const without = product([frequency, ...factors]);
  const studied = product([without, ...sorted.creditable.map(pfdOf)]);
  const mel = product([without, ...sorted.credited.map(pfdOf)]);
  return {
    frequency: frequencyText(frequency),
    tmel: frequencyText(tmel),
    mel: frequencyText(mel),
    melAsStudied: frequencyText(studied),
    ratio: ratioText(tmel, mel) ?? "",
    met: !isGreater(mel, tmel),
    metAsStudied: !isGreater(studied, tmel),
    requiredReduction: ratioText(without, tmel) ?? "",
    credited: sorted.credited,
    dropped: sorted.dropped,
  };
};

interface SortedLayers {
  readonly creditable: ReadonlyArray<Safeguard>;
  readonly credited: ReadonlyArray<Safeguard>;
  readonly dropped: ReadonlyArray<DroppedLayer>;
}

const sortLayers = (layers: ReadonlyArray<Safeguard>, cause: string, facts: LayerFacts): SortedLayers => {
  const creditable: Safeguard[] = [];
  const credited: Safeguard[] = [];
  const dropped: DroppedLayer[] = [];
  for (const safeguard of layers.filter(({ isLayer, isSafeguard }) => isLayer && isSafeguard)) {
    const never = neverCredited(safeguard, cause) ?? creditedAlready(safeguard, creditable, facts);
    if (never !== null) {
      dropped.push({ safeguard, why: never, always: true });
      continue;
    }
    creditable.push(safeguard);
    const now = facts.outOfOrder(safeguard);
    if (now === null) credited.push(safeguard);
    else dropped.push({ safeguard, why: now, always: false });
  }
  return { creditable, credited, dropped };
};

const neverCredited = (safeguard: Safeguard, cause: string): string | null => {
  if (parseFrequency(safeguard.pfd) === null) return "it has no probability of failure on demand";
  const [denied] = safeguard.denied;
  if (denied !== undefined) return `the study says that it is not ${denied}`;
  return failsByItself(safeguard, cause) ? "its own failure is the cause" : null;
};

/** True when the cause names the tag of the safeguard: a layer is not credited against its own failure. */
export const failsByItself = ({ tag }: Pick<Safeguard, "tag">, cause: string): boolean =>
  tag.trim().length > 1 && words(cause).includes(words(tag).join(" ")) && /fail|trip|fault|loss|stuck/i.test(cause);

const words = (text: string): ReadonlyArray<string> =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_-]+/u)
    .filter((word) => word !== "");

const creditedAlready = (
  safeguard: Safeguard,
  before: ReadonlyArray<Safeguard>,
  { assetsOf }: LayerFacts,
): string | null => {
  const tag = safeguard.tag.trim().toLowerCase();
  for (const other of before) {
    if (other.id === safeguard.id) return "it is named twice in this scenario";
    if (tag !== "" && other.tag.trim().toLowerCase() === tag)
      return `the device ${safeguard.tag} is credited already as "${other.name}"`;
    const shared = assetsOf(safeguard).some((asset) => assetsOf(other).includes(asset));
    if (shared) return `the asset that performs it is credited already as "${other.name}"`;
  }
  return null;
};

const pfdOf = ({ pfd }: Safeguard): Frequency => parseFrequency(pfd) ?? { coefficient: 1n, exponent: 0 };
