/** Makes the keys of a new data folder, and opens those of one that was begun. */
import { acceptableKey, type PublicKey } from "../../shared/crypto/key-rule.ts";
import { noteKeyOf, noteKeyText, noteNameOf } from "../../shared/ledger/note-key.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { nodePublicKeyOf, nodeSigner } from "../signature/node-signature.ts";
import { installationBytes, parseInstallation, type Installation } from "./installation.ts";
import { keyFolder, type InstallationSecrets, type KeyFolder } from "./key-folder.ts";
import type { KeystoreParts, OsSecret } from "./keystore-parts.ts";
import type { Keystore, Person, ResealWish } from "./keystore.ts";
import { PeopleKeys } from "./people-keys.ts";
import { passphraseFault, type Sealing, type SecretGuard } from "./sealed-secrets.ts";
import type { TlsIdentity } from "./tls-identity.ts";
import { usualPinCost, type SealedSeed } from "./sealed-seed.ts";

/**
 * Makes the installation's keys; refuses a folder that has some. `former` are the keys of a computer that was lost,
 * whose place this one takes.
 */
export const beginKeystore = async (
  parts: KeystoreParts,
  former: ReadonlyArray<string> = [],
): Promise<Outcome<Keystore>> => {
  const { files, folder } = parts;
  const made = await makeFolderDurably(files, folder);
  if (!made.ok) return made;
  const before = await files.stat(`${folder}/installation.json`);
  if (before.ok)
    return refuse("installationExists", `${folder} is a data folder already. Choose another folder, or open this one.`);
  const secrets = await secretsFor(parts, keyFolder(files, folder, guardOf(parts)), former);
  if (!secrets.ok) return secrets;
  const published = await writeInstallation(parts, installationOf(secrets.value, []));
  return published.ok ? openKeystore(parts) : published;
};

/**
 * Keys without `installation.json` are left from a begin that was cut off, or from a folder that lost it: they are
 * never replaced.
 */
const secretsFor = async (
  parts: KeystoreParts,
  keys: KeyFolder,
  former: ReadonlyArray<string>,
): Promise<Outcome<InstallationSecrets>> => {
  const before = await keys.readSecrets();
  if (before.ok) {
    // Seen is not durable: they are written once more before anybody learns of them.
    const again = await keys.writeSecrets(before.value);
    return again.ok ? before : again;
  }
  if (before.failure.kind !== "missing") return before;
  const { randomBytes } = parts;
  const tls = await newCertificate(parts);
  const secrets = {
    former: { installations: [...former], logs: [], people: [] },
    installation: randomBytes(32),
    log: randomBytes(32),
    next: randomBytes(32),
    tls,
    witness: randomBytes(32),
  };
  const written = await keys.writeSecrets(secrets);
  return written.ok ? success(secrets) : written;
};

/** Opens the keys of a data folder. */
export const openKeystore = async (parts: KeystoreParts): Promise<Outcome<Keystore>> => {
  const { files, folder } = parts;
  const bytes = await readBounded(files, `${folder}/installation.json`, installationBytesMax);
  if (!bytes.ok) {
    if (bytes.failure.kind !== "missing") return failed(bytes.failure);
    return refuse(
      "installationMissing",
      `${folder} is no data folder of Throughlife. Begin one with "throughlife init", or name another with --data.`,
    );
  }
  const installation = parseInstallation(bytes.value);
  if (!installation.ok) return installation;
  const keys = keyFolder(files, folder, guardOf(parts));
  const secrets = await keys.readSecrets();
  if (!secrets.ok) return secrets;
  const people = await keys.readPeople();
  if (!people.ok) return people;
  const durable = await keys.makeNamesDurable();
  if (!durable.ok) return durable;
  const keystore = assemble(parts, { keys, people: people.value, secrets: secrets.value });
  if (!isSameInstallation(keystore, installation.value)) return refuse("keysDiffer", keysDiffer);
  // A person was added or keys were renewed, and the power was cut before everybody could know it.
  const isBehind = !Buffer.from(installationBytes(keystore.installation())).equals(bytes.value);
  const published = isBehind ? await writeInstallation(parts, keystore.installation()) : success(undefined);
  return published.ok ? success(keystore) : published;
};

