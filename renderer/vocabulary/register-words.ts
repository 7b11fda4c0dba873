/** Words on registers: parties, what they may do and why not, rules, keys that end, and why there is a register. */
import { countText } from "./number-words.ts";

const records = (count: number): string => (count === 1 ? "1 record" : `${countText(count)} records`);

export const registerWords = {
  title: "Parties and rules",
  waiting: "Asking…",
  which: "Register",
  own: (name: string): string => `${name} (own)`,
  parts: {
    label: "What is shown",
    parties: "Parties and keys",
    who: "Who may do what",
    rules: "Rules and quorums",
    witnesses: "Witness policy",
    charter: "Why this register",
  },
  dialog: { cancel: "Back", shut: "Close" },
  reason: "Reason",
  reasonFault: "Say why, for whoever reads the register later.",
  recorded: "Recorded in the register.",
  waits: "Recorded. It counts once the others that the register asks for have endorsed it.",
  withheld: "name withheld",
  nobody: "nobody",

  parties: {
    caption: "Parties",
    name: "Party",
    kind: "Kind",
    roles: "Roles",
    keys: "Keys",
    act: "Change",
    enrol: "Enrol a party…",
    merge: "Merge parties…",
    kinds: { equipment: "equipment", organisation: "organisation", person: "person" },
    noRole: "no role",
    merged: (count: number): string => `${count} merged into one`,
    ended: "ended",
    noKey: "no key",
    change: "Change…",
    changeOf: (name: string): string => `Change ${name}`,
    end: "End…",
    endOf: (key: string): string => `End the key ${key}`,
  },

  enrol: {
    title: "Enrol a party",
    changeTitle: (name: string): string => `Change ${name}`,
    about: "The record is signed by you and says who the party is from then on. The name of a person is sealed.",
    changeAbout: "What you record here takes the place of what was said before: roles that you take away are gone.",
    kind: "Kind",
    name: "Name",
    nameKept: "Leave it empty to keep the name",
    organisation: "Organisation",
    noOrganisation: "none",
    key: "Public key",
    keyHelp: "64 hex digits, as the other program shows it; empty where nothing is signed in this name",
    roles: "Roles",
    from: "Valid from",
    until: "Valid until",
    validHelp: "A day such as 2026-03-01, in UTC; empty for no limit. It informs readers; to end a key, revoke it",
    record: "Enrol",
    recordChange: "Record the change",
    faults: {
      name: "Write the name.",
      key: "A key has 64 hex digits (0 to 9, a to f).",
      day: "Write a day as 2026-03-01.",
    },
  },

  merge: {
    title: "Merge parties",
    about: "For one party that was enrolled twice. From then on it counts once in every quorum. This cannot be undone.",
    parties: "Parties that are one",
    record: "Merge",
    fault: "Choose two parties or more.",
  },

  end: {
    title: "End a key",
    about: (name: string): string =>
      `What ${name} signed with this key up to the last good record of each history stays good. The rest is disputed, never deleted.`,
    since: "Compromised since",
    sinceHelp:
      "Day or time in UTC, such as 2026-03-01 or 2026-03-01T08:30; empty where the key was only lost. What was recorded from then on is not proposed as good. A thief may have set the clock back: look at the last good records",
    sinceFault: "Write a day or a time as 2026-03-01T08:30.",
    effect: (good: number, disputed: number): string =>
      disputed === 0
        ? `${records(good)} stay good. None would be disputed.`
        : `${records(good)} stay good, ${records(disputed)} would be disputed.`,
    builtUpon: (count: number): string => `${records(count)} of others stand on what would be disputed.`,
    histories: "Last good records",
    history: "History",
    good: "Good",
    disputed: "Disputed",
    last: "Last good record",
    none: "none",
    more: (count: number): string => `and ${countText(count)} more histories`,
    record: "End the key",
    done: (disputed: number): string => `The key is ended; ${records(disputed)} are disputed.`,
  },

  who: {
    view: "Show",
    byRole: "by role",
    byParty: "by party",
    caption: "Who may record what",
    type: "Record",
    needs: (groups: string): string => `needs ${groups}`,
    may: "may",
    waits: "may, and waits for others",
    mayNot: "may not",
    why: "Why may this key not?",
    whyAbout: "Name somebody, a key or a beginning of it, and a kind of record. A mark of the table asks the same.",
    person: "Who",
    kind: "Kind of record",
    ask: "Ask",
    kinds: {
      ended: "Its key was ended",
      may: "May",
      "may not": "May not",
      undetermined: "Cannot be said",
      waits: "May, with others",
    },
    behind: "Behind it",
    personFault: "Name somebody or a key.",
    kindFault: "Choose a kind of record.",
    legend: "● may, ◐ may and waits for others, empty: may not",
  },

  rules: {
    caption: "Rules",
    type: "Record",
    roles: "Roles that may",
    quorum: "Must stand behind it",
    noQuorum: "nobody else",
    change: "Change…",
    changeOf: (title: string): string => `Change the rule for ${title}`,
    title: (title: string): string => `Rule for: ${title}`,
    about: "The whole table is recorded anew with this change. Validators may do it, with the quorum of the register.",
    group: "Quorum",
    groupHelp: "Such as 2 role:validator, any role:owner role:operator, all and ids of parties; empty for none",
    groupFault: "Begin with a number, any or all; then roles as role:NAME or ids of parties.",
    record: "Change the rule",
  },

  policy: {
    about:
      "Whose cosignatures together say when something was there. Lines: witness NAME VKEY, group NAME all|any|K MEMBER..., quorum NAME or none.",
    text: "Policy",
    inForce: "In force",
    apart: "Changes that have not seen each other stand side by side; a bound must hold under one of them.",
    good: (witnesses: number): string =>
      witnesses === 0 ? "No witness is named: every time is self-declared." : `${witnesses} witnesses are named.`,
    alone: (name: string): string =>
      `${name} alone satisfies it: whoever trusts a time trusts this one organisation. Two or more are better.`,
    record: "Put it in force",
  },

  charter: {
    late: (hours: number): string => `An entry recorded more than ${hours} hours after it happened is marked as late.`,
    validators: "Keys that hold the role validator by the charter",
    id: "Copy the id of the register",
  },
} as const;
