/** Why an instrument could not be read, as every caller of this room gets it. */
import { z } from "zod";

export const instrumentFailureSchema = z.strictObject({
  kind: z.enum([
    "portUnknown",
    "portDenied",
    "portBusy",
    "portUnusable",
    "portVanished",
    "portStalled",
    "simulatorOff",
    "noReply",
    "garbled",
    "shortFrame",
    "badCrc",
    "babble",
    "exception",
    "inDoubt",
    "wrongInstrument",
    "profileUnknown",
    "profileInvalid",
    "mapInvalid",
    "settingInvalid",
    "stopped",
    "hostFailed",
  ]),
  message: z.string().min(1),
});

/** `kind` names the reason, `message` says in a sentence what to do. */
export type InstrumentFailure = Readonly<z.infer<typeof instrumentFailureSchema>>;
