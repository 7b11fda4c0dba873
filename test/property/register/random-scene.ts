/** Registers as no plan makes them: validators apart from each other, every kind of record, permitted or not. */
import { hash } from "node:crypto";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { oneOf } from "../../doubles/seeded-bodies.ts";
import { randomBelow, type SeededRandom } from "../../doubles/seeded-random.ts";
import type { JsonObject } from "../../../shared/encoding/canonical-json.ts";
import { policyText } from "../../doubles/witness-keys.ts";
import { keyNamed, minute } from "../../unit/ledger/plain-record.ts";
import { defect, RegisterScene, revocation, type Said } from "../../unit/register/register-scene.ts";

const people = ["founder", "victor", "alice", "bob", "carol"] as const;
const roles = ["validator", "owner", "inspector", "auditor"] as const;

/** A scene of so many records besides the charter and three enrolments. */
export const randomScene = (random: SeededRandom, size: number): RegisterScene => {
  const policy = randomBelow(random, 2) === 0 ? {} : { witness_policy: policyText(2, "all") };
  const scene = new RegisterScene({
    permissions: { "register/licence-granted": ["validator"] },
    quorums: randomBelow(random, 2) === 0 ? {} : { "register/key-revoked": "2 role:validator", "service/defect-reported": "any role:inspector role:owner" },
  }, policy);
  const teller = new Teller(scene, random);
  scene.enrol("victor", ["validator"]);
  scene.enrol("alice", ["owner"], { next: hash("sha256", Buffer.from(keyNamed("bob"), "hex"), "hex") });
  scene.enrol("carol", ["owner", "inspector"]);
  while (scene.records.length < size + 4) teller.tell();
  return scene;
};

class Teller {
  readonly #scene: RegisterScene;
  readonly #random: SeededRandom;

  constructor(scene: RegisterScene, random: SeededRandom) {
    this.#scene = scene;
    this.#random = random;
  }

  tell(): void {
    const by = oneOf(this.#random, people);
    if (randomBelow(this.#random, 2) === 0) this.#witness();
    const assets = this.#scene.records.filter(({ record }) => record.type === "asset/registered@1");
    const choice = randomBelow(this.#random, 10);
    if (assets.length === 0 || choice === 0) this.#scene.asset(by, ...this.#heads());
    else if (choice < 4) this.#tellRegister(by);
    else this.#tellAsset(by, oneOf(this.#random, assets));
  }

  // Times that fit together and times that do not: standings follow from them all the same.
  #witness(): void {
    const numbers = [[1], [2], [1, 2]] as const;
    this.#scene.witness(oneOf(this.#random, this.#scene.records), randomBelow(this.#random, 60), ...oneOf(this.#random, numbers));
  }

  #tellRegister(by: string): void {
    const said = { by, ...this.#place(by, this.#scene.register) };
    if (said.seen.length === 0 && said.prev === undefined) return;
    const parties = this.#scene.records.filter(({ record }) => record.type === "register/party-enrolled@1");
    const key = oneOf(this.#random, people);
    const party = oneOf(this.#random, parties);
    switch (randomBelow(this.#random, 8)) {
      case 0:
        return void this.#scene.enrol(key, [oneOf(this.#random, roles)], said);
      case 1:
        return void this.#scene.enrol(key, [oneOf(this.#random, roles)], { ...said, party });
      case 2:
        return void this.#scene.rules({ permissions: { "service/defect-reported": [oneOf(this.#random, roles)] } }, said);
      case 3:
        return void this.#scene.rule("key-revoked", this.#revocation(key), said);
      case 4:
        return void this.#scene.rule("parties-merged", { parties: [party.id, oneOf(this.#random, parties).id], reason: "One." }, said);
      case 5:
        return this.#rotate({ by: "bob", ...this.#place("bob", this.#scene.register) });
      case 6:
        return void this.#endorse(by, this.#scene.register, said);
      default:
        return void (randomBelow(this.#random, 6) === 0 && this.#scene.rule("licence-granted", {}, said));
    }
  }

  #revocation(key: string): JsonObject {
    const since = randomBelow(this.#random, 2) === 0 ? null : minute(randomBelow(this.#random, 60));
    return { ...revocation(key, this.#someOf(this.#scene.records, 2)), compromised_since: since };
  }

  #rotate(said: Said & { readonly by: string }): void {
    if (said.seen?.length === 0 && said.prev === undefined) return;
    this.#scene.rule("key-rotated", { last_good: [], new: keyNamed("bob"), old: keyNamed("alice") }, said);
  }

  #tellAsset(by: string, history: SignedRecord): void {
    const said = { ...this.#place(by, history), history, register: randomBelow(this.#random, 3) === 0 ? this.#heads() : [] };
    if (said.seen.length === 0 && said.prev === undefined) return;
    const target = oneOf(this.#random, this.#in(history)).id;
    const choice = randomBelow(this.#random, 12);
    if (choice < 4) this.#scene.say(by, "service/defect-reported@1", { ...said, body: defect });
    else if (choice < 7) this.#scene.say(by, "asset/described@1", { ...said, body: { reason: null, set: { tag: oneOf(this.#random, ["A", "B"]) } } });
    else if (choice < 9) this.#scene.say(by, "record/corrected@1", { ...said, body: { reason: "superseded", replacement: null, target } });
    else if (choice < 11) this.#endorse(by, history, said);
    else if (randomBelow(this.#random, 4) === 0) this.#scene.say(by, "record/annotated@1", said);
  }

  #endorse(by: string, history: SignedRecord, said: Said): void {
    const body = { role: oneOf(this.#random, roles), statement: "Seen.", target: oneOf(this.#random, this.#in(history)).id };
    this.#scene.say(by, "record/endorsed@1", { ...said, history, body });
  }

  /** After the key's newest record, now and then an older one, and some of what others wrote. */
  #place(by: string, history: SignedRecord) {
    const inHistory = this.#in(history);
    const own = inHistory.filter(({ record }) => record.writer === keyNamed(by));
    const others = inHistory.filter(({ record }) => record.writer !== keyNamed(by));
    const prev = randomBelow(this.#random, 15) === 0 ? own[randomBelow(this.#random, own.length + 1)] : own.at(-1);
    const newest = others.slice(-4);
    const seen = this.#someOf(randomBelow(this.#random, 3) === 0 ? others : newest, 2);
    return { seen, ...(prev === undefined ? {} : { prev }) };
  }

  #heads(): ReadonlyArray<SignedRecord> {
    const register = this.#in(this.#scene.register);
    return [...new Set([...this.#someOf(register.slice(-5), 2), ...register.slice(3, 4)])];
  }

  #in(history: SignedRecord): ReadonlyArray<SignedRecord> {
    return this.#scene.records.filter(({ id, record }) => (record.history ?? id) === history.id);
  }

  #someOf(records: ReadonlyArray<SignedRecord>, most: number): ReadonlyArray<SignedRecord> {
    const count = randomBelow(this.#random, most + 1);
    return [...new Set(Array.from({ length: count }, () => records[randomBelow(this.#random, records.length)]))].flatMap((record) => record ?? []);
  }
}
