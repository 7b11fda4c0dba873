/** How the installation's own keys lie on the disk: sealed by a passphrase, by the system, or by nothing. */
import { z } from "zod";

const sealing = z.enum(["nothing", "passphrase", "system"]);
const passphrase = z.string().max(1000).nullable();

export const sealingMethods = {
  "installation.sealing": {
    does: "By what the installation's own keys are sealed on the disk, and who keeps secrets of this system.",
    request: z.strictObject({}),
    response: z.strictObject({
      sealing,
      /** In words, such as "the keychain of this Mac"; `null` where the system keeps none for this program. */
      system: z.string().nullable(),
    }),
  },
  "installation.seal-keys": {
    does: "Seals the installation's own keys anew: by a passphrase that is asked for at every start, by the system, or by nothing.",
    request: z.strictObject({
      by: sealing,
      /**
       * The passphrase that they are sealed by now; `null` where they are not, or where the program was started with
       * it.
       */
      current: passphrase.default(null),
      passphrase: passphrase.default(null),
    }),
    response: z.strictObject({ sealing }),
  },
} as const;
