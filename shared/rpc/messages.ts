/** What travels over the wire between a shell and the node process: calls, answers and events. */
import { z } from "zod";
import { channelReadingSchema, channelGapSchema } from "../condition/reading.ts";

/** A refusal as every caller sees it: the named reason and the sentence for a person. */
export const rpcFailureSchema = z.strictObject({ kind: z.string(), message: z.string() });

export const callSchema = z.strictObject({ call: z.int(), method: z.string().max(60), request: z.unknown() });

export const answerSchema = z.union([
  z.strictObject({ call: z.int(), value: z.unknown() }),
  z.strictObject({ call: z.int(), failure: rpcFailureSchema }),
]);

/** Events carry no rows, save the live readings of a session: a screen that hears "changed" asks again. */
export const eventSchema = z.discriminatedUnion("event", [
  z.strictObject({
    event: z.literal("changed"),
    histories: z.array(z.string()).max(1000),
    what: z.enum(["records", "peers", "people", "status", "notices"]),
  }),
  z.strictObject({
    at: z.string(),
    event: z.literal("reading"),
    gaps: z.array(channelGapSchema),
    profile: z.string(),
    raw: z.string(),
    readings: z.array(channelReadingSchema),
    record: z.string().nullable(),
    session: z.string(),
    simulated: z.boolean(),
  }),
  z.strictObject({ event: z.literal("reading-fault"), message: z.string(), session: z.string() }),
  z.strictObject({
    event: z.literal("reading-ended"),
    failure: rpcFailureSchema.nullable(),
    polls: z.int(),
    session: z.string(),
  }),
  /**
   * How far long work has come; `id` names it for `task.cancel` and is null where only the other side can stop it.
   * `of` is null where nobody can say.
   */
  z.strictObject({
    done: z.int(),
    event: z.literal("progress"),
    id: z.string().nullable(),
    of: z.int().nullable(),
    task: z.string(),
  }),
  z.strictObject({ event: z.literal("task-ended"), id: z.string(), task: z.string() }),
  /** A command of app-commands.ts that was given outside of the page: in a native menu, by a link. */
  z.strictObject({ command: z.string().max(60), event: z.literal("command") }),
]);

export type RpcFailure = z.infer<typeof rpcFailureSchema>;
export type RpcCall = z.infer<typeof callSchema>;
export type RpcAnswer = z.infer<typeof answerSchema>;
export type RpcEvent = z.infer<typeof eventSchema>;
