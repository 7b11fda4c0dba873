/** Names what is looked at now, and puts the person's views in order. */
import { ActionIcon, Button, Modal, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Form } from "../design/Form.tsx";
import { say } from "../design/said.ts";
import { fleetWords } from "../vocabulary/fleet-words.ts";
import type { FleetFilter } from "./fleet-filter.ts";
import type { SavedView, SavedViews } from "./saved-views.ts";

export interface ViewsDialogProps {
  readonly opened: boolean;
  readonly close: () => void;
  readonly saved: SavedViews;
  /** What is looked at now. */
  readonly filter: FleetFilter;
}

const words = fleetWords.views;

/** Closed by Escape; every change is kept at once. */
export const ViewsDialog = ({ opened, close, saved, filter }: ViewsDialogProps) => {
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const save = (): void => {
    setTried(name.trim() === "");
    if (name.trim() === "") return;
    saved.save(name.trim(), filter);
    setName("");
    say(words.saved(name.trim()));
  };
  return (
    <Modal opened={opened} onClose={close} title={words.title}>
      <Form submit={save}>
        <div className="views-new">
          <TextInput
            data-autofocus
            label={words.name}
            description={words.nameHelp}
            value={name}
            error={tried ? words.noName : null}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button type="submit">{words.save}</Button>
        </div>
        <ul className="lines views-list" aria-label={words.list}>
          {saved.views.map((view, index) => (
            <ViewLine
              key={view.id}
              view={view}
              first={index === 0}
              last={index === saved.views.length - 1}
              saved={saved}
            />
          ))}
        </ul>
      </Form>
    </Modal>
  );
};

interface ViewLineProps {
  readonly view: SavedView;
  readonly first: boolean;
  readonly last: boolean;
  readonly saved: SavedViews;
}

const ViewLine = ({ view, first, last, saved }: ViewLineProps) => {
  const button = (label: string, disabled: boolean, act: () => void, Icon: typeof IconTrash) => (
    <ActionIcon variant="default" aria-label={label} title={label} disabled={disabled} onClick={act}>
      <Icon size={16} />
    </ActionIcon>
  );
  return (
    <li>
      <TextInput
        className="grow"
        aria-label={words.rename(view.name)}
        defaultValue={view.name}
        onBlur={({ currentTarget }) => {
          const name = currentTarget.value.trim();
          if (name !== "" && name !== view.name) saved.rename(view.id, name);
        }}
      />
      {button(words.up(view.name), first, () => saved.move(view.id, -1), IconArrowUp)}
      {button(words.down(view.name), last, () => saved.move(view.id, 1), IconArrowDown)}
      {button(words.remove(view.name), false, () => saved.remove(view.id), IconTrash)}
    </li>
  );
};
