/**
 * The keys of an installation: its own, and one for every person who signs on it, each under a PIN (record-format.md,
 * section 7).
 */
import type { PublicKey } from "../../shared/crypto/key-rule.ts";
import type { Failure, Outcome } from "../../shared/outcome/outcome.ts";
import type { Signer } from "../signature/signer.ts";
import type { Installation } from "./installation.ts";
import type { FormerKeys } from "./key-folder.ts";
import type { SealedSeed } from "./sealed-seed.ts";
import type { Sealing } from "./sealed-secrets.ts";
import type { TlsIdentity } from "./tls-identity.ts";

/** A person who signs on this installation, as anybody here may see without a PIN. */
export interface Person {
  readonly name: string;
  readonly key: PublicKey;
}

/**
 * Signs while the person is at work. After `lock` the seed is gone and `sign` throws: asking it is a broken program.
 */
export interface UnlockedSigner extends Signer {
  readonly lock: () => void;
  readonly isLocked: () => boolean;
}

/** A PIN was wrong, or came too early after wrong ones: `waitSeconds` until the next may be tried. */
export interface PinFailure extends Failure {
  readonly kind: "pinWrong" | "pinTooEarly";
  readonly waitSeconds: number;
}

export interface Keystore {
  /** What everybody may know, as it stands in `installation.json`. */
  readonly installation: () => Installation;
  /** Signs records of the installation itself, and hellos. */
  readonly installationSigner: Signer;
  /** Signs checkpoints of the journal. */
  readonly logSigner: Signer;
  /** Cosigns checkpoints of other journals. */
  readonly witnessSigner: Signer;
  /** What the peer listener shows. */
  readonly tls: TlsIdentity;
  /** Everybody who has a key here, sorted by name. */
  readonly people: () => ReadonlyArray<Person>;
  /** Makes a key for a person and seals it with the PIN. Names are unique on an installation. */
  readonly addPerson: (person: { readonly name: string; readonly pin: string }) => Promise<Outcome<Person>>;
  /**
   * Opens a person's key. Takes about half a second on purpose; wrong PINs cost growing delays that survive a restart.
   */
  readonly unlock: (key: PublicKey, pin: string) => Promise<Outcome<UnlockedSigner>>;
  readonly changePin: (change: PinChange) => Promise<Outcome<null>>;
  /** Keys that were used here before and never will be again. */
  readonly former: FormerKeys;
  /** The keys that a person here had before, the oldest first. */
  readonly formerOf: (key: PublicKey) => ReadonlyArray<string>;
  /** The public key that may replace one of this installation or its people; `null` where none was made. */
  readonly successorOf: (key: PublicKey) => Promise<Outcome<PublicKey | null>>;
  /** True for the key of a person who must get a new one before they sign again. */
  readonly isFormer: (key: PublicKey) => boolean;
  /** Puts a new key in the place of a person's former one, under the same PIN; asked again it goes on. */
  readonly renewPerson: (renewal: PersonRenewal) => Promise<Outcome<Person>>;
  /**
   * The promised successor of a person's key under a passphrase, for a copy that outlives this computer. The key that
   * signs now is never given out.
   */
  readonly sealRecovery: (wish: RecoverySeal) => Promise<Outcome<SealedSeed>>;
  /** Puts a person on this installation who goes on with the key that was promised for the one that they lost. */
  readonly recoverPerson: (recovery: RecoveredPerson) => Promise<Outcome<Person>>;
  /** By what the installation's own keys are sealed on the disk. */
  readonly sealing: () => Sealing;
  /**
   * Seals them anew; `current` is the passphrase that they are sealed by, where the program was not started with it.
   */
  readonly reseal: (wish: ResealWish) => Promise<Outcome<null>>;
  /** Who keeps secrets of this system for this program, in words; `null` where nobody does. */
  readonly keeper: string | null;
  /** What a stolen computer means for the keys on it, in plain words for the screen. */
  readonly theftNotice: string;
}

export interface PersonRenewal {
  readonly key: PublicKey;
  readonly pin: string;
  /** False for a promised successor that must not be used: it may have signed elsewhere. */
  readonly mayUse: (successor: PublicKey) => Promise<Outcome<boolean>>;
}

export interface RecoverySeal {
  readonly key: PublicKey;
  readonly pin: string;
  readonly passphrase: string;
}

/** The seed of the promised key, and the keys that it follows, the oldest first. It is wiped. */
export interface RecoveredPerson {
  readonly name: string;
  readonly pin: string;
  readonly seed: Uint8Array;
  readonly former: ReadonlyArray<string>;
}

export interface ResealWish {
  readonly sealing: Sealing;
  readonly passphrase: string | null;
  readonly current: string | null;
}

export interface PinChange {
  readonly key: PublicKey;
  readonly pin: string;
  readonly newPin: string;
}
