/** Whether a text holds every word that was typed, whatever their order and case. */

/** No word: every text holds it. */
export const holdsWords = (text: string, typed: string): boolean => {
  const within = text.toLowerCase();
  return typed
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => within.includes(word));
};
