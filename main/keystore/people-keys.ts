/** The keys of the people who sign here: added under a PIN, unlocked while they sign, wrong PINs slowed down. */
import type { PublicKey } from "../../shared/crypto/key-rule.ts";
import { acceptableKey } from "../../shared/crypto/key-rule.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { nodePublicKeyOf, nodeSigner } from "../signature/node-signature.ts";
import type { KeyFolder } from "./key-folder.ts";
import type {
  Person,
  PersonRenewal,
  PinChange,
  PinFailure,
  RecoveredPerson,
  RecoverySeal,
  UnlockedSigner,
} from "./keystore.ts";
import type { KeystoreParts } from "./keystore-parts.ts";
import { openSeed, sealSeed, type PinCost, type SealedSeed } from "./sealed-seed.ts";
import { openSuccessor, sealSuccessor } from "./sealed-successor.ts";

export interface PeopleParts extends KeystoreParts {
  readonly cost: PinCost;
  readonly keys: KeyFolder;
}

interface PersonWish {
  readonly name: string;
  readonly pin: string;
}

interface NewSeal extends PersonWish {
  readonly key: PublicKey;
  readonly seed: Uint8Array;
  readonly former?: ReadonlyArray<string>;
}

/** Wrong PINs that cost no delay: fingers slip, above all in gloves. */
const freeAttempts = 3;
/** The longest wait between two tries. */
const waitSecondsMax = 3600;

/** Holds the sealed keys; a seed is in memory only inside an unlocked signer. */
export class PeopleKeys {
  readonly #parts: PeopleParts;
  readonly #sealed = new Map<PublicKey, SealedSeed>();
  /** One after another: many PINs tried at once would all be counted as the first. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: PeopleParts, people: ReadonlyArray<SealedSeed>) {
    this.#parts = parts;
    // A key whose owner has another one already is left from a renewal that was cut off.
    const replaced = new Set(people.flatMap(({ former = [] }) => former));
    for (const person of people) {
      const key = acceptableKey(replaced.has(person.key) ? "" : person.key);
      if (key.ok) this.#sealed.set(key.value, person);
    }
  }

  list(): ReadonlyArray<Person> {
    const people = [...this.#sealed].map(([key, { name }]) => ({ key, name }));
    return people.sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  add(wish: PersonWish): Promise<Outcome<Person>> {
    return this.#inTurn(() => this.#add(wish));
  }

  unlock(key: PublicKey, pin: string): Promise<Outcome<UnlockedSigner>> {
    return this.#inTurn(async () => {
      const seed = await this.#open(key, pin);
      return seed.ok ? success(unlockedSigner(seed.value)) : seed;
    });
  }

  changePin(change: PinChange): Promise<Outcome<null>> {
    return this.#inTurn(() => this.#changePin(change));
  }

  /** The keys that a person had before. */
  formerOf(key: PublicKey): ReadonlyArray<string> {
    return this.#sealed.get(key)?.former ?? [];
  }

  /** The public key of a person's promised successor. */
  async successorOf(key: PublicKey): Promise<Outcome<PublicKey | null>> {
    const sealed = await this.#parts.keys.readSuccessor(key);
    if (!sealed.ok) return sealed;
    const successor = acceptableKey(sealed.value?.key ?? "");
    return success(successor.ok ? successor.value : null);
  }

  /** Seals the promised successor of a person's key by a passphrase. */
  sealRecovery(wish: RecoverySeal): Promise<Outcome<SealedSeed>> {
    return this.#inTurn(() => this.#sealRecovery(wish));
  }

