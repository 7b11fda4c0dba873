/** Views of the fleet that a person has named: kept on this computer, for that person alone, in the person's order. */
import { useSyncExternalStore } from "react";
import { z } from "zod";
import { fleetOnly, fleetSorts, type FleetFilter } from "./fleet-filter.ts";

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly filter: FleetFilter;
}

export interface SavedViews {
  readonly views: ReadonlyArray<SavedView>;
  /** Keeps a view under a name; one that has the name already is written over. Gives its id. */
  readonly save: (name: string, filter: FleetFilter) => string;
  readonly rename: (id: string, name: string) => void;
  readonly remove: (id: string) => void;
  /** One place up or down. */
  readonly move: (id: string, step: 1 | -1) => void;
}

/** The views of the person with this key; null: of whoever sits here while nobody signs. */
export const useSavedViews = (person: string | null): SavedViews => {
  const owner = person ?? "nobody";
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(storeKey(owner)) ?? "");
  const views = viewsOf(text);
  return {
    views,
    save: (name, filter) => {
      const known = views.find((view) => view.name === name);
      const id = known?.id ?? crypto.randomUUID().slice(0, idDigits);
      const view = { filter, id, name };
      write(owner, known === undefined ? [...views, view] : views.map((each) => (each.id === id ? view : each)));
      return id;
    },
    rename: (id, name) =>
      write(
        owner,
        views.map((view) => (view.id === id ? { ...view, name } : view)),
      ),
    remove: (id) =>
      write(
        owner,
        views.filter((view) => view.id !== id),
      ),
    move: (id, step) =>
      write(
        owner,
        moved(
          views,
          views.findIndex((view) => view.id === id),
          step,
        ),
      ),
  };
};

const idDigits = 8;
const listeners = new Set<() => void>();

const storeKey = (owner: string): string => `throughlife.fleet-views.${owner}`;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

const write = (owner: string, views: ReadonlyArray<SavedView>): void => {
  localStorage.setItem(storeKey(owner), JSON.stringify(views));
  for (const listener of listeners) listener();
};

const text = z.string();
const viewsSchema = z.array(
  z.object({
    filter: z.object({
      equipment_class: text,
      location: text,
      maker: text,
      only: z.enum(fleetOnly),
      search: text,
      sort: z.enum(fleetSorts),
    }),
    id: text.min(1),
    name: text.min(1),
  }),
);

/** What another version of the program kept in another form is left out. */
const viewsOf = (kept: string): ReadonlyArray<SavedView> => {
  try {
    return viewsSchema.safeParse(JSON.parse(kept === "" ? "[]" : kept)).data ?? [];
  } catch {
    return [];
  }
};

const moved = (views: ReadonlyArray<SavedView>, from: number, step: 1 | -1): ReadonlyArray<SavedView> => {
  const view = views[from];
  const to = from + step;
  if (view === undefined || to < 0 || to >= views.length) return views;
  const others = views.toSpliced(from, 1);
  return others.toSpliced(to, 0, view);
};
