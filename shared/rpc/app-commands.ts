/**
 * Every command of the window, once: the menu bar, the palette, the keys and the sheet of keys are made from this
 * list. What a command does, each shell and the screens know by its id.
 */

/** Where a command can be given: anywhere, or while the screen of an asset (or one below it) stands. */
export type CommandPlace = "anywhere" | "asset";

/** The menus, from left to right. */
export const commandMenus = ["record", "go", "asset", "view", "person", "help"] as const;
export type CommandMenu = (typeof commandMenus)[number];

export interface AppCommand {
  readonly id: string;
  /** What it does, as a person would say it; begins with a capital and ends without a full stop. */
  readonly title: string;
  readonly menu: CommandMenu;
  readonly where: CommandPlace;
  /** A key with Ctrl, Alt or a function key, in the notation of native menus; `CmdOrCtrl` is Command on a Mac. */
  readonly accelerator?: string;
  /** Letters that work while no field is typed in; `g f` is one after the other. */
  readonly letters?: string;
  /** True for the first of a group: menus draw a line before it. */
  readonly begins?: boolean;
}

/** The titles of the menus. */
export const menuTitles: Readonly<Record<CommandMenu, string>> = {
  record: "Record",
  go: "Go",
  asset: "Asset",
  view: "View",
  person: "Person",
  help: "Help",
};

/** All of them, in the order of the menus. */
const commands = [
  { id: "asset-register", title: "Register an asset", menu: "record", where: "anywhere", letters: "n" },
  { id: "core-receive", title: "Receive a core", menu: "record", where: "anywhere" },
  { id: "core-entitle", title: "Promise an entitlement for a core", menu: "record", where: "anywhere" },
  { id: "bundle-open", title: "Look into a bundle or document", menu: "record", where: "anywhere", begins: true },
  { id: "bundle-exchange", title: "Export or take in a bundle", menu: "record", where: "anywhere" },

  { id: "palette", title: "Go to or do anything", menu: "go", where: "anywhere", accelerator: "CmdOrCtrl+K" },
  { id: "back", title: "Back", menu: "go", where: "anywhere", accelerator: "Alt+Left", begins: true },
  { id: "forward", title: "Forward", menu: "go", where: "anywhere", accelerator: "Alt+Right" },
  { id: "go-fleet", title: "Fleet", menu: "go", where: "anywhere", letters: "g f", begins: true },
  { id: "go-cores", title: "Cores", menu: "go", where: "anywhere", letters: "g c" },
  { id: "go-warranties", title: "Warranties", menu: "go", where: "anywhere", letters: "g w" },
  { id: "go-hazop", title: "HAZOP", menu: "go", where: "anywhere", letters: "g h" },
  { id: "go-instrument", title: "Instruments", menu: "go", where: "anywhere", letters: "g i" },
  { id: "go-decisions", title: "Decisions", menu: "go", where: "anywhere", letters: "g d" },
  { id: "go-exchange", title: "Exchange", menu: "go", where: "anywhere", letters: "g x" },
  { id: "go-witnesses", title: "Witnesses and receipts", menu: "go", where: "anywhere", letters: "g t" },
  { id: "go-reports", title: "Reports", menu: "go", where: "anywhere", letters: "g r" },
  { id: "go-verify", title: "Verify", menu: "go", where: "anywhere", letters: "g v" },
  { id: "go-parties", title: "Parties and rules", menu: "go", where: "anywhere", letters: "g p" },
  { id: "go-privacy", title: "Who may read what", menu: "go", where: "anywhere", letters: "g y" },
  { id: "go-protection", title: "Protection", menu: "go", where: "anywhere", letters: "g k" },
  { id: "go-notices", title: "Notices", menu: "go", where: "anywhere", letters: "g n" },
  { id: "go-first-steps", title: "First steps", menu: "go", where: "anywhere" },
  { id: "go-settings", title: "Settings", menu: "go", where: "anywhere", accelerator: "CmdOrCtrl+,", letters: "g s" },

  { id: "asset-log", title: "Log work", menu: "asset", where: "asset", letters: "l" },
  { id: "asset-defect", title: "Report a defect", menu: "asset", where: "asset", letters: "d" },
  { id: "asset-change", title: "Record a change", menu: "asset", where: "asset", letters: "m" },
  { id: "asset-counters", title: "Read counters", menu: "asset", where: "asset", letters: "c" },
  { id: "asset-instrument", title: "Read an instrument", menu: "asset", where: "asset", letters: "i" },
  { id: "asset-describe", title: "Change the description", menu: "asset", where: "asset" },
  { id: "asset-plan", title: "Plan maintenance", menu: "asset", where: "asset" },
  { id: "asset-warranties", title: "Warranties of this asset", menu: "asset", where: "asset" },
  { id: "asset-dossier", title: "Service dossier", menu: "asset", where: "asset", letters: "p", begins: true },
  { id: "asset-show", title: "Whole history", menu: "asset", where: "asset", letters: "h" },

  { id: "zoom-in", title: "Larger", menu: "view", where: "anywhere", accelerator: "CmdOrCtrl+Plus" },
  { id: "zoom-out", title: "Smaller", menu: "view", where: "anywhere", accelerator: "CmdOrCtrl+-" },
  { id: "zoom-reset", title: "Actual size", menu: "view", where: "anywhere", accelerator: "CmdOrCtrl+0" },
  { id: "theme-system", title: "Theme as the system", menu: "view", where: "anywhere", begins: true },
  { id: "theme-light", title: "Light theme", menu: "view", where: "anywhere" },
  { id: "theme-dark", title: "Dark theme", menu: "view", where: "anywhere" },
  { id: "theme-contrast", title: "High contrast", menu: "view", where: "anywhere" },
  { id: "density-compact", title: "Compact, for a desk", menu: "view", where: "anywhere", begins: true },
  { id: "density-touch", title: "Touch, for gloves and tablets", menu: "view", where: "anywhere" },
  { id: "go-design", title: "Design sheet", menu: "view", where: "anywhere", begins: true },

  { id: "person-change", title: "Change who signs", menu: "person", where: "anywhere", letters: "w" },
  { id: "person-lock", title: "Lock", menu: "person", where: "anywhere", accelerator: "CmdOrCtrl+L" },

  { id: "help-here", title: "Help for this screen", menu: "help", where: "anywhere", accelerator: "F1", letters: "?" },
  { id: "help-all", title: "All help", menu: "help", where: "anywhere" },
  { id: "demo-open", title: "Explore the demo fleet", menu: "help", where: "anywhere", begins: true },
  { id: "help-keys", title: "Keys", menu: "help", where: "anywhere", accelerator: "CmdOrCtrl+/" },
] as const satisfies ReadonlyArray<AppCommand>;

export type CommandId = (typeof commands)[number]["id"];

/** The commands as plain rows: members that a command does not have are absent. */
export const commandRows: ReadonlyArray<AppCommand & { readonly id: CommandId }> = commands;

/** True for the id of a command; what comes over a wire is asked first. */
export const isCommandId = (text: string): text is CommandId => commands.some(({ id }) => id === text);
