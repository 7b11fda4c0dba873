/** Takes up what the person who signs has chosen on this computer, and tells the node when to lock. */
import { useEffect, useSyncExternalStore } from "react";
import { useCommand } from "../rpc/use-command.ts";
import { onPreferences, preferences, takePreferencesOf } from "../vocabulary/preferences.ts";

/** `person` is the key of whoever signs; null while nobody does. */
export const usePersonPreferences = (person: string | null): void => {
  const { lockMinutes } = useSyncExternalStore(onPreferences, preferences);
  const { run } = useCommand("person.lock-after");
  useEffect(() => takePreferencesOf(person), [person]);
  useEffect(() => {
    if (person !== null) void run({ minutes: lockMinutes });
  }, [lockMinutes, person, run]);
};
