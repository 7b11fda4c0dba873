/** A person's seed under their PIN: scrypt over PIN and the system's secret, then XChaCha20-Poly1305. */
import { scrypt } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { z } from "zod";
import { canonicalBytes, type JsonObject } from "../../shared/encoding/canonical-json.ts";
import { bytesOfHex, hexOf } from "../../shared/encoding/hex.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { nodePublicKeyOf } from "../signature/node-signature.ts";

/** What scrypt costs: `n` doublings of memory and time (RFC 7914). Stored beside the seed, so that it can grow. */
export interface PinCost {
  readonly n: number;
  readonly p: number;
  readonly r: number;
}

/** 128 MiB and about half a second: a million PINs cost a thief days even with the file in hand. */
export const usualPinCost: PinCost = { n: 2 ** 17, p: 1, r: 8 };
/** Memory is 128 n r bytes: a file that asks for more than 1 GiB was not written by this program. */
const costMax = 2 ** 23;

export const costSchema = z
  .strictObject({ n: z.int().min(2), p: z.int().min(1).max(4), r: z.int().min(1).max(32) })
  .refine(({ n, r }) => Number.isInteger(Math.log2(n)) && n * r <= costMax);

export const sealedSeedSchema = z.strictObject({
  /** Keys that this person had here before. */
  former: z.array(z.string().regex(/^[0-9a-f]{64}$/)).optional(),
  format: z.literal("throughlife/person"),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1).max(200),
  nonce: z.string().regex(/^[0-9a-f]{48}$/),
  os_secret: z.boolean(),
  salt: z.string().regex(/^[0-9a-f]{64}$/),
  scrypt: costSchema,
  sealed: z.string().regex(/^[0-9a-f]{96}$/),
  v: z.literal(1),
});

export type SealedSeed = Readonly<z.infer<typeof sealedSeedSchema>>;

/** A sealed seed as it lies in its file. */
export const sealedSeedJson = ({ sealed, ...head }: SealedSeed): JsonObject => ({ ...headJson(head), sealed });

export interface PinSecrets {
  readonly pin: string;
  /** The secret of the operating system, where it keeps one. */
  readonly osSecret: Uint8Array | null;
}

export interface SealWish extends PinSecrets {
  readonly seed: Uint8Array;
  readonly key: string;
  readonly name: string;
  readonly former?: ReadonlyArray<string>;
  readonly cost: PinCost;
  readonly randomBytes: (count: number) => Uint8Array;
}

/** Seals a seed. Everything else in the file is bound to it: a name put on another key does not open. */
export const sealSeed = async (wish: SealWish): Promise<SealedSeed> => {
  const { cost, key, name, randomBytes } = wish;
  const [salt, nonce] = [randomBytes(32), randomBytes(24)];
  const head = {
    ...(wish.former === undefined || wish.former.length === 0 ? {} : { former: [...wish.former] }),
    format: "throughlife/person",
    key,
    name,
    nonce: hexOf(nonce),
    os_secret: wish.osSecret !== null,
    salt: hexOf(salt),
    scrypt: { ...cost },
    v: 1,
  } as const;
  const cipher = xchacha20poly1305(await derive(wish, salt, cost), nonce, canonicalBytes(head));
  return { ...head, sealed: hexOf(cipher.encrypt(wish.seed)) };
};

/** Opens a seed; `null` for a wrong PIN, and for a file that was changed. */
export const openSeed = async ({ sealed, ...head }: SealedSeed, secrets: PinSecrets): Promise<Uint8Array | null> => {
  const [salt, nonce, box] = [head.salt, head.nonce, sealed].map((text) => bytesOfHex(text) ?? new Uint8Array(0));
  if (salt === undefined || nonce === undefined || box === undefined) return null;
  const key = await derive(secrets, salt, head.scrypt);
  const seed = decrypted(xchacha20poly1305(key, nonce, canonicalBytes(headJson(head))), box);
  return seed !== null && nodePublicKeyOf(seed) === head.key ? seed : null;
};

const headJson = ({ former, ...rest }: Omit<SealedSeed, "sealed">): JsonObject => ({
  ...(former === undefined ? {} : { former: [...former] }),
  ...rest,
  scrypt: { ...rest.scrypt },
});

const decrypted = (cipher: ReturnType<typeof xchacha20poly1305>, box: Uint8Array): Uint8Array | null => {
  try {
    return cipher.decrypt(box);
  } catch {
    return null;
  }
};

const derive = ({ osSecret, pin }: PinSecrets, salt: Uint8Array, { n, p, r }: PinCost): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const secret = Buffer.concat([utf8Of(`throughlife/pin/v1\n${pin}\n`), osSecret ?? new Uint8Array(0)]);
    // Node refuses more than 32 MiB unless it is told how much the cost needs.
    const limits = { N: n, maxmem: 256 * r * (n + p), p, r };
    scrypt(secret, salt, 32, limits, (fault, key) => (fault === null ? resolve(key) : reject(fault)));
  });
