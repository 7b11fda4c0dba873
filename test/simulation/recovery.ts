/**
 * What people do about restored, copied and damaged folders: new keys, enrolments of them, and what is lost for good.
 */
import { enrolmentsIn } from "../../main/recorder/announce-keys.ts";
import { ownKeys } from "../../main/rpc/own-keys.ts";
import { validatorRole } from "../../shared/register/default-charter.ts";
import { rolesOfKey } from "../../shared/register/register-state.ts";
import { valueOf } from "../doubles/value-of.ts";
import type { Scene } from "./scene.ts";
import type { Station } from "./station.ts";

/** Renews a station that asks for it. */
export const renewStation = async (scene: Scene, station: Station): Promise<void> => {
  if (await station.renew()) forgiveLoss(scene, station);
};

/**
 * A disk was replaced by an older one, or changed: what stood on it alone is lost, and nobody could have kept it. What
 * somebody else acknowledged comes back.
 */
export const forgiveLoss = ({ lost, stations, world }: Scene, station: Station): void => {
  const isHeld = (id: string): boolean =>
    stations.some(({ acknowledged, open }) => {
      for (const known of acknowledged) if (known === id) return open === null || open.journal.has(known);
      return false;
    });
  const gone = [...station.acknowledged].filter((id) => !isHeld(id));
  for (const id of gone) {
    for (const other of stations) other.acknowledged.delete(id);
    lost.add(id);
    station.counts.lost++;
    world.note(`${station.name} has lost ${id.slice(0, 8)} with its disk`);
  }
};

/** Validators enrol the new keys of others that nobody had promised, as when they join again. */
export const enrolRenewed = async ({ register, stations }: Scene): Promise<number> => {
  let enrolled = 0;
  for (const validator of stations) {
    const { open } = validator;
    if (open === null) continue;
    for (const other of stations) {
      const { key } = open.keystore.installationSigner;
      const state = open.store.judge.registerNow(register);
      if (other.open === null || !rolesOfKey(state, key).includes(validatorRole) || state.endsByKey.has(key)) continue;
      const own = valueOf(await ownKeys(other.open.keystore)).filter(({ former }) => former.length > 0);
      for (const body of enrolmentsIn(state, own)) {
        const type = "register/party-enrolled@1";
        if ((await validator.record({ at: null, body, history: register, type })).ok) enrolled++;
      }
    }
  }
  return enrolled;
};
