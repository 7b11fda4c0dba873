/** The keys of this installation in the registers: which ones others know, and what is still to be said of them. */
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { PublicKey } from "../../shared/crypto/key-rule.ts";
import { partyOfKey, rolesOfKey } from "../../shared/register/register-state.ts";
import { validatorRole } from "../../shared/register/default-charter.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import type { Keystore } from "../keystore/keystore.ts";
import { enrolmentsIn, promiseOf, registersWithout, rotateKey, type OwnKey } from "../recorder/announce-keys.ts";
import type { Promises } from "../recorder/found-register.ts";
import type { RecordSigner } from "../recorder/record-wish.ts";
import type { NodeParts } from "./node-parts.ts";

/** The installation's key and those of its people that have been renewed, or need not be. */
export const ownKeys = async (keystore: Keystore): Promise<Outcome<ReadonlyArray<OwnKey>>> => {
  const keys: OwnKey[] = [];
  const people = keystore.people().filter(({ key }) => !keystore.isFormer(key));
  for (const key of [keystore.installationSigner.key, ...people.map((person) => person.key)]) {
    const successor = await keystore.successorOf(key);
    if (!successor.ok) return successor;
    keys.push({ former: formerOf(keystore, key), key, successor: successor.value });
  }
  return success(keys);
};

const formerOf = (keystore: Keystore, key: PublicKey): ReadonlyArray<string> =>
  key === keystore.installationSigner.key ? keystore.former.installations : keystore.formerOf(key);

/** The digests that enrolments of these keys promise their successors by. */
export const promisesOf = async (keystore: Keystore): Promise<Outcome<Promises>> => {
  const keys = await ownKeys(keystore);
  if (!keys.ok) return keys;
  return success(
    new Map(keys.value.flatMap(({ key, successor }) => (successor === null ? [] : [[key, promiseOf(successor)]]))),
  );
};

type Announcing = Pick<
  NodeParts,
  "journal" | "keystore" | "recorder" | "register" | "renewal" | "session" | "store" | "usedKeys"
>;

/**
 * Says of every key that can sign now that it took the place of another, and enrols in the own register what a
 * validator may. Nothing where keys must be renewed first, or the journal cannot be written: a damaged folder must open
 * to be mended. Asked again it writes only what is missing.
 */
export const announceKeys = async (parts: Announcing): Promise<Outcome<number>> => {
  if (parts.renewal.now() !== null || parts.journal.fault() !== null) return success(0);
  const keys = await ownKeys(parts.keystore);
  if (!keys.ok) return keys;
  const signers = [
    parts.keystore.installationSigner,
    ...(parts.session.person() === null ? [] : [parts.session.signer()]),
  ];
  let written = 0;
  for (const own of keys.value) {
    const signer = signers.find(({ key }) => key === own.key);
    if (signer === undefined || own.former.length === 0) continue;
    const rotated = await rotateNoted(parts, own, signer);
    if (!rotated.ok) return rotated;
    written += rotated.value;
  }
  const enrolled = await enrolRenewed(parts, keys.value);
  return enrolled.ok ? success(written + enrolled.value) : enrolled;
};

const rotateNoted = async (parts: Announcing, own: OwnKey, signer: RecordSigner): Promise<Outcome<number>> => {
  const noted = await parts.usedKeys.note(own.key);
  return noted.ok ? rotateKey(parts, own, signer) : noted;
};

// Only for keys that follow others: everybody else was enrolled with their promise.
const enrolRenewed = async (parts: Announcing, keys: ReadonlyArray<OwnKey>): Promise<Outcome<number>> => {
  const signer = parts.session.signer();
  const state = parts.store.judge.registerNow(parts.register);
  const mayEnrol = rolesOfKey(state, signer.key).includes(validatorRole) && !state.endsByKey.has(signer.key);
  const bodies = mayEnrol
    ? enrolmentsIn(
        state,
        keys.filter(({ former }) => former.length > 0),
      )
    : [];
  if (bodies.length === 0) return success(0);
  const type = "register/party-enrolled@1";
  const wishes = bodies.map((body) => ({ at: null, body, history: parts.register, type }));
  const recorded = await parts.recorder.recordAll(wishes, signer);
  return recorded.ok ? success(wishes.length) : recorded;
};

/** Registers that still know only a former key of this installation or of whoever is signed in. */
export const registersToAsk = async (parts: Announcing): Promise<Outcome<ReadonlyArray<HistoryId>>> => {
  const keys = await ownKeys(parts.keystore);
  if (!keys.ok) return keys;
  return success([...new Set(keys.value.flatMap((own) => registersWithout(parts.store, own)))]);
};

/** False for a successor that is known anywhere already: it was used by another copy of this folder. */
export const mayUseSuccessor = async (
  { store, usedKeys }: Pick<NodeParts, "store" | "usedKeys">,
  successor: PublicKey,
): Promise<Outcome<boolean>> => {
  const used = await usedKeys.has(successor);
  if (!used.ok || used.value) return used.ok ? success(false) : used;
  const outlines = [...store.ledger.histories.outlines()];
  const registers = store.ledger.histories.registers();
  const isEnrolled = registers.some(({ id }) => partyOfKey(store.judge.registerNow(id), successor) !== "nobody");
  return success(!isEnrolled && !outlines.some((history) => history.hasWriter(successor)));
};
