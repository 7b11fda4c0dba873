/** What of the fleet is looked at. */

export interface FleetFilter {
  readonly search: string;
  readonly only: "all" | "open-defects" | "conflicts" | "unshared";
  readonly sort: "tag" | "last" | "records";
}

/** Everything, by its tag. */
export const allAssets: FleetFilter = { search: "", only: "all", sort: "tag" };
