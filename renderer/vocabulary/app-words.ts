/** The words of the window itself: its rail, its status line, its keys. */

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Long work, by the name that the node gives it. */
const tasks: Readonly<Record<string, string>> = {
  bundle: "Records of the bundle",
  import: "Rows imported",
  report: "Pages made",
  sync: "Records exchanged",
};

export const appWords = {
  name: "Throughlife",
  rail: "Screens",
  fleet: "Fleet",
  instrument: "Instrument",
  exchange: "Exchange",
  verify: "Verify",
  settings: "Settings",
  skip: "To the content",
  waiting: "Reading…",
  status: "Status",
  unshared: (count: number): string => (count === 0 ? "All shared" : `${count.toLocaleString("en")} not yet shared`),
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
  refused: "The program was started again since and does not know this window. Ask for a new link where it was started.",
  lostShort: "No answer",
  connecting: "Connecting",
  progress: (task: string, done: number, of: number | null): string =>
    `${tasks[task] ?? task}: ${done.toLocaleString("en")}${of === null ? "" : ` of ${of.toLocaleString("en")}`}`,
  lineLost: "The program did not answer. Nothing was sent twice; try again when the window is connected.",
  notUnderstood: (method: string): string =>
    `The answer to ${method} does not fit this window. Close it and open a new one; the program was probably updated.`,
  nowhere: "There is no such screen.",
  toFleet: "To the fleet",
  keys: {
    title: "Keys",
    hint: "Keys of one letter work while no field is being typed in. They can be switched off under Settings.",
    rows: [
      { keys: ["Ctrl", "K"], does: "Go to or do anything" },
      { keys: ["?"], does: "This list" },
      { keys: ["/"], does: "Search the fleet" },
      { keys: ["↑", "↓", "Enter"], does: "Move in a list, open" },
      { keys: ["G", "F"], does: "Go to the fleet" },
      { keys: ["G", "I"], does: "Go to the instrument" },
      { keys: ["G", "X"], does: "Go to exchange" },
      { keys: ["G", "V"], does: "Go to verify" },
      { keys: ["G", "S"], does: "Go to settings" },
      { keys: ["L"], does: "On an asset: log work" },
      { keys: ["D"], does: "On an asset: report a defect" },
      { keys: ["I"], does: "On an asset: read an instrument" },
      { keys: ["P"], does: "On an asset: dossier" },
      { keys: ["W"], does: "Change who signs" },
      { keys: ["Ctrl", "Enter"], does: "In a form: record" },
    ],
  },
  spotlight: {
    placeholder: "A tag, a serial number, or what you want to do",
    nothing: "Nothing fits. Try a tag, a serial number, or a word such as verify.",
    assets: "Assets",
    actions: "Actions",
    registerAsset: "Register an asset",
    changePerson: "Change who signs",
    keys: "Show all keys",
    dark: "Dark",
    light: "Light",
    compact: "Compact",
    touch: "Touch",
    theme: "Theme",
    density: "Density",
  },
} as const;
