/** Takes in the opening of one value that somebody disclosed in a file. */
import { useState } from "react";
import { DropField } from "../design/DropField.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { useUpload } from "../rpc/use-upload.ts";
import { privacyWords as words } from "../vocabulary/privacy-words.ts";

/** What does not open the value that the record sealed is refused, with the reason. */
export const TakeDisclosure = () => {
  const [value, setValue] = useState<string | null>(null);
  const upload = useUpload();
  const take = useCommand("privacy.take-disclosure");
  const takeIn = async (file: File): Promise<void> => {
    setValue(null);
    const handle = await upload.hand(file);
    const outcome = handle === null ? null : await take.run({ file: { upload: handle } });
    if (outcome?.ok === true) setValue(outcome.value.value);
  };
  const refusal = upload.broken ? words.broken : (upload.message ?? take.failure?.message ?? null);
  return (
    <Panel title={words.take}>
      <div className="stack">
        <DropField
          label={words.takeDrop}
          small
          disabled={take.running}
          take={([file]) => {
            if (file !== undefined) void takeIn(file);
          }}
        />
        {refusal === null ? null : (
          <Notice tone="bad" urgent>
            {refusal}
          </Notice>
        )}
        {value === null ? null : <Notice tone="good">{words.taken(value)}</Notice>}
      </div>
    </Panel>
  );
};
