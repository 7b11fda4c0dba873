/**
 * Begins a data folder from the copy of a computer that was lost: new keys, every record of the copy, and, with the
 * recovery key, the same register. No key that has signed is ever brought back: the promised one takes its place
 * (record-format.md, sections 5 and 7).
 */
import { randomBytes } from "node:crypto";
import { refuse, success, type Outcome } from "../shared/outcome/outcome.ts";
import { parseRecordId, type HistoryId } from "../shared/ledger/record.ts";
import type { ParsedRequest, ResponseOf } from "../shared/rpc/methods.ts";
import { isPromisedSuccessor } from "../shared/register/register-change.ts";
import { writtenName } from "./rpc/written-text.ts";
import { lossesOf, plainTime } from "./rpc/losses.ts";
import { promisesOf } from "./rpc/own-keys.ts";
import { foundRegister } from "./recorder/found-register.ts";
import { recoveryIn } from "./protection/copy-folder.ts";
import { readRecoveryKeys } from "./protection/recovery-key.ts";
import { keptProofs } from "./rpc/carried-times.ts";
import { openCopyFolder, takeCopyIn, type CopyTaken, type FoundCopy } from "./protection/take-copy-in.ts";
import { keystoreParts, makeFolder, type Founding, type OpenFolder, type Surroundings } from "./open-folder.ts";
import type { Keystore, RecoveredPerson } from "./keystore/keystore.ts";
import { beginKeystore, openKeystore } from "./keystore/open-keystore.ts";
import { passphraseForm } from "./keystore/people-keys.ts";
import { openSeed } from "./keystore/sealed-seed.ts";
import { createFrameChecker } from "./signature/frame-checker.ts";
import { nodeVerify } from "./signature/node-signature.ts";
import { readCopyEvidence } from "./verify/verify-copy.ts";
import type { Evidence } from "./verify/evidence.ts";
import type { Task } from "./rpc/tasks.ts";

type Wish = ParsedRequest<"protection.restore">;
type Answer = ResponseOf<"protection.restore">;

/** The open folder and what is said of it. */
export interface Restored {
  readonly open: OpenFolder;
  readonly answer: Answer;
}

/** Looks at the copy and the recovery key first; what is refused there has made nothing. */
export const restoreFolder = async (around: Surroundings, wish: Wish, task: Task): Promise<Outcome<Restored>> => {
  const began = around.monoMicros();
  const found = await openCopyFolder(around.files, wish.folder);
  if (!found.ok) return found;
  const looked = await lookThrough(around, found.value, task);
  if (!looked.ok) return looked;
  const { evidence, verdict } = looked.value;
  const recovered = await recoveredPerson(around, found.value, { evidence, wish });
  if (!recovered.ok) return recovered;
  const plan = { copy: found.value, person: recovered.value, task, wish };
  const taken: { value: CopyTaken | null } = { value: null };
  const open = await makeFolder(
    around,
    () => makeKeys(around, plan),
    (keystore) => foundingOf(around, { ...plan, keystore, taken }),
  );
  if (!open.ok) return open;
  const losses = await lossesOf(open.value.parts);
  if (!losses.ok) return losses;
  const { keystore, register, store } = open.value.parts;
  const answer: Answer = {
    attachments: taken.value?.attachments ?? 0,
    continued: recovered.value !== null,
    histories: store.ledger.histories.size,
    installation: keystore.installationSigner.key,
    losses: {
      ...losses.value,
      sentences: [...(taken.value?.faults ?? []), ...copySentences(found.value), ...losses.value.sentences],
    },
    records: taken.value?.records ?? 0,
    register,
    seconds: ((around.monoMicros() - began) / 1e6).toFixed(1),
    verdict,
  };
  return success({ answer, open: open.value });
};

interface Looked {
  readonly evidence: Evidence;
  readonly verdict: string;
}

/** A copy that holds nothing good is refused; one that is damaged gives what it has, and the fault is named. */
const lookThrough = async (around: Surroundings, copy: FoundCopy, task: Task): Promise<Outcome<Looked>> => {
  const checker = createFrameChecker({ threads: around.threads });
  try {
    const reading = { progress: task.progress, tools: { checker, signal: task.signal, verify: nodeVerify } };
    const { end, evidence } = await readCopyEvidence(around.files, copy.folder, reading);
    if (task.signal.aborted) return refuse("cancelled", "Beginning from the copy was stopped. Nothing was made.");
    if (evidence.ledger.size === 0)
      return refuse("copyEmpty", end?.message ?? `The copy in ${copy.folder} holds no record.`);
    return success({ evidence, verdict: end?.verdict ?? "self-consistent" });
  } finally {
    await checker.close();
  }
};

