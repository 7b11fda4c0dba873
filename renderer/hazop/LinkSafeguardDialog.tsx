/** Says which asset performs a safeguard. */
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { SafeguardRow } from "../../shared/rpc/hazop-rows.ts";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { AssetSearch } from "./AssetSearch.tsx";
import { SignDialog } from "./SignDialog.tsx";

export interface LinkSafeguardProps {
  readonly study: string;
  readonly safeguard: SafeguardRow;
  readonly close: () => void;
}

const words = hazopWords.link;

/** The search begins with the tag that the study gives the safeguard. */
export const LinkSafeguardDialog = ({ study, safeguard, close }: LinkSafeguardProps) => {
  const [asset, setAsset] = useState<string | null>(null);
  const [remark, setRemark] = useState("");
  const [tried, setTried] = useState(false);
  const link = useCommand("hazop.link-safeguard");
  const sign = async (target: string | null): Promise<void> => {
    const outcome = await link.run({
      asset: target,
      remark: remark.trim() === "" ? null : remark.trim(),
      safeguard: safeguard.safeguard,
      study,
    });
    if (outcome?.ok !== true) return;
    say(words.done);
    close();
  };
  const submit = (): void => {
    setTried(true);
    if (asset !== null) void sign(asset);
  };
  return (
    <SignDialog
      title={words.title(safeguard.name)}
      record={words.record}
      running={link.running}
      refusal={link.failure?.message ?? null}
      submit={submit}
      close={close}
      also={
        safeguard.assets.length === 0 ? null : (
          <Button variant="default" onClick={() => void sign(null)}>
            {words.unlink}
          </Button>
        )
      }
    >
      <AssetSearch
        chosen={asset}
        choose={setAsset}
        begin={safeguard.tag}
        error={tried && asset === null ? words.none : null}
      />
      <TextInput label={words.remark} value={remark} onChange={({ currentTarget }) => setRemark(currentTarget.value)} />
    </SignDialog>
  );
};