// What is published may be what was published before these keys were made: they are brought forward.
const isSameInstallation = ({ former, installation }: Keystore, published: Installation): boolean => {
  const now = installation();
  const before = former.installations.includes(published.installation);
  const logs = [now.log_vkey, ...former.logs.flatMap(logVkeyOf)];
  const isOwn = before || (published.installation === now.installation && published.witness_vkey === now.witness_vkey);
  return isOwn && logs.includes(published.log_vkey);
};

const logVkeyOf = (key: string): ReadonlyArray<string> => {
  const log = acceptableKey(key);
  return log.ok ? [noteKeyText(noteKeyOf(noteNameOf(log.value), "signature", log.value))] : [];
};

/** Closes the log: from now on another key signs checkpoints, of a journal that begins anew. Done in one step. */
export const closeLog = async (parts: KeystoreParts): Promise<Outcome<Keystore>> =>
  changeSecrets(parts, ({ former, log, ...rest }) => ({
    ...rest,
    former: { ...former, logs: [...former.logs, nodePublicKeyOf(log)] },
    log: parts.randomBytes(32),
  }));

/**
 * Makes new keys of the installation for records and cosignatures, in one step; its people get theirs when they unlock
 * them next. `useSuccessor` takes the key that was promised at enrolment.
 */
export const renewInstallation = async (
  parts: KeystoreParts,
  { isCopy = false, people, useSuccessor }: InstallationRenewal,
): Promise<Outcome<Keystore>> => {
  // The other copy goes on with the certificate that peers know, and with the promised keys of people.
  const certificate = isCopy ? { tls: await newCertificate(parts) } : {};
  const keys = keyFolder(parts.files, parts.folder, guardOf(parts));
  for (const { key } of isCopy ? people : []) {
    const removed = await keys.removeSuccessor(key);
    if (!removed.ok) return removed;
  }
  return changeSecrets(parts, ({ former, installation, next, ...rest }) => ({
    ...rest,
    ...certificate,
    former: {
      ...former,
      installations: [...former.installations, nodePublicKeyOf(installation)],
      people: [...new Set([...former.people, ...people.map(({ key }) => key)])],
    },
    installation: useSuccessor && next !== null ? next : parts.randomBytes(32),
    next: parts.randomBytes(32),
    witness: parts.randomBytes(32),
  }));
};

export interface InstallationRenewal {
  /** Another copy of the folder goes on with everything that there was. */
  readonly isCopy?: boolean;
  readonly people: ReadonlyArray<Person>;
  readonly useSuccessor: boolean;
}

const newCertificate = async ({ now, randomBytes }: KeystoreParts): Promise<TlsIdentity> => {
  const serial = Buffer.from(randomBytes(8)).toString("hex").replace(/^./, "1");
  // Its library is a third of all that the program would load, and is needed only here.
  const { makeTlsIdentity } = await import("./make-tls-identity.ts");
  return makeTlsIdentity(now(), serial);
};

/** Seals the installation's seeds anew. What opens them now must be among the parts. */
const resealSecrets = async (
  parts: KeystoreParts,
  { passphrase, sealing }: Omit<ResealWish, "current">,
): Promise<Outcome<null>> => {
  const fault = sealing === "passphrase" ? passphraseFault(passphrase ?? "") : null;
  if (fault !== null) return refuse("passphraseUnfit", fault);
  const before = await keyFolder(parts.files, parts.folder, guardOf(parts)).readSecrets();
  if (!before.ok) return before;
  const next = keyFolder(parts.files, parts.folder, { ...guardOf(parts), passphrase });
  const written = await next.writeSecrets({ ...before.value, sealing });
  return written.ok ? success(null) : written;
};

const guardOf = ({ cost = usualPinCost, osSecret, passphrase = null, randomBytes }: KeystoreParts): SecretGuard => ({
  cost,
  osSecret,
  passphrase,
  randomBytes,
});

const changeSecrets = async (
  parts: KeystoreParts,
  change: (secrets: InstallationSecrets) => InstallationSecrets,
): Promise<Outcome<Keystore>> => {
  const keys = keyFolder(parts.files, parts.folder, guardOf(parts));
  const before = await keys.readSecrets();
  if (!before.ok) return before;
  const written = await keys.writeSecrets(change(before.value));
  // Opening publishes what was made.
  return written.ok ? openKeystore(parts) : written;
};

