/**
 * Whole histories from a seed: a register and some assets, written by several keys that exchange now and then. With disorder
 * they hold all that can happen: forks, conflicts, corrections, late entries, broken bodies, unknown types, writers without
 * permission, equivocations, quorums, revocations. The same seed gives the same bytes.
 */
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { RecordId } from "../../shared/ledger/record.ts";
import { defaultCharter } from "../../shared/register/default-charter.ts";
import { instantFromMillis } from "../../shared/clock/instant.ts";
import { counterBody, defectBody, describedBody, oneOf, pollBody, randomHex, registeredBody, workBody } from "./seeded-bodies.ts";
import { randomBelow, seededRandom, type SeededRandom } from "./seeded-random.ts";
import { seededSigner } from "./seeded-signer.ts";
import { SeededWriter } from "./seeded-writer.ts";

export interface SeededOptions {
  readonly seed: number;
  readonly assets: number;
  /** Records besides the register's first ones and the assets' founding ones. */
  readonly records: number;
  /** 0: one installation after the other, nothing odd. 1: as odd as it gets. */
  readonly disorder: number;
}

export interface SeededHistories {
  readonly register: RecordId;
  readonly assets: ReadonlyArray<RecordId>;
  /** All records, parents before children, the register's first ones first. */
  readonly records: ReadonlyArray<SignedRecord>;
  /** The keys that wrote them: owner and founder of the register, service provider, inspector, auditor, nobody enrolled. */
  readonly writers: ReadonlyArray<SeededWriter>;
}

/** Writes the histories of a seed. */
export const seededHistories = (options: SeededOptions): SeededHistories => {
  const fleet = new SeededFleet(options);
  while (fleet.records.length < options.records + fleet.founding) fleet.step();
  return { register: fleet.register, assets: fleet.assets, records: fleet.records, writers: fleet.writers };
};

/** The same records in another order, as any exchange may bring them. */
export const shuffled = <T>(random: SeededRandom, items: ReadonlyArray<T>): ReadonlyArray<T> => {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = randomBelow(random, last + 1);
    const [left, right] = [order[last], order[other]];
    if (left === undefined || right === undefined) throw new Error("An index lies outside of the list");
    order[last] = right;
    order[other] = left;
  }
  return order;
};

/** Cuts a list into groups of 1 to `most`. */
export const grouped = <T>(random: SeededRandom, items: ReadonlyArray<T>, most: number): ReadonlyArray<ReadonlyArray<T>> => {
  const groups: ReadonlyArray<T>[] = [];
  for (let start = 0; start < items.length; ) {
    const length = 1 + randomBelow(random, most);
    groups.push(items.slice(start, start + length));
    start += length;
  }
  return groups;
};

const firstMillis = Date.parse("2026-01-01T06:00:00Z");
const minute = 60_000;
/** Roles of the keys; the last is enrolled late or never. */
const rolesOfWriters = [["owner"], ["service-provider"], ["inspector"], ["auditor"], []] as const;

class SeededFleet {
  readonly records: SignedRecord[] = [];
  readonly assets: RecordId[] = [];
  readonly register: RecordId;
  readonly founding: number;
  readonly #options: SeededOptions;
  readonly #random: SeededRandom;
  readonly writers: ReadonlyArray<SeededWriter>;
  readonly #parties = new Map<SeededWriter, RecordId>();
  #now = firstMillis;

  constructor(options: SeededOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    let register: RecordId | null = null;
    this.writers = rolesOfWriters.map((_, number) => new SeededWriter(seededSigner(number), () => register));
    register = this.#foundRegister().id;
    this.register = register;
    for (const [number, roles] of rolesOfWriters.entries()) if (roles.length > 0) this.#enrol(this.#writer(number), [...roles]);
    this.#everybodyLearns();
    for (let number = 1; number <= options.assets; number++) this.#foundAsset(number);
    this.#everybodyLearns();
    this.founding = this.records.length;
  }

