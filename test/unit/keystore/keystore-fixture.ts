/** What the tests of the keystore share: a cheap PIN, a clock that the test turns, and numbers that only look random. */
import type { KeystoreParts, OsSecret } from "../../../main/keystore/keystore-parts.ts";
import { beginKeystore, openKeystore } from "../../../main/keystore/open-keystore.ts";
import type { Keystore } from "../../../main/keystore/keystore.ts";
import { success } from "../../../shared/outcome/outcome.ts";
import type { FaultyDisk } from "../../doubles/faulty-disk-files.ts";
import { randomBelow, seededRandom } from "../../doubles/seeded-random.ts";
import { valueOf } from "../../doubles/value-of.ts";

export const folder = "/data";
export const pin = "482913";

export interface TestClock {
  millis: number;
}

/** What a keystore in a test needs; `random` goes on over several openings. */
export const partsOn = (disk: Pick<FaultyDisk, "files">, more: Partial<KeystoreParts> & { readonly clock?: TestClock; readonly seed?: number } = {}): KeystoreParts => {
  const { clock = { millis: 1_772_000_000_000 }, seed = 1, ...parts } = more;
  const random = seededRandom(seed);
  return { cost: { n: 2, p: 1, r: 1 }, files: disk.files, folder, now: () => clock.millis, osSecret: null, randomBytes: (count) => Uint8Array.from({ length: count }, () => randomBelow(random, 256)), ...parts };
};

export const begun = async (parts: KeystoreParts): Promise<Keystore> => valueOf(await beginKeystore(parts));

export const opened = async (parts: KeystoreParts): Promise<Keystore> => valueOf(await openKeystore(parts));

export const keychain: OsSecret = { keeper: "the keychain of this test", read: () => Promise.resolve(success(new Uint8Array(32).fill(5))) };