/** The promised key under the passphrase, known by the register that it is to be used in, and never used before. */
const recoveredPerson = async (
  { files }: Surroundings,
  { folder, manifest }: FoundCopy,
  { evidence, wish }: { readonly evidence: Evidence; readonly wish: Wish },
): Promise<Outcome<RecoveredPerson | null>> => {
  const { person, recovery } = wish;
  if (recovery === null) return success(null);
  const kept = await readRecoveryKeys(files, recoveryIn(folder));
  if (!kept.ok) return kept;
  const sealed = kept.value.find(({ key }) => key === recovery.key);
  if (sealed === undefined) return refuse("recoveryMissing", "The copy holds no such recovery key. Look at it again.");
  const seed = await openSeed(sealed, { osSecret: null, pin: passphraseForm(recovery.passphrase) });
  if (seed === null)
    return refuse("passphraseWrong", "The passphrase does not open the recovery key. Check how it was written down.");
  const former = sealed.former ?? [];
  const register = parseRecordId(manifest.register);
  const isKnown = [...evidence.ledger.histories.outlines()].some((history) => history.hasWriter(sealed.key));
  const rotation = { body: { last_good: [], new: sealed.key, old: former.at(-1) ?? "" }, writer: sealed.key };
  const isFit = register !== null && isPromisedSuccessor(rotation, evidence.judge.registerNow(register));
  if (isKnown || !isFit)
    return refuse(
      "recoveryUsed",
      isKnown
        ? "This recovery key has been used already: another computer goes on with it. Ask somebody who enrols parties in your register to enrol this one."
        : "The register on the copy does not promise this key to follow the lost one. Begin without it, and ask somebody who enrols parties to enrol this computer.",
    );
  return success({ former, name: person.name, pin: person.pin, seed });
};

interface RestorePlan {
  readonly copy: FoundCopy;
  readonly person: RecoveredPerson | null;
  readonly task: Task;
  readonly wish: Wish;
}

const makeKeys = async (around: Surroundings, { copy, person, wish }: RestorePlan): Promise<Outcome<Keystore>> => {
  const name = writtenName(wish.person.name);
  if (!name.ok) return name;
  const begun = await beginOrResume(around, person === null ? [] : [copy.manifest.installation]);
  if (!begun.ok || begun.value.people().some((known) => known.name === name.value)) return begun;
  const added =
    person === null
      ? await begun.value.addPerson({ name: name.value, pin: wish.person.pin })
      : await begun.value.recoverPerson({ ...person, name: name.value });
  return added.ok ? begun : added;
};

/** New keys; or those of an earlier restoring from the same copy that was cut off. */
const beginOrResume = async (around: Surroundings, former: ReadonlyArray<string>): Promise<Outcome<Keystore>> => {
  const parts = keystoreParts(around);
  const begun = await beginKeystore(parts, former);
  if (begun.ok || begun.failure.kind !== "installationExists") return begun;
  const there = await openKeystore(parts);
  const isSame = there.ok && there.value.former.installations.join() === former.join();
  return isSame && former.length > 0 ? there : begun;
};

interface FoundingPlan extends RestorePlan {
  readonly keystore: Keystore;
  readonly taken: { value: CopyTaken | null };
}

/** The copy comes in first: then the register of the lost computer is here, or one is founded beside it. */
const foundingOf =
  (around: Surroundings, { copy, keystore, person, task, taken, wish }: FoundingPlan): Founding =>
  async (parts) => {
    const unlocked = await parts.session.unlock(wish.person.name, wish.person.pin);
    if (!unlocked.ok) return unlocked;
    const checker = createFrameChecker({ threads: around.threads });
    try {
      const { files } = around;
      const came = await takeCopyIn(
        { ...parts, ...keptProofs(parts), checker, files, onProgress: task.progress, verify: nodeVerify },
        copy.folder,
      );
      if (!came.ok) return came;
      taken.value = came.value;
    } finally {
      await checker.close();
    }
    const register = parseRecordId(copy.manifest.register);
    return person !== null && register !== null ? success(register) : foundBeside(parts, { copy, keystore, wish });
  };

const foundBeside = async (
  { recorder, session }: Parameters<Founding>[0],
  { copy, keystore, wish }: Pick<FoundingPlan, "copy" | "keystore" | "wish">,
): Promise<Outcome<HistoryId>> => {
  const promised = await promisesOf(keystore);
  if (!promised.ok) return promised;
  return foundRegister(recorder, {
    installation: keystore.installationSigner,
    party: wish.party ?? copy.manifest.party,
    person: { name: wish.person.name, signer: session.signer() },
    promised: promised.value,
    randomHex: (digits) => randomBytes(digits / 2).toString("hex"),
    roles: ["owner"],
  });
};

const copySentences = ({ manifest: { made, peers } }: FoundCopy): ReadonlyArray<string> => [
  `The copy was made last at ${timeOr(made, "no time")}: what was recorded on the lost computer after that is not on it.`,
  ...(peers.length === 0 ? [] : [peersSentence(peers)]),
];

const peersSentence = (peers: FoundCopy["manifest"]["peers"]): string => {
  const names = peers.map(({ last_seen, name }) => `${name} (last met: ${timeOr(last_seen, "never")})`);
  return (
    `The lost computer exchanged with ${names.join(", ")}: ask there for a code and exchange, ` +
    "what they have beyond the copy comes back."
  );
};

const timeOr = (instant: string | null, none: string): string => (instant === null ? none : plainTime(instant));
