/** Locks the person after some minutes in which nobody touched the window. */
import { useEffect, useEffectEvent } from "react";

const touches = ["pointerdown", "keydown", "wheel", "pointermove"] as const;
/** Looked at so often: a minute more or less is no matter, a timer for every touch would be. */
const lookMillis = 10_000;

/** 0 minutes is never. */
export const useIdleLock = (minutes: number, isUnlocked: boolean, lock: () => void): void => {
  const end = useEffectEvent(lock);
  useEffect(() => {
    if (minutes === 0 || !isUnlocked) return;
    let last = performance.now();
    const touch = (): void => void (last = performance.now());
    const timer = setInterval(() => {
      if (performance.now() - last < minutes * 60_000) return;
      touch();
      end();
    }, lookMillis);
    for (const kind of touches) addEventListener(kind, touch, { passive: true });
    return () => {
      clearInterval(timer);
      for (const kind of touches) removeEventListener(kind, touch);
    };
  }, [minutes, isUnlocked]);
};
