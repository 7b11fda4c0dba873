/** The receipt of a record as a file. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import { Panel } from "../design/Panel.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { witnessWords } from "../vocabulary/witness-words.ts";
import { MadeFile } from "./MadeFile.tsx";

const words = witnessWords.receipt;

/** The id stays in its field, whatever comes of it. */
export const ReceiptPanel = () => {
  const [record, setRecord] = useState("");
  const making = useCommand("witness.receipt");
  return (
    <Panel title={words.title}>
      <div className="stack">
        <p className="muted">{words.about}</p>
        <TextInput
          label={words.record}
          value={record}
          classNames={{ input: "mono" }}
          autoComplete="off"
          spellCheck={false}
          onChange={({ currentTarget }) => setRecord(currentTarget.value)}
        />
        <MadeFile
          make={async () => {
            const id = record.trim().toLowerCase();
            if (id.length < idDigitsMin) return refuse("recordShort", words.tooShort);
            const made = await making.run({ record: id });
            if (made === null || !made.ok) return made;
            const { download, index, size, witnesses } = made.value;
            return success({ download, says: words.made(index, size, witnesses) });
          }}
          makeWord={words.make}
          running={making.running}
          saveWord={words.save}
        />
      </div>
    </Panel>
  );
};

/** Fewer digits are the beginning of too many ids. */
const idDigitsMin = 4;
