/** The words around the pages of help; the pages themselves are in help/. */

export const helpWords = {
  title: "Help",
  about: "A page for each screen. Press F1 or ? on a screen for its own.",
  search: "Search the help",
  pages: "Pages",
  nothing: "No page holds all these words. Try one of them.",
  none: "This screen has no page of its own.",
  titleOf: (title: string | null): string => (title === null ? "Help" : `Help: ${title}`),
  all: "All help",
  keys: "All keys",
  close: "Close",
} as const;
