/** Where the window stands, and that it never stands where nobody can see it. Lengths in pixels of the desktop. */
import { z } from "zod";

const whole = z.int().min(-100_000).max(100_000);

export const windowPlaceSchema = z.strictObject({
  x: whole,
  y: whole,
  width: whole.min(1),
  height: whole.min(1),
  maximized: z.boolean(),
});

export type WindowPlace = Readonly<z.infer<typeof windowPlaceSchema>>;

/** A part of the desktop: a window's bounds, the free area of a screen. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Below this the screens do not fit. */
export const leastWindow = { width: 800, height: 560 } as const;
const usualWindow = { width: 1360, height: 880 } as const;
/** So much of the title bar must be seen, or the window cannot be dragged back. */
const seenWidth = 120;
const seenHeight = 40;

/**
 * Where the window opens: as it was left, where that is still seen on a screen; made to fit; in the middle of the first
 * screen otherwise. `screens` are the free areas of the screens, the main one first.
 */
export const placeOnScreens = (left: WindowPlace | null, screens: ReadonlyArray<Area>): WindowPlace => {
  const maximized = left?.maximized ?? false;
  const screen = screens.find((area) => left !== null && isSeen(left, area)) ?? screens[0];
  const fitted = left === null || screen === undefined ? null : fitInto(left, screen);
  // A wide window of which an edge was seen may be made to fit outside of the screen.
  if (fitted !== null && screen !== undefined && isSeen(fitted, screen)) return { ...fitted, maximized };
  return { ...centredIn(screen ?? { x: 0, y: 0, ...usualWindow }, left ?? usualWindow), maximized };
};

const isSeen = (window: Area, screen: Area): boolean => {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const isTopSeen = window.y >= screen.y && window.y + seenHeight <= screen.y + screen.height;
  return across >= seenWidth && isTopSeen;
};

const fitInto = (window: Area, screen: Area): Area => ({
  x: window.x,
  y: window.y,
  width: clamp(window.width, leastWindow.width, screen.width),
  height: clamp(window.height, leastWindow.height, screen.height),
});

const centredIn = (screen: Area, wish: { readonly width: number; readonly height: number }): Area => {
  const width = clamp(wish.width, leastWindow.width, screen.width);
  const height = clamp(wish.height, leastWindow.height, screen.height);
  const middle = (start: number, room: number, size: number): number =>
    start + Math.max(0, Math.floor((room - size) / 2));
  return { x: middle(screen.x, screen.width, width), y: middle(screen.y, screen.height, height), width, height };
};

/** A screen smaller than the least window gets it all the same: it then scrolls. */
const clamp = (size: number, least: number, room: number): number => Math.max(least, Math.min(size, room));
