/**
 * Restored at any earlier point, as often as may be: after renewal no key ever equivocates, all end with the same order
 * and the same verdicts, and what others held keeps its standing.
 */
import { assert, asyncProperty, boolean, integer } from "fast-check";
import { afterAll, expect, test } from "vitest";
import { hexOf } from "../../../shared/encoding/hex.ts";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import type { HistoryId } from "../../../shared/ledger/record.ts";
import { historyDigest } from "../../../shared/sync/history-digest.ts";
import { enrolmentsIn, promiseOf, rotateKey, type OwnKey } from "../../../main/recorder/announce-keys.ts";
import { enrolIn } from "../../../main/recorder/found-register.ts";
import { createRecordClock } from "../../../main/recorder/record-clock.ts";
import { createRecorder, type Recorder } from "../../../main/recorder/recorder.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import type { Signer } from "../../../main/signature/signer.ts";
import { exchangeInMemory } from "../../doubles/memory-exchange.ts";
import { memoryLedgerStore, type MemoryLedgerStore } from "../../doubles/memory-ledger-store.ts";
import { randomBelow, seededRandom, type SeededRandom } from "../../doubles/seeded-random.ts";
import { defectBody, testClock, testCompany, testSigner, type TestCompany } from "../../doubles/test-company.ts";
import { valueOf } from "../../doubles/value-of.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

/** What a data folder holds of its keys; a backup holds the same. */
interface Keys {
  readonly signer: Signer;
  readonly successor: Signer;
  readonly former: ReadonlyArray<string>;
}

interface Backup {
  readonly keys: Keys;
  readonly records: ReadonlyArray<SignedRecord>;
}

/** A guest of the hub's register: one key that writes, and backups of it all. */
interface Guest {
  readonly name: string;
  store: MemoryLedgerStore;
  recorder: Recorder;
  keys: Keys;
  readonly backups: Backup[];
  /** Keys that were used on this machine: noted outside of what is restored. */
  readonly used: Set<string>;
}

const ownKey = ({ former, signer, successor }: Keys): OwnKey => ({ former, key: signer.key, successor: successor.key });

class Scene {
  readonly hub: TestCompany;
  readonly guests: ReadonlyArray<Guest>;
  readonly assets: ReadonlyArray<HistoryId>;
  readonly #clock;
  readonly #random: SeededRandom;
  #fresh = 0;
  #hex = 0;

  private constructor(hub: TestCompany, clock: ReturnType<typeof testClock>, random: SeededRandom, guests: ReadonlyArray<Guest>, assets: ReadonlyArray<HistoryId>) {
    this.hub = hub;
    this.#clock = clock;
    this.#random = random;
    this.guests = guests;
    this.assets = assets;
  }

