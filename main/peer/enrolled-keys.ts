/** The keys that known registers enrol: records of all others wait in quarantine (record-format.md, section 8). */
import { digestHex } from "../../shared/crypto/digest.ts";
import { bytesOfHex } from "../../shared/encoding/hex.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { partyEnrolledSchema } from "../../shared/register/register-body.ts";
import type { RegisterState } from "../../shared/register/register-state.ts";
import type { HistoryStore } from "../recorder/history-store.ts";

/** Answers for all registers that are held; the answer is kept until one of them grows. */
export class EnrolledKeys {
  readonly #store: Pick<HistoryStore, "judge" | "ledger">;
  #keys: ReadonlySet<string> = new Set();
  #promised: ReadonlySet<string> = new Set();
  #registers = new Set<HistoryId>();
  #size = -1;

  constructor(store: Pick<HistoryStore, "judge" | "ledger">) {
    this.#store = store;
    this.refresh();
  }

  /** True for a key of a party, of a validator, or one that was ever promised as a successor (pre-rotation). */
  has(key: string): boolean {
    return this.#keys.has(key) || this.#isPromised(key);
  }

  /** Looks at the registers again where they have grown; false when nothing can have changed. */
  refresh(): boolean {
    const registers = this.#store.ledger.histories.registers();
    const size = registers.reduce((sum, { records }) => sum + records.size, 0);
    if (size === this.#size) return false;
    this.#size = size;
    this.#registers = new Set(registers.map(({ id }) => id));
    const states = [...this.#registers].map((id) => this.#store.judge.registerNow(id));
    this.#keys = new Set(states.flatMap(keysOf));
    this.#promised = new Set(registers.flatMap((register) => this.#promisesIn(register.id)));
    return true;
  }

  // A rotation is judged by what it had seen: a promise that another one has replaced since is none the worse for it.
  #promisesIn(id: HistoryId): ReadonlyArray<string> {
    const { judge, ledger } = this.#store;
    const enrolments = (ledger.history(id)?.order ?? []).filter(({ type }) => type === "register/party-enrolled@1");
    return enrolments.flatMap((record) => {
      const body = partyEnrolledSchema.safeParse(record.body);
      const { commitments } = judge.registerAt(record);
      const keys = body.success ? body.data.keys : [];
      return keys.flatMap(({ key }) =>
        (commitments.get(key) ?? []).flatMap(({ by, value }) => (by === record ? [value] : [])),
      );
    });
  }

  #isPromised(key: string): boolean {
    const bytes = this.#promised.size === 0 ? null : bytesOfHex(key);
    return bytes !== null && this.#promised.has(digestHex(bytes));
  }
}

const keysOf = ({ charter, partiesByKey }: RegisterState): ReadonlyArray<string> => [
  ...partiesByKey.keys(),
  ...(charter?.validators ?? []).map(({ key }) => key),
];
