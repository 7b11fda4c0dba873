/** Notes, verifier keys, Merkle proofs and receipts. */
import { bytesOfHex, hexOf } from "../../../shared/encoding/hex.ts";
import { utf8Of, textOf } from "../../../shared/encoding/utf8.ts";
import { openCheckpoint } from "../../../shared/ledger/checkpoint.ts";
import { leafHash } from "../../../shared/ledger/merkle.ts";
import { verifyConsistency, verifyInclusion } from "../../../shared/ledger/merkle-proof.ts";
import { noteKeyText, parseNoteKey } from "../../../shared/ledger/note-key.ts";
import { parseNote } from "../../../shared/ledger/note.ts";
import { parseReceipt, verifyReceipt } from "../../../shared/ledger/receipt.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { spoilBytes, spoilLines } from "../spoil.ts";
import { lines, log, noteAt, notes, noteSizes, receiptOf, tree, witnesses } from "../good-inputs.ts";
import { accepted, bytesSet, find, itself, refused, type FuzzAnswer, type FuzzTarget } from "../fuzz-target.ts";

const keys = { log: log.key, witnesses: witnesses.map(({ key }) => key) };
const cosignaturesOf = (note: string): ReadonlyArray<string> => {
  const opened = openCheckpoint(note, keys, nodeVerify);
  return opened.ok ? opened.value.cosignatures.map(({ key, time }) => `${key.name} ${time}`) : [];
};
/** Of each text that the log signed, the cosignatures that witnesses gave it. */
const given = new Map(noteSizes.map((size) => [noteAt(size, 0).split("\n\n")[0] ?? "", new Set(cosignaturesOf(noteAt(size, 2)))]));
const noteBytes = notes.map(utf8Of);
const knownNotes = bytesSet(noteBytes);

const judgeNote = (input: Uint8Array): FuzzAnswer => {
  const note = textOf(input);
  if (note === null) return refused("notUtf8");
  const opened = openCheckpoint(note, keys, nodeVerify);
  if (!opened.ok) return refused(opened.failure.kind);
  const known = given.get(opened.value.text.slice(0, -1));
  if (known === undefined) return find("a text that the log never signed is a checkpoint of it");
  const strange = opened.value.cosignatures.find(({ key, time }) => !known.has(`${key.name} ${time}`));
  if (strange !== undefined) return find("a cosignature that no witness gave is believed");
  return accepted(knownNotes.has(input) ? itself : "lines of unknown keys are passed over, and a cosignature may be left out or repeated");
};

const vkeys = [log, ...witnesses].map(({ key }) => utf8Of(noteKeyText(key)));
const knownKeys = bytesSet(vkeys);

const judgeKey = (input: Uint8Array): FuzzAnswer => {
  const text = textOf(input);
  const parsed = text === null ? null : parseNoteKey(text);
  if (parsed === null) return refused("notUtf8");
  if (!parsed.ok) return refused(parsed.failure.kind);
  if (noteKeyText(parsed.value) !== text) return find("a verifier key is not written as it was read");
  return knownKeys.has(input) ? accepted(itself) : find("a verifier key whose id nobody computed is accepted");
};

/** A claim as text, so that it is spoiled like everything else: numbers and hashes, one a line. */
const inclusionText = (index: number, size: number): Uint8Array =>
  utf8Of([index, size, hexOf(leafHash(lines[index] ?? new Uint8Array(0))), hexOf(tree.root(size)), ...tree.inclusionProof(index, size).map(hexOf)].join("\n"));
const consistencyText = (old: number, size: number): Uint8Array =>
  utf8Of([old, size, hexOf(tree.root(old)), hexOf(tree.root(size)), ...tree.consistencyProof(old, size).map(hexOf)].join("\n"));

const sizes = [1, 2, 3, 4, 7, 8, 9, 31, 32, lines.length];
const inclusions = sizes.flatMap((size) => [0, size >> 1, size - 1].map((index) => inclusionText(index, size)));
const consistencies = sizes.flatMap((size) => sizes.filter((old) => old <= size).map((old) => consistencyText(old, size)));
const rootsBySize = new Map(Array.from({ length: lines.length + 1 }, (_, size) => [size, hexOf(tree.root(size))]));

interface Claim {
  readonly numbers: readonly [number, number];
  readonly hashes: ReadonlyArray<Uint8Array>;
}

