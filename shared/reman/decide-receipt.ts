/** Whether a core may be taken in: one core discharges one entitlement, and one entitlement is discharged once. */
import { instantFromMillis, millisOfInstant, type Instant } from "../clock/instant.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import { occurredInstant } from "../service/occurred-instant.ts";
import type { Occurred } from "../service/work-body.ts";
import { plainKey } from "./programme.ts";

/** A core by what its plate says, in one of its lives. */
export interface CoreIdentity {
  readonly history: string | null;
  readonly life: number;
  readonly maker: string | null;
  readonly serial: string | null;
}

/** A receipt that counts, wherever it was written. */
export interface KnownReceipt {
  readonly record: string;
  readonly at: string;
  readonly by: string;
  readonly core: CoreIdentity;
  readonly entitlement: string | null;
  readonly place: string | null;
  readonly rga: string | null;
}

export interface KnownEntitlement {
  readonly record: string;
  readonly sold_serial: string;
}

export interface ReceiptWish {
  readonly core: CoreIdentity;
  readonly entitlement: string | null;
  readonly sold_serial: string | null;
}

export interface HeldCores {
  readonly receipts: ReadonlyArray<KnownReceipt>;
  readonly entitlements: ReadonlyArray<KnownEntitlement>;
}

export type ReceiptFailure = Failure & {
  readonly kind: "alreadyReceived" | "entitlementDischarged" | "entitlementUnknown" | "soldSerialDiffers";
};

/** Lets a receipt through, or says where and when the core or its entitlement went before. */
export const decideReceipt = (held: HeldCores, wish: ReceiptWish): Outcome<ReceiptWish, ReceiptFailure> => {
  const before = held.receipts.find(({ core }) => isSameCore(core, wish.core));
  if (before !== undefined)
    return refuse(
      "alreadyReceived",
      `The core ${wish.core.serial ?? ""} was received already: ${whereAndWhen(before)}. Correct that entry if it did not happen.`,
    );
  if (wish.entitlement === null) return success(wish);
  const entitlement = held.entitlements.find(({ record }) => record === wish.entitlement);
  if (entitlement === undefined)
    return refuse(
      "entitlementUnknown",
      "The entitlement is not here, or does not count. Look the sold serial up again.",
    );
  const discharged = held.receipts.find((receipt) => receipt.entitlement === wish.entitlement);
  if (discharged !== undefined)
    return refuse(
      "entitlementDischarged",
      `The entitlement of ${entitlement.sold_serial} was discharged already: ${whereAndWhen(discharged)}. Take the core in without one, or find its own.`,
    );
  if (wish.sold_serial !== null && plainKey(wish.sold_serial) !== plainKey(entitlement.sold_serial))
    return refuse(
      "soldSerialDiffers",
      `The entitlement is that of ${entitlement.sold_serial}, but the paper says ${wish.sold_serial}. Check both plates.`,
    );
  return success(wish);
};

/** The same thing in the same life: by its history, or by serial number where makers do not contradict. */
export const isSameCore = (left: CoreIdentity, right: CoreIdentity): boolean => {
  if (left.history !== null && left.history === right.history) return true;
  if (left.serial === null || right.serial === null || left.life !== right.life) return false;
  const makersFit = left.maker === null || right.maker === null || plainKey(left.maker) === plainKey(right.maker);
  return makersFit && plainKey(left.serial) === plainKey(right.serial);
};

/** `on 2026-03-01 08:30 UTC at Depot North by Ann Lee, RGA 4711 (record 12ab...)`. */
export const whereAndWhen = ({ at, by, place, record, rga }: Omit<KnownReceipt, "core" | "entitlement">): string =>
  [
    `on ${at.slice(0, 10)} ${at.slice(11, 16)} UTC`,
    ...(place === null ? [] : [`at ${place}`]),
    `by ${by}`,
    ...(rga === null ? [] : [`under RGA ${rga}`]),
    `(record ${record.slice(0, 12)}…)`,
  ].join(" ");

const dayMillis = 86_400_000;

/** The last day of the window, as a UTC day; `null` where the entitlement has no end. */
export const windowEnd = (sold: Pick<Occurred, "value" | "zone">, days: number | null): string | null => {
  const from = occurredInstant(sold);
  return days === null || from === null
    ? null
    : instantFromMillis(millisOfInstant(from) + days * dayMillis).slice(0, 10);
};

/** Whether a core came within the window: the last day counts. */
export const windowAt = (
  entitlement: { readonly occurred: Pick<Occurred, "value" | "zone">; readonly window_days: number | null } | null,
  received: Instant,
): "inside" | "outside" | "none" => {
  if (entitlement === null) return "none";
  const end = windowEnd(entitlement.occurred, entitlement.window_days);
  return end === null || received.slice(0, 10) <= end ? "inside" : "outside";
};
