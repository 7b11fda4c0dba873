/** A receipt as it is being typed in, and the request that it becomes. */
import { methods, type RequestOf } from "../../shared/rpc/methods.ts";
import { minuteOccurred } from "./occurred.ts";

/** All texts, as a form holds them. */
export interface ReceiveDraft {
  readonly serial: string;
  readonly unreadable: boolean;
  readonly sold: string;
  readonly entitlement: string;
  readonly history: string;
  readonly rga: string;
  readonly part: string;
  readonly maker: string;
  readonly model: string;
  readonly place: string;
  readonly equipmentClass: string;
  readonly remark: string;
}

export const emptyReceiveDraft: ReceiveDraft = {
  serial: "",
  unreadable: false,
  sold: "",
  entitlement: "",
  history: "",
  rga: "",
  part: "",
  maker: "",
  model: "",
  place: "",
  equipmentClass: "",
  remark: "",
};

/** Either the request, or the names of the members that are not right yet. */
export type Made<R> =
  | { readonly ok: true; readonly request: R }
  | { readonly ok: false; readonly faults: ReadonlySet<string> };

/** Checks by the contract itself. `edition` is that of the class table, `known` whether an asset has the serial. */
export const receiveRequestOf = (
  draft: ReceiveDraft,
  { edition, known, now }: { readonly edition: string; readonly known: boolean; readonly now: Date },
): Made<RequestOf<"core.receive">> => {
  const serial = draft.unreadable ? null : textOrNull(draft.serial);
  const faults = new Set<string>();
  if (serial === null && !draft.unreadable) faults.add("serial");
  if (!known && draft.equipmentClass === "") faults.add("equipment_class");
  const request = {
    attachments: [],
    core: {
      maker: textOrNull(draft.maker),
      model: textOrNull(draft.model),
      part_number: textOrNull(draft.part),
      serial,
    },
    entitlement: textOrNull(draft.entitlement),
    equipment_class: draft.equipmentClass === "" ? null : { code: draft.equipmentClass, edition },
    history: textOrNull(draft.history),
    occurred: minuteOccurred(now),
    place: textOrNull(draft.place),
    remark: textOrNull(draft.remark),
    rga: textOrNull(draft.rga),
    sold_serial: textOrNull(draft.sold),
  };
  const parsed = methods["core.receive"].request.safeParse(request);
  if (!parsed.success) for (const { path } of parsed.error.issues) faults.add(String(path.at(-1) ?? ""));
  return parsed.success && faults.size === 0 ? { ok: true, request: parsed.data } : { ok: false, faults };
};

/** What was typed, or null for nothing. */
export const textOrNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());
