/** All that passes between the main process and the node process. Each side parses what it gets. */
import { z } from "zod";
import { rpcFailureSchema } from "../../../shared/rpc/messages.ts";

const number = z.int().min(0);

/** From the main process. */
export const toNodeSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("open"),
    folder: z.string(),
    markFolder: z.string(),
    simulators: z.boolean(),
    /** Who keeps the system's secret, in words; null where nobody does. */
    keeper: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal("call"), call: number, text: z.string() }),
  z.strictObject({ kind: z.literal("find-file"), ask: number, handle: z.string() }),
  z.strictObject({
    kind: z.literal("secret"),
    ask: number,
    secret: z.union([z.strictObject({ hex: z.string() }), z.strictObject({ failure: rpcFailureSchema })]),
  }),
  /** The line to serial host number `host` comes with this message. */
  z.strictObject({ kind: z.literal("host"), host: number }),
  z.strictObject({ kind: z.literal("host-ended"), host: number, how: z.string() }),
  z.strictObject({ kind: z.literal("close") }),
]);

/** To the main process. */
export const fromNodeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("opened"), uploadsFolder: z.string(), remarks: z.array(z.string()).readonly() }),
  z.strictObject({ kind: z.literal("refused"), failure: rpcFailureSchema }),
  z.strictObject({ kind: z.literal("answer"), call: number, text: z.string() }),
  z.strictObject({ kind: z.literal("event"), text: z.string() }),
  z.strictObject({
    kind: z.literal("file"),
    ask: number,
    file: z.strictObject({ path: z.string(), name: z.string(), mediaType: z.string() }).nullable(),
  }),
  z.strictObject({ kind: z.literal("ask-secret"), ask: number, make: z.boolean() }),
  z.strictObject({ kind: z.literal("start-host"), host: number, simulator: z.boolean() }),
  z.strictObject({ kind: z.literal("kill-host"), host: number }),
  z.strictObject({ kind: z.literal("closed"), failure: rpcFailureSchema.nullable() }),
]);

export type ToNode = z.infer<typeof toNodeSchema>;
export type FromNode = z.infer<typeof fromNodeSchema>;
export type OpenWish = Readonly<Omit<Extract<ToNode, { readonly kind: "open" }>, "kind">>;
export type MadeFile = Readonly<NonNullable<Extract<FromNode, { readonly kind: "file" }>["file"]>>;
