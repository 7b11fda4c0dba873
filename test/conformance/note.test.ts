/** Notes, checkpoints and receipts against our own vectors, C2SP's examples and a whole log that others wrote. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { noteVectors } from "../../fixtures/vectors/maker/note-vectors.ts";
import { nodeVerify } from "../../main/signature/node-signature.ts";
import { verifySignature } from "../../shared/crypto/signature.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { openCheckpoint, parseCheckpointText, type CheckpointKeys } from "../../shared/ledger/checkpoint.ts";
import { leafHash } from "../../shared/ledger/merkle.ts";
import { verifyConsistency } from "../../shared/ledger/merkle-proof.ts";
import { merkleTree } from "../../shared/ledger/merkle-tree.ts";
import { noteKeyText, parseNoteKey, type NoteKey } from "../../shared/ledger/note-key.ts";
import { parseNote, verifyNote } from "../../shared/ledger/note.ts";
import { parseReceipt, receiptText, verifyReceipt } from "../../shared/ledger/receipt.ts";
import { kindOf, valueOf } from "../doubles/value-of.ts";
import { sharedJson, sharedText, vectorsAbsent } from "./shared-vectors.ts";

const known = new Map<string, NoteKey>();
const keyOf = (text: string): NoteKey => {
  const key = known.get(text) ?? valueOf(parseNoteKey(text));
  known.set(text, key);
  return key;
};
const checkpointKeys = (texts: ReadonlyArray<string>): CheckpointKeys => {
  const [log, ...witnesses] = texts.map(keyOf);
  if (log === undefined) throw new Error("A vector names no log");
  return { log, witnesses };
};

describe("our own vectors", () => {
  const vectors = noteVectors();

  test.each(vectors.verifierKeys)("verifier key, $name: $expected", ({ text, expected }) => {
    const parsed = parseNoteKey(text);
    expect(kindOf(parsed)).toBe(expected);
    expect(parsed.ok ? noteKeyText(parsed.value) : text).toBe(text);
  });

  test.each(vectors.notes)("note, $name: $expected", ({ note, keys, expected }) => {
    const parsed = parseNote(note);
    expect(kindOf(parsed.ok ? verifyNote(parsed.value, keys.map(keyOf), nodeVerify) : parsed)).toBe(expected);
  });

  test.each(vectors.checkpoints)("checkpoint, $name: $expected", ({ note, keys, expected, opened }) => {
    const outcome = openCheckpoint(note, checkpointKeys(keys), nodeVerify);
    expect(kindOf(outcome)).toBe(expected);
    const found = outcome.ok
      ? {
          size: outcome.value.checkpoint.size,
          root: hexOf(outcome.value.checkpoint.root),
          times: outcome.value.cosignatures.map(({ time }) => time),
        }
      : null;
    expect(found).toEqual(opened);
  });

  test.each(vectors.receipts)("receipt, $name: $expected", ({ receipt, line, keys, expected }) => {
    const parsed = parseReceipt(receipt);
    const verdict = parsed.ok ? verifyReceipt(parsed.value, Buffer.from(line, "hex"), checkpointKeys(keys), nodeVerify) : parsed;
    expect(kindOf(verdict)).toBe(expected);
    expect(parsed.ok ? receiptText(parsed.value) : receipt).toBe(receipt);
  });
});

describe.skipIf(vectorsAbsent)("C2SP's examples (skipped where ../shared/vectors is absent)", () => {
  const example = z.object({ vkey: z.string(), note: z.string() });
  const texts = z.array(z.string());
  const shape = z.object({
    signed_note_spec: example,
    go_sumdb_checkpoint: example,
    go_note_vkeys: z.object({ ok: texts, bad: texts }),
    formats_cosig_vkeys: z.object({ ok: texts }),
    checkpoint_parse: z.object({ ok: texts, bad: texts }),
    tlog_proof_errors: texts,
  });
  const examples = () => sharedJson(shape, "tlog", "c2sp_examples.json");

  test("the signed note of the specification", () => {
    const { vkey, note } = examples().signed_note_spec;
    const parsed = valueOf(parseNote(note));
    for (const verify of [verifySignature, nodeVerify]) expect(kindOf(verifyNote(parsed, [keyOf(vkey)], verify))).toBe("success");
  });

  test("a checkpoint of sum.golang.org, whose key has another name than its origin", () => {
    const { vkey, note } = examples().go_sumdb_checkpoint;
    const keys = { log: keyOf(vkey), witnesses: [] };
    expect(kindOf(openCheckpoint(note, keys, nodeVerify))).toBe("checkpointOrigin");
    const opened = valueOf(openCheckpoint(note, { ...keys, origin: "go.sum database tree" }, nodeVerify));
    expect(opened.checkpoint.size).toBe(35225469);
  });

  test("verifier keys good and bad", () => {
    const { go_note_vkeys: go, formats_cosig_vkeys: cosigners } = examples();
    for (const text of [...go.ok, ...cosigners.ok]) expect(noteKeyText(valueOf(parseNoteKey(text)))).toBe(text);
    expect(cosigners.ok.map((text) => keyOf(text).use)).toEqual(["cosignature"]);
    expect(go.bad.map((text) => kindOf(parseNoteKey(text)))).toEqual(["noteKeyShape", "noteKeyType"]);
  });

  test("texts that are no checkpoint; its good ones have no root of 32 bytes", () => {
    const { ok, bad } = examples().checkpoint_parse;
    for (const text of [...ok, ...bad]) expect(kindOf(parseCheckpointText(text))).toBe("checkpointShape");
    const root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    expect(valueOf(parseCheckpointText(`Log\n123\n${root}\n`)).size).toBe(123);
  });

  test("texts that are no proof", () => {
    for (const text of examples().tlog_proof_errors) expect(kindOf(parseReceipt(text))).toBe("receiptShape");
  });
});

describe.skipIf(vectorsAbsent)("the log that tessera wrote (skipped where ../shared/vectors is absent)", () => {
  const vkey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
  const words = "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten";

  test("every checkpoint opens, has the root of its leaves, and continues those before it", () => {
    const tree = merkleTree();
    for (const word of words.split(" ")) tree.append(leafHash(utf8Of(word)));
    const keys = { log: keyOf(vkey), witnesses: [] };
    const checkpoints = Array.from({ length: 16 }, (_, size) =>
      valueOf(openCheckpoint(sharedText("tlog", "tessera-log", `checkpoint.${size}`), keys, nodeVerify)).checkpoint);
    for (const { size, root } of checkpoints) {
      expect(hexOf(root)).toBe(hexOf(tree.root(size)));
      for (const old of checkpoints.slice(0, size)) {
        const claim = { oldSize: old.size, oldRoot: old.root, size, root, proof: tree.consistencyProof(old.size, size) };
        expect(kindOf(verifyConsistency(claim))).toBe("success");
      }
    }
    expect(checkpoints.map(({ size }) => size)).toEqual(Array.from({ length: 16 }, (_, size) => size));
  });
});