  /** A hub that validates, and two guests whose keys were enrolled with their promises. */
  static async make(seed: number): Promise<Scene> {
    const clock = testClock();
    const hub = await testCompany(`hub ${seed}`, clock);
    const assets = [await hub.asset("P-1"), await hub.asset("P-2")];
    const guests: Guest[] = [];
    const scene = new Scene(hub, clock, seededRandom(seed), guests, assets);
    for (const name of [`one ${seed}`, `two ${seed}`]) guests.push(await scene.#enrolGuest(name));
    for (const guest of guests) await scene.meet(guest.store, hub.store);
    return scene;
  }

  below(count: number): number {
    return randomBelow(this.#random, count);
  }

  async #enrolGuest(name: string): Promise<Guest> {
    const keys: Keys = { former: [], signer: testSigner(`${name} 0`), successor: testSigner(`${name} 1`) };
    const { person, recorder, register } = this.hub;
    const enrol = enrolIn({ randomHex: (digits) => this.#hexDigits(digits), recorder, register, signer: person });
    const promised = new Map([[keys.signer.key, promiseOf(keys.successor.key)]]);
    valueOf(await enrol({ keys: [keys.signer.key], kind: "equipment", name, organisation: null, promised, roles: ["operator"] }));
    return { backups: [], keys, name, used: new Set(), ...this.#folder([]) };
  }

  #folder(records: ReadonlyArray<SignedRecord>): Pick<Guest, "recorder" | "store"> {
    const store = memoryLedgerStore("0".repeat(64));
    void store.takeIn(records, "0".repeat(64));
    const clock = createRecordClock(this.#clock, (digits) => this.#hexDigits(digits));
    return { recorder: createRecorder({ clock, store }), store };
  }

  #hexDigits(digits: number): string {
    return hexOf(Uint8Array.from({ length: digits / 2 }, (_, at) => (this.#hex++ * 31 + at) & 255));
  }

  meet(one: MemoryLedgerStore, other: MemoryLedgerStore): Promise<unknown> {
    return exchangeInMemory({ key: "1".repeat(64), store: one }, { key: "2".repeat(64), store: other }, checker);
  }

  async write(guest: Guest): Promise<void> {
    const history = this.assets[this.below(this.assets.length)] ?? null;
    const wish = { at: null, body: defectBody(`${guest.name} looks`), history, type: "service/defect-reported@1" };
    const written = await guest.recorder.record(wish, guest.keys.signer);
    // A key that was not promised waits until the hub has enrolled it.
    if (!written.ok) expect(["noHistory", "notPermitted"]).toContain(written.failure.kind);
  }

  async backUp(guest: Guest): Promise<void> {
    const held = [...guest.store.ledger.histories.values()].flatMap((history) => history.order);
    const records = await Promise.all(held.map(async ({ id }) => valueOf(await guest.store.read(id))));
    guest.backups.push({ keys: guest.keys, records });
  }

  /** Brings a backup back and renews, as the program does: exchange, keys, announcement. */
  async restore(guest: Guest, reaches: boolean): Promise<void> {
    const backup = guest.backups[this.below(guest.backups.length)];
    if (backup === undefined) return;
    Object.assign(guest, this.#folder(backup.records));
    if (reaches) for (const other of [this.hub, ...this.guests]) if (other !== guest) await this.meet(guest.store, other.store);
    const { signer: old, successor } = backup.keys;
    const isUsed = guest.used.has(successor.key) || this.#isKnown(guest.store, successor.key);
    const signer = isUsed ? testSigner(`${guest.name} fresh ${(this.#fresh += 1)}`) : successor;
    guest.keys = { former: [...backup.keys.former, old.key], signer, successor: testSigner(`${guest.name} after ${signer.key}`) };
    guest.used.add(signer.key);
    await this.announce(guest);
  }

  #isKnown({ judge, ledger }: MemoryLedgerStore, key: string): boolean {
    const histories = [...ledger.histories.values()];
    return histories.some((history) => history.hasWriter(key) || judge.registerNow(history.id).partiesByKey.has(key));
  }

  async announce({ keys, recorder, store }: Guest): Promise<void> {
    valueOf(await rotateKey({ recorder, store }, ownKey(keys), keys.signer));
  }

  /** What a guest asks of the hub when it joins again with a code. */
  async enrolRenewed(): Promise<void> {
    const { person, recorder, register, store } = this.hub;
    for (const { keys } of this.guests) {
      if (keys.former.length === 0) continue;
      for (const body of enrolmentsIn(store.judge.registerNow(register), [ownKey(keys)])) {
        valueOf(await recorder.record({ at: null, body, history: register, type: "register/party-enrolled@1" }, person));
      }
    }
  }

  async meetAll(): Promise<void> {
    for (let round = 0; round < 2; round++) for (const guest of this.guests) await this.meet(guest.store, this.hub.store);
  }

  get stores(): ReadonlyArray<MemoryLedgerStore> {
    return [this.hub.store, ...this.guests.map(({ store }) => store)];
  }
}

/** A life of some dozens of steps; then all meet, and say once more what came back. */
const live = async (seed: number, reaches: boolean): Promise<Scene> => {
  const scene = await Scene.make(seed);
  for (let step = 0; step < 30; step++) {
    const guest = scene.guests[scene.below(2)];
    if (guest === undefined) throw new Error("There are two guests");
    const what = scene.below(10);
    if (what < 4) await scene.write(guest);
    else if (what < 6) await scene.meet(guest.store, scene.hub.store);
    else if (what < 7) await scene.enrolRenewed();
    else if (what < 9) await scene.backUp(guest);
    else await scene.restore(guest, reaches);
  }
  for (let round = 0; round < 2; round++) {
    await scene.meetAll();
    await scene.enrolRenewed();
    for (const guest of scene.guests) await scene.announce(guest);
  }
  await scene.meetAll();
  return scene;
};

const standingsIn = ({ judge, ledger }: MemoryLedgerStore): ReadonlyMap<string, string> =>
  new Map([...ledger.histories.keys()].flatMap((id) => [...judge.verdicts(id)].map(([record, { standing }]) => [record, standing] as const)));

test("no key equivocates, and all come to the same order and verdicts", () =>
  assert(
    asyncProperty(integer({ min: 1, max: 1_000_000 }), boolean(), async (seed, reaches) => {
      const scene = await live(seed, reaches);
      const [first, ...others] = scene.stores.map((store) => ({
        digests: [...store.ledger.histories.values()].map((history) => [history.id, historyDigest(history), history.equivocations.length, history.pendingCount]).sort(),
        orders: [...store.ledger.histories.values()].map(({ id, order }) => [id, ...order.map((record) => record.id)]).sort(),
        standings: new Map([...standingsIn(store)].sort()),
      }));
      for (const other of others) expect(other).toEqual(first);
      for (const [, , equivocations, pending] of first?.digests ?? []) expect([equivocations, pending]).toEqual([0, 0]);
      // Where everybody was reached before the keys were renewed, no record of a former key is in doubt.
      if (reaches) expect(new Set(first?.standings.values())).toEqual(new Set(["accepted"]));
      // Whoever was renewed can write again.
      for (const guest of scene.guests) {
        const before = guest.store.ledger.size;
        await scene.write(guest);
        expect(guest.store.ledger.size).toBe(before + 1);
      }
    }),
    { numRuns: 12, seed: 20_260_815 },
  ), 60_000);
