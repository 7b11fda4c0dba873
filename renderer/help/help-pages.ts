/** The pages of help, one for each screen, in words of the trade. They lie in the program and need no network. */
import { helpOnMachines } from "./help-on-machines.ts";
import { helpOnProof } from "./help-on-proof.ts";
import { helpOnRooms } from "./help-on-rooms.ts";
import type { HelpPage } from "./help-page.ts";

/** All pages, in the order in which they are read. */
export const helpPages: ReadonlyArray<HelpPage> = [...helpOnMachines, ...helpOnRooms, ...helpOnProof];

/** The page of the screen at an address: the longest beginning wins, the fleet is the last. */
export const pageAt = (address: string): HelpPage | null => {
  const fitting = helpPages.flatMap((page) =>
    page.screens.filter((screen) => isAt(address, screen)).map((screen) => ({ page, screen })),
  );
  return fitting.sort((left, right) => right.screen.length - left.screen.length)[0]?.page ?? null;
};

/** Pages that hold every word, the title counting as well as the text; all of them for no word. */
export const findHelp = (query: string): ReadonlyArray<HelpPage> => {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return helpPages.filter((page) => words.every((word) => textOf(page).includes(word)));
};

const textOf = ({ about, parts, title }: HelpPage): string =>
  [title, about, ...parts.flatMap(({ heading, says, steps = [] }) => [heading, ...says, ...steps])]
    .join(" ")
    .toLowerCase();

/** `*` in a screen's address stands for one step of the path. */
const isAt = (address: string, screen: string): boolean => {
  const here = address.split("/");
  return screen.split("/").every((step, index) => step === "*" || step === here[index]);
};
