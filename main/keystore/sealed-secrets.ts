/**
 * The installation's own seeds at rest: under a passphrase (scrypt, RFC 7914, then XChaCha20-Poly1305), or under the
 * secret that the operating system keeps for this user.
 */
import { scrypt } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { z } from "zod";
import {
  canonicalBytes,
  parseCanonicalBytes,
  type JsonObject,
  type JsonValue,
} from "../../shared/encoding/canonical-json.ts";
import { bytesOfHex, hexOf } from "../../shared/encoding/hex.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { OsSecret } from "./keystore-parts.ts";
import { costSchema, type PinCost } from "./sealed-seed.ts";

/** By what the seeds of the installation are sealed. */
export const sealings = ["nothing", "passphrase", "system"] as const;
export type Sealing = (typeof sealings)[number];

export const sealedSecretsSchema = z.strictObject({
  by: z.enum(["passphrase", "system"]),
  format: z.literal("throughlife/installation-secrets"),
  nonce: z.string().regex(/^[0-9a-f]{48}$/),
  salt: z.string().regex(/^[0-9a-f]{64}$/),
  scrypt: costSchema,
  sealed: z.string().regex(/^[0-9a-f]{32,131072}$/),
  v: z.literal(1),
});

export type SealedSecrets = Readonly<z.infer<typeof sealedSecretsSchema>>;

/** What opens the seeds, and what they are sealed with anew. */
export interface SecretGuard {
  readonly passphrase: string | null;
  readonly osSecret: OsSecret | null;
  readonly cost: PinCost;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Short of this a passphrase is tried out by whoever has the disk. */
export const passphraseCharactersMin = 12;
/** Longer than anybody types. */
export const passphraseCharactersMax = 1000;

/** Why a passphrase may not be used, or `null`. */
export const passphraseFault = (passphrase: string): string | null => {
  const length = [...passphrase.normalize("NFC")].length;
  return length >= passphraseCharactersMin && length <= passphraseCharactersMax
    ? null
    : `A passphrase has ${passphraseCharactersMin} characters or more: four words that do not belong together are good.`;
};

/** Seals the seeds; everything else in the file is bound to them. */
export const sealSecrets = async (
  secrets: JsonObject,
  by: SealedSecrets["by"],
  guard: SecretGuard,
): Promise<Outcome<JsonObject>> => {
  const secret = await secretFor(by, guard, { make: true });
  if (!secret.ok) return secret;
  const [salt, nonce] = [guard.randomBytes(32), guard.randomBytes(24)];
  const head = headOf({ by, nonce: hexOf(nonce), salt: hexOf(salt), scrypt: guard.cost });
  const key = await derive(secret.value, salt, guard.cost);
  const sealed = xchacha20poly1305(key, nonce, canonicalBytes(head)).encrypt(canonicalBytes(secrets));
  return success({ ...head, sealed: hexOf(sealed) });
};

/** Opens them; a wrong passphrase and a file that was changed cannot be told apart. */
export const openSecrets = async (file: SealedSecrets, guard: SecretGuard): Promise<Outcome<JsonValue>> => {
  const secret = await secretFor(file.by, guard, { make: false });
  if (!secret.ok) return secret;
  const [nonce, salt, box] = [file.nonce, file.salt, file.sealed].map((text) => bytesOfHex(text) ?? new Uint8Array(0));
  if (nonce === undefined || salt === undefined || box === undefined) return wrong[file.by];
  const key = await derive(secret.value, salt, file.scrypt);
  try {
    const plain = xchacha20poly1305(key, nonce, canonicalBytes(headOf(file))).decrypt(box);
    const parsed = parseCanonicalBytes(plain);
    return parsed.ok ? success(parsed.value) : wrong[file.by];
  } catch {
    return wrong[file.by];
  }
};

const headOf = ({ by, nonce, salt, scrypt: cost }: Pick<SealedSecrets, "by" | "nonce" | "salt" | "scrypt">) => ({
  by,
  format: "throughlife/installation-secrets",
  nonce,
  salt,
  scrypt: { ...cost },
  v: 1,
});

const secretFor = async (
  by: SealedSecrets["by"],
  { osSecret, passphrase }: SecretGuard,
  wish: { readonly make: boolean },
): Promise<Outcome<Uint8Array>> => {
  if (by === "system") return osSecret === null ? noSystem : osSecret.read(wish);
  return passphrase === null ? needed : success(utf8Of(passphrase.normalize("NFC")));
};

const needed = refuse(
  "passphraseNeeded",
  "The keys of this installation are sealed by a passphrase. Start the program with it in THROUGHLIFE_PASSPHRASE.",
);

const noSystem = refuse(
  "osSecretMissing",
  "The keys of this installation are sealed with a secret of the system that cannot be reached here. Open the desktop program on the computer that they were sealed on.",
);

const wrong: Readonly<Record<SealedSecrets["by"], Outcome<never>>> = {
  passphrase: refuse(
    "passphraseWrong",
    "The passphrase is wrong, or the file secret/installation.json was changed. Try again; nobody can reset it.",
  ),
  system: refuse(
    "secretDamaged",
    "The file secret/installation.json was changed, or was sealed by another system. Bring it back from a backup.",
  ),
};

const derive = (secret: Uint8Array, salt: Uint8Array, { n, p, r }: PinCost): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const prefixed = Buffer.concat([utf8Of("throughlife/passphrase/v1\n"), secret]);
    // Node refuses more than 32 MiB unless it is told how much the cost needs.
    const limits = { N: n, maxmem: 256 * r * (n + p), p, r };
    scrypt(prefixed, salt, 32, limits, (fault, key) => (fault === null ? resolve(key) : reject(fault)));
  });