const claimOf = (input: Uint8Array): Claim | null => {
  const [first = "", second = "", ...rest] = Buffer.from(input).toString("latin1").split("\n");
  const hashes = rest.map(bytesOfHex).filter((bytes) => bytes !== null);
  return hashes.length < rest.length || hashes.length < 2 ? null : { numbers: [Number(first), Number(second)], hashes };
};

// The path alone does not fix the size of the tree that it leads through: a signed checkpoint says size and root together.
const otherSize = "the pair of size and root is one that no checkpoint says";

const judgeInclusion = (input: Uint8Array): FuzzAnswer => {
  const claim = claimOf(input);
  if (claim === null) return refused("no claim");
  const [index, size] = claim.numbers;
  const [leaf = empty, root = empty, ...proof] = claim.hashes;
  const verified = verifyInclusion({ index, leaf, proof, root, size });
  if (!verified.ok) return refused(verified.failure.kind);
  if (rootsBySize.get(size) !== hexOf(root)) return size === 1 ? accepted("a tree of one leaf is its leaf") : accepted(otherSize);
  return hexOf(leafHash(lines[index] ?? empty)) === hexOf(leaf) ? accepted("it is true") : find("a leaf that does not stand there is proved");
};

const judgeConsistency = (input: Uint8Array): FuzzAnswer => {
  const claim = claimOf(input);
  if (claim === null) return refused("no claim");
  const [oldSize, size] = claim.numbers;
  const [oldRoot = empty, root = empty, ...proof] = claim.hashes;
  const verified = verifyConsistency({ oldRoot, oldSize, proof, root, size });
  if (!verified.ok) return refused(verified.failure.kind);
  if (oldSize === 0) return accepted("every log continues the empty one");
  if (rootsBySize.get(size) !== hexOf(root)) return accepted(otherSize);
  return rootsBySize.get(oldSize) === hexOf(oldRoot) ? accepted("it is true") : oldSize === size ? find("two roots at one size are consistent") : accepted(otherSize);
};

/** A line of the log, an empty line, and its receipt. */
const receiptInputs = [0, 1, 7, 30, lines.length - 1].map((index) => Buffer.concat([lines[index] ?? empty, utf8Of(`\n\n${receiptOf(index)}`)]));

const judgeReceipt = (input: Uint8Array): FuzzAnswer => {
  const end = Buffer.from(input.buffer, input.byteOffset, input.length).indexOf("\n\n");
  const text = end < 0 ? null : textOf(input.subarray(end + 2));
  if (text === null) return refused("no receipt");
  const parsed = parseReceipt(text);
  if (!parsed.ok) return refused(parsed.failure.kind);
  const line = input.subarray(0, end);
  const verified = verifyReceipt(parsed.value, line, keys, nodeVerify);
  if (!verified.ok) return refused(verified.failure.kind);
  const genuine = lines[parsed.value.index];
  if (genuine === undefined || Buffer.compare(genuine, line) !== 0) return find("a line that the log does not hold is proved");
  return accepted("the line stands there: only the opaque extra or lines of unknown witnesses were changed");
};

const judgeParsedNote = (input: Uint8Array): FuzzAnswer => {
  const text = textOf(input);
  const parsed = text === null ? null : parseNote(text);
  if (parsed === null || text === null) return refused("notUtf8");
  if (!parsed.ok) return refused(parsed.failure.kind);
  return text.startsWith(`${parsed.value.text}\n`) && parsed.value.text.endsWith("\n") ? accepted("it has the form of a note") : find("a note's text is not its beginning");
};

const empty = new Uint8Array(0);

/** The targets of this file. */
export const proofTargets: ReadonlyArray<FuzzTarget> = [
  { name: "checkpoint", perMille: 90, samples: noteBytes, spoil: spoilLines(noteBytes), judge: judgeNote },
  { name: "note", perMille: 40, samples: noteBytes, spoil: spoilLines(noteBytes), judge: judgeParsedNote },
  { name: "verifier-key", perMille: 40, samples: vkeys, spoil: spoilBytes(vkeys), judge: judgeKey },
  { name: "inclusion-proof", perMille: 50, samples: inclusions, spoil: spoilLines(inclusions), judge: judgeInclusion },
  { name: "consistency-proof", perMille: 50, samples: consistencies, spoil: spoilLines(consistencies), judge: judgeConsistency },
  { name: "receipt", perMille: 40, samples: receiptInputs, spoil: spoilLines(receiptInputs), judge: judgeReceipt },
];
