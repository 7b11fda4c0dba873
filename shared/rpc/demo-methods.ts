/** Methods on the demo fleet: looked at beside one's own data folder, which is left as it is. */
import { z } from "zod";

const empty = z.strictObject({});

export const demoMethods = {
  "app.explore-demo": {
    does: "Opens the demo fleet in place of the own data folder; makes it first where it was not made yet, with progress.",
    request: empty,
    response: z.strictObject({ folder: z.string() }),
  },
  "app.leave-demo": {
    does: "Closes the demo fleet and goes back to the own data folder, or to the first start.",
    request: empty,
    response: empty,
  },
} as const;
