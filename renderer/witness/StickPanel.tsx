/** The exchange with a witness by stick: a request goes, somebody else's request is answered, an answer is taken. */
import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { DropField } from "../design/DropField.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { useRpc } from "../rpc/RpcProvider.tsx";
import { useCommand } from "../rpc/use-command.ts";
import { useUpload } from "../rpc/use-upload.ts";
import { witnessWords } from "../vocabulary/witness-words.ts";
import { MadeFile } from "./MadeFile.tsx";

type Rows = ResponseOf<"witness.state">["witnesses"];

const words = witnessWords.stick;

/** Three steps, each for itself. */
export const StickPanel = ({ rows }: { readonly rows: Rows }) => (
  <Panel title={words.title}>
    <div className="stack">
      <p className="muted">{words.about}</p>
      <RequestPart rows={rows} />
      <AnswerPart />
      <TakePart />
    </div>
  </Panel>
);

const RequestPart = ({ rows }: { readonly rows: Rows }) => {
  const [witness, setWitness] = useState<string | null>(null);
  const making = useCommand("witness.request");
  const data = rows.flatMap(({ name, witness: key }) => (key === null ? [] : [{ label: name, value: key }]));
  return (
    <>
      <Select label={words.witness} data={data} value={witness} onChange={setWitness} />
      <MadeFile
        make={async () => {
          if (witness === null) return refuse("witnessMissing", words.choose);
          const made = await making.run({ witness });
          if (made === null || !made.ok) return made;
          return success({ download: made.value.download, says: words.made(made.value.size) });
        }}
        makeWord={words.request}
        running={making.running}
        saveWord={words.save}
      />
    </>
  );
};

interface Said {
  readonly tone: "bad" | "good";
  readonly text: string;
  readonly address: string | null;
}

const AnswerPart = () => {
  const answering = useCommand("witness.answer");
  const { files } = useRpc();
  return (
    <FilePart
      label={words.answer}
      use={async (handle) => {
        const made = await answering.run({ file: { upload: handle } });
        if (made === null) return null;
        if (!made.ok) return { address: null, text: made.failure.message, tone: "bad" };
        const { download, message } = made.value;
        const address = download === null ? null : files.addressOf(download, false);
        return message === null
          ? { address, text: words.answered, tone: "good" }
          : { address, text: words.refused(message), tone: "bad" };
      }}
    />
  );
};

const TakePart = () => {
  const taking = useCommand("witness.take");
  return (
    <FilePart
      label={words.take}
      use={async (handle) => {
        const taken = await taking.run({ file: { upload: handle } });
        if (taken === null) return null;
        return taken.ok
          ? { address: null, text: words.taken(taken.value.size), tone: "good" }
          : { address: null, text: taken.failure.message, tone: "bad" };
      }}
    />
  );
};

interface FilePartProps {
  readonly label: string;
  readonly use: (handle: string) => Promise<Said | null>;
}

const FilePart = ({ label, use }: FilePartProps) => {
  const upload = useUpload();
  const [said, setSaid] = useState<Said | null>(null);
  const take = async (file: File | undefined): Promise<void> => {
    const handle = file === undefined ? null : await upload.hand(file);
    if (handle !== null) setSaid(await use(handle));
  };
  const failure = upload.broken ? words.broken : upload.message;
  return (
    <div className="stack tight">
      <DropField small label={label} take={([file]) => void take(file)} />
      {failure === null ? null : (
        <Notice tone="bad" urgent>
          {failure}
        </Notice>
      )}
      {said === null ? null : (
        <Notice tone={said.tone} urgent={said.tone === "bad"}>
          {said.text}
        </Notice>
      )}
      {said?.address == null ? null : (
        <div>
          <Button component="a" href={said.address} download>
            {words.saveAnswer}
          </Button>
        </div>
      )}
    </div>
  );
};
