/** Back and forward lead to the very place: how far it was scrolled, and where the focus stood, are kept. */
import { useEffect } from "react";

interface Place {
  /** Scrolled elements by their path below the content, with how far. */
  readonly scrolled: ReadonlyArray<readonly [path: string, top: number]>;
  readonly focus: string | null;
}

/** A place is looked for so long: what it shows may have to be asked for first. */
const patienceMillis = 3_000;

/** Watches for as long as the window stands. Places are kept by entry of the history, in memory. */
export const useReturn = (contentId: string): void => {
  useEffect(() => {
    const places = new Map<string, Place>();
    let here = currentKey();
    let stop = (): void => {};
    const keep = (): void => {
      const content = document.getElementById(contentId);
      if (content !== null) places.set(here, placeIn(content));
    };
    const arrive = (event: Event): void => {
      const isReturn = "navigationType" in event && event.navigationType === "traverse";
      here = currentKey();
      stop();
      const place = isReturn ? places.get(here) : undefined;
      const content = document.getElementById(contentId);
      if (place !== undefined && content !== null) stop = bringBack(content, place);
    };
    navigation.addEventListener("navigate", keep);
    navigation.addEventListener("currententrychange", arrive);
    return () => {
      stop();
      navigation.removeEventListener("navigate", keep);
      navigation.removeEventListener("currententrychange", arrive);
    };
  }, [contentId]);
};

const currentKey = (): string => navigation.currentEntry?.key ?? "";

const placeIn = (content: HTMLElement): Place => {
  const scrolled = [...content.querySelectorAll<HTMLElement>("*")].filter(({ scrollTop }) => scrollTop > 0);
  const focused = document.activeElement;
  return {
    scrolled: scrolled.map((element) => [pathOf(content, element), element.scrollTop] as const),
    focus: focused instanceof HTMLElement && content.contains(focused) ? pathOf(content, focused) : null,
  };
};

/** Tries again whenever something is drawn, until all is as it was, the person does something, or it takes too long. */
const bringBack = (content: HTMLElement, place: Place): (() => void) => {
  const end = (): void => {
    watcher.disconnect();
    clearTimeout(timer);
    for (const kind of ends) removeEventListener(kind, end, true);
  };
  const attempt = (): void => {
    if (restore(content, place)) end();
  };
  const watcher = new MutationObserver(attempt);
  watcher.observe(content, { childList: true, subtree: true });
  const timer = setTimeout(end, patienceMillis);
  for (const kind of ends) addEventListener(kind, end, true);
  requestAnimationFrame(attempt);
  return end;
};

const ends = ["wheel", "pointerdown", "keydown"] as const;

const restore = (content: HTMLElement, { focus, scrolled }: Place): boolean => {
  const isScrolled = scrolled.every(([path, top]) => {
    const element = content.querySelector<HTMLElement>(path);
    if (element !== null) element.scrollTop = top;
    return element !== null && Math.abs(element.scrollTop - top) < 2;
  });
  if (!isScrolled) return false;
  const target = focus === null ? null : content.querySelector<HTMLElement>(focus);
  target?.focus({ preventScroll: true });
  return focus === null || target !== null;
};

/** A path from the content down, by the position among siblings; a row of a long list is found by its own position. */
const pathOf = (content: HTMLElement, element: HTMLElement): string => {
  const steps: string[] = [];
  for (let each = element; each !== content && each.parentElement !== null; each = each.parentElement) {
    const row = each.getAttribute("aria-rowindex");
    const place = [...each.parentElement.children].indexOf(each) + 1;
    steps.unshift(row === null ? `${each.tagName.toLowerCase()}:nth-child(${place})` : `[aria-rowindex="${row}"]`);
  }
  return `:scope > ${steps.join(" > ")}`;
};
