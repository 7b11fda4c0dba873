/**
 * The native menu: every command of the registry in its menu, and the few things that only the desktop shell can do.
 */
import { Menu, type MenuItemConstructorOptions } from "electron";
import {
  commandMenus,
  commandRows,
  menuTitles,
  type AppCommand,
  type CommandId,
} from "../../../shared/rpc/app-commands.ts";
import { desktopWords } from "./desktop-words.ts";

export interface MenuActions {
  /** Given to the page, which knows what it means on the screen that stands. */
  readonly run: (command: CommandId) => void;
  readonly openFolder: () => void;
  readonly showLogs: () => void;
}

/** Puts the menu in place. */
export const setMenu = (actions: MenuActions, platform: NodeJS.Platform): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate([...menuTemplate(actions, platform)]));

const words = desktopWords.menu;

const menuTemplate = (actions: MenuActions, platform: NodeJS.Platform): ReadonlyArray<MenuItemConstructorOptions> => [
  ...(platform === "darwin" ? [{ role: "appMenu" } satisfies MenuItemConstructorOptions] : []),
  ...commandMenus.flatMap((menu): ReadonlyArray<MenuItemConstructorOptions> => {
    const items = commandRows
      .filter((command) => command.menu === menu)
      .flatMap((command) => entryOf(command, actions));
    const own = { label: menuTitles[menu], submenu: [...items, ...ownEntries(menu, actions, platform)] };
    return menu === commandMenus[0] ? [own, { role: "editMenu" }] : [own];
  }),
];

/**
 * The keys of a command are heard by the page too, which knows whether a field is typed in: the menu only shows them.
 */
const entryOf = (
  command: AppCommand & { readonly id: CommandId },
  { run }: MenuActions,
): ReadonlyArray<MenuItemConstructorOptions> => [
  ...(command.begins === true ? [{ type: "separator" } satisfies MenuItemConstructorOptions] : []),
  {
    id: command.id,
    label: command.title,
    click: () => run(command.id),
    ...(command.accelerator === undefined ? {} : { accelerator: command.accelerator, registerAccelerator: false }),
  },
];

const ownEntries = (
  menu: string,
  { openFolder, showLogs }: MenuActions,
  platform: NodeJS.Platform,
): ReadonlyArray<MenuItemConstructorOptions> => {
  if (menu === "record")
    return [
      { type: "separator" },
      { id: "open-folder", label: words.openFolder, click: openFolder },
      ...(platform === "darwin" ? [] : [{ type: "separator" } as const, { role: "quit" } as const]),
    ];
  if (menu === "view") return [{ type: "separator" }, { role: "togglefullscreen" }];
  if (menu !== "help") return [];
  return [{ type: "separator" }, { id: "show-logs", label: words.showLogs, click: showLogs }, { role: "about" }];
};

/** What a right click offers: the clipboard, where it can be used. */
export const showEditMenu = (
  can: Readonly<Record<"canCut" | "canCopy" | "canPaste" | "canSelectAll", boolean>>,
): void =>
  Menu.buildFromTemplate([
    { role: "cut", enabled: can.canCut },
    { role: "copy", enabled: can.canCopy },
    { role: "paste", enabled: can.canPaste },
    { role: "selectAll", enabled: can.canSelectAll },
  ]).popup();
