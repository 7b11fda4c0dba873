/** Every word that a report prints, in one place: change a wording, or translate, here and nowhere else. */

/** Standing of a record as record-format.md, section 5, names it. */
export type Standing =
  | "accepted"
  | "provisional"
  | "pending"
  | "not permitted"
  | "malformed"
  | "disputed"
  | "corrected"
  | "conflicting"
  | "undetermined";

/** How exactly a time is known. */
export type Precision = "year" | "month" | "day" | "minute" | "second" | "microsecond";

/** Reason of `record/corrected@1` (record-format.md, section 4). */
export type CorrectionReason = "did_not_occur" | "incorrect_data" | "late_entry" | "superseded";

/** Words for every report. */
export const reportWords = {
  program: "Throughlife",
  none: "none",
  notRecorded: "not recorded",
  preview: "Preview: not issued, proves nothing",
  previewTitle: "Preview",
  previewText: "Nobody has issued this report. It carries no bundle, is recorded nowhere and proves nothing.",
  pageOf: (page: number, pages: number): string => `Page ${page} of ${pages}`,
  identification: "Identification",
  scope: "Scope and issue",
  issuedBy: "Issued by",
  preparedBy: "Prepared by",
  issuedFoot: (date: string, name: string, role: string, organisation: string): string =>
    `Issued ${date.slice(0, 10)} ${date.slice(11, 19)} UTC by ${name}, ${role}, ${organisation}`,
  previewFoot: (date: string): string =>
    `Preview of ${date.slice(0, 10)} ${date.slice(11, 19)} UTC: not issued, proves nothing`,
  signatureLine: "Date and signature",
  uncoveredTitle: "Characters written as code points",
  uncovered: (codes: string): string =>
    "Characters that the fonts do not cover, or that have no visible form, are printed as their code point: " +
    `${codes}. ` +
    "The bundle inside this file holds them unchanged.",
  continued: "(continued)",
  andMore: (count: number): string => `and ${count} more`,
} as const;

/** Words for what every report says about itself. */
export const groundWords = {
  title: "Issue and verification",
  evidence: (date: string): string =>
    `${date}. Signed with the key of this person in the record report/issued, which the bundle inside this ` +
    "file holds.",
  previewEvidence: "Preview: nobody has issued or signed this.",
  caution: "What a check cannot show",
  notExcluded: "Later records, and records that somebody withheld, cannot be excluded.",
  cautionText:
    "Later records, and records that somebody withheld, cannot be excluded. A check shows that what is here " +
    "was signed, by whom, " +
    "in which role and in which order, and that not one figure of these pages was changed since.",
  figures: "What this report stands on",
  origin: "Checkpoint origin",
  size: "Checkpoint size",
  checkpointRoot: "Checkpoint root",
  register: "Register",
  history: "History",
  seal: "Seal",
  unsealed: "None. This history was never sealed: which records belong to it is what is shown here.",
  sealed: (act: "handed-over" | "released", to: string, at: string): string =>
    `${act === "handed-over" ? "Handed over" : "Released"} to ${to}, ${at}, record `,
  confirmed: (who: string): string => `Confirmed by ${who}.`,
  unconfirmed: "Not confirmed by the receiver.",
  surfaced: (count: number): string =>
    `${count === 0 ? "No record" : count === 1 ? "1 record" : `${count} records`} surfaced after the seal.`,
  withProgram: "With the program",
  steps: (program: string): ReadonlyArray<string> => [
    `Drop this file on the window of ${program}, or type the command below. It needs no account, no network ` +
      "and no data of its own.",
    "It prints verified when every signature holds, every page is as issued and the register is the one that " +
      "you named.",
    "Get the register id from somebody whom you trust, not from this page alone.",
  ],
  command: (register: string): string => `throughlife verify FILE --trust ${register}`,
  withoutProgram: "Without the program: the same result by hand",
  handSteps: [
    "Take the attached file throughlife.tlbundle out with any PDF reader (or pdfdetach) and unpack it with " +
      "gunzip: one signed record a line.",
    "Cut this file after the first line that reads %%EOF. The SHA-256 of what is before and including that " +
      "line is base_sha256 of the record report/issued.",
    "Check each line with any Ed25519 tool as the published record format says (record-format.md, sections 2, " +
      "3 and 9): signature, writer, links.",
    "Follow the register's records inside the bundle: they say which key had which role.",
  ],
  checkpoint: "Checkpoint",
  root: "Root",
  organisation: "Organisation",
  issued: "Issued",
  prepared: "Prepared",
  role: (name: string, role: string): string => `${name}, ${role}`,
} as const;

