/** How much room things take: `compact` for a desk, `touch` for gloves and tablets. Remembered on this machine. */
import { useSyncExternalStore } from "react";
import { makeKeptChoice } from "./kept-choice.ts";

export const densities = ["compact", "touch"] as const;
export type Density = (typeof densities)[number];

const kept = makeKeptChoice("density", densities, () =>
  matchMedia("(pointer: coarse)").matches ? "touch" : "compact",
);

/** Puts the remembered density on the page, before anything is drawn. A first start on a touch screen is for touch. */
export const applyDensity = (): void => {
  document.documentElement.dataset["density"] = kept.read();
};

/** Changes it, at once. */
export const setDensity = (density: Density): void => {
  kept.write(density);
  applyDensity();
};

/** The density, and the way to change it. */
export const useDensity = (): readonly [Density, (density: Density) => void] => [
  useSyncExternalStore(kept.subscribe, kept.read),
  setDensity,
];
