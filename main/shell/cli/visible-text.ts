/** Text of others as a terminal may show it: a record can hold what moves the cursor or turns the reading direction. */

/** Controls, bidirectional and other invisible characters as `⟨U+202E⟩`; line ends and tabs stay. */
export const visibleText = (text: string): string =>
  text.replaceAll(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
