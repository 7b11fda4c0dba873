/** How an instrument is to be read, as it is being typed in, and the request that it becomes. */
import { methods, type RequestOf } from "../../shared/rpc/methods.ts";

export interface ReadDraft {
  readonly path: string;
  readonly way: "profile" | "map";
  readonly profile: string;
  readonly map: string;
  readonly unit: string;
  readonly baud: string;
  readonly every: string;
  /** The asset that the readings are recorded to; null: they are only watched. */
  readonly history: string | null;
  readonly record: boolean;
}

/** For this asset, or to watch. */
export const emptyReadDraft = (history: string | null): ReadDraft => ({
  path: "",
  way: "profile",
  profile: "",
  map: "",
  unit: "",
  baud: "",
  every: "",
  history,
  record: history !== null,
});

export type ReadRequest =
  | { readonly ok: true; readonly request: RequestOf<"instrument.start"> }
  | { readonly ok: false; readonly faults: ReadonlySet<string> };

/** Checked by the contract; what the contract leaves open, a profile or a map, is checked here. */
export const readRequestOf = (draft: ReadDraft): ReadRequest => {
  const faults = new Set<string>();
  if (draft.path.trim() === "") faults.add("path");
  if (draft.way === "profile" && draft.profile === "") faults.add("profile");
  if (draft.way === "map" && draft.map.trim() === "") faults.add("map");
  if (draft.record && draft.history === null) faults.add("history");
  const parsed = methods["instrument.start"].request.safeParse({
    path: draft.path.trim(),
    history: draft.record ? draft.history : null,
    ...(draft.way === "profile" ? { profile: draft.profile } : { map: draft.map.trim() }),
    ...numberMember("unit", draft.unit),
    ...numberMember("baud_rate", draft.baud),
    ...numberMember("every_ms", draft.every),
  });
  for (const { path } of parsed.error?.issues ?? []) faults.add(String(path[0]));
  return parsed.success && faults.size === 0 ? { ok: true, request: parsed.data } : { ok: false, faults };
};

/** An empty field leaves the choice to the profile. What is no number is left for the contract to refuse. */
const numberMember = (name: string, text: string): Readonly<Record<string, unknown>> => {
  if (text.trim() === "") return {};
  return { [name]: /^[0-9]{1,9}$/.test(text.trim()) ? Number(text) : text };
};
