/** What witnesses and peers say of logs: requests to cosign, promises, proofs of misbehaviour, and announces. */
import type { z } from "zod";
import { canonicalText } from "../../../shared/encoding/canonical-json.ts";
import { hexOf } from "../../../shared/encoding/hex.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { checkpointText, cosignatureLine, signCheckpoint, type Checkpoint } from "../../../shared/ledger/checkpoint.ts";
import { leafHash } from "../../../shared/ledger/merkle.ts";
import { merkleTree } from "../../../shared/ledger/merkle-tree.ts";
import { noteKeyOf, noteNameOf } from "../../../shared/ledger/note-key.ts";
import type { NoteSigner } from "../../../shared/ledger/note.ts";
import { announceBytes, decodeAnnounce, encodeAnnounce } from "../../../shared/sync/announce.ts";
import { addCheckpointText, judgeAddCheckpoint } from "../../../shared/witness/add-checkpoint.ts";
import { openCosignedNote } from "../../../shared/witness/cosigned-note.ts";
import { brokenPromiseText, parseBrokenPromise, signPromise, verifyBrokenPromise, verifyPromise } from "../../../shared/witness/promise.ts";
import { parseSplitView, splitViewText, verifySplitView } from "../../../shared/witness/split-view.ts";
import { promiseSchema } from "../../../shared/witness/witness-message.ts";
import { nodeDigestHex } from "../../../main/signature/node-digest.ts";
import { createNodeVerify } from "../../../main/signature/node-signature.ts";
import { seededSigner } from "../../doubles/seeded-signer.ts";
import { oneOf, spoilBytes, spoilJson, spoilLines, type Spoiling } from "../spoil.ts";
import { lines, log, noteAt, stranger, tree, witnesses } from "../good-inputs.ts";
import { accepted, find, refused, type FuzzAnswer, type FuzzTarget } from "../fuzz-target.ts";

const verify = createNodeVerify();
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
const spoilObject =
  (samples: ReadonlyArray<Uint8Array>): Spoiling =>
  (input, random) =>
    random() < 0.6 ? spoilBytes(samples)(input, random) : utf8Of(`${JSON.stringify(spoilJson(JSON.parse(textOf(oneOf(random, samples))), random))}\n`);

/** What this witness cosigned last: seven lines of the log. */
const lastSize = 7;
const ground = {
  lastOf: (origin: string) => (origin === log.key.name ? { origin, root: tree.root(lastSize), size: lastSize } : null),
  logOf: (origin: string) => (origin === log.key.name ? log.key : null),
};
const requests = [7, 8, lines.length].map((size) => utf8Of(addCheckpointText({ note: noteAt(size, 0), old: lastSize, proof: tree.consistencyProof(lastSize, size) })));
const requestDonors = [...requests, utf8Of(noteAt(1, 2)), utf8Of(addCheckpointText({ note: noteAt(2, 0), old: 1, proof: tree.consistencyProof(1, 2) }))];

const judgeRequest = (input: Uint8Array): FuzzAnswer => {
  const judged = judgeAddCheckpoint(textOf(input), ground, verify);
  if (judged.kind === "refused") {
    const { body, status } = judged.answer;
    return [400, 403, 404, 409, 422].includes(status) && body.length > 0 ? refused(String(status)) : find(`refused with ${status} and "${body}"`);
  }
  const { root, size } = judged.checkpoint;
  if (size < lastSize || size > lines.length || hexOf(root) !== hexOf(tree.root(size))) return find("a checkpoint that does not continue the last one would be cosigned");
  return accepted("the log signed it, and it continues what was cosigned last");
};

/** A log that shows two pasts, and breaks its word. */
const liar: NoteSigner = (() => {
  const { key, sign } = seededSigner(201);
  return { key: noteKeyOf(noteNameOf(key), "signature", key), sign };
})();
const otherTree = merkleTree();
for (let line = 0; line < 12; line++) otherTree.append(leafHash(utf8Of(`another past ${line}`)));
const noteOfLiar = (of: typeof tree, size: number, seconds: number | null): string => {
  const checkpoint: Checkpoint = { origin: liar.key.name, root: of.root(size), size };
  const cosigned = seconds === null ? [] : witnesses.slice(0, 1).map((witness) => cosignatureLine(checkpointText(checkpoint), seconds, witness));
  return [signCheckpoint(checkpoint, liar), ...cosigned].join("");
};
const splits = [
  { log: liar.key, notes: [noteOfLiar(tree, 8, null), noteOfLiar(otherTree, 8, 1_772_366_400)], past: null } as const,
  { log: liar.key, notes: [noteOfLiar(tree, 7, null), noteOfLiar(otherTree, 12, null)], past: { oldRoot: otherTree.root(7), proof: otherTree.consistencyProof(7, 12) } } as const,
].map((split) => utf8Of(splitViewText(split)));
/** Two honest checkpoints of one log: whoever says that they contradict each other is wrong. */
const honestPairs = [
  { log: log.key, notes: [noteAt(8, 1), noteAt(8, 2)], past: null } as const,
  { log: log.key, notes: [noteAt(7, 0), noteAt(lines.length, 0)], past: { oldRoot: tree.root(7), proof: tree.consistencyProof(7, lines.length) } } as const,
].map((split) => utf8Of(splitViewText(split)));

