/** The way out for a data folder that was restored, copied or damaged: new keys, and a log that begins anew. */
import { z } from "zod";
import { idSchema } from "./rows.ts";

const name = z.string().min(1).max(200);

/** An exchange before or after the keys were made. */
const exchanged = z.strictObject({
  /** Why it did not come to its end, or `null`. */
  failure: z.string().nullable(),
  name: z.string(),
  received: z.int().min(0),
  sent: z.int().min(0),
});

export const renewalMethods = {
  "installation.renew": {
    does: "Makes new keys for a data folder that was restored, copied or damaged: exchanges first, then begins a new log, new keys, and says so in the registers.",
    request: z.strictObject({
      /** Who gets their new key at once; everybody else the next time they unlock it. */
      person: z.strictObject({ name, pin: z.string().regex(/^[0-9]{6,64}$/, "six digits or more") }).nullable(),
    }),
    response: z.strictObject({
      /** Exchanges after the new keys; nothing where no peer could be reached. */
      after: z.array(exchanged),
      /** Registers of others that must enrol the new keys: ask there for a new code, and join with it. */
      asks: z.array(z.strictObject({ name: z.string(), register: idSchema })),
      before: z.array(exchanged),
      former: idSchema,
      installation: idSchema,
      /** The public key of the log that is written now. */
      log: idSchema,
      /** True where the promised key took the place of the former one, false where a new one must be enrolled. */
      promised: z.boolean(),
      reason: z.string(),
      /** People who get their new keys when they unlock them next. */
      waiting: z.array(z.string()),
    }),
  },
} as const;
