/** Says which assets a node covers, all of them. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { StudyNodeRow } from "../../shared/rpc/hazop-rows.ts";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAskEach } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { workWords } from "../vocabulary/work-words.ts";
import { AssetSearch } from "./AssetSearch.tsx";
import { SignDialog } from "./SignDialog.tsx";

export interface LinkNodeProps {
  readonly study: string;
  readonly node: StudyNodeRow;
  readonly close: () => void;
}

const words = hazopWords.link;

/** Each that is chosen joins the list. */
export const LinkNodeDialog = ({ study, node, close }: LinkNodeProps) => {
  const [assets, setAssets] = useState<ReadonlyArray<string>>(node.assets.map(({ asset }) => asset));
  const details = useAskEach(
    "asset.get",
    assets.map((history) => ({ history })),
  );
  const link = useCommand("hazop.link-node");
  const submit = async (): Promise<void> => {
    const outcome = await link.run({ assets: [...assets], node: node.node, study });
    if (outcome?.ok !== true) return;
    say(words.done);
    close();
  };
  return (
    <SignDialog
      title={words.nodeTitle(node.name)}
      record={words.record}
      running={link.running}
      refusal={link.failure?.message ?? null}
      submit={() => void submit()}
      close={close}
    >
      <AssetSearch
        key={assets.length}
        chosen={null}
        choose={(history) => history !== null && setAssets([...new Set([...assets, history])])}
        begin=""
        error={null}
      />
      <ul className="lines">
        {assets.map((history, index) => {
          const detail = details[index];
          const tag = detail === undefined ? "" : (valueOr(detail, null)?.tag[0]?.value ?? "");
          return (
            <li key={history}>
              <span className="grow">{tag}</span>
              <ActionIcon
                variant="default"
                aria-label={workWords.removeFile(tag)}
                onClick={() => setAssets(assets.filter((each) => each !== history))}
              >
                <IconX size={16} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </SignDialog>
  );
};
