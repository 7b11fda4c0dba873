/** A photo of an attachment as a report takes it. */
import type { Picture } from "./report-document.ts";

/** An attachment as a photo; `picture` is what is printed, or a sentence why it cannot be. */
export interface ReportPhoto {
  readonly caption: string;
  readonly name: string;
  /** SHA-256, hex64. */
  readonly sha256: string;
  readonly picture: Picture | string;
}
