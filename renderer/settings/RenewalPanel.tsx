/** A data folder that needs new keys: why, what still works, and the way out. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { renewalWords as words } from "../vocabulary/renewal-words.ts";
import { RenewDialog } from "./RenewDialog.tsx";

export interface RenewalPanelProps {
  readonly need: NonNullable<ResponseOf<"app.status">["must_renew"]>;
  /** There are new keys: what the dialog says of them may still be read. */
  readonly isMet: boolean;
}

/** Stands above everything else of the installation. */
export const RenewalPanel = ({ isMet, need }: RenewalPanelProps) => {
  const [opened, setOpened] = useState(false);
  if (isMet && !opened) return null;
  return (
    <Panel title={words.titles[need.kind]}>
      <div className="stack">
        <Notice tone="bad">{need.reason}</Notice>
        <p>{words.keeps}</p>
        {need.kind === "damaged" ? <p>{words.mending}</p> : null}
        <div className="row-of">
          <Button onClick={() => setOpened(true)}>{words.renew}</Button>
        </div>
      </div>
      <RenewDialog opened={opened} close={() => setOpened(false)} />
    </Panel>
  );
};
