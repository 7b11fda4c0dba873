/** The words for people, their keys and their PINs. */

export const personWords = {
  title: "Who signs",
  choose: "Choose your name",
  nobodyYet: "Nobody can sign on this machine yet. Add a person under Settings, or on the command line.",
  pinOf: (name: string): string => `PIN of ${name}`,
  pin: "PIN, six digits or more",
  digits: (count: number): string => (count === 1 ? "1 digit" : `${count} digits`),
  erase: "Erase the last digit",
  unlock: "Unlock",
  unlocking: "Opening the key…",
  back: "Somebody else",
  lock: "Lock",
  here: "signs now",
  waits: (when: string): string => `can try again at ${when}`,
  stolen: "If this laptop is stolen",
  unlocked: (name: string): string => `${name} signs from now on.`,
  locked: "Locked. Nobody signs until somebody unlocks a key.",
} as const;
