/** Keys of one letter: they work while no field is typed in, and can be switched off (WCAG 2.2, 2.1.4). */
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

const storeKey = "throughlife.shortcuts";
const listeners = new Set<() => void>();

/** What each key does; a two-letter sequence is written `g f`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** The one key that waits for another; the second then means nothing by itself. */
const firstOfTwo = "g";
/** How long the first letter waits for its second. */
const sequenceMillis = 1_200;

/** Listens while the screen stands. */
export const useShortcuts = (shortcuts: Shortcuts): void => {
  const press = useEffectEvent((keys: string): boolean => {
    const run = shortcuts[keys];
    run?.();
    return run !== undefined;
  });
  useEffect(() => listen((keys) => press(keys)), []);
};

/** Whether they are on, and the way to switch them. */
export const useShortcutsOn = (): readonly [boolean, (on: boolean) => void] => [
  useSyncExternalStore(subscribe, areOn),
  (on) => {
    localStorage.setItem(storeKey, on ? "on" : "off");
    for (const listener of listeners) listener();
  },
];

const areOn = (): boolean => localStorage.getItem(storeKey) !== "off";

const listen = (press: (keys: string) => boolean): (() => void) => {
  let first = { key: "", at: 0 };
  const hear = (event: KeyboardEvent): void => {
    if (
      event.defaultPrevented ||
      !areOn() ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      isTyping(event) ||
      isCovered()
    )
      return;
    const isSecond = first.key === firstOfTwo && event.timeStamp - first.at < sequenceMillis;
    if (press(isSecond ? `${firstOfTwo} ${event.key}` : event.key)) event.preventDefault();
    first = { key: event.key, at: event.timeStamp };
  };
  addEventListener("keydown", hear);
  return () => removeEventListener("keydown", hear);
};

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  target.closest("input, textarea, select, [contenteditable], [role=combobox]") !== null;

/** Behind an open dialog nothing is pressed. */
const isCovered = (): boolean => document.querySelector("[role=dialog]") !== null;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
