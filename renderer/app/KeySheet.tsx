/** All keys on one sheet. */
import { Modal } from "@mantine/core";
import { KeyHint } from "../design/KeyHint.tsx";
import { appWords } from "../vocabulary/app-words.ts";

export interface KeySheetProps {
  readonly opened: boolean;
  readonly close: () => void;
}

/** Opened by `?`. */
export const KeySheet = ({ opened, close }: KeySheetProps) => (
  <Modal opened={opened} onClose={close} title={appWords.keys.title} size="md">
    <table className="figures">
      <tbody>
        {appWords.keys.rows.map(({ keys, does }) => (
          <tr key={does}>
            <th scope="row">
              <span className="row-of">
                {keys.map((name) => (
                  <KeyHint key={name} name={name} />
                ))}
              </span>
            </th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <p className="muted">{appWords.keys.hint}</p>
  </Modal>
);