const judgeSplit = (input: Uint8Array): FuzzAnswer => {
  const parsed = parseSplitView(textOf(input));
  if (!parsed.ok) return refused(parsed.failure.kind);
  const proved = verifySplitView(parsed.value, verify);
  if (!proved.ok) return refused(proved.failure.kind);
  return proved.value.log.key === liar.key.key ? accepted("the log did sign two checkpoints that contradict each other") : find("a log that never lied is accused");
};

const giver = seededSigner(202);
const received = "2026-03-01T12:00:00.000000Z";
const promise = signPromise({ by: giver.key, from: stranger.key, id: "ab".repeat(32), index: 7, leaf: hexOf(tree.leafAt(7)), log: liar.key.name, received }, giver.sign);
const promises = [utf8Of(canonicalText({ ...promise }))];

const saysTheSame = (other: z.infer<typeof promiseSchema>): boolean => canonicalText({ ...other }) === canonicalText({ ...promise });

const judgePromise = (input: Uint8Array): FuzzAnswer => {
  const parsed = promiseSchema.safeParse(jsonOf(input));
  if (!parsed.success) return refused("no promise");
  const verified = verifyPromise(parsed.data, verify);
  if (!verified.ok) return refused(verified.failure.kind);
  return saysTheSame(parsed.data) ? accepted("it says what its giver signed") : find("a promise that nobody gave is believed");
};

const twoDaysLater = Date.parse("2026-03-03T12:00:00Z") / 1000;
const broken = [
  { note: noteOfLiar(otherTree, 8, null), other: { leaf: otherTree.leafAt(7), proof: otherTree.inclusionProof(7, 8) }, promise },
  { note: noteOfLiar(tree, 7, twoDaysLater), other: null, promise },
].map((proof) => utf8Of(brokenPromiseText(proof)));
/** Notes that prove nothing: in time, or with the line that was promised. */
const harmless = [
  { note: noteOfLiar(tree, 8, twoDaysLater), other: null, promise },
  { note: noteOfLiar(tree, 7, twoDaysLater - 40 * 3600), other: null, promise },
  { note: noteOfLiar(tree, 8, null), other: { leaf: tree.leafAt(7), proof: tree.inclusionProof(7, 8) }, promise },
].map((proof) => utf8Of(brokenPromiseText(proof)));
const provingTexts = new Set([checkpointText({ origin: liar.key.name, root: otherTree.root(8), size: 8 }), checkpointText({ origin: liar.key.name, root: tree.root(7), size: 7 })]);

const judgeBroken = (input: Uint8Array): FuzzAnswer => {
  const parsed = parseBrokenPromise(textOf(input));
  if (!parsed.ok) return refused(parsed.failure.kind);
  const proved = verifyBrokenPromise(parsed.value, verify);
  if (!proved.ok) return refused(proved.failure.kind);
  const opened = openCosignedNote(parsed.value.note, verify);
  const isProof = opened.ok && provingTexts.has(opened.value.text) && saysTheSame(parsed.value.promise);
  return isProof ? accepted("the promise was given, and the log's own checkpoint breaks it") : find("a promise that was kept counts as broken");
};

const pin = nodeDigestHex(utf8Of("a certificate"));
const caller = seededSigner(203);
const announces = [0, 1].map((number) =>
  encodeAnnounce({ address: Uint8Array.of(10, 0, 0, 7), kind: number === 0 ? "here" : "leaving", port: 4711 }, { nonce: new Uint8Array(24).fill(number), pin, sign: caller.sign }),
);

const judgeAnnounce = (input: Uint8Array): FuzzAnswer => {
  const said = decodeAnnounce(input, { installation: caller.key, pin }, verify);
  if (said === null) return refused("not by this sender");
  const isKnown = announces.some((one) => Buffer.compare(one, input) === 0);
  return isKnown && input.length === announceBytes ? accepted("it is as it was sent") : find("an announce that nobody sent is believed");
};

const jsonOf = (input: Uint8Array): unknown => {
  try {
    return JSON.parse(textOf(input));
  } catch {
    return null;
  }
};

/** The targets of this file. */
export const witnessTargets: ReadonlyArray<FuzzTarget> = [
  { name: "witness-request", perMille: 50, samples: requests, spoil: spoilLines(requestDonors), judge: judgeRequest },
  { name: "split-view", perMille: 30, samples: splits, spoil: spoilObject([...splits, ...honestPairs]), judge: judgeSplit },
  { name: "promise", perMille: 30, samples: promises, spoil: spoilObject(promises), judge: judgePromise },
  { name: "broken-promise", perMille: 30, samples: broken, spoil: spoilObject([...broken, ...harmless]), judge: judgeBroken },
  { name: "announce", perMille: 10, samples: announces, spoil: spoilBytes(announces), judge: judgeAnnounce },
];
