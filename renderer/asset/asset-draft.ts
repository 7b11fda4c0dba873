/** An asset as it is being typed in, and the request that it becomes. */
import type { Code } from "../../shared/asset/asset-body.ts";
import { methods, type RequestOf } from "../../shared/rpc/methods.ts";

/** All texts, as a form holds them. */
export interface AssetDraft {
  readonly tag: string;
  readonly equipmentClass: string;
  readonly serial: string;
  readonly maker: string;
  readonly model: string;
  readonly location: string;
  readonly description: string;
  readonly lifeNumber: string;
  readonly identifiers: ReadonlyArray<{ readonly scheme: string; readonly value: string }>;
}

export const emptyAssetDraft: AssetDraft = {
  tag: "",
  equipmentClass: "",
  serial: "",
  maker: "",
  model: "",
  location: "",
  description: "",
  lifeNumber: "1",
  identifiers: [],
};

/** Either the request, or the names of the members that are not right yet. */
export type AssetRequest =
  | { readonly ok: true; readonly request: RequestOf<"asset.register"> }
  | { readonly ok: false; readonly faults: ReadonlySet<string> };

/** Checks by the contract itself, so that form and node never disagree. `edition` is that of the class table. */
export const assetRequestOf = (draft: AssetDraft, edition: string): AssetRequest => {
  const request = {
    description: textOrNull(draft.description),
    equipment_class: codeOrNull(draft.equipmentClass, edition),
    identifiers: draft.identifiers.map(({ scheme, value }) => ({ scheme: scheme.trim(), value: value.trim() })),
    life_number: /^[0-9]{1,4}$/.test(draft.lifeNumber.trim()) ? Number(draft.lifeNumber) : null,
    location: textOrNull(draft.location),
    maker: textOrNull(draft.maker),
    model: textOrNull(draft.model),
    serial: textOrNull(draft.serial),
    tag: draft.tag.trim(),
  };
  const parsed = methods["asset.register"].request.safeParse(request);
  if (parsed.success) return { ok: true, request: parsed.data };
  return { ok: false, faults: new Set(parsed.error.issues.map(({ path }) => String(path[0]))) };
};

const textOrNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

const codeOrNull = (code: string, edition: string): Code | null => (code === "" ? null : { code, edition });
