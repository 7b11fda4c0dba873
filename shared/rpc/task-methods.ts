/** Methods on long work, and on what happened while nobody looked. */
import { z } from "zod";

const empty = z.strictObject({});

/** One thing that happened: kept until it is read. */
export const noticeRowSchema = z.strictObject({
  at: z.string(),
  /** What it is about, for its mark: an exchange, a refusal, a fault, something finished. */
  kind: z.enum(["exchange", "refusal", "fault", "finished"]),
  id: z.string(),
  read: z.boolean(),
  /** A whole sentence. */
  text: z.string(),
});

export const taskMethods = {
  "task.cancel": {
    does: "Stops long work by the id that its progress names. What was recorded stays, and its answer says how far it came.",
    request: z.strictObject({ id: z.string().min(1).max(80) }),
    response: z.strictObject({ cancelled: z.boolean() }),
  },
  "notice.list": {
    does: "What happened, newest first: exchanges, refusals, faults, finished work.",
    request: empty,
    response: z.array(noticeRowSchema),
  },
  "notice.read": {
    does: "Marks notices as read; those that were read are forgotten after some days.",
    request: z.strictObject({ ids: z.union([z.literal("all"), z.array(z.string()).max(500)]) }),
    response: empty,
  },
} as const;

export type NoticeRow = z.infer<typeof noticeRowSchema>;