  /** A person who goes on with the key that was promised for the one that they lost. */
  recover(recovery: RecoveredPerson): Promise<Outcome<Person>> {
    return this.#inTurn(async () => {
      const unfit = pinFault(recovery.pin);
      if (unfit !== null) return refuse("pinUnfit", unfit);
      const key = nodePublicKeyOf(recovery.seed);
      const stored = await this.#seal({ ...recovery, key });
      return stored.ok ? success({ key, name: recovery.name }) : stored;
    });
  }

  renew(renewal: PersonRenewal): Promise<Outcome<Person>> {
    return this.#inTurn(() => this.#renew(renewal));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #add({ name, pin }: PersonWish): Promise<Outcome<Person>> {
    const wanted = name.trim().normalize("NFC");
    if (wanted === "" || wanted.length > 200) return refuse("nameUnfit", "A person's name has 1 to 200 characters.");
    if (this.list().some((person) => person.name === wanted))
      return refuse("nameTaken", `Somebody called "${wanted}" has a key here already. Add a second name.`);
    const unfit = pinFault(pin);
    if (unfit !== null) return refuse("pinUnfit", unfit);
    const seed = this.#parts.randomBytes(32);
    const key = nodePublicKeyOf(seed);
    const stored = await this.#seal({ key, name: wanted, pin, seed });
    return stored.ok ? success({ key, name: wanted }) : stored;
  }

  // The new key is durable before anything of the old one goes: until then everything can be done again.
  async #renew({ key, mayUse, pin }: PersonRenewal): Promise<Outcome<Person>> {
    const seed = await this.#open(key, pin);
    if (!seed.ok) return seed;
    const before = this.#sealed.get(key);
    const next = await this.#nextSeed(key, seed.value, mayUse);
    seed.value.fill(0);
    if (before === undefined || !next.ok) return next.ok ? unknownPerson : next;
    const person = { key: nodePublicKeyOf(next.value), name: before.name };
    const former = [...(before.former ?? []), key];
    const stored = await this.#seal({ ...person, former, pin, seed: next.value });
    if (!stored.ok) return stored;
    this.#sealed.delete(key);
    const removed = await this.#parts.keys.removePerson(key);
    return removed.ok ? success(person) : removed;
  }

  async #nextSeed(key: PublicKey, seed: Uint8Array, mayUse: PersonRenewal["mayUse"]): Promise<Outcome<Uint8Array>> {
    const sealed = await this.#parts.keys.readSuccessor(key);
    // What cannot be read now may be read later: only what is damaged is given up.
    if (!sealed.ok && sealed.failure.kind !== "secretDamaged") return sealed;
    const promised = sealed.ok && sealed.value !== null ? openSuccessor(sealed.value, seed) : null;
    const usable = promised === null ? success(false) : await mayUse(nodePublicKeyOf(promised));
    if (!usable.ok) return usable;
    return success(promised !== null && usable.value ? promised : this.#parts.randomBytes(32));
  }

  async #sealRecovery({ key, passphrase, pin }: RecoverySeal): Promise<Outcome<SealedSeed>> {
    const { cost, keys, randomBytes } = this.#parts;
    const seed = await this.#open(key, pin);
    if (!seed.ok) return seed;
    const sealed = await keys.readSuccessor(key);
    const next = sealed.ok && sealed.value !== null ? openSuccessor(sealed.value, seed.value) : null;
    seed.value.fill(0);
    if (!sealed.ok) return sealed;
    if (next === null) return refuse("successorMissing", "No key is promised to follow this one, so none can be kept.");
    const name = this.#sealed.get(key)?.name ?? "";
    const wish = { cost, former: [...this.formerOf(key), key], key: nodePublicKeyOf(next), name, randomBytes };
    const kept = await sealSeed({ ...wish, osSecret: null, pin: passphraseForm(passphrase), seed: next });
    next.fill(0);
    return success(kept);
  }

  async #changePin({ key, newPin, pin }: PinChange): Promise<Outcome<null>> {
    const unfit = pinFault(newPin);
    if (unfit !== null) return refuse("pinUnfit", unfit);
    const seed = await this.#open(key, pin);
    if (!seed.ok) return seed;
    const stored = await this.#seal({ key, name: this.#sealed.get(key)?.name ?? "", pin: newPin, seed: seed.value });
    return stored.ok ? success(null) : stored;
  }

  /** Seals and stores a seed, which is wiped. */
  async #seal(person: NewSeal): Promise<Outcome<void>> {
    const { cost, keys, randomBytes } = this.#parts;
    const { former = this.formerOf(person.key), key, seed } = person;
    const osSecret = await this.#osSecret({ make: true });
    if (!osSecret.ok) return osSecret;
    const successor = await this.#withSuccessor(key, seed);
    if (!successor.ok) return successor;
    const sealed = await sealSeed({ ...person, cost, former, osSecret: osSecret.value, randomBytes });
    seed.fill(0);
    const written = await keys.writePerson(sealed);
    if (written.ok) this.#sealed.set(key, sealed);
    return written;
  }

  /** A key is never without the one that may replace it; one that was made before stays. */
  async #withSuccessor(key: PublicKey, seed: Uint8Array): Promise<Outcome<void>> {
    const { keys, randomBytes } = this.#parts;
    const before = await keys.readSuccessor(key);
    if (!before.ok) return before;
    return before.value === null ? keys.writeSuccessor(sealSuccessor(seed, randomBytes)) : success(undefined);
  }

  async #open(key: PublicKey, pin: string): Promise<Outcome<Uint8Array>> {
    const sealed = this.#sealed.get(key);
    if (sealed === undefined) return unknownPerson;
    const attempts = await this.#parts.keys.readAttempts(key);
    const early = Math.ceil((attempts.not_before_ms - this.#parts.now()) / 1000);
    // A clock that was set back must not lock anybody out for years.
    if (early > 0 && early <= waitSecondsMax) return tooEarly(early);
    const osSecret = sealed.os_secret ? await this.#osSecret({ make: false }) : success(null);
    if (!osSecret.ok) return osSecret;
    if (sealed.os_secret && osSecret.value === null) return refuse("osSecretMissing", osSecretMissing);
    // Counted before the PIN is tried, so that a kill in between is no free attempt.
    const counted = await this.#count(key, attempts.wrong + 1);
    if (!counted.ok) return counted;
    const seed = await openSeed(sealed, { osSecret: osSecret.value, pin });
    if (seed === null) return wrongPin(waitSeconds(attempts.wrong + 1));
    const cleared = await this.#count(key, 0);
    return cleared.ok ? success(seed) : cleared;
  }

  #count(key: PublicKey, wrong: number): Promise<Outcome<void>> {
    const notBefore = wrong === 0 ? 0 : this.#parts.now() + waitSeconds(wrong) * 1000;
    return this.#parts.keys.writeAttempts(key, { not_before_ms: notBefore, wrong });
  }

  async #osSecret(wish: { readonly make: boolean }): Promise<Outcome<Uint8Array | null>> {
    return this.#parts.osSecret === null ? success(null) : this.#parts.osSecret.read(wish);
  }
}

