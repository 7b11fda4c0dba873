/** Who signs at the moment: at most one person is unlocked, and is locked again after a time without signing. */
import type { Keystore, PersonRenewal, UnlockedSigner, Person } from "../keystore/keystore.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Signer } from "../signature/signer.ts";

export interface PersonSession {
  /** The person who is unlocked. */
  readonly person: () => Person | null;
  /** Unlocks a person by name; whoever was unlocked before is locked. */
  readonly unlock: (name: string, pin: string) => Promise<Outcome<Person>>;
  readonly lock: () => void;
  /** Sets the minutes without a signature after which a person is locked; 0 is never. */
  readonly lockAfter: (minutes: number) => void;
  /** The unlocked person's key, or the installation's own where nobody is unlocked. */
  readonly signer: () => Signer;
}

/** Minutes without a signature after which a person is locked, unless they set others: a coffee, not a shift. */
const lockAfterMinutes = 15;

export interface SessionParts {
  readonly keystore: Keystore;
  /** Told when somebody was locked or unlocked. */
  readonly changed: () => void;
  /** Whether the promised successor of a key may be used where the key must be renewed. */
  readonly mayUse: PersonRenewal["mayUse"];
  readonly after: (milliseconds: number, run: () => void) => { readonly cancel: () => void };
}

/** Makes the session of one node. */
export const createPersonSession = ({ after, changed, keystore, mayUse }: SessionParts): PersonSession => {
  let unlocked: { readonly person: Person; readonly signer: UnlockedSigner } | null = null;
  let minutes = lockAfterMinutes;
  let timer: { readonly cancel: () => void } | null = null;
  const lock = (): void => {
    timer?.cancel();
    if (unlocked === null) return;
    unlocked.signer.lock();
    unlocked = null;
    changed();
  };
  const restartTimer = (): void => {
    timer?.cancel();
    timer = minutes === 0 || unlocked === null ? null : after(minutes * 60_000, lock);
  };
  return {
    person: () => unlocked?.person ?? null,
    lock,
    lockAfter: (chosen) => {
      minutes = chosen;
      restartTimer();
    },
    unlock: async (name, pin) => {
      const written = name.normalize("NFC");
      const found = keystore.people().find((candidate) => candidate.name === written || candidate.key === name);
      if (found === undefined)
        return refuse("personUnknown", `Nobody called "${name}" has a key on this installation.`);
      // After the installation was renewed everybody gets their new key the first time they are there.
      const renewed = keystore.isFormer(found.key) ? await keystore.renewPerson({ key: found.key, mayUse, pin }) : null;
      if (renewed !== null && !renewed.ok) return renewed;
      const person = renewed?.value ?? found;
      const signer = await keystore.unlock(person.key, pin);
      if (!signer.ok) return signer;
      lock();
      unlocked = { person, signer: signer.value };
      restartTimer();
      changed();
      return success(person);
    },
    signer: () => {
      if (unlocked === null) return keystore.installationSigner;
      restartTimer();
      return unlocked.signer;
    },
  };
};