/** Words for photos in a report. */
export const photoWords = {
  title: "Photos",
  intro: "As they lie beside the records, by the digest under which a record names them.",
  alternative: (caption: string, name: string): string => `Photo: ${caption} (${name})`,
  unprintedTitle: "Photos that are not printed",
  unprinted: (caption: string, name: string, digest: string, reason: string): string =>
    `${caption}: ${name} (${digest}), ${reason}`,
  notHere: "it is not here.",
  noRoom: "this document has no room for more photos.",
  otherFormat: (mediaType: string): string => `${mediaType} cannot be archived on paper; save it as JPEG or PNG.`,
} as const;

/** What each kind of report is called, and one sentence for whoever chooses among them. */
export const kindWords = {
  "hazop-study": {
    title: "HAZOP study",
    about:
      "A study with its worksheets, safeguards, actions and risk matrix, and where it stands on both axes, and why.",
  },
  "service-dossier": {
    title: "Service dossier",
    about: "Everything that was recorded about one machine, who signed it and what is missing.",
  },
  "verification-report": {
    title: "Verification report",
    about: "The verdict on a bundle, a data folder or a document: what was checked, what is proved and what is not.",
  },
  "warranty-certificate": {
    title: "Warranty certificate",
    about: "What is promised on a product, to which limits, under which conditions, and whether it is in cover.",
  },
} as const;

