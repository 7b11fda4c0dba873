/** A file that is made by one press and saved by the next. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Outcome } from "../../shared/outcome/outcome.ts";
import { Notice } from "../design/Notice.tsx";
import { useRpc } from "../rpc/RpcProvider.tsx";

export interface MadeFileProps {
  readonly make: () => Promise<Outcome<{ readonly download: string | null; readonly says: string | null }> | null>;
  readonly running: boolean;
  readonly makeWord: string;
  readonly saveWord: string;
}

/** Says why where it cannot be made. */
export const MadeFile = ({ make, makeWord, running, saveWord }: MadeFileProps) => {
  const { files } = useRpc();
  const [made, setMade] = useState<{ readonly address: string; readonly says: string | null } | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    const outcome = await make();
    if (outcome === null) return;
    setRefusal(outcome.ok ? null : outcome.failure.message);
    if (outcome.ok && outcome.value.download !== null)
      setMade({ address: files.addressOf(outcome.value.download, false), says: outcome.value.says });
  };
  return (
    <div className="stack tight">
      {refusal === null ? null : (
        <Notice tone="bad" urgent>
          {refusal}
        </Notice>
      )}
      {made === null || made.says === null ? null : <Notice tone="good">{made.says}</Notice>}
      <div className="row-of">
        <Button variant="default" onClick={() => void run()} loading={running}>
          {makeWord}
        </Button>
        {made === null ? null : (
          <Button component="a" href={made.address} download>
            {saveWord}
          </Button>
        )}
      </div>
    </div>
  );
};
