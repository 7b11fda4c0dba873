/** Names as a person types them: with commas between them. */

/** Without empty ones. */
export const namesOf = (text: string): string[] =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
