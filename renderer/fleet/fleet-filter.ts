/** What of the fleet is looked at. */
import type { RequestOf } from "../../shared/rpc/methods.ts";

export const fleetOnly = ["all", "open-defects", "due", "overdue", "conflicts", "unshared"] as const;
export const fleetSorts = ["tag", "last", "due", "records"] as const;
export const fleetFields = ["equipment_class", "maker", "location"] as const;

export type FleetOnly = (typeof fleetOnly)[number];
export type FleetSort = (typeof fleetSorts)[number];
export type FleetField = (typeof fleetFields)[number];

export interface FleetFilter {
  readonly search: string;
  readonly only: FleetOnly;
  readonly sort: FleetSort;
  /** Empty: any. */
  readonly equipment_class: string;
  readonly maker: string;
  readonly location: string;
}

/** Everything, by its tag. */
export const allAssets: FleetFilter = {
  search: "",
  only: "all",
  sort: "tag",
  equipment_class: "",
  maker: "",
  location: "",
};

/** The same looks, whatever the order of the rows. */
export const isSameFilter = (left: FleetFilter, right: FleetFilter): boolean =>
  left.search.trim() === right.search.trim() &&
  left.only === right.only &&
  left.sort === right.sort &&
  fleetFields.every((field) => left[field] === right[field]);

/** The question that this filter asks; `search` may follow what is typed with some delay. */
export const questionOf = (
  { equipment_class, location, maker, only, sort }: FleetFilter,
  search: string,
): Omit<RequestOf<"asset.list">, "limit" | "offset"> => ({
  ...(equipment_class === "" ? {} : { equipment_class }),
  ...(location === "" ? {} : { location }),
  ...(maker === "" ? {} : { maker }),
  only,
  search,
  sort,
});
