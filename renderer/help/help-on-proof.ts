/** Help on proof: verifying files, and what stands behind a record. */
import type { HelpPage } from "./help-page.ts";

export const helpOnProof: ReadonlyArray<HelpPage> = [
  {
    id: "verify",
    title: "Verify",
    about: "Says what is proved about a bundle, a document or a data folder, and what is not.",
    screens: ["/verify"],
    parts: [
      {
        heading: "Drop a file",
        says: [
          "Drop it anywhere on the window, or choose it here. It is only read.",
          "Verified means: under a register that you named as trusted. Without one a file can only be consistent in itself.",
        ],
      },
      {
        heading: "Where to get a register's id",
        says: [
          "From the company itself, by another way than the file: from its web page, a contract, or by telephone.",
        ],
      },
    ],
  },
  {
    id: "privacy",
    title: "Who may read what",
    about: "Names, prices and customers are sealed. This says who is given them, and why.",
    screens: ["/privacy"],
    parts: [
      {
        heading: "Sealed values",
        says: [
          "A record holds only a fingerprint of the value; what it says lies beside it. So the record is whole for everybody, and what it says is not.",
          "A peer is given a kind of value where it is ticked. A single value can be disclosed to one party, or kept from it, whatever its kind.",
        ],
      },
      {
        heading: "Erasing",
        says: [
          "Whoever sealed a value, their company, or a validator can erase it. Every peer that receives the erasing record forgets the value and refuses it from then on.",
          "What was printed, exported or read cannot be taken back.",
        ],
      },
      {
        heading: "Pseudonyms",
        says: [
          "A key with a role and no name. Whose it is is sealed, and can be disclosed to whom it concerns: a disclosure that does not fit is refused.",
        ],
      },
    ],
  },
  {
    id: "protection",
    title: "Protection",
    about: "A copy on a stick or a second disk, so that a lost computer loses nothing.",
    screens: ["/protection"],
    parts: [
      {
        heading: "What is copied",
        says: [
          "Every record of this computer, with attachments and, where you chose so, sealed values: some seconds after it was recorded, and whenever the stick comes back.",
          "The status line says when the copy was made last and what is not on it yet. A stick that is not here, is full, or is another one is said there too.",
        ],
      },
      {
        heading: "When a computer is lost",
        says: [
          "Start the program on the new one and choose “Replace a computer that was lost”. It takes minutes.",
          "With a recovery key you go on as the same party. Without one somebody who enrols parties must enrol the new computer.",
          "Then exchange with everybody: what they have beyond the copy comes back. What is still missing is said by name.",
        ],
      },
      {
        heading: "The recovery key",
        says: [
          "It is the key that the register already promises to follow yours. It has never signed anything, and the key that signs now never leaves this computer.",
          "Only the passphrase opens it. Keep the two apart.",
        ],
      },
    ],
  },
  {
    id: "standing",
    title: "How far a record can be trusted",
    about: "Every record has a standing, computed from the register and never stored as truth.",
    screens: [],
    parts: [
      {
        heading: "Standings",
        says: [
          "Accepted: in force under the register. Provisional: waits for endorsements. Pending: builds on a record that is not here.",
          "Not permitted: its writer had no role that may record this. Disputed: its key was revoked, or signed two versions. Corrected: a later record corrects it.",
        ],
      },
      {
        heading: "Times",
        says: ["A time is self-declared unless a witness bounds it. Wherever that matters, the program says so."],
      },
    ],
  },
  {
    id: "proportion",
    title: "When not to use this",
    about: "Where a plain shared database would do, use one.",
    screens: [],
    parts: [
      {
        heading: "What it is for",
        says: [
          "Signed histories pay off where several companies write about the same machines and do not simply trust each other, or where somebody must be able to check years later.",
          "If only your company writes, and nobody outside ever has to check it, an ordinary maintenance system is simpler.",
        ],
      },
      {
        heading: "What it is not",
        says: ["There is no coin and no mining. Writers sign, witnesses order, people decide."],
      },
    ],
  },
  {
    id: "keys",
    title: "Person and lock",
    about: "Who signs what is recorded from this window.",
    screens: [],
    parts: [
      {
        heading: "Change who signs",
        says: [
          "Press W, or the name in the status line. The PIN is typed on keys or on the large pad.",
          "While nobody signs, everything can be read, and forms keep what was typed in.",
        ],
      },
      {
        heading: "If the laptop is stolen",
        says: ["Whoever has it can read it but cannot sign without a PIN. Have its keys revoked in the register."],
      },
    ],
  },
  {
    id: "notices",
    title: "Notices",
    about: "What happened while you looked elsewhere, kept until you have read it.",
    screens: [],
    parts: [
      {
        heading: "What is noted",
        says: [
          "Exchanges that brought something, exchanges that ended early, records of unknown keys, faults of the journal, and long work that has finished.",
        ],
      },
    ],
  },
];
