/** Notes, checkpoints and receipts: what was made is read back, and nothing altered is accepted. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nodeSigner, nodeVerify } from "../../../main/signature/node-signature.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { checkpointText, cosignatureLine, openCheckpoint, parseCheckpointText, signCheckpoint } from "../../../shared/ledger/checkpoint.ts";
import { leafHash } from "../../../shared/ledger/merkle.ts";
import { merkleTree } from "../../../shared/ledger/merkle-tree.ts";
import { noteKeyOf, noteKeyText, noteNameOf, parseNoteKey, type NoteKeyUse } from "../../../shared/ledger/note-key.ts";
import { parseNote, signatureLine, signNote, verifyNote, type NoteSigner } from "../../../shared/ledger/note.ts";
import { parseReceipt, receiptText, verifyReceipt } from "../../../shared/ledger/receipt.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const signerOf = (fill: number, use: NoteKeyUse, name?: string): NoteSigner => {
  const { key, sign } = nodeSigner(new Uint8Array(32).fill(fill));
  return { key: noteKeyOf(name ?? noteNameOf(key), use, key), sign };
};
const log = signerOf(1, "signature");
const witness = signerOf(2, "cosignature");
const stranger = signerOf(3, "signature");

const settings = { seed: 20260302, numRuns: 200 };
const lines = fc.array(fc.string({ unit: "grapheme", maxLength: 20 }).filter((line) => !/[\u0000-\u001f]/.test(line)), { maxLength: 6 });
const texts = lines.map((parts) => `${parts.join("\n")}\n`);
const verified = (note: string, keys = [log.key]) => {
  const parsed = parseNote(note);
  return parsed.ok ? verifyNote(parsed.value, keys, nodeVerify) : parsed;
};

describe("notes", () => {
  test("of any text are read back and verified, also with empty lines in the text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const note = signNote(text, log);
        expect(valueOf(parseNote(note)).text).toBe(text);
        expect(valueOf(verified(note)).map(({ key }) => key)).toEqual([log.key]);
      }),
      settings,
    );
  });

  test("with any one character changed, removed or added are refused", () => {
    const note = signNote("one\n\ntwo\n", log);
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.constantFrom("", "A", "\n", " ", "=", "é"), fc.nat(1), (at, put, cut) => {
        const changed = note.slice(0, at) + put + note.slice(at + cut);
        fc.pre(changed !== note);
        expect(verified(changed).ok).toBe(false);
      }),
      { ...settings, numRuns: 1000 },
    );
  });

  test("ignore unknown signatures, wherever they stand, and reject a wrong one of a known key", () => {
    const text = "text\n";
    const [own = "", other = ""] = [log, stranger].map(({ key, sign }) => signatureLine(key, sign(utf8Of(text))));
    const forged = signatureLine(log.key, stranger.sign(utf8Of(text)));
    const sameName = signatureLine({ ...stranger.key, name: log.key.name }, stranger.sign(utf8Of(text)));
    const sameId = signatureLine({ ...stranger.key, id: log.key.id }, stranger.sign(utf8Of(text)));
    for (const ignored of [other, sameName, sameId]) {
      expect(kindOf(verified(`${text}\n${ignored}${own}`))).toBe("success");
      expect(kindOf(verified(`${text}\n${own}${ignored}`))).toBe("success");
      expect(kindOf(verified(`${text}\n${ignored}`))).toBe("noteUnsigned");
    }
    expect(valueOf(verified(`${text}\n${own}${other}`, [log.key, stranger.key])).length).toBe(2);
    expect(kindOf(verified(`${text}\n${own}${forged}`))).toBe("noteSignature");
    expect(kindOf(verified(`${text}\n${forged}${own}`))).toBe("noteSignature");
  });

  test("may have 262,144 characters and no more", () => {
    const longest = 262_144 - signNote("\n", log).length;
    expect(kindOf(verified(signNote(`${"a".repeat(longest)}\n`, log)))).toBe("success");
    expect(kindOf(verified(signNote(`${"a".repeat(longest + 1)}\n`, log)))).toBe("noteShape");
  });

  test("may carry a hundred signatures and no more", () => {
    const text = "text\n";
    const line = signatureLine(log.key, log.sign(utf8Of(text)));
    expect(kindOf(verified(`${text}\n${line.repeat(100)}`))).toBe("success");
    expect(kindOf(verified(`${text}\n${line.repeat(101)}`))).toBe("noteShape");
  });
});

describe("verifier keys", () => {
  test("are read back, and any one character changed is refused or is another key", () => {
    for (const signer of [log, witness, signerOf(9, "signature", "example.com/é")]) {
      const text = noteKeyText(signer.key);
      expect(valueOf(parseNoteKey(text))).toEqual(signer.key);
      const changed = Array.from(text, (letter, at) => `${text.slice(0, at)}${letter === "b" ? "c" : "b"}${text.slice(at + 1)}`);
      expect(changed.filter((other) => parseNoteKey(other).ok)).toEqual([]);
    }
  });
});

describe("checkpoints", () => {
  const text = checkpointText({ origin: log.key.name, size: 7, root: new Uint8Array(32).fill(5) });
  const keys = { log: log.key, witnesses: [witness.key] };
  const seconds = 1_772_355_600;

  test("of any size are read back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, root) => {
        const checkpoint = { origin: log.key.name, size, root };
        expect(valueOf(openCheckpoint(signCheckpoint(checkpoint, log), keys, nodeVerify)).checkpoint).toEqual(checkpoint);
      }),
      settings,
    );
  });

  test("carry cosignatures with their time, which another time or text spoils", () => {
    const signed = signNote(text, log);
    const opened = valueOf(openCheckpoint(signed + cosignatureLine(text, seconds, witness), keys, nodeVerify));
    expect(opened.cosignatures).toEqual([{ key: witness.key, time: "2026-03-01T09:00:00.000000Z" }]);
    const elsewhere = cosignatureLine(text.replace("7", "8"), seconds, witness);
    expect(kindOf(openCheckpoint(signed + elsewhere, keys, nodeVerify))).toBe("noteSignature");
    const blob = valueOf(parseNote(signed + cosignatureLine(text, seconds, witness))).signatures[1]?.signature ?? new Uint8Array(0);
    const later = signatureLine(witness.key, blob.map((byte, index) => (index === 7 ? byte + 1 : byte)));
    expect(kindOf(openCheckpoint(signed + later, keys, nodeVerify))).toBe("noteSignature");
    const atNoTime = signatureLine(witness.key, blob.map((byte, index) => (index < 8 ? 255 : byte)));
    expect(kindOf(openCheckpoint(signed + atNoTime, keys, nodeVerify))).toBe("noteSignature");
  });

  test("need the signature of their log, and its origin", () => {
    const cosigned = `${text}\n${cosignatureLine(text, seconds, witness)}`;
    expect(kindOf(openCheckpoint(cosigned, keys, nodeVerify))).toBe("noteUnsigned");
    expect(kindOf(openCheckpoint(signNote(text, log), { ...keys, log: stranger.key }, nodeVerify))).toBe("noteUnsigned");
    expect(kindOf(openCheckpoint(signNote(text, log), { ...keys, origin: "other" }, nodeVerify))).toBe("checkpointOrigin");
  });

  test("are refused in every other form than three lines", () => {
    const root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    const shape = ["", "o\n", `o\n1\n`, `\n1\n${root}\n`, `o\n01\n${root}\n`, `o\n-1\n${root}\n`, `o\n1.0\n${root}\n`, `o\n1\n${root}`,
      `o\n9007199254740992\n${root}\n`, `o\n1\n${root}\nmore\n`, `o\n1\n${root}\n\n`, `o\n1\nYWJj\n`, `o\n1\n${root.slice(0, -1)}\n`, `o\n1\n ${root}\n`];
    expect(shape.filter((bad) => kindOf(parseCheckpointText(bad)) !== "checkpointShape")).toEqual([]);
    expect(kindOf(parseCheckpointText(`o\n0\n${root}\n`))).toBe("checkpointRoot");
    expect(kindOf(parseCheckpointText(`o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`))).toBe("success");
  });
});

describe("receipts", () => {
  const entries = Array.from({ length: 21 }, (_, index) => utf8Of(`line ${index}`));
  const tree = merkleTree();
  entries.forEach((entry) => tree.append(leafHash(entry)));
  const keys = { log: log.key, witnesses: [] };
  const checkpoint = signCheckpoint({ origin: log.key.name, size: tree.size(), root: tree.root() }, log);
  const receiptFor = (index: number, extra: Uint8Array | null = null): string =>
    receiptText({ index, proof: tree.inclusionProof(index), checkpoint, extra });
  const verdict = (text: string, line: Uint8Array) => {
    const parsed = parseReceipt(text);
    return parsed.ok ? verifyReceipt(parsed.value, line, keys, nodeVerify) : parsed;
  };

  test("prove each line at its place and no other", () => {
    entries.forEach((entry, index) => {
      const other = entries[(index + 1) % entries.length] ?? entry;
      expect(valueOf(verdict(receiptFor(index), entry)).checkpoint.size).toBe(21);
      expect(valueOf(verdict(receiptFor(index, utf8Of("extra")), entry)).checkpoint.size).toBe(21);
      expect(kindOf(verdict(receiptFor(index), other))).toBe("proofRoot");
    });
  });

  test("with any one character changed are refused", () => {
    const text = receiptFor(13);
    const changed = Array.from(text).flatMap((letter, at) =>
      ["", letter === "A" ? "B" : "A", `${letter}\n`].map((put) => text.slice(0, at) + put + text.slice(at + 1)));
    expect(changed.filter((other) => other !== text && verdict(other, utf8Of("line 13")).ok)).toEqual([]);
  });
});
