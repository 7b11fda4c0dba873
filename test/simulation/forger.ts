/**
 * A company that cheats: one enrolled key with several faces, each of which holds and says what suits it. It writes
 * what no honest program would: two records of one `seq`, times that never were, records that break the rules.
 */
import type { Signer } from "../../main/signature/signer.ts";
import { instantFromMillis } from "../../shared/clock/instant.ts";
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import type { SignedRecord } from "../../shared/ledger/frame.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { headsMax, type HistoryId, type LedgerRecord, type RecordId } from "../../shared/ledger/record.ts";
import { sharedHistories } from "../../shared/sync/shared-histories.ts";
import { countingQuarantine } from "../../main/peer/quarantine.ts";
import { success } from "../../shared/outcome/outcome.ts";
import { memoryLedgerStore, type MemoryLedgerStore } from "../doubles/memory-ledger-store.ts";
import { oneOf } from "../doubles/seeded-bodies.ts";
import { randomBelow, type SeededRandom } from "../doubles/seeded-random.ts";
import { signRecord } from "../doubles/test-company.ts";
import { lyingRead } from "./forged-records.ts";
import type { Side } from "./meeting.ts";
import type { World } from "./world.ts";

export interface ForgerParts {
  readonly world: World;
  readonly name: string;
  readonly signer: Signer;
  readonly faces: number;
}

/** What a forger says, where, and which times it claims. */
export interface Forgery {
  readonly history: HistoryId;
  readonly type: string;
  readonly body: JsonObject;
  /** From which of its own records it goes on: the last, or an earlier one, which makes two of one `seq`. */
  readonly from: "last" | "earlier";
  /** Milliseconds by which its times lie beside the truth. */
  readonly besideMs: number;
}

export class Forger {
  readonly name: string;
  readonly signer: Signer;
  readonly faces: MemoryLedgerStore[];
  /** Everything that it signed. */
  readonly signed: SignedRecord[] = [];
  /** Ids of records that nobody may ever take in. */
  readonly forbidden = new Set<RecordId>();
  /** Ids of records that break the chain or parent rules: nobody may ever hold them as complete. */
  readonly broken = new Set<RecordId>();
  readonly #world: World;

  constructor({ faces, name, signer, world }: ForgerParts) {
    this.name = name;
    this.signer = signer;
    this.#world = world;
    this.faces = Array.from({ length: faces }, () => memoryLedgerStore(signer.key));
  }

  /** Writes at one of its faces; `null` where that face does not know the history. */
  async say(random: SeededRandom, face: MemoryLedgerStore, forgery: Forgery): Promise<SignedRecord | null> {
    const history = face.ledger.history(forgery.history);
    if (history?.root === undefined) return null;
    const signed = signRecord(this.#record(random, { face, forgery, history }), this.signer);
    const taken = await face.takeIn([signed], this.signer.key);
    if (!taken.ok || taken.value.fault !== null) return null;
    this.signed.push(signed);
    return signed;
  }

  /** One of its faces as a side of an exchange; it may hide histories, and lie about the bytes of records. */
  side(random: SeededRandom, face: MemoryLedgerStore, { hides, lies }: { hides: boolean; lies: boolean }): Side {
    const hidden = hides ? randomBelow(random, 4) : 4;
    const shared = (): ReadonlyArray<History> =>
      sharedHistories(face.ledger, { histories: "all" }).filter((_, index) => index % 4 !== hidden);
    const read = lies ? lyingRead(random, face, this) : face.read;
    return {
      key: this.signer.key,
      name: this.name,
      quarantine: { ...countingQuarantine, save: async () => success(null) },
      shared,
      store: withRead(face, read),
    };
  }

  #record(random: SeededRandom, { face, forgery, history }: Writing): LedgerRecord {
    const { besideMs, body, from, type } = forgery;
    const own = history.order.filter(({ writer }) => writer === this.signer.key);
    const previous = from === "last" ? own.at(-1) : [undefined, ...own][randomBelow(random, own.length + 1)];
    const heads = [...history.heads].filter(({ writer }) => writer !== this.signer.key);
    const seen = heads.length > 0 || previous !== undefined ? heads : othersIn(history, this.signer.key);
    const utc = instantFromMillis(this.#world.nowMs() + besideMs, randomBelow(random, 1000));
    const register = history.root?.foundsUnder ?? null;
    return {
      after: null,
      at: utc,
      body,
      clock: { boot: "0123456789abcdef", mono_us: 0, offset_min: 0, source: "system", unc_us: null, utc },
      history: history.id,
      prev: previous?.id ?? null,
      register: register === null ? [] : sorted([...(face.ledger.history(register)?.heads ?? [])]),
      seen: sorted(seen),
      seq: previous === undefined ? 0 : previous.seq + 1,
      type,
      v: 1,
      writer: this.signer.key,
    };
  }
}

interface Writing {
  readonly face: MemoryLedgerStore;
  readonly forgery: Forgery;
  readonly history: History;
}

const othersIn = (history: History, key: string): ReadonlyArray<HeldRecord> =>
  history.order.filter(({ writer }) => writer !== key).slice(0, 1);

const sorted = (records: ReadonlyArray<HeldRecord>): ReadonlyArray<RecordId> =>
  records
    .map(({ id }) => id)
    .sort()
    .slice(0, headsMax);

const withRead = (store: MemoryLedgerStore, read: MemoryLedgerStore["read"]): MemoryLedgerStore => ({
  ...store,
  get judge() {
    return store.judge;
  },
  get ledger() {
    return store.ledger;
  },
  read,
});

/** Bodies that a forger of any role can use. */
export const forgedDefect = (random: SeededRandom): JsonObject => ({
  attachments: [],
  failure: {
    cause: null,
    detection: null,
    impact: null,
    mechanism: null,
    mode: null,
    operating_condition: null,
    text: null,
  },
  occurred: { precision: "day", value: oneOf(random, ["1999-01-01", "2026-03-01", "2099-12-31"]), zone: "unstated" },
  summary: oneOf(random, ["It was always so", "Never happened", "Sealed at delivery"]),
});
