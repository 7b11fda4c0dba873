/** What the page may say to the main process: calls for the node, and files on their way to it. */
import { z } from "zod";
import type { Upload, UploadFailure } from "../window/upload.ts";
import type { Outcome } from "../../../shared/outcome/outcome.ts";

/** Nothing that a window sends is larger; files go in pieces. */
export const callCharactersMax = 8 * 1024 * 1024;
/** One piece of a file. */
export const pieceBytesMax = 4 * 1024 * 1024;

const uploadNumberSchema = z.int().min(1);

/** 75 to 200 %. */
export const zoomFactorSchema = z.number().min(0.75).max(2);

export const windowMessageSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("call"), text: z.string() }),
  z.strictObject({ kind: z.literal("upload"), bytes: z.int().min(0) }),
  z.strictObject({ kind: z.literal("piece"), upload: uploadNumberSchema, bytes: z.instanceof(Uint8Array) }),
  /** The file is whole: its handle is the answer. */
  z.strictObject({ kind: z.literal("uploaded"), upload: uploadNumberSchema }),
  z.strictObject({ kind: z.literal("stop-upload"), upload: uploadNumberSchema }),
  /** How large everything is drawn, 1 for the usual size; null asks for what is kept. */
  z.strictObject({ kind: z.literal("zoom"), factor: zoomFactorSchema.nullable() }),
]);

export type WindowMessage = z.infer<typeof windowMessageSchema>;

/** What it gets back. */
export type WindowAnswer =
  | { readonly kind: "answer"; readonly text: string }
  | { readonly kind: "uploading"; readonly upload: number }
  | { readonly kind: "taken" }
  | { readonly kind: "zoomed"; readonly factor: number }
  | { readonly kind: "stored"; readonly outcome: Outcome<Upload, UploadFailure> }
  | { readonly kind: "refused"; readonly failure: { readonly kind: string; readonly message: string } };
