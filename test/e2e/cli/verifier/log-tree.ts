/** RFC 6962 trees, C2SP checkpoints in signed notes, and proofs of inclusion, by their own pages. */
import { createHash } from "node:crypto";
import { isSigned } from "./ed25519-rule.ts";

/** Leaf hash: SHA-256(0x00 || line). */
export const leafHash = (line: Uint8Array): Buffer => createHash("sha256").update(Buffer.of(0)).update(line).digest();

const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash("sha256").update(Buffer.of(1)).update(left).update(right).digest();

/** The root over leaf hashes (RFC 6962, section 2.1). */
export const rootOf = (leaves: ReadonlyArray<Uint8Array>): Buffer => {
  const [only] = leaves;
  if (only === undefined) return createHash("sha256").digest();
  if (leaves.length === 1) return Buffer.from(only);
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)));
};

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** Opens a checkpoint that the log key in its origin must have signed; a string is the fault. */
export const openCheckpoint = (note: string): Checkpoint | string => {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const lines = text.split("\n");
  const [origin = "", size = "", root = ""] = lines;
  const key = /^throughlife\/([0-9a-f]{64})$/.exec(origin)?.[1];
  if (end < 0 || lines.length !== 4 || key === undefined) return "a checkpoint has three lines and names its log key";
  if (!/^(0|[1-9][0-9]*)$/.test(size) || Buffer.from(root, "base64").toString("base64") !== root) return "size or root";
  const signature = signatureIn(note.slice(end + 2), origin, Buffer.from(key, "hex"));
  if (signature === null || !isSigned(key, Buffer.from(text), signature)) return "the log key has not signed it";
  return { origin, size: Number(size), root: Buffer.from(root, "base64") };
};

/** The key hash of a note's key: the first four bytes of SHA-256(name || LF || type || key). */
export const noteKeyId = (name: string, type: number, key: Uint8Array): Buffer =>
  createHash("sha256").update(`${name}\n`).update(Buffer.of(type)).update(key).digest().subarray(0, 4);

const signatureIn = (signatures: string, name: string, key: Uint8Array): Buffer | null => {
  const lines = signatures.split("\n").filter((line) => line.startsWith(`\u2014 ${name} `));
  const blobs = lines.map((line) => Buffer.from(line.split(" ")[2] ?? "", "base64"));
  return blobs.find((blob) => blob.subarray(0, 4).equals(noteKeyId(name, 1, key)))?.subarray(4) ?? null;
};

/** Verifies a line against a `.tlog-proof`; a string is the fault. */
export const openProof = (line: Uint8Array, proof: string): Checkpoint | string => {
  const [head = "", ...rest] = proof.split("\n\n");
  const checkpoint = openCheckpoint(rest.join("\n\n"));
  const [title, ...lines] = head.split("\n").filter((text) => !text.startsWith("extra "));
  const index = /^index (0|[1-9][0-9]*)$/.exec(lines[0] ?? "")?.[1];
  if (title !== "c2sp.org/tlog-proof@v1" || index === undefined) return "not a proof of C2SP";
  if (typeof checkpoint === "string") return checkpoint;
  const path = lines.slice(1).map((text) => Buffer.from(text, "base64"));
  const root = rootFromProof(leafHash(line), { index: Number(index), path, size: checkpoint.size });
  return root?.equals(checkpoint.root) === true ? checkpoint : "the line is not in the tree of the checkpoint";
};

interface Inclusion {
  readonly index: number;
  readonly path: ReadonlyArray<Uint8Array>;
  readonly size: number;
}

/** RFC 9162, section 2.1.3.2. */
const rootFromProof = (leaf: Buffer, { index, path, size }: Inclusion): Buffer | null => {
  if (index >= size) return null;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else hash = nodeHash(hash, sibling);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 ? hash : null;
};
