/** The seal that a report stands on (record-format.md, section 8). */

/** As the last chapter of the report prints it. */
export interface GroundSeal {
  readonly act: "handed-over" | "released";
  /** TIME of record-format.md, section 2. */
  readonly at: string;
  /** Who confirmed it as the receiver, or `null`. */
  readonly confirmedBy: string | null;
  readonly record: string;
  /** Records that neither stood under it nor build on it. */
  readonly surfaced: number;
  readonly to: string;
}
