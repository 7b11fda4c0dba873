/** Asks for everything that proves one record, and shows it beside the history. */
import { Drawer } from "@mantine/core";
import { Answered } from "../design/Answered.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { BytesView } from "./BytesView.tsx";

export interface BytesScreenProps {
  /** Null: closed. */
  readonly record: string | null;
  readonly close: () => void;
}

/** Stands over the right half. */
export const BytesScreen = ({ record, close }: BytesScreenProps) => {
  const proof = useAsk("record.get", { id: record ?? "" }, { when: record !== null });
  return (
    <Drawer
      opened={record !== null}
      onClose={close}
      size="44rem"
      title={assetWords.bytes.title}
      closeButtonProps={{ "aria-label": assetWords.bytes.close }}
    >
      {record === null ? null : (
        <Answered answer={proof} waiting={assetWords.waiting}>
          {(value) => <BytesView proof={value} />}
        </Answered>
      )}
    </Drawer>
  );
};
