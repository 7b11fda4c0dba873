/** Whether there is somewhere to go back and forward to, and the buttons of a mouse that go there. */
import { useEffect, useSyncExternalStore } from "react";

export interface HistorySteps {
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
}

/** The fourth and fifth button of a mouse. */
const backButton = 3;
const forwardButton = 4;

/** Kept fresh with each step. */
export const useHistorySteps = (): HistorySteps => {
  const canGoBack = useSyncExternalStore(subscribe, () => navigation.canGoBack);
  const canGoForward = useSyncExternalStore(subscribe, () => navigation.canGoForward);
  useEffect(() => {
    const press = (event: MouseEvent): void => {
      if (event.button !== backButton && event.button !== forwardButton) return;
      event.preventDefault();
      if (event.button === backButton) history.back();
      else history.forward();
    };
    addEventListener("mouseup", press);
    return () => removeEventListener("mouseup", press);
  }, []);
  return { canGoBack, canGoForward };
};

const subscribe = (listener: () => void): (() => void) => {
  navigation.addEventListener("currententrychange", listener);
  return () => navigation.removeEventListener("currententrychange", listener);
};