/** One spelling of a passphrase, however a keyboard composes its letters. */
export const passphraseForm = (passphrase: string): string => passphrase.trim().normalize("NFKC");

/**
 * Why a PIN may not be used, or `null`. No list of forbidden PINs: scrypt and the growing delays count on the number of
 * digits, and whoever is refused "111111" takes "111112".
 */
export const pinFault = (pin: string): string | null =>
  /^[0-9]{6,64}$/.test(pin) ? null : "A PIN has six digits or more, and nothing but digits.";

const unknownPerson = refuse("personUnknown", "Nobody with this key signs on this installation.");

const osSecretMissing =
  "This key is sealed with a secret of the system that cannot be reached here. Open the desktop program on the computer " +
  "that the key was made on, with the system's keyring unlocked.";

/** A signer that forgets its seed. */
const unlockedSigner = (seed: Uint8Array): UnlockedSigner => {
  let signer: ReturnType<typeof nodeSigner> | null = nodeSigner(seed);
  const { key } = signer;
  seed.fill(0);
  return {
    key,
    isLocked: () => signer === null,
    lock: () => {
      signer = null;
    },
    sign: (message) => {
      if (signer === null) throw new Error("A locked key was asked to sign");
      return signer.sign(message);
    },
  };
};

const waitSeconds = (wrong: number): number =>
  wrong <= freeAttempts ? 0 : Math.min(waitSecondsMax, 2 ** (wrong - freeAttempts) * 5);

const wrongPin = (seconds: number): Outcome<never, PinFailure> =>
  failed({
    kind: "pinWrong",
    waitSeconds: seconds,
    message: `The PIN is wrong.${seconds > 0 ? ` The next may be tried in ${seconds} seconds.` : " Try again."}`,
  });

const tooEarly = (seconds: number): Outcome<never, PinFailure> =>
  failed({
    kind: "pinTooEarly",
    waitSeconds: seconds,
    message: `Too many wrong PINs: the next may be tried in ${seconds} seconds.`,
  });
