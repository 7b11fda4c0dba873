/** What is done seldom with a peer: blocking it, and removing it after a question. */
import { ActionIcon, Button, Menu, Modal } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import type { PeerRow } from "../../shared/rpc/rows.ts";
import { Notice } from "../design/Notice.tsx";
import { say } from "../design/said.ts";
import { useCommand } from "../rpc/use-command.ts";
import { peerWords } from "../vocabulary/peer-words.ts";

export interface PeerMenuProps {
  readonly peer: PeerRow;
  readonly blocked: boolean;
}

/** Blocking can be taken back, so nobody is asked; removing cannot. */
export const PeerMenu = ({ blocked, peer: { installation, name } }: PeerMenuProps) => {
  const [removing, setRemoving] = useState(false);
  const block = useCommand("peer.block");
  const remove = useCommand("peer.remove");
  const toggle = async (): Promise<void> => {
    const outcome = await block.run({ blocked: !blocked, installation });
    if (outcome?.ok === true) say(blocked ? peerWords.unblocked(name) : peerWords.blocked(name));
  };
  const confirm = async (): Promise<void> => {
    const outcome = await remove.run({ installation });
    if (outcome?.ok !== true) return;
    setRemoving(false);
    say(peerWords.removed(name));
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="input-sm" aria-label={peerWords.more(name)}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void toggle()}>{blocked ? peerWords.unblock : peerWords.block}</Menu.Item>
          <Menu.Item onClick={() => setRemoving(true)}>{peerWords.remove}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={removing} onClose={() => setRemoving(false)} title={peerWords.removeTitle(name)}>
        <div className="stack">
          <p>{peerWords.removeAbout(name)}</p>
          {remove.failure === null ? null : (
            <Notice tone="bad" urgent>
              {remove.failure.message}
            </Notice>
          )}
          <div className="row-of">
            <Button color="red" onClick={() => void confirm()} loading={remove.running}>
              {peerWords.removeButton}
            </Button>
            <Button variant="default" onClick={() => setRemoving(false)}>
              {peerWords.cancel}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
};
