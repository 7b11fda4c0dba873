/**
 * The folder `secret/`: seeds and TLS key of the installation, one sealed file a person; readable by this user alone.
 */
import { z } from "zod";
import { canonicalBytes, parseCanonicalBytes, type JsonObject } from "../../shared/encoding/canonical-json.ts";
import { bytesOfHex, hexOf } from "../../shared/encoding/hex.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { openSecrets, sealedSecretsSchema, sealSecrets, type Sealing, type SecretGuard } from "./sealed-secrets.ts";
import { sealedSeedJson, sealedSeedSchema, usualPinCost, type SealedSeed } from "./sealed-seed.ts";
import { sealedSuccessorSchema, type SealedSuccessor } from "./sealed-successor.ts";
import { tlsIdentity, type TlsIdentity } from "./tls-identity.ts";

/** The seeds that are used without a PIN: what the program signs by itself. */
export interface InstallationSecrets {
  readonly installation: Uint8Array;
  readonly log: Uint8Array;
  readonly witness: Uint8Array;
  readonly tls: TlsIdentity;
  /** The key that may replace the installation's; its digest is promised at enrolment (pre-rotation, section 5). */
  readonly next: Uint8Array | null;
  readonly former: FormerKeys;
  /** By what they are sealed on the disk; by nothing where it is not said. */
  readonly sealing?: Sealing;
}

/** Public keys that were used here before and never will be again. */
export interface FormerKeys {
  /** Of the installation itself, the oldest first. */
  readonly installations: ReadonlyArray<string>;
  /** Of closed logs, the oldest first. */
  readonly logs: ReadonlyArray<string>;
  /** Of people: whoever still has one of these gets a new one when they unlock it. */
  readonly people: ReadonlyArray<string>;
}

/** Wrong PINs in a row, and when the next may be tried. */
export interface PinAttempts {
  readonly wrong: number;
  readonly not_before_ms: number;
}

const secretBytesMax = 64 * 1024;
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const keysBefore = z.array(hex64).default([]);
const secretsSchema = z.strictObject({
  certificate_pem: z.string(),
  former_installations: keysBefore,
  former_logs: keysBefore,
  former_people: keysBefore,
  installation: hex64,
  log: hex64,
  next: hex64.nullable().default(null),
  private_key_pem: z.string(),
  v: z.literal(1),
  witness: hex64,
});
const attemptsSchema = z.strictObject({ not_before_ms: z.int().min(0), wrong: z.int().min(0) });

