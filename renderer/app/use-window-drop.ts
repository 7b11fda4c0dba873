/** A file that is dropped anywhere on the window: it is never opened in place of the window. */
import { useEffect, useEffectEvent } from "react";

/** Hears of the first file of each drop that no field of a screen has taken. */
export const useWindowDrop = (take: (file: File) => void): void => {
  const drop = useEffectEvent((event: DragEvent): void => {
    const [file] = event.dataTransfer?.files ?? [];
    const isTaken = event.defaultPrevented;
    event.preventDefault();
    if (!isTaken && file !== undefined) take(file);
  });
  useEffect(() => {
    const allow = (event: DragEvent): void => event.preventDefault();
    const hear = (event: DragEvent): void => drop(event);
    addEventListener("dragover", allow);
    addEventListener("drop", hear);
    return () => {
      removeEventListener("dragover", allow);
      removeEventListener("drop", hear);
    };
  }, []);
};
