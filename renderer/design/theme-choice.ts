/** Which colours the screens wear: as the system, light, dark, or high contrast. Remembered on this machine. */
import { useMantineColorScheme } from "@mantine/core";
import { useEffect, useSyncExternalStore } from "react";
import { makeKeptChoice } from "./kept-choice.ts";

export const themeChoices = ["auto", "light", "dark", "contrast"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const kept = makeKeptChoice<ThemeChoice>("theme", themeChoices, () => "auto");

/** High contrast is drawn on black, so the kit draws its parts as in the dark. */
const schemes = { auto: "auto", light: "light", dark: "dark", contrast: "dark" } as const;

/** Puts the remembered contrast on the page and says which scheme the kit begins with. */
export const applyTheme = (choice: ThemeChoice = kept.read()): (typeof schemes)[ThemeChoice] => {
  document.documentElement.dataset["contrast"] = choice === "contrast" ? "more" : "usual";
  return schemes[choice];
};

/** Changes it, at once. */
export const setTheme = (choice: ThemeChoice): void => kept.write(choice);

/** The theme as it was chosen. */
export const useTheme = (): ThemeChoice => useSyncExternalStore(kept.subscribe, kept.read);

/** Keeps the kit in step with the choice; stands once, around the whole window. */
export const useAppliedTheme = (): void => {
  const choice = useTheme();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(applyTheme(choice)), [choice, setColorScheme]);
};
