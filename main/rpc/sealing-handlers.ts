/** Methods on how the installation's own keys lie on the disk. */
import { refuse, success } from "../../shared/outcome/outcome.ts";
import type { HandlersOf } from "./dispatch.ts";
import type { NodeParts } from "./node-parts.ts";

type SealingMethods = HandlersOf<"installation.sealing" | "installation.seal-keys">;

/** Makes the methods. */
export const sealingHandlers = ({ emit, keystore }: NodeParts): SealingMethods => ({
  "installation.sealing": () => Promise.resolve(success({ sealing: keystore.sealing(), system: keystore.keeper })),
  "installation.seal-keys": async ({ by, current, passphrase }) => {
    if (by === "system" && keystore.keeper === null)
      return refuse(
        "osSecretMissing",
        "This system keeps no secret for this program: seal the keys by a passphrase, or open the desktop program.",
      );
    const sealed = await keystore.reseal({ current, passphrase, sealing: by });
    if (!sealed.ok) return sealed;
    emit({ event: "changed", histories: [], what: "status" });
    return success({ sealing: keystore.sealing() });
  },
});
