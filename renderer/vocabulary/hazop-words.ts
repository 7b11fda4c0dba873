/** The words of HAZOP studies: both axes of state, worksheet, safeguards, tests, reviews. */
import type { Protection, SafeguardStateName, Validity } from "../../shared/hazop/hazop-state.ts";
import type { ChannelRow } from "../../shared/rpc/hazop-rows.ts";
import type { StandingWords } from "./standing-words.ts";
import { dayText, timeText } from "./time-words.ts";

const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

export interface StateMark {
  readonly word: string;
  readonly means: string;
  readonly shape: StandingWords["shape"];
  readonly tone: StandingWords["tone"];
}

/** Is the paper still about this plant? */
const validity: Readonly<Record<Validity, StateMark>> = {
  VALID: { word: "Valid", means: "Nothing that was recorded speaks against it.", shape: "filled-tick", tone: "good" },
  DUE: { word: "Due", means: "It must be revalidated soon.", shape: "half", tone: "warn" },
  STALE: { word: "Stale", means: "The plant changed and nobody has reviewed it since.", shape: "split", tone: "warn" },
  EXPIRED: { word: "Expired", means: "The day of its revalidation has passed.", shape: "barred", tone: "bad" },
};

/** Is it safe now? */
const protection: Readonly<Record<Protection, StateMark>> = {
  PROTECTED: { word: "Protected", means: "Its safeguards hold.", shape: "filled-tick", tone: "good" },
  UNMONITORED: { word: "Unmonitored", means: "Nobody watches the reading.", shape: "question", tone: "warn" },
  WEAKENED: { word: "Weakened", means: "Fewer safeguards than the study names.", shape: "half", tone: "warn" },
  DEVIATING: { word: "Deviating", means: "A reading is outside its limits.", shape: "diamond", tone: "bad" },
  NOT_PROTECTED: {
    word: "Not protected",
    means: "No safeguard that counts is left, or the risk is above its target.",
    shape: "barred",
    tone: "bad",
  },
};

const safeguard: Readonly<Record<SafeguardStateName, StateMark>> = {
  HEALTHY: { word: "Healthy", means: "Nothing recorded speaks against it.", shape: "filled-tick", tone: "good" },
  TEST_OVERDUE: { word: "Test overdue", means: "No passed proof test covers today.", shape: "half", tone: "warn" },
  BYPASSED: { word: "Bypassed", means: "It is out of service on purpose.", shape: "struck", tone: "warn" },
  FAILED: {
    word: "Failed",
    means: "Its last test failed, or a defect is open on its asset.",
    shape: "barred",
    tone: "bad",
  },
  BYPASS_EXPIRED: {
    word: "Bypass expired",
    means: "The bypass is past its end, or nobody authorized it.",
    shape: "diamond",
    tone: "bad",
  },
};

/** What a bound channel shows against its limits. */
const channelState: Readonly<Record<ChannelRow["state"], StateMark>> = {
  OK: { word: "Inside", means: "Its last reading is inside all limits.", shape: "filled-tick", tone: "good" },
  ALERT: { word: "Alert", means: "It is outside an alert limit.", shape: "half", tone: "warn" },
  ACTION: { word: "Action", means: "It is outside an action limit.", shape: "diamond", tone: "bad" },
  UNKNOWN: { word: "Blind", means: "It shows nothing that counts.", shape: "question", tone: "warn" },
};

/** Nothing was read since it was bound: that it is inside its limits cannot be said. */
const unread: StateMark = {
  word: "No reading yet",
  means: "The channel has given no reading that could be held against its limits.",
  shape: "question",
  tone: "calm",
};

/** A bound channel as it is drawn. */
export const channelMark = ({ last, state }: Pick<ChannelRow, "last" | "state">): StateMark =>
  last === null && state === "OK" ? unread : channelState[state];

/** Nothing speaks against it, and nothing for it: it was neither tested nor linked. */
const unproven: StateMark = {
  word: "Healthy, unproven",
  means: "Nothing recorded speaks against it, and no test and no asset for it.",
  shape: "question",
  tone: "calm",
};

/** A safeguard as it is drawn. */
export const safeguardMark = ({
  reasons,
  state,
}: {
  readonly reasons: ReadonlyArray<unknown>;
  readonly state: SafeguardStateName;
}): StateMark => (state === "HEALTHY" && reasons.length > 0 ? unproven : safeguard[state]);

