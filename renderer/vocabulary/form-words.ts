/** Words that all forms share. */

export const formWords = {
  signedBy: (name: string): string => `Signed by ${name}`,
  nobody: "Nobody signs at the moment; what you typed in stays.",
  nobodySigns: "Nobody signs at the moment.",
  unlock: "Unlock a key",
  draft: "Kept on this machine until it is recorded",
  discard: "Clear the form",
  cancel: "Back",
} as const;