/** Reads and writes the secrets of one data folder. */
export const keyFolder = (files: DiskFiles, dataFolder: string, guard: SecretGuard = withoutGuard) => {
  const folder = `${dataFolder}/secret`;
  const write = async (name: string, value: JsonObject): Promise<Outcome<void>> => {
    const made = await makeFolderDurably(files, folder, 0o700);
    return made.ok ? writeDurably(files, `${folder}/${name}`, canonicalBytes(value), { mode: 0o600 }) : made;
  };
  const read = async <S extends z.ZodType>(name: string, schema: S): Promise<Outcome<z.output<S>>> => {
    const bytes = await readBounded(files, `${folder}/${name}`, secretBytesMax);
    if (!bytes.ok) return bytes;
    const parsed = parseCanonicalBytes(bytes.value);
    const checked = parsed.ok ? schema.safeParse(parsed.value) : null;
    if (checked?.success === true) return success(checked.data);
    return damagedSecret(name);
  };
  return {
    writeSecrets: async (secrets: InstallationSecrets): Promise<Outcome<void>> => {
      const { former, installation, log, next, sealing = "nothing", tls, witness } = secrets;
      const plain = {
        certificate_pem: tls.certificatePem,
        former_installations: [...former.installations],
        former_logs: [...former.logs],
        former_people: [...former.people],
        installation: hexOf(installation),
        log: hexOf(log),
        next: next === null ? null : hexOf(next),
        private_key_pem: tls.privateKeyPem,
        v: 1,
        witness: hexOf(witness),
      };
      const sealed = sealing === "nothing" ? success(plain) : await sealSecrets(plain, sealing, guard);
      return sealed.ok ? write("installation.json", sealed.value) : sealed;
    },
    readSecrets: async (): Promise<Outcome<InstallationSecrets>> => {
      const stored = await read("installation.json", z.union([secretsSchema, sealedSecretsSchema]));
      if (!stored.ok) return stored;
      const opened = "sealed" in stored.value ? await openSecrets(stored.value, guard) : success(stored.value);
      if (!opened.ok) return opened;
      const sealing = "sealed" in stored.value ? stored.value.by : "nothing";
      const found = secretsSchema.safeParse(opened.value);
      if (!found.success) return damagedSecret("installation.json");
      const { certificate_pem, installation, log, next, private_key_pem, witness } = found.data;
      const { former_installations: installations, former_logs: logs, former_people: people } = found.data;
      const tls = tlsIdentity(certificate_pem, private_key_pem);
      if (tls === null) return damagedSecret("installation.json");
      const former = { installations, logs, people };
      const seeds = { installation: seedOf(installation), log: seedOf(log), witness: seedOf(witness) };
      return success({ ...seeds, former, next: next === null ? null : seedOf(next), sealing, tls });
    },
    writePerson: (person: SealedSeed) => write(personFile(person.key), sealedSeedJson(person)),
    writeSuccessor: (successor: SealedSuccessor) => write(successorFile(successor.of), { ...successor }),
    /** The key that may replace a person's, or `null` where none was made. */
    readSuccessor: async (of: string): Promise<Outcome<SealedSuccessor | null>> => {
      const found = await read(successorFile(of), sealedSuccessorSchema);
      return found.ok || found.failure.kind !== "missing" ? found : success(null);
    },
    /** Deletes the promised successor of a key: another copy of the folder has it too. */
    removeSuccessor: async (of: string): Promise<Outcome<void>> => {
      const removed = await files.unlink(`${folder}/${successorFile(of)}`);
      return removed.ok || removed.failure.kind === "missing" ? success(undefined) : removed;
    },
    /** Deletes what there is of a person's key: their new one is durable. */
    removePerson: async (key: string): Promise<Outcome<void>> => {
      for (const name of [personFile(key), successorFile(key), `attempts-${key}.json`]) {
        const removed = await files.unlink(`${folder}/${name}`);
        if (!removed.ok && removed.failure.kind !== "missing") return removed;
      }
      return files.syncFolder(folder);
    },
    readPeople: async (): Promise<Outcome<ReadonlyArray<SealedSeed>>> => {
      const names = await files.list(folder);
      if (!names.ok) return names;
      const people: SealedSeed[] = [];
      for (const name of names.value.filter((one) => /^person-[0-9a-f]{64}\.json$/.test(one))) {
        const person = await read(name, sealedSeedSchema);
        if (!person.ok) return person;
        people.push(person.value);
      }
      return success(people);
    },
    /** A process that was killed may have left files whose names a power cut would take away. */
    makeNamesDurable: async (): Promise<Outcome<void>> => {
      const synced = await files.syncFolder(folder);
      return synced.ok ? files.syncFolder(dataFolder) : synced;
    },
    writeAttempts: (key: string, attempts: PinAttempts) => write(`attempts-${key}.json`, { ...attempts }),
    readAttempts: async (key: string): Promise<PinAttempts> => {
      const found = await read(`attempts-${key}.json`, attemptsSchema);
      return found.ok ? found.value : { not_before_ms: 0, wrong: 0 };
    },
  };
};

/** Opens and writes only what is not sealed. */
const withoutGuard: SecretGuard = {
  cost: usualPinCost,
  osSecret: null,
  passphrase: null,
  randomBytes: () => {
    throw new Error("Seeds are sealed by nothing here");
  },
};

export type KeyFolder = ReturnType<typeof keyFolder>;

const damagedSecret = (name: string): Outcome<never> =>
  refuse("secretDamaged", `The file secret/${name} is damaged. Bring it back from a backup, or make new keys.`);

const personFile = (key: string): string => `person-${key}.json`;
const successorFile = (key: string): string => `successor-${key}.json`;

const seedOf = (hex: string): Uint8Array => bytesOfHex(hex) ?? new Uint8Array(0);
