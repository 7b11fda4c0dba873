/** Puts witnessing together with the rest of the node: journal and keys now, peers and registers once they are open. */
import { noteKeyOf, noteNameOf, type NoteKey } from "../../shared/ledger/note-key.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { Instant } from "../../shared/clock/instant.ts";
import type { WitnessPolicy } from "../../shared/witness/witness-policy.ts";
import type { RegisterState } from "../../shared/register/register-state.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import type { Journal } from "../journal/journal.ts";
import type { Keystore } from "../keystore/keystore.ts";
import { openWitnessService, type WitnessService } from "../witness/witness-service.ts";
import type { PeerWiring } from "../peer/peer-context.ts";
import type { NodeParts } from "./node-parts.ts";

/** What witnessing needs of the node, once that is there. */
export type WitnessSurroundings = Pick<NodeParts, "emit" | "notices" | "peers" | "register" | "renewal" | "store">;

export interface WitnessFolder {
  readonly files: DiskFiles;
  readonly folder: string;
  readonly journal: Journal;
  readonly keystore: Keystore;
  readonly now: () => Instant;
  /** `null` until everything is open. */
  readonly around: () => WitnessSurroundings | null;
}

/** Opens witnessing for a data folder. */
export const openFolderWitness = ({ around, keystore, ...parts }: WitnessFolder): Promise<Outcome<WitnessService>> => {
  const { logSigner, witnessSigner } = keystore;
  const changed = (): void => around()?.emit({ event: "changed", histories: [], what: "peers" });
  return openWitnessService({
    ...parts,
    installation: keystore.installationSigner,
    isPeer: (installation) => around()?.peers.isPeer(installation) === true,
    isRevoked: (witness) => registersOf(around()).some((register) => isRevokedIn(register, witness)),
    log: noteKeyOf(noteNameOf(logSigner.key), "signature", logSigner.key),
    onAlarm: ({ message }) => {
      around()?.notices.add("fault", message);
      changed();
    },
    onBroken: (sentence) => around()?.notices.add("fault", sentence),
    onBehind: async (reason) => around()?.renewal.found({ kind: "returned", reason }) ?? success(null),
    onChanged: changed,
    ownPolicies: () => policiesOf(around()),
    policyWitnesses: rememberWitnesses(() => registersOf(around())),
    witness: {
      key: noteKeyOf(noteNameOf(witnessSigner.key), "cosignature", witnessSigner.key),
      sign: witnessSigner.sign,
    },
  });
};

/** What peers say to each other as logs and witnesses after an exchange. */
export const witnessTalk =
  ({ store, witness }: Pick<NodeParts, "store" | "witness">): NonNullable<PeerWiring["witness"]> =>
  ({ installation, name }) => ({
    answer: (ask) => witness.answer({ installation, name }, ask),
    talk: (ask, sent) => {
      const heads = sent.flatMap((id) => [...(store.ledger.history(id)?.heads ?? [])].map((head) => head.id));
      return witness.talk({ installation, name }, { ask, heads });
    },
  });

const registersOf = (around: WitnessSurroundings | null): ReadonlyArray<RegisterState> =>
  around === null ? [] : around.store.ledger.histories.registers().map(({ id }) => around.store.judge.registerNow(id));

const policiesOf = (around: WitnessSurroundings | null): ReadonlyArray<WitnessPolicy> =>
  around === null
    ? []
    : around.store.judge.registerNow(around.register).witnessPolicies.flatMap(({ value }) => value.policy ?? []);

const isRevokedIn = ({ endsByKey }: RegisterState, witness: string): boolean =>
  (endsByKey.get(witness) ?? []).some(({ isRevoked }) => isRevoked);

/** The witnesses of all policies; the same array as long as the registers are the same. */
const rememberWitnesses = (registers: () => ReadonlyArray<RegisterState>): (() => ReadonlyArray<NoteKey>) => {
  let before: ReadonlyArray<RegisterState> = [];
  let witnesses: ReadonlyArray<NoteKey> = [];
  return () => {
    const now = registers();
    const isSame = now.length === before.length && now.every((register, index) => register === before[index]);
    if (isSame) return witnesses;
    before = now;
    witnesses = now.flatMap(({ witnessPolicies }) =>
      witnessPolicies.flatMap(({ value }) => value.policy?.witnesses.map(({ key }) => key) ?? []),
    );
    return witnesses;
  };
};
