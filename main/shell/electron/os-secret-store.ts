/**
 * The secret that seals people's keys besides their PINs: 256 random bits in the data folder, sealed by the keychain of
 * the system for this user, so that the folder alone opens nothing.
 */
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { SafeStorage } from "electron";
import { z } from "zod";
import { refuse, success, type Outcome } from "../../../shared/outcome/outcome.ts";
import type { OsSecret } from "../../keystore/keystore-parts.ts";
import { desktopWords } from "./desktop-words.ts";

export type OsSecretStore = OsSecret;

/** What is used of the system's safe storage. */
export type SealingStorage = Pick<
  SafeStorage,
  "isAsyncEncryptionAvailable" | "encryptStringAsync" | "decryptStringAsync" | "getSelectedStorageBackend"
>;

const secretBytes = 32;

const fileSchema = z.strictObject({
  format: z.literal("throughlife/os-secret"),
  sealed: z.base64(),
  /** Of the secret itself: another keychain that opens it to something else is noticed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  v: z.literal(1),
});

/**
 * Who keeps the secret of this data folder, in words; null where nobody does. On Linux without a keyring the storage
 * falls back to a password that stands in the program itself, which protects nothing. A keyring that is locked now is
 * the keeper all the same of what it has sealed.
 */
export const findKeeper = async (
  storage: SealingStorage,
  { folder, platform }: { readonly folder: string; readonly platform: NodeJS.Platform },
): Promise<string | null> => {
  if (platform === "linux" && unsafeBackends.includes(storage.getSelectedStorageBackend())) return null;
  const isThere = existsSync(secretFile(folder)) || (await isAvailable(storage));
  return isThere ? desktopWords.secret.keeper(systemNames[platform] ?? "system") : null;
};

const secretFile = (folder: string): string => join(folder, "secret", "os-secret.json");

const unsafeBackends: ReadonlyArray<string> = ["basic_text", "unknown"];
const systemNames: Partial<Record<NodeJS.Platform, string>> = {
  darwin: "Mac",
  linux: "desktop",
  win32: "Windows user",
};

/** Nobody keeps a secret here: nothing is asked for it, and nothing is given. */
export const withoutKeeper: OsSecretStore = {
  keeper: "",
  read: () => Promise.resolve(refuse("osSecretMissing", desktopWords.secret.missing)),
};

/** The store of a data folder. */
export const openOsSecretStore = (
  storage: SealingStorage,
  { folder, keeper }: { readonly folder: string; readonly keeper: string },
): OsSecretStore => {
  const path = secretFile(folder);
  /** One after another: two at once would each make a secret. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  return { keeper, read: ({ make }) => inTurn(() => readSecret({ keeper, path, storage }, make)) };
};

interface Store {
  readonly keeper: string;
  readonly path: string;
  readonly storage: SealingStorage;
}

const readSecret = async (store: Store, make: boolean): Promise<Outcome<Uint8Array>> => {
  const found = await readFile(store.path, "utf8").catch(() => null);
  if (found !== null) return openSecret(store, found);
  if (!make) return refuse("osSecretMissing", desktopWords.secret.missing);
  const secret = randomBytes(secretBytes);
  const written = await writeSecret(store, secret);
  return written.ok ? success(new Uint8Array(secret)) : written;
};

const openSecret = async (store: Store, text: string): Promise<Outcome<Uint8Array>> => {
  const file = parseFile(text);
  if (file === null) return refuse("osSecretDamaged", desktopWords.secret.damaged);
  if (!(await isAvailable(store.storage)))
    return refuse("osSecretUnavailable", desktopWords.secret.unavailable(store.keeper));
  const opened = await unseal(store, file.sealed);
  if (!opened.ok) return opened;
  const secret = Buffer.from(opened.value.result, "hex");
  if (digestOf(secret) !== file.sha256) return refuse("osSecretDamaged", desktopWords.secret.damaged);
  // The keychain has a newer key. Where the new seal cannot be written, the old one still opens.
  if (opened.value.shouldReEncrypt) await writeSecret(store, secret);
  return success(new Uint8Array(secret));
};

const isAvailable = (storage: SealingStorage): Promise<boolean> =>
  storage.isAsyncEncryptionAvailable().catch(() => false);

/** A keyring that is locked, or whose service starts anew, says so; any other fault lies in the sealed bytes. */
const unseal = async (
  { keeper, storage }: Store,
  sealed: string,
): Promise<Outcome<{ readonly result: string; readonly shouldReEncrypt: boolean }>> => {
  try {
    return success(await storage.decryptStringAsync(Buffer.from(sealed, "base64")));
  } catch (fault) {
    const isForNow = /temporar|unavailable|locked/i.test(String(fault)) || !(await isAvailable(storage));
    return isForNow
      ? refuse("osSecretUnavailable", desktopWords.secret.unavailable(keeper))
      : refuse("osSecretDamaged", desktopWords.secret.damaged);
  }
};

const writeSecret = async ({ keeper, path, storage }: Store, secret: Buffer): Promise<Outcome<null>> => {
  if (!(await isAvailable(storage))) return refuse("osSecretUnavailable", desktopWords.secret.unavailable(keeper));
  try {
    const sealed = await storage.encryptStringAsync(secret.toString("hex"));
    const file = { format: "throughlife/os-secret", sealed: sealed.toString("base64"), sha256: digestOf(secret), v: 1 };
    await writeWhole(path, `${JSON.stringify(file)}\n`);
    return success(null);
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    return refuse("osSecretNotWritten", desktopWords.secret.notWritten(reason));
  }
};

/** A key is sealed with it next: it is on the disk before that, or not at all. */
const writeWhole = async (path: string, text: string): Promise<void> => {
  await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
  const next = `${path}.next`;
  const file = await open(next, "w", 0o600);
  await file.writeFile(text);
  await file.sync();
  await file.close();
  await rename(next, path);
};

const parseFile = (text: string): z.infer<typeof fileSchema> | null => {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

/** Of a random value of 256 bits: it tells nothing about it. */
const digestOf = (secret: Buffer): string => createHash("sha256").update(secret).digest("hex");
