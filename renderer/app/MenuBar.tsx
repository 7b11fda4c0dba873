/** The menus, made from the list of commands. Where the shell has native menus, those are made from the same list. */
import { Menu } from "@mantine/core";
import { Fragment } from "react";
import { commandMenus, commandRows, menuTitles, type CommandMenu } from "../../shared/rpc/app-commands.ts";
import { keysOf } from "../design/accelerators.ts";
import { KeyHint } from "../design/KeyHint.tsx";
import { appWords } from "../vocabulary/app-words.ts";
import type { Commands } from "./use-commands.ts";

/** Each menu opens by press or by key; what does not apply here is shown and cannot be chosen. */
export const MenuBar = ({ commands }: { readonly commands: Commands }) => (
  <nav className="menu-bar" aria-label={appWords.menus}>
    {commandMenus.map((menu) => (
      <OneMenu key={menu} menu={menu} commands={commands} />
    ))}
  </nav>
);

interface OneMenuProps {
  readonly menu: CommandMenu;
  readonly commands: Commands;
}

const OneMenu = ({ commands, menu }: OneMenuProps) => (
  <Menu position="bottom-start" offset={2} width="max-content" returnFocus>
    <Menu.Target>
      <button type="button" className="menu-button">
        {menuTitles[menu]}
      </button>
    </Menu.Target>
    <Menu.Dropdown>
      {commandRows
        .filter((row) => row.menu === menu)
        .map(({ accelerator, begins = false, id, letters, title }) => (
          <Fragment key={id}>
            {begins ? <Menu.Divider /> : null}
            <Menu.Item
              disabled={!commands.rows.some((row) => row.id === id)}
              rightSection={<Keys keys={accelerator ?? letters ?? ""} />}
              onClick={() => commands.run(id)}
            >
              {title}
            </Menu.Item>
          </Fragment>
        ))}
    </Menu.Dropdown>
  </Menu>
);

/** The keys of a command, as they stand on the keyboard. */
export const Keys = ({ keys }: { readonly keys: string }) => (
  <span className="keys">
    {keysOf(keys).map((name) => (
      <KeyHint key={name} name={name} />
    ))}
  </span>
);
