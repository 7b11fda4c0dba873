/** Addresses of the internet protocol as bytes, and ranges of them as an interface states them. */

/**
 * The 4 or 16 bytes of an address, without the scope of an IPv6 one (`%eth0`); `null` where it is a name or nonsense.
 */
export const addressBytes = (text: string): Uint8Array | null => {
  const [plain = ""] = text.split("%");
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(plain)) return fourNumbers(plain);
  if (!plain.includes(":")) return null;
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(plain);
  return mapped === null ? eightGroups(plain) : fourNumbers(mapped[1] ?? "");
};

/** True when both are of one kind and the first `prefix` bits are the same. */
export const isInRange = (address: Uint8Array, base: Uint8Array, prefix: number): boolean =>
  address.length === base.length &&
  base.every((byte, index) => {
    const mask = maskOf(prefix - 8 * index);
    return (byte & mask) === ((address[index] ?? 0) & mask);
  });

/** The address that reaches everybody in a range of IPv4: all bits behind the prefix are ones. */
export const broadcastOf = (address: Uint8Array, prefix: number): string =>
  address.map((byte, index) => byte | (0xff & ~maskOf(prefix - 8 * index))).join(".");

/** The range in which an address of IPv4 lies, such as `192.168.4.0/24`. */
export const rangeText = (address: Uint8Array, prefix: number): string =>
  `${address.map((byte, index) => byte & maskOf(prefix - 8 * index)).join(".")}/${prefix}`;

/** The mask of one byte of which so many bits count. */
const maskOf = (bits: number): number => (bits >= 8 ? 0xff : bits <= 0 ? 0 : (0xff << (8 - bits)) & 0xff);

const fourNumbers = (text: string): Uint8Array | null => {
  const numbers = text.split(".").map(Number);
  return numbers.every((number) => number <= 0xff) ? Uint8Array.from(numbers) : null;
};

const eightGroups = (text: string): Uint8Array | null => {
  const halves = text.split("::");
  const [head, tail] = [groupsOf(halves[0]), groupsOf(halves[1])];
  const missing = 8 - head.length - tail.length;
  const isWhole = halves.length === 1 ? missing === 0 : halves.length === 2 && missing > 0;
  const groups = [...head, ...Array.from({ length: Math.max(0, missing) }, () => 0), ...tail];
  if (!isWhole || groups.some((group) => !(group >= 0 && group <= 0xffff))) return null;
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
};

const groupsOf = (half: string | undefined): ReadonlyArray<number> =>
  half === undefined || half === ""
    ? []
    : half.split(":").map((group) => (/^[0-9a-f]{1,4}$/i.test(group) ? Number.parseInt(group, 16) : -1));
