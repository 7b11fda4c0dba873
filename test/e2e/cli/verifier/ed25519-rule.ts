/** The one rule for Ed25519 (record-format.md, section 3) in whole numbers and `node:crypto`, apart from the program's. */
import { createPublicKey, verify, type KeyObject } from "node:crypto";

/** Why a key is not acceptable; `null` when it is 32 bytes, canonical, not of small order and torsion-free. */
export const keyFault = (hex: string): string | null => {
  const known = judged.get(hex);
  if (known !== undefined) return known;
  const fault = judge(hex);
  judged.set(hex, fault);
  return fault;
};

/** True when the signature fits: `s` below the order, and the cofactorless equation that `node:crypto` checks. */
export const isSigned = (hex: string, message: Uint8Array, signature: Uint8Array): boolean =>
  signature.length === 64 && littleEndian(signature.subarray(32)) < order && verify(null, message, keyOf(hex), signature);

const judged = new Map<string, string | null>();
const keys = new Map<string, KeyObject>();

const keyOf = (hex: string): KeyObject => {
  const known = keys.get(hex);
  if (known !== undefined) return known;
  // RFC 8410: the algorithm identifier of Ed25519 before the 32 bytes of the key.
  const der = Buffer.from(`302a300506032b6570032100${hex}`, "hex");
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  keys.set(hex, key);
  return key;
};

const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (value: bigint): bigint => ((value % p) + p) % p;

const power = (base: bigint, exponent: bigint): bigint => {
  let [result, square] = [1n, mod(base)];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
};

const d = mod(-121665n * power(121666n, p - 2n));
const rootOfMinusOne = power(2n, (p - 1n) / 4n);

type Point = readonly [x: bigint, y: bigint, z: bigint, t: bigint];
const neutral: Point = [0n, 1n, 1n, 0n];

const judge = (hex: string): string | null => {
  if (!/^[0-9a-f]{64}$/.test(hex)) return "a key is 64 hex digits";
  const point = decode(Buffer.from(hex, "hex"));
  if (point === null) return "the key is no canonically encoded point";
  if (isNeutral(times(point, 8n))) return "the key is of small order";
  return isNeutral(times(point, order)) ? null : "the key has a torsion component";
};

const decode = (bytes: Uint8Array): Point | null => {
  const all = littleEndian(bytes);
  const [y, sign] = [all & (2n ** 255n - 1n), all >> 255n];
  if (y >= p) return null;
  const [u, v] = [mod(y * y - 1n), mod(d * y * y + 1n)];
  let x = mod(u * v ** 3n * power(u * v ** 7n, (p - 5n) / 8n));
  if (mod(v * x * x) !== u) x = mod(x * rootOfMinusOne);
  if (mod(v * x * x) !== u || (x === 0n && sign === 1n)) return null;
  if ((x & 1n) !== sign) x = mod(-x);
  return [x, y, 1n, mod(x * y)];
};

const add = ([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point => {
  const [a, b] = [mod((y1 - x1) * (y2 - x2)), mod((y1 + x1) * (y2 + x2))];
  const [c, e] = [mod(2n * d * t1 * t2), mod(2n * z1 * z2)];
  const [h, f, g, i] = [b - a, e - c, e + c, b + a];
  return [mod(h * f), mod(g * i), mod(f * g), mod(h * i)];
};

const times = (point: Point, factor: bigint): Point => {
  let [result, double]: [Point, Point] = [neutral, point];
  for (let left = factor; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = add(result, double);
    double = add(double, double);
  }
  return result;
};

const isNeutral = ([x, y, z]: Point): boolean => x === 0n && y === z;

const littleEndian = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
