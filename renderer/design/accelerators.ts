/** Keys with Ctrl, Alt or a function key: they work everywhere, also while a field is typed in. */
import { useEffect, useEffectEvent } from "react";

/** What each accelerator does, in the notation of native menus: `CmdOrCtrl+K`, `Alt+Left`, `F1`. */
export type Accelerators = ReadonlyMap<string, () => void>;

/** Listens while the window stands. */
export const useAccelerators = (accelerators: Accelerators): void => {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const run = accelerators.get(acceleratorOf(event));
    if (run === undefined || event.defaultPrevented) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => press(event);
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, []);
};

/** The accelerator of a press, in the same notation. */
export const acceleratorOf = ({ altKey, ctrlKey, key, metaKey }: PressedKey): string =>
  [...(ctrlKey || metaKey ? ["CmdOrCtrl"] : []), ...(altKey ? ["Alt"] : []), names[key] ?? key.toUpperCase()].join("+");

export interface PressedKey {
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly key: string;
  readonly metaKey: boolean;
}

/** Keys whose name in menus is not their letter; `=` is the plus key without Shift. */
const names: Readonly<Record<string, string>> = { ArrowLeft: "Left", ArrowRight: "Right", "+": "Plus", "=": "Plus" };

/** The keys of an accelerator or of letters, each as it stands on the keyboard: `Ctrl`, `K`. */
export const keysOf = (accelerator: string): ReadonlyArray<string> =>
  accelerator
    .split(/[+ ]/)
    .filter((part) => part !== "")
    .map((part) => printed[part] ?? (part.length === 1 ? part.toUpperCase() : part));

const printed: Readonly<Record<string, string>> = { CmdOrCtrl: "Ctrl", Left: "←", Right: "→", Plus: "+" };
