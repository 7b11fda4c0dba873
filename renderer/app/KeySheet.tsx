/** All keys on one sheet, from the list of commands. */
import { Modal } from "@mantine/core";
import { commandMenus, commandRows, menuTitles } from "../../shared/rpc/app-commands.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { Keys } from "./MenuBar.tsx";

export interface KeySheetProps {
  readonly opened: boolean;
  readonly close: () => void;
}

/** Commands without a key are in the menus and in the palette. */
export const KeySheet = ({ opened, close }: KeySheetProps) => (
  <Modal
    opened={opened}
    onClose={close}
    title={appWords.keys.title}
    size="44rem"
    closeButtonProps={{ "aria-label": appWords.close }}
  >
    <div className="key-sheet">
      {commandMenus.map((menu) => (
        <KeyTable key={menu} title={menuTitles[menu]} rows={rowsOf(menu)} />
      ))}
      <KeyTable title={appWords.keys.inside} rows={appWords.keys.rows} />
    </div>
    <p className="muted">{appWords.keys.hint}</p>
  </Modal>
);

interface KeyRow {
  readonly does: string;
  readonly keys: ReadonlyArray<string>;
}

const rowsOf = (menu: string): ReadonlyArray<KeyRow> =>
  commandRows
    .filter((row) => row.menu === menu)
    .map(({ accelerator, letters, title }) => ({
      does: title,
      keys: [accelerator, letters].filter((keys) => keys !== undefined),
    }))
    .filter(({ keys }) => keys.length > 0);

const KeyTable = ({ rows, title }: { readonly title: string; readonly rows: ReadonlyArray<KeyRow> }) =>
  rows.length === 0 ? null : (
    <table className="figures">
      <caption>{title}</caption>
      <tbody>
        {rows.map(({ does, keys }) => (
          <tr key={does}>
            <th scope="row">{does}</th>
            <td>
              <span className="row-of">
                {keys.map((each) => (
                  <Keys key={each} keys={each} />
                ))}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
