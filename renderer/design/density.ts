/** How much room things take: `compact` for a desk, `touch` for gloves and tablets. Remembered on this machine. */
import { useSyncExternalStore } from "react";

export const densities = ["compact", "touch"] as const;
export type Density = (typeof densities)[number];

const storeKey = "throughlife.density";
const listeners = new Set<() => void>();

/** Puts the remembered density on the page, before anything is drawn. A first start on a touch screen is for touch. */
export const applyDensity = (): void => {
  document.documentElement.dataset["density"] = readDensity();
};

/** The density, and the way to change it. */
export const useDensity = (): readonly [Density, (density: Density) => void] => [
  useSyncExternalStore(subscribe, readDensity),
  writeDensity,
];

const readDensity = (): Density => {
  const kept = localStorage.getItem(storeKey);
  const fitting = matchMedia("(pointer: coarse)").matches ? "touch" : "compact";
  return densities.find((density) => density === kept) ?? fitting;
};

const writeDensity = (density: Density): void => {
  localStorage.setItem(storeKey, density);
  applyDensity();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
