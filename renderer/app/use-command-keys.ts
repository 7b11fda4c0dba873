/** The keys of the commands, from the one list; and commands that are given outside of the page. */
import { isCommandId } from "../../shared/rpc/app-commands.ts";
import { useAccelerators } from "../design/accelerators.ts";
import { useShortcuts } from "../design/shortcuts.ts";
import { useEvents } from "../rpc/use-events.ts";
import type { Commands } from "./use-commands.ts";

/** Stands once, in the window. */
export const useCommandKeys = ({ rows, run }: Commands): void => {
  const letters = rows.flatMap(({ id, letters: keys }) => (keys === undefined ? [] : [[keys, () => run(id)] as const]));
  useShortcuts(Object.fromEntries(letters));
  useAccelerators(
    new Map(
      rows.flatMap(({ accelerator, id }) => (accelerator === undefined ? [] : [[accelerator, () => run(id)] as const])),
    ),
  );
  useEvents((event) => {
    if (event.event === "command" && isCommandId(event.command)) run(event.command);
  });
};
