/** Words on how the installation's own keys lie on the disk. */
export const sealingWords = {
  states: {
    nothing: "The installation's own keys lie on the disk unsealed.",
    passphrase: "The installation's own keys are sealed by a passphrase, asked for at every start.",
    system: "The installation's own keys are sealed by the system for this user.",
  },
  open: "Seal the keys…",
  change: "Change the seal…",
  title: "Seal the installation's own keys",
  about:
    "These keys sign what no person stands behind, the checkpoints of the journal and cosignatures. Sealed, the disk alone does not open them.",
  by: "Seal them by",
  choices: { nothing: "nothing", passphrase: "a passphrase", system: "the system" },
  keeper: (name: string): string => `the system (${name})`,
  current: "The passphrase that they are sealed by now",
  currentHelp: "Empty where the program was started with it",
  passphrase: "New passphrase",
  passphraseHelp: "12 characters or more: four words that do not belong together. Nobody can reset it",
  again: "New passphrase again",
  startNote: "From the next start on the program asks for it in THROUGHLIFE_PASSPHRASE.",
  record: "Seal",
  done: "The keys lie on the disk as you said.",
  faults: { again: "The two passphrases are not the same.", passphrase: "A passphrase has 12 characters or more." },
  cancel: "Back",
  shut: "Close",
} as const;
