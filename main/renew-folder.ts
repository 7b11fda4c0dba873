/**
 * Renews a data folder that was restored, copied or damaged (record-format.md, section 7): exchange first, a new log,
 * new keys, and records that say so. Each step is durable by itself, and a renewal that was cut off is asked for again
 * or goes on when the folder is opened.
 */
import { refuse, success, type Outcome } from "../shared/outcome/outcome.ts";
import type { HistoryId } from "../shared/ledger/record.ts";
import type { ParsedRequest, ResponseOf } from "../shared/rpc/methods.ts";
import type { Keystore } from "./keystore/keystore.ts";
import type { KeystoreParts } from "./keystore/keystore-parts.ts";
import { renewInstallation } from "./keystore/open-keystore.ts";
import type { OpenFolder } from "./open-folder.ts";
import type { NodeParts } from "./rpc/node-parts.ts";
import { mayUseSuccessor, registersToAsk } from "./rpc/own-keys.ts";
import { mustRenew } from "./rpc/query-handlers.ts";

type Answer = ResponseOf<"installation.renew">;

export interface RenewingHost {
  readonly open: OpenFolder;
  readonly keystoreParts: KeystoreParts;
  /** Closes the folder and opens it again; `prepare` changes its keys in between, under the folder's lock. */
  readonly reopen: (prepare?: (keystore: Keystore) => Promise<Outcome<Keystore>>) => Promise<Outcome<OpenFolder>>;
}

/** Renews; the answer says what was exchanged, what was made, and what others still have to do. */
export const renewFolder = async (
  host: RenewingHost,
  { person }: ParsedRequest<"installation.renew">,
): Promise<Outcome<Answer>> => {
  const need = mustRenew(host.open.parts);
  if (need === null)
    return refuse(
      "renewalNotNeeded",
      "This data folder was neither restored nor damaged: its keys are good as they are.",
    );
  const known = person === null ? success(null) : await checkPin(host.open.parts, person);
  if (!known.ok) return known;
  const closed = await withNewLog(host, need);
  if (!closed.ok) return closed;
  const { parts } = closed.value;
  const before = await exchangeWithAll(parts);
  const { installationSigner } = parts.keystore;
  const promised = await usableSuccessor(parts, need.kind);
  if (!promised.ok) return promised;
  const renewed = await host.reopen((keystore) =>
    renewInstallation(host.keystoreParts, {
      isCopy: need.kind === "copied",
      people: keystore.people(),
      useSuccessor: promised.value,
    }),
  );
  if (!renewed.ok) return renewed;
  const signed = person === null ? success(null) : await renewed.value.handlers["person.unlock"](unlockOf(person));
  if (!signed.ok) return signed;
  return answerOf(renewed.value.parts, {
    before,
    former: installationSigner.key,
    promised: promised.value,
    reason: need.reason,
  });
};

type Wished = NonNullable<ParsedRequest<"installation.renew">["person"]>;

const unlockOf = ({ name, pin }: Wished) => ({ person: name, pin });

/** A wrong PIN is known before anything is changed. */
const checkPin = async ({ keystore }: NodeParts, { name, pin }: Wished): Promise<Outcome<null>> => {
  const person = keystore.people().find((one) => one.name === name.normalize("NFC"));
  if (person === undefined) return refuse("personUnknown", `Nobody called "${name}" has a key on this installation.`);
  const unlocked = await keystore.unlock(person.key, pin);
  if (!unlocked.ok) return unlocked;
  unlocked.value.lock();
  return success(null);
};

type Need = NonNullable<ReturnType<typeof mustRenew>>;

/** What comes from others needs a log that may be written; the one before is closed when the folder is opened again. */
const withNewLog = async ({ open, reopen }: RenewingHost, { kind, reason }: Need): Promise<Outcome<OpenFolder>> => {
  const { keystore, renewal } = open.parts;
  const found = await renewal.found({ kind, reason });
  if (!found.ok) return found;
  return renewal.now()?.log === keystore.logSigner.key ? reopen() : success(open);
};

/** The other copy of a folder goes on with the old key: that one is not ended by a successor. */
const usableSuccessor = async (parts: NodeParts, kind: Need["kind"]): Promise<Outcome<boolean>> => {
  const successor = await parts.keystore.successorOf(parts.keystore.installationSigner.key);
  if (!successor.ok || successor.value === null || kind === "copied") return successor.ok ? success(false) : successor;
  return mayUseSuccessor(parts, successor.value);
};

/** Every peer whose address is known; one that does not answer is named and no reason to wait. */
const exchangeWithAll = async ({ peers }: NodeParts): Promise<Answer["before"]> => {
  const done: Answer["before"] = [];
  for (const { address, name } of peers.rows()) {
    if (address === null) continue;
    const answer = await peers.sync(address);
    const failure = answer.ok ? (answer.value.received.fault ?? null) : answer.failure.message;
    const [received, sent] = answer.ok ? [answer.value.received.records, answer.value.sent.records] : [0, 0];
    done.push({ failure, name, received, sent });
  }
  return done;
};

const answerOf = async (
  parts: NodeParts,
  facts: Pick<Answer, "before" | "former" | "promised" | "reason">,
): Promise<Outcome<Answer>> => {
  const after = await exchangeWithAll(parts);
  const asks = await registersToAsk(parts);
  if (!asks.ok) return asks;
  const { keystore } = parts;
  return success({
    ...facts,
    after,
    asks: asks.value.map((register) => ({ name: registerName(parts, register), register })),
    installation: keystore.installationSigner.key,
    log: keystore.logSigner.key,
    waiting: keystore
      .people()
      .filter(({ key }) => keystore.isFormer(key))
      .map(({ name }) => name),
  });
};

const registerName = ({ store }: NodeParts, register: HistoryId): string =>
  store.judge.registerNow(register).charter?.name ?? register;
