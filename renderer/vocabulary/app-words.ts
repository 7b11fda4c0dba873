/** The words of the window itself: its bars, its notices, its keys. */
import { countText } from "./number-words.ts";
import { sizeText } from "./size-words.ts";

const counted = (count: number, one: string, many: string): string => `${countText(count)} ${count === 1 ? one : many}`;

interface TaskWords {
  readonly title: string;
  /** What is counted: things, or bytes of a file. */
  readonly counts: (done: number) => string;
}

/** Long work, by the name that the node gives it. */
const tasks: Readonly<Record<string, TaskWords>> = {
  "bundle-checked": { title: "Checking the bundle", counts: sizeText },
  "bundle-taken": { title: "Taking the bundle in", counts: sizeText },
  "bundle-written": { title: "Records put into the bundle", counts: countText },
  copy: { title: "Records copied", counts: countText },
  demo: { title: "Steps of the demo", counts: countText },
  import: { title: "Rows imported", counts: countText },
  join: { title: "Joining", counts: countText },
  report: { title: "Pages made", counts: countText },
  restore: { title: "Beginning from the copy", counts: sizeText },
  sync: { title: "Records exchanged", counts: countText },
  verify: { title: "Verifying", counts: sizeText },
};

export const appWords = {
  name: "Throughlife",
  rail: "Screens",
  menus: "Menus",
  fleet: "Fleet",
  cores: "Cores",
  hazop: "HAZOP",
  instrument: "Instruments",
  decisions: "Decisions",
  exchange: "Exchange",
  reports: "Reports",
  verify: "Verify",
  settings: "Settings",
  help: "Help",
  back: "Back",
  forward: "Forward",
  close: "Close",
  demo: "Demo fleet",
  leaveDemo: "Leave the demo",
  notices: (unread: number): string => (unread === 0 ? "Notices" : counted(unread, "unread notice", "unread notices")),
  noticeSheet: {
    title: "Notices",
    due: "Due in the fleet",
    none: "Nothing happened that was not seen.",
    read: "Read",
    readAll: "Mark all as read",
    kinds: { exchange: "Exchange", refusal: "Refused", fault: "Fault", finished: "Finished" },
  },
  skip: "To the content",
  waiting: "Reading…",
  status: "Status",
  unshared: (count: number): string => (count === 0 ? "All shared" : `${countText(count)} not yet shared`),
  unsharedTitle: (count: number): string =>
    count === 0
      ? "Every record of this installation is with at least one peer."
      : `${counted(count, "record is", "records are")} only on this machine. Sync with a peer or export a bundle.`,
  lastSeen: (name: string, when: string): string => `last seen ${name} ${when}`,
  neverSeen: "no peer seen yet",
  records: (records: number, histories: number): string =>
    `${counted(records, "record", "records")} in ${counted(histories, "history", "histories")}`,
  simulators: "Simulated instruments allowed",
  nobody: "Nobody signs",
  signs: (name: string, role: string): string => `${name}, ${role}`,
  changePerson: "Change who signs",
  lock: "Lock",
  palette: "Go to or do",
  lost: "The program does not answer. Nothing that was recorded is lost; this window tries again by itself.",
  refused:
    "The program was started again since and does not know this window. Ask for a new link where it was started.",
  lostShort: "No answer",
  connecting: "Connecting",
  progress: (task: string, done: number, of: number | null): string => {
    const { counts, title } = tasks[task] ?? { title: task, counts: countText };
    return `${title}: ${counts(done)}${of === null ? "" : ` of ${counts(of)}`}`;
  },
  ofText: (done: number, of: number): string => `${countText(done)} of ${countText(of)}`,
  stop: "Stop",
  stopWork: (what: string): string => `Stop: ${what}`,
  lineLost: "The program did not answer. Nothing was sent twice; try again when the window is connected.",
  notUnderstood: (method: string): string =>
    `The answer to ${method} does not fit this window. Close it and open a new one; the program was probably updated.`,
  nowhere: "There is no such screen.",
  toFleet: "To the fleet",
  keys: {
    title: "Keys",
    inside: "On screens",
    hint: "Letters work while no field is being typed in. They can be switched off under Settings.",
    rows: [
      { keys: ["/"], does: "Search the list" },
      { keys: ["↑ ↓ Enter"], does: "Move in a list, open" },
      { keys: ["CmdOrCtrl+Enter"], does: "In a form: record" },
    ],
  },
  spotlight: {
    placeholder: "A tag, a serial number, the beginning of a record's id, or what you want to do",
    nothing: "Nothing fits. Try a tag, a serial number, or a word such as verify.",
    assets: "Assets",
    records: "Records",
    studies: "Studies and nodes",
    node: (number: number, name: string): string => `Node ${number}: ${name}`,
    actions: "Commands",
    reports: "Reports",
    help: "Help",
    dossierWord: "service dossier",
    dossierOf: (tag: string): string => `Service dossier of ${tag}`,
    onAsset: (title: string, tag: string): string => `${title}: ${tag}`,
    helpOn: (title: string): string => `Help: ${title}`,
  },
} as const;
