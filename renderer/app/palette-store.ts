/** The palette's own state: whether it is open, and which of its choices is marked. */
import { createSpotlight } from "@mantine/spotlight";

const [store, palette] = createSpotlight();

/** Handed to the palette. */
export const paletteStore = store;

/** Opens it from anywhere. */
export const openPalette = (): void => palette.open();

/** Marks the first choice where answers have come after the last key, so that Enter takes it; keeps any other mark. */
export const markFirstChoice = (): void => {
  const list = document.getElementById(store.getState().listId);
  if (list === null || list.querySelector("[data-selected]") !== null) return;
  list.querySelector("[data-action]")?.setAttribute("data-selected", "true");
  store.updateState((state) => ({ ...state, selected: 0 }));
};
