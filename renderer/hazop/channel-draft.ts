/** A channel that is to watch a deviation, as it is being typed in, and the way from there to the request. */
import { compareDecimals, isDecimal } from "../../shared/quantity/decimal.ts";
import type { ChannelRow } from "../../shared/rpc/hazop-rows.ts";
import { methods, type RequestOf } from "../../shared/rpc/methods.ts";
import { decimalText, typedDecimal } from "../vocabulary/number-words.ts";

/** The limits from low to high: each must not be below the one before it. */
export const limitNames = ["action_low", "alert_low", "alert_high", "action_high"] as const;

export type LimitName = (typeof limitNames)[number];

/** All texts, so that nothing that a person wrote is lost to a check. */
export interface ChannelDraft extends Readonly<Record<LimitName, string>> {
  /** Its history; null until it is chosen. */
  readonly asset: string | null;
  readonly channel: string;
  readonly unit: string;
  readonly dead_band: string;
  readonly delay_s: string;
  /** Empty: not judged. */
  readonly stale_after_s: string;
  readonly remark: string;
}

export type CheckedChannel =
  | { readonly ok: true; readonly request: RequestOf<"hazop.bind-channel"> }
  /** Members that are not right; `order` where the limits do not rise. */
  | { readonly ok: false; readonly faults: ReadonlySet<string> };

/** As it stands, or empty: no dead band, no delay. */
export const channelDraftOf = (bound: ChannelRow | null): ChannelDraft => ({
  asset: bound?.asset ?? null,
  channel: bound?.channel ?? "",
  unit: bound?.unit ?? "",
  action_low: limitText(bound?.limits.action_low),
  alert_low: limitText(bound?.limits.alert_low),
  alert_high: limitText(bound?.limits.alert_high),
  action_high: limitText(bound?.limits.action_high),
  dead_band: limitText(bound?.dead_band ?? "0"),
  delay_s: String(bound?.delay_s ?? 0),
  stale_after_s: bound?.stale_after_s == null ? "" : String(bound.stale_after_s),
  remark: "",
});

/** A binding with at least one limit: without any it would end instead. */
export const channelRequestOf = (
  draft: ChannelDraft,
  { deviation, study }: { readonly deviation: string; readonly study: string },
): CheckedChannel => {
  const limits = limitsOf(draft);
  const parsed = methods["hazop.bind-channel"].request.safeParse({
    asset: draft.asset ?? "",
    channel: draft.channel.trim(),
    dead_band: typedDecimal(draft.dead_band),
    delay_s: seconds(draft.delay_s),
    deviation,
    limits,
    remark: draft.remark.trim() === "" ? null : draft.remark.trim(),
    stale_after_s: draft.stale_after_s.trim() === "" ? null : seconds(draft.stale_after_s),
    study,
    unit: draft.unit.trim(),
  });
  const faults = new Set(parsed.error?.issues.map(({ path }) => String(path[0] === "limits" ? path[1] : path[0])));
  if (limitNames.every((name) => limits[name] === null)) faults.add("limits");
  if (!isRising(limits)) faults.add("order");
  return parsed.success && faults.size === 0 ? { ok: true, request: parsed.data } : { ok: false, faults };
};

const limitText = (value: string | null | undefined): string => (value == null ? "" : decimalText(value));

const limitsOf = (draft: ChannelDraft): Readonly<Record<LimitName, string | null>> => ({
  action_high: limitOrNull(draft.action_high),
  action_low: limitOrNull(draft.action_low),
  alert_high: limitOrNull(draft.alert_high),
  alert_low: limitOrNull(draft.alert_low),
});

const limitOrNull = (text: string): string | null => (text.trim() === "" ? null : typedDecimal(text));

const isRising = (limits: Readonly<Record<LimitName, string | null>>): boolean => {
  const given = limitNames.flatMap((name) => limits[name] ?? []).filter(isDecimal);
  return given.every((limit, index) => {
    const before = given[index - 1];
    return before === undefined || compareDecimals(before, limit) <= 0;
  });
};

const seconds = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));