export const hazopWords = {
  title: "HAZOP studies",
  about: (count: number): string => many(count, "study", "studies"),
  empty: "No study is here yet. Drop an Open PHA file above, or take a bundle in under Exchange.",
  drop: "Drop an Open PHA study (.opha) here, or press to choose",
  importing: "Reading the study",
  imported: (name: string): string => `${name} is taken in.`,
  already: (name: string): string => `${name} was here already, with the very same bytes.`,
  findings: (count: number): string => many(count, "finding", "findings"),
  noFindings: "Nothing is wrong or missing in it.",
  grades: { error: "Contradiction", warning: "Missing", note: "Worth a look" },
  more: "More",
  waiting: "Reading the study…",
  counts: (counts: { readonly nodes: number; readonly deviations: number; readonly safeguards: number }): string =>
    `${many(counts.nodes, "node", "nodes")}, ${many(counts.deviations, "deviation", "deviations")}, ${many(counts.safeguards, "safeguard", "safeguards")}`,
  fileMissing: "Its file is not here: take it in from a bundle with attachments.",
  columns: {
    name: "Study",
    validity: "Is the paper still true?",
    protection: "Is it safe now?",
    due: "Revalidate by",
    counts: "Holds",
  },
  past: { validity: "Was the paper true then?", protection: "Was it safe then?", column: "Then" },
  axes: { validity: "Validity", protection: "Protection" },
  validity,
  protection,
  safeguard,
  why: (word: string): string => `Why: ${word}`,
  noReason: "No rule speaks against it.",
  noRecords: "No record says so: what is missing is the reason.",
  moreReasons: (count: number): string => `and ${many(count, "more reason", "more reasons")}`,
  advisory: "Advisory recording, not a protective function.",
  parts: {
    worksheet: "Worksheet",
    safeguards: "Safeguards",
    actions: "Actions",
    matrix: "Risk matrix",
    findings: "Findings",
    header: "Study",
  },
  partsLabel: "Parts of the study",
  nodes: "Nodes, the least protected first",
  node: (number: number, name: string): string => `${number}. ${name}`,
  asOf: {
    label: "As of",
    now: "Now",
    back: "Back to now",
    banner: (at: string): string =>
      `Everything on this page is as of ${timeText(at)}, computed from what was recorded by then.`,
    choose: "See the study at a past time",
  },
  actionsMenu: { export: "Export the study", report: "Report", revalidate: "Revalidate" },
  exported: (unchanged: boolean): string =>
    unchanged
      ? "The file is given out, byte for byte as it came in."
      : "The file is given out with the recorded edits.",
  worksheet: {
    label: "Worksheet",
    columns: ["Ref", "Deviation", "Cause", "Consequence", "Risk", "Safeguards", "Actions", "Now"],
    noCause: "No cause",
    noConsequence: "No consequence",
    noSafeguard: "None named",
    before: "before",
    after: "with them",
    closed: "closed",
    hint: "Arrows move, Enter opens the row.",
    empty: "This node has no rows.",
    loading: "Reading…",
  },
  scenario: {
    title: (ref: string): string => `Row ${ref}`,
    frequency: "Initiating frequency",
    mel: "Expected frequency now",
    studied: "As the study has it",
    tmel: "Tolerable at most",
    met: "Target met",
    credited: "Credited now",
    dropped: "Not credited",
    none: "none",
    noLopa: "The study states no figures for this row: safeguards are counted.",
    comments: "Comments",
    yes: "yes",
    no: "no",
    perYear: (figure: string): string => `${figure} per year`,
  },
  channel: {
    watchedBy: "Watched by",
    nobody: "No instrument watches this deviation.",
    bind: "Watch it with an instrument",
    change: "Change",
    changeOf: (name: string): string => `Change how ${name} watches`,
    title: (name: string): string => `Which readings show "${name}"?`,
    limits: "Limits, of which one is enough",
    fields: {
      channel: "Channel",
      unit: "Unit of the limits",
      action_low: "Action, below",
      alert_low: "Alert, below",
      alert_high: "Alert, above",
      action_high: "Action, above",
      dead_band: "Dead band",
      delay_s: "Delay, seconds",
      stale_after_s: "Silent after, seconds",
      remark: "Remark",
    },
    helps: {
      channel: "Those that were read stand in the list.",
      unit: "As it reads: bar, Cel, mm/s",
      action_low: null,
      alert_low: null,
      alert_high: null,
      action_high: null,
      dead_band: "Clears when it is back by so much.",
      delay_s: "Outside for longer than this.",
      stale_after_s: "Then it watches nothing. Empty: not judged.",
      remark: "Why these limits",
    },
    record: "Sign the binding",
    end: "Take the binding away",
    done: "The instrument watches the deviation.",
    ended: "The instrument no longer watches the deviation.",
    says: {
      action_low: "action below",
      alert_low: "alert below",
      alert_high: "alert above",
      action_high: "action above",
    },
    faults: {
      channel: "Write the name of the channel, of at most 40 letters.",
      unit: "Write the unit, such as bar.",
      action_low: "Write a number such as 12.5.",
      alert_low: "Write a number such as 12.5.",
      alert_high: "Write a number such as 12.5.",
      action_high: "Write a number such as 12.5.",
      limits: "Give at least one limit.",
      order: "The limits must rise: action below, alert below, alert above, action above.",
      dead_band: "Write a number such as 0.5; 0 for none.",
      delay_s: "Write whole seconds, at most 86400; 0 for none.",
      stale_after_s: "Write whole seconds, at most 2678400, or leave it empty.",
      remark: "Write a shorter remark.",
    },
  },
  nodeFacts: {
    intention: "Design intention",
    boundary: "Boundary",
    operating: "Operating conditions",
    design: "Design conditions",
    materials: "Materials",
    drawings: "Drawings",
    assets: "Assets",
    review: "Last review",
    never: "never reviewed here",
    changes: "Open changes",
    linkAssets: "Link assets",
    reviewIt: "Review this node",
  },
  safeguards: {
    columns: ["Safeguard", "State", "Device", "Last test", "Next test", "Used in", ""],
    none: "The study names no safeguard.",
    notLinked: "no asset",
    link: "Link to an asset",
    relink: "Change the asset",
    test: "Log a proof test",
    bypass: "Bypass",
    restore: "End the bypass",
    never: "never tested",
    passed: "passed",
    failed: "failed",
    every: (interval: string): string => `every ${interval}`,
    bypassUntil: (at: string): string => `bypassed until ${timeText(at)}`,
    scenarios: (count: number): string => many(count, "row", "rows"),
  },
  link: {
    title: (name: string): string => `Which asset performs "${name}"?`,
    nodeTitle: (name: string): string => `Which assets does "${name}" cover?`,
    search: "Tag, serial number, maker",
    searchHelp: "Type a part of the tag; choose with the arrows and Enter.",
    nothing: "No asset like that.",
    remark: "Remark",
    record: "Sign the link",
    unlink: "Take the link away",
    done: "The link is recorded.",
    cancel: "Leave it",
    none: "Choose an asset.",
  },
  test: {
    title: (name: string): string => `Proof test of ${name}`,
    result: "Result",
    results: { passed: "Passed", failed: "Failed" },
    occurred: "When",
    occurredHelp: "2026-11-22, or with a time: 2026-11-22 09:30",
    device: "Device that was tested",
    deviceHelp: "Its serial number or another identifier (29 CFR 1910.119(j)(4)(iv))",
    description: "What was done and seen",
    interval: "Next test after",
    intervalHelp: "Leave empty to keep the study's own interval.",
    units: { h: "hours", d: "days", wk: "weeks", mo: "months", a: "years" },
    people: "Who tested",
    peopleHelp: "Only where it was not you; names with commas between them. They are sealed.",
    record: "Sign the test",
    done: (passed: boolean): string => (passed ? "The passed test is recorded." : "The failed test is recorded."),
    faults: {
      occurred: "Write a day such as 2026-11-22, or a day and a time.",
      device: "Write the serial number or another identifier.",
      description: "Write what was done and seen.",
      interval: "Write a number such as 12.",
    },
  },
  bypass: {
    title: (name: string): string => `Bypass ${name}`,
    reason: "Reason",
    hours: "For … hours",
    permit: "Permit number",
    by: "Authorized by",
    byHelp: "Sealed before it is signed. Without permit and person the bypass is not authorized.",
    compensating: "What protects meanwhile",
    record: "Sign the bypass",
    done: "The bypass is recorded.",
    restoreTitle: (name: string): string => `Put ${name} back into service`,
    restore: "Sign the restoration",
    restored: "It is back in service.",
    faults: { reason: "Write the reason.", hours: "Write a number of hours, such as 8." },
  },
  review: {
    title: (name: string): string => `Review of "${name}"`,
    outcome: "Outcome",
    outcomes: {
      "no-change-to-the-rows": "The rows stay as they are",
      "rows-edited": "Rows were edited",
      "new-study": "A new study is needed",
    },
    covers: (count: number): string => `It covers ${many(count, "open change", "open changes")}.`,
    reviewers: "Reviewers besides you",
    reviewersHelp: "Names with commas between them; sealed.",
    remark: "Remark",
    record: "Sign the review",
    done: "The review is recorded.",
  },
  recommendations: {
    columns: ["No.", "Action", "On", "Due", "State", ""],
    none: "The study names no action.",
    open: "open",
    close: "Close",
    title: (number: number): string => `Close action ${number}`,
    outcome: "Outcome",
    outcomes: { completed: "Completed", rejected: "Rejected", superseded: "Superseded" },
    remark: "Evidence in words",
    record: "Sign",
    done: "The action is closed.",
  },
  revalidate: {
    title: "Revalidate the study",
    due: "Due again on",
    dueHelp: "A day such as 2031-11-22; usually five years from now.",
    remark: "Remark",
    record: "Sign the revalidation",
    done: "The revalidation is recorded.",
    fault: "Write a day such as 2031-11-22.",
  },
  matrix: { severity: "Severity", likelihood: "Likelihood", rank: "Rank", perYear: "per year", type: "Consequence" },
  header: {
    company: "Company",
    facility: "Facility",
    unit: "Unit",
    location: "Location",
    type: "Kind of study",
    status: "Status",
    report: "Report number",
    team: "Team",
    sessions: "Sessions",
    notes: "Notes",
    file: "File",
    imported: (at: string): string => `taken in ${dayText(at)}`,
    none: "not stated",
  },
  ofAsset: {
    title: "Safeguards it carries",
    none: "No study counts on this asset.",
    depends: (count: number): string =>
      count === 1 ? "one row of the study depends on it" : `${count} rows of the study depend on it`,
    covers: "Nodes that cover it",
    notToday: "Not protected now",
  },
} as const;
