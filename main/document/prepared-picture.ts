/** A picture that a PDF/A file can hold, or why it cannot. */
import type { Failure } from "../../shared/outcome/outcome.ts";

export interface PictureUnreadable extends Failure {
  readonly kind: "pictureUnreadable";
}

/** A picture that can be embedded as it is; pixels as it is to be seen, rotated by its orientation. */
export interface PreparedPicture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}
