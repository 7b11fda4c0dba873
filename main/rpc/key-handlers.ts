/** Methods on the end of a key: what it would do, revocation, and rotation to the successor that was promised. */
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { parseRecordId, type HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { keyEffect, proposedLastGood, type KeyEffect } from "../../shared/register/key-effect.ts";
import { registerRefusal } from "../../shared/register/register-refusal.ts";
import type { ParsedRequest } from "../../shared/rpc/methods.ts";
import { registersOf } from "../../shared/sync/shared-histories.ts";
import type { HandlersOf } from "./dispatch.ts";
import type { NodeParts } from "./node-parts.ts";
import { announceKeys, mayUseSuccessor, promisesOf, registersToAsk } from "./own-keys.ts";
import { recordedAnswer } from "./recording-handlers.ts";
import { keyHolders, registerNamed, type RegisterFound } from "./register-rows.ts";
import { writerRefusal } from "./register-recording.ts";

type Keys = HandlersOf<"register.propose-end" | "register.revoke-key" | "person.rotate-key">;

/** Histories that an answer names one by one; the sums count them all. */
const namedMax = 500;
/** Entries of one record: about 150 bytes each, far below what a record may have. */
const entriesMax = 300;

/** Makes the methods on keys. */
export const keyHandlers = (parts: NodeParts): Keys => ({
  "register.propose-end": async (request) => {
    const end = await endOf(parts, request);
    if (!end.ok) return end;
    const { effects, key, name, refusal } = end.value;
    const named = effects.slice(0, namedMax).map(([history, effect]) => effectRow(parts, history, effect));
    return success({
      built_upon: sum(effects, ({ builtUpon }) => builtUpon),
      disputed: sum(effects, ({ disputed }) => disputed.length),
      good: sum(effects, ({ good }) => good),
      histories: await Promise.all(named),
      key,
      last_good: lastGoodOf(effects),
      name,
      refusal,
    });
  },
  "register.revoke-key": async ({ key, last_good, reason, register, since }) => {
    const end = await endOf(parts, { key, last_good, register, since });
    if (!end.ok) return end;
    const refusal = writerRefusal(parts, end.value.register, "register/key-revoked@1");
    if (refusal !== null) return refuse("notPermitted", refusal);
    const wishes = chunked(end.value.last_good, end.value.register).map((chunk) => ({
      at: null,
      body: { compromised_since: since, key: end.value.key, last_good: chunk, reason: reason.normalize("NFC") },
      history: end.value.register,
      type: "register/key-revoked@1",
    }));
    const recorded = await parts.recorder.recordAll(wishes, parts.session.signer());
    if (!recorded.ok) return recorded;
    parts.emit({ event: "changed", histories: [], what: "people" });
    const disputed = sum(end.value.effects, (effect) => effect.disputed.length);
    return success({ disputed, records: recorded.value.map((record) => recordedAnswer(parts, record)) });
  },
  "person.rotate-key": async ({ person, pin }) => {
    if (parts.renewal.now() !== null)
      return refuse("mustRenew", "This data folder needs new keys as a whole: renew it, then everybody gets theirs.");
    const found = parts.keystore.people().find(({ key, name }) => name === person.normalize("NFC") || key === person);
    if (found === undefined)
      return refuse("personUnknown", `Nobody called "${person}" has a key on this installation.`);
    const mayUse = (successor: Parameters<typeof mayUseSuccessor>[1]) => mayUseSuccessor(parts, successor);
    const renewed = await parts.keystore.renewPerson({ key: found.key, mayUse, pin });
    if (!renewed.ok) return renewed;
    const unlocked = await parts.session.unlock(renewed.value.key, pin);
    if (!unlocked.ok) return unlocked;
    const promised = await promisesOf(parts.keystore);
    if (promised.ok) for (const [key, digest] of promised.value) parts.promises.set(key, digest);
    const announced = await announceKeys(parts);
    if (!announced.ok) return announced;
    parts.emit({ event: "changed", histories: [], what: "people" });
    return rotatedAnswer(parts, found.key, renewed.value.key);
  },
});

const rotatedAnswer = async (parts: NodeParts, former: string, key: string) => {
  const asking = await registersToAsk(parts);
  if (!asking.ok) return asking;
  const registers = parts.store.ledger.histories.registers().flatMap(({ id }) => {
    const state = parts.store.judge.registerNow(id);
    if (!state.partiesByKey.has(former)) return [];
    return [{ asks: asking.value.includes(id), id, name: state.charter?.name ?? "" }];
  });
  return success({ former, key, registers });
};

type EndRequest = ParsedRequest<"register.propose-end">;

const endOf = async (parts: NodeParts, request: EndRequest) => {
  const found = registerNamed(parts, request.register);
  if (!found.ok) return found;
  const holders = await keyHolders(parts, found.value.state, request.key);
  if (!holders.ok) return holders;
  const [holder, ...others] = holders.value;
  if (holder === undefined || others.length > 0)
    return refuse(
      "severalKeys",
      `"${request.key}" fits ${holders.value.length} keys. Give more digits of the one to end.`,
    );
  const effects = effectsOf(parts, found.value, { ...request, key: holder.key });
  if (!effects.ok) return effects;
  const last_good = lastGoodOf(effects.value);
  const refusal = endRefusal(parts, found.value, { key: holder.key, last_good });
  return success({ ...holder, effects: effects.value, last_good, refusal, register: found.value.id });
};

type Effects = ReadonlyArray<readonly [history: History, effect: KeyEffect]>;

// The histories with most in doubt come first: these are looked at.
const effectsOf = (
  parts: NodeParts,
  { id: register }: RegisterFound,
  { key, last_good, since }: EndRequest,
): Outcome<Effects> => {
  // What witnesses saw before the key was compromised stays good, wherever it stands.
  const stays = (record: HeldRecord): boolean => {
    const upper = since === null ? null : parts.store.judge.bounds(record).upper;
    return since !== null && upper !== null && upper.time < since;
  };
  const given = last_good === null ? null : new Map(last_good.map(({ history, id }) => [history, id]));
  const effects: (readonly [History, KeyEffect])[] = [];
  for (const history of historiesOf(parts, register, key)) {
    const named = given?.get(history.id);
    const good = given === null ? proposedLastGood(history, { key, since }) : recordIn(history, named);
    if (named !== undefined && good?.writer !== key)
      return refuse(
        "notHeld",
        `${named.slice(0, 12)}… is no record of this key in the history ${history.id.slice(0, 12)}….`,
      );
    effects.push([history, keyEffect(history, key, good, stays)]);
  }
  return success(effects.sort(([, left], [, right]) => right.disputed.length - left.disputed.length));
};

const historiesOf = ({ store }: NodeParts, register: HistoryId, key: string): ReadonlyArray<History> =>
  [...store.ledger.histories.outlines()].flatMap((outline) => {
    const isUnder = outline.id === register || registersOf(store.ledger, outline.id).includes(register);
    const history = isUnder && outline.hasWriter(key) ? store.ledger.history(outline.id) : undefined;
    return history === undefined ? [] : [history];
  });

const recordIn = (history: History, id: string | undefined): HeldRecord | null => {
  const parsed = parseRecordId(id);
  return parsed === null ? null : (history.records.get(parsed) ?? null);
};

const lastGoodOf = (effects: Effects) =>
  effects.flatMap(([{ id: history }, { lastGood }]) => (lastGood === null ? [] : [{ history, id: lastGood.id }]));

const endRefusal = (
  parts: NodeParts,
  { id, state }: RegisterFound,
  { key, last_good }: { readonly key: string; readonly last_good: ReturnType<typeof lastGoodOf> },
): string | null => {
  const own = last_good.filter(({ history }) => history === id);
  const body = { compromised_since: null, key, last_good: own, reason: "Proposed." };
  const writer = parts.session.signer().key;
  const draft = { body, heads: parts.store.judge.goodHeads(id), type: "register/key-revoked@1", writer };
  return registerRefusal(state, draft);
};

const effectRow = async (parts: NodeParts, history: History, { disputed, good, lastGood }: KeyEffect) => {
  const asset = history.foundsUnder === null ? null : await parts.index.asset(history.id);
  const tag = asset?.ok === true ? asset.value.tag[0]?.value : undefined;
  const charter = history.foundsUnder === null ? parts.store.judge.registerNow(history.id).charter : null;
  return {
    disputed: disputed.length,
    good,
    history: history.id,
    last_good: lastGood === null ? null : { at: lastGood.at, id: lastGood.id, type: lastGood.type },
    name: charter?.name ?? tag ?? history.id.slice(0, 12),
  };
};

// What one record leaves out another of the same writer may name; each names what stays good in the register itself.
const chunked = (entries: ReturnType<typeof lastGoodOf>, register: string) => {
  const own = entries.filter(({ history }) => history === register);
  const others = entries.filter(({ history }) => history !== register);
  return Array.from({ length: Math.max(1, Math.ceil(others.length / entriesMax)) }, (_, index) => [
    ...own,
    ...others.slice(index * entriesMax, (index + 1) * entriesMax),
  ]);
};

const sum = (effects: Effects, of: (effect: KeyEffect) => number): number =>
  effects.reduce((total, [, effect]) => total + of(effect), 0);