/** Words for the service dossier. */
export const dossierWords = {
  title: "Service dossier",
  unnamed: "A machine without tag, maker or serial number",
  description: "What was recorded about this machine, who signed it and what is missing",
  identity: {
    tag: "Tag",
    serial: "Serial number",
    maker: "Maker",
    model: "Model",
    className: "Equipment class",
    history: "History",
  },
  summary: {
    title: "Standing of the records",
    records: "Records",
    writers: "Writers",
    forks: "Forks (work on two sides)",
    conflicts: "Open conflicts",
    equivocations: "Equivocations",
    missing: "Items missing",
    previewRemark: "This preview carries no bundle and proves nothing.",
    remark:
      "The bundle inside this file proves what this page states. Check it before you rely on it: see the last chapter.",
  },
  scope: {
    history: "History",
    records: "Records",
    period: "Period",
    heads: "Heads",
    bounds: "Time bounds",
    issued: "Issued",
    prepared: "Prepared",
    organisation: "Organisation",
    register: "Register",
    checkpoint: "Checkpoint",
    recordCount: (count: number): string => `${count} records of this history`,
    periodText: (first: string, last: string): string => `${first} to ${last}`,
    noPeriod: "no entry yet",
    selfDeclared: "self-declared: no independent witness bounds the times in this report",
    witnessed: (organisations: number): string =>
      organisations === 1
        ? "witnessed by 1 independent organisation or more, where the history says so"
        : `witnessed by ${organisations} independent organisations or more, where the history says so`,
    role: (name: string, role: string): string => `${name}, ${role}`,
  },
  missing: {
    title: "What is missing or in doubt",
    intro: "Stated before anything else, so that nothing below is read as more than it is.",
    nothing: "Nothing is known to be missing: every record, attachment and opening that is referred to is at hand.",
    columns: { kind: "What", count: "Number", detail: "Which and why" },
    pending: "Pending records (a parent is not here)",
    attachments: "Attachments named but not here",
    leftOut: "Attachments left out of this file for their size",
    withheld: "Sealed values whose opening is withheld or erased",
    openBounds: "Records whose time is self-declared",
    openBoundsDetail: "No witness bounds the time of these records: the date is what the writer declared.",
    description: "What is missing or in doubt, with numbers and reasons",
  },
  history: {
    title: "History",
    columns: {
      when: "When, record",
      what: "What happened and what was done",
      figures: "Hours, counters",
      who: "By, standing",
    },
    description:
      "All records of the history in its order: when, what, hours and counters, by whom and with which standing",
    empty: "No record is in scope.",
    failed: "Failed",
    done: "Done",
    parts: "Parts",
    files: "Files",
    hours: (hours: string): string => `${hours} h`,
    part: (quantity: string, description: string, number: string | null): string =>
      number === null ? `${quantity} × ${description}` : `${quantity} × ${description} (${number})`,
    lateEntry: "Late entry",
    impossible: "Impossible time: witnesses contradict it",
    selfDeclared: "self-declared",
    witnessed: (by: string, organisations: number): string =>
      `seen by ${organisations} independent ${organisations === 1 ? "organisation" : "organisations"}, not after ${by}`,
    corrected: (reason: string): string => `Corrected: ${reason}`,
    replacedBy: (id: string): string => `Replaced by record ${id}`,
    noReplacement: "No replacement was recorded.",
  },
  conflicts: {
    title: "Conflicts",
    intro:
      "Two or more values were set without knowledge of each other. None of them counts before a person has decided.",
    columns: { field: "Field", value: "Value", when: "When, record", who: "By" },
    description: "Fields that hold more than one value, each value with its record",
    empty: "No field holds more than one value.",
  },
  readings: {
    title: "Last readings",
    intro: "The newest reading of each channel, with the digits that the instrument sent.",
    columns: {
      channel: "Channel",
      value: "Value",
      unit: "Unit",
      quality: "Quality",
      when: "When, record",
      instrument: "Instrument",
    },
    description: "The newest reading of each channel with unit, quality, time and instrument",
    empty: "No reading was recorded.",
  },
  attachments: {
    title: "Attachments",
    columns: { name: "Name", type: "Type", bytes: "Bytes", where: "Where", hash: "SHA-256" },
    description: "All attachments that the records name, by their hash",
    empty: "The records name no attachment.",
    inside: "inside this file",
    leftOut: "left out",
    absent: "not here",
  },
  writers: {
    title: "Writers, standing and forks",
    intro:
      "A fork is normal: two sides worked without contact. An equivocation is not: one key signed two records as " +
      "the same step.",
    columns: { party: "Party", roles: "Roles", organisation: "Organisation", key: "Key", records: "Records" },
    description: "Who wrote records of this history, with roles, organisation, key and number of records",
    empty: "No writer is known.",
    standingColumns: { standing: "Standing", records: "Records", meaning: "Meaning" },
    standingDescription: "How many records have which standing",
    standingEmpty: "No record is in scope.",
    standingTitle: "Standing",
    forksTitle: "Forks and equivocations",
    noForks: "The history has no fork and no equivocation.",
    joined: "joined again",
    open: "open",
    fork: (at: string, state: string, branches: string): string => `Fork after record ${at}, ${state}: ${branches}.`,
    equivocation: (key: string, first: string, second: string): string =>
      `Equivocation of key ${key}: records ${first} and ${second} claim the same step.`,
  },
  standings: {
    accepted: "in force under the register",
    provisional: "waits for the endorsements that its type needs",
    pending: "a record that it builds on is not here",
    "not permitted": "its writer had no role that may record this",
    malformed: "its content breaks the rules and is excluded from the state",
    disputed: "its key was revoked or equivocated",
    corrected: "a later record corrects it",
    conflicting: "another record sets the same value without knowing it",
    undetermined: "this version cannot judge it",
  } satisfies Record<Standing, string>,
  corrections: {
    did_not_occur: "it did not happen",
    incorrect_data: "the data were wrong",
    late_entry: "entered late",
    superseded: "superseded",
  } satisfies Record<CorrectionReason, string>,
  statement: "I issue this dossier from the records in scope. It says what they say, and names what is missing.",
} as const;

/** What a record type is called on paper; a type that is not listed is printed as it is. */
export const recordTitles: ReadonlyMap<string, string> = new Map([
  ["asset/counter-read", "Counter read"],
  ["asset/described", "Described"],
  ["asset/registered", "Registered"],
  ["condition/read", "Readings taken"],
  ["core/entitled", "Core entitlement"],
  ["core/graded", "Core graded"],
  ["core/received", "Core received"],
  ["record/endorsed", "Endorsed"],
  ["record/erased", "Value erased"],
  ["record/joined", "Branches joined"],
  ["report/handed-to", "Report handed over"],
  ["report/issued", "Report issued"],
  ["report/verified", "File verified"],
  ["service/defect-reported", "Defect reported"],
  ["service/performed", "Work performed"],
  ["service/planned", "Maintenance planned"],
  ["warranty/claimed", "Warranty claimed"],
  ["warranty/issued", "Warranty issued"],
]);
