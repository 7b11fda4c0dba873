/**
 * How large everything is drawn, 75 to 200 %: by the shell where it can, by the size of the root's letters elsewhere.
 */
import { useSyncExternalStore } from "react";
import { makeKeptChoice } from "./kept-choice.ts";

/** Steps in percent: fine near the usual size. */
const zoomSteps = ["75", "80", "90", "100", "110", "125", "150", "175", "200"] as const;
type ZoomStep = (typeof zoomSteps)[number];

const kept = makeKeptChoice<ZoomStep>("zoom", zoomSteps, () => "100");

/** A shell that draws larger and smaller by itself, and remembers how large. */
export interface ShellZoom {
  readonly change: (factor: number) => void;
  /** Draws at the remembered size and says it; null where it cannot. */
  readonly remembered: () => Promise<number | null>;
}

let apply: ShellZoom["change"] = (factor) => {
  document.documentElement.style.setProperty("--zoom", String(factor));
};

/** Puts the remembered size on the page, before anything is drawn. */
export const applyZoom = (shell: ShellZoom | undefined): void => {
  if (shell === undefined) return apply(Number(kept.read()) / 100);
  apply = shell.change;
  void shell.remembered().then((factor) => {
    const step = zoomSteps.find((one) => Number(one) / 100 === factor);
    if (step !== undefined) kept.write(step);
  });
};

/** One step up or down, or back to the usual size. */
export const changeZoom = (direction: "in" | "out" | "reset"): void => {
  const here = zoomSteps.indexOf(kept.read());
  const step = direction === "in" ? here + 1 : here - 1;
  setZoom((direction === "reset" ? "100" : zoomSteps[step]) ?? kept.read());
};

/** The size in percent, all steps, and the way to change it. */
export const useZoom = (): readonly [string, ReadonlyArray<string>, (percent: string) => void] => [
  useSyncExternalStore(kept.subscribe, kept.read),
  zoomSteps,
  (percent) => setZoom(zoomSteps.find((step) => step === percent) ?? "100"),
];

const setZoom = (step: ZoomStep): void => {
  kept.write(step);
  apply(Number(step) / 100);
};