const keysDiffer =
  "The keys in secret/ are not those that installation.json names: files of two data folders were mixed.";

const installationBytesMax = 1024 * 1024;

interface Opened {
  readonly keys: KeyFolder;
  readonly people: ReadonlyArray<SealedSeed>;
  readonly secrets: InstallationSecrets;
}

const assemble = (parts: KeystoreParts, { keys, people, secrets }: Opened): Keystore => {
  const persons = new PeopleKeys({ ...parts, cost: parts.cost ?? usualPinCost, keys }, people);
  const current = (): Installation =>
    installationOf(
      secrets,
      persons.list().map(({ key }) => key),
    );
  let sealing: Sealing = secrets.sealing ?? "nothing";
  return {
    installation: current,
    installationSigner: nodeSigner(secrets.installation),
    logSigner: nodeSigner(secrets.log),
    witnessSigner: nodeSigner(secrets.witness),
    tls: secrets.tls,
    people: () => persons.list(),
    addPerson: async (wish): Promise<Outcome<Person>> => {
      const added = await persons.add(wish);
      if (!added.ok) return added;
      const published = await writeInstallation(parts, current());
      return published.ok ? added : published;
    },
    unlock: (key, pin) => persons.unlock(key, pin),
    changePin: (change) => persons.changePin(change),
    sealRecovery: (wish) => persons.sealRecovery(wish),
    recoverPerson: async (recovery): Promise<Outcome<Person>> => {
      const recovered = await persons.recover(recovery);
      if (!recovered.ok) return recovered;
      const published = await writeInstallation(parts, current());
      return published.ok ? recovered : published;
    },
    former: secrets.former,
    formerOf: (key) => persons.formerOf(key),
    isFormer: (key) => secrets.former.people.includes(key),
    successorOf: async (key) =>
      key === nodePublicKeyOf(secrets.installation)
        ? success(secrets.next === null ? null : nodePublicKeyOf(secrets.next))
        : persons.successorOf(key),
    renewPerson: async (renewal): Promise<Outcome<Person>> => {
      const renewed = await persons.renew(renewal);
      if (!renewed.ok) return renewed;
      const published = await writeInstallation(parts, current());
      return published.ok ? renewed : published;
    },
    keeper: parts.osSecret?.keeper ?? null,
    sealing: () => sealing,
    reseal: async ({ current: given, ...wish }) => {
      const sealed = await resealSecrets({ ...parts, passphrase: given ?? parts.passphrase ?? null }, wish);
      if (sealed.ok) sealing = wish.sealing;
      return sealed;
    },
    get theftNotice() {
      return `${theftNotice(parts.osSecret)} ${sealingNotice[sealing]}`;
    },
  };
};

const writeInstallation = (parts: KeystoreParts, installation: Installation): Promise<Outcome<void>> =>
  writeDurably(parts.files, `${parts.folder}/installation.json`, installationBytes(installation));

const installationOf = (secrets: InstallationSecrets, writers: ReadonlyArray<PublicKey>): Installation => {
  const [log, witness] = [nodePublicKeyOf(secrets.log), nodePublicKeyOf(secrets.witness)];
  return {
    installation: nodePublicKeyOf(secrets.installation),
    log_vkey: noteKeyText(noteKeyOf(noteNameOf(log), "signature", log)),
    witness_vkey: noteKeyText(noteKeyOf(noteNameOf(witness), "cosignature", witness)),
    writers,
  };
};

const theftNotice = (osSecret: OsSecret | null): string =>
  osSecret === null
    ? "If this computer is stolen: the keys of people are sealed by their PINs alone, because this shell has no secret store of the system. " +
      "Whoever has the disk can try PINs, half a second each; six digits last days, ten digits for ever. " +
      "Revoke them all the same, and encrypt the disk."
    : `If this computer is stolen: the keys of people are sealed by their PINs and by ${osSecret.keeper}, so the disk alone does not open them. ` +
      "Revoke them all the same.";

const sealingNotice: Readonly<Record<Sealing, string>> = {
  nothing: "The installation's own key is not sealed: seal it under Settings, This installation.",
  passphrase: "The installation's own key is sealed by a passphrase, which is asked for at every start.",
  system: "The installation's own key is sealed by the system for this user.",
};
