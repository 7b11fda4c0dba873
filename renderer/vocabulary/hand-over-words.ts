/** Words on the register that judges a history, and on handing a history over to another one. */
export const handOverWords = {
  menu: "Register and owner…",
  title: "Register of this history",
  waiting: "Asking…",
  stands: (name: string): string =>
    `It stands under the ${name}: who may record here, and who must stand behind it, is said there.`,
  offered: (name: string, wants: string): string => `Offered to the ${name}. ${wants}`,
  take: "Take it over",
  taken: "Taken over. From here on the new register judges.",
  to: "Hand it over to",
  toHelp: "The register of the new owner. It is here once you have exchanged with them",
  about:
    "Sold or given away: the history goes along. What was recorded stays as it is; a validator of the new register takes it over, and from there on it judges.",
  none: "No other register is known here. Exchange with the new owner first, or take in a bundle of theirs.",
  fault: "Choose the register of the new owner.",
  record: "Offer it",
  recorded: "Offered. A validator of the new register takes it over.",
  cancel: "Back",
  shut: "Close",
} as const;