  /** One record, or one exchange between two keys. */
  step(): void {
    if (!this.#odd(1)) this.#everybodyLearns();
    else if (this.#odd(0.3)) oneOf(this.#random, this.writers).learnFrom(oneOf(this.#random, this.writers));
    if (this.#odd(0.04)) this.#growRegister();
    else this.#writeToAsset(this.#odd(0.6) ? oneOf(this.#random, this.writers) : this.#writer(1));
  }

  #writeToAsset(writer: SeededWriter): void {
    const history = oneOf(this.#random, this.assets);
    const known = writer.histories.get(history);
    if (known === undefined) return;
    if (this.#odd(0.01)) writer.forgetLast(history);
    const { type, body } = this.#anything(known.records);
    this.#say(writer, history, type, body);
  }

  #anything(known: ReadonlyArray<SignedRecord>): { readonly type: string; readonly body: JsonObject } {
    const random = this.#random;
    if (this.#odd(0.03)) return { type: "service/performed@1", body: { summary: "Not enough" } };
    if (this.#odd(0.03)) return { type: "asset/painted@1", body: { colour: "green" } };
    if (this.#odd(0.002)) return { type: "record/annotated@1", body: {} };
    if (this.#odd(0.1)) return { type: "record/corrected@1", body: correction(random, known) };
    if (this.#odd(0.1)) return { type: "record/endorsed@1", body: endorsement(random, known) };
    if (this.#odd(0.03)) return { type: "record/joined@1", body: {} };
    if (this.#odd(0.2)) return { type: "asset/described@1", body: describedBody(random) };
    const kind = randomBelow(random, 10);
    if (kind < 2) return { type: "service/defect-reported@1", body: defectBody(random) };
    if (kind < 6) return { type: "service/performed@1", body: workBody(random, defectsIn(random, known)) };
    if (kind < 8) return { type: "asset/counter-read@1", body: counterBody(random) };
    return { type: "condition/read@1", body: pollBody(random, instantFromMillis(this.#now)) };
  }

  #growRegister(): void {
    const founder = this.#writer(0);
    const late = this.#writer(rolesOfWriters.length - 1);
    const kind = randomBelow(this.#random, 4);
    if (kind === 0) return void this.#enrol(late, ["service-provider"]);
    if (kind === 1) return void this.#enrol(this.#writer(3), oneOf(this.#random, [["auditor"], ["auditor", "operator"]]));
    if (kind === 2) return void this.#say(founder, this.register, "register/rules-changed@1", this.#rules());
    if (!this.#odd(0.3)) return;
    const lastGood = this.assets.flatMap((history) => {
      const own = late.histories.get(history)?.own ?? [];
      return own.length === 0 ? [] : [{ history, id: oneOf(this.#random, own).id }];
    });
    this.#say(founder, this.register, "register/key-revoked@1", {
      compromised_since: null, key: late.signer.key, last_good: lastGood, reason: "The laptop was stolen.",
    });
  }

  #rules(): JsonObject {
    const { permissions } = defaultCharter({ name: "Hydro", nonce: "", founderKey: "", roles: [] });
    const quorums = randomBelow(this.#random, 2) === 0 ? [] : [{ group: "1 role:inspector", type: "service/performed" }];
    return { permissions: permissions.map(({ roles, type }) => ({ roles: [...roles], type })), quorums, reason: "Agreed." };
  }

  #foundRegister(): SignedRecord {
    const founder = this.#writer(0);
    const nonce = randomHex(this.#random, 32);
    const charter = defaultCharter({ name: "Hydro", nonce, founderKey: founder.signer.key, roles: [] });
    const body: JsonObject = JSON.parse(JSON.stringify(charter));
    return this.#say(founder, null, "register/charter@1", body);
  }

  #enrol(writer: SeededWriter, roles: ReadonlyArray<string>): void {
    const party = this.#parties.get(writer) ?? null;
    const enrolled = this.#say(this.#writer(0), this.register, "register/party-enrolled@1", {
      keys: [{ key: writer.signer.key, next_sha256: null }], kind: "organisation", name: `Party ${writer.signer.key.slice(0, 4)}`,
      organisation: null, party, roles: [...roles], valid_from: null, valid_until: null,
    });
    if (party === null) this.#parties.set(writer, enrolled.id);
  }

  #foundAsset(number: number): void {
    const writer = this.#writer(this.#odd(0.2) ? 2 : 0);
    this.assets.push(this.#say(writer, null, "asset/registered@1", registeredBody(this.#random, number, this.register)).id);
  }

  #say(writer: SeededWriter, history: RecordId | null, type: string, body: JsonObject): SignedRecord {
    this.#now += minute;
    const offset = history === null || history === this.register ? 0 : this.#offsetMillis();
    const record = writer.write({ history, type, body, atMillis: this.#now + offset, utcMillis: this.#now });
    this.records.push(record);
    return record;
  }

  /** Most entries are made within seconds; some come days late, a few claim the future. */
  #offsetMillis(): number {
    if (this.#odd(0.1)) return -3 * 24 * 60 * minute;
    return this.#odd(0.01) ? 10 * minute : -randomBelow(this.#random, 5) * 1000;
  }

  #everybodyLearns(): void {
    const [first, ...others] = this.writers;
    if (first === undefined) return;
    for (const writer of others) first.learnFrom(writer);
    for (const writer of others) writer.learnFrom(first);
  }

  #odd(chance: number): boolean {
    return this.#random() < chance * this.#options.disorder;
  }

  #writer(number: number): SeededWriter {
    const writer = this.writers[number];
    if (writer === undefined) throw new Error(`There is no writer ${number}`);
    return writer;
  }
}

const correction = (random: SeededRandom, known: ReadonlyArray<SignedRecord>): JsonObject => ({
  reason: oneOf(random, ["did_not_occur", "incorrect_data", "late_entry", "superseded"]),
  replacement: randomBelow(random, 2) === 0 ? null : oneOf(random, known).id,
  target: oneOf(random, known).id,
});

const endorsement = (random: SeededRandom, known: ReadonlyArray<SignedRecord>): JsonObject => ({
  role: oneOf(random, ["inspector", "inspector", "owner"]),
  statement: "Seen.",
  target: oneOf(random, known).id,
});

const defectsIn = (random: SeededRandom, known: ReadonlyArray<SignedRecord>): ReadonlyArray<string> => {
  const defects = known.filter(({ record }) => record.type === "service/defect-reported@1");
  return defects.length === 0 || randomBelow(random, 2) === 0 ? [] : [oneOf(random, defects).id];
};
