/** Lower-case hexadecimal text and bytes. */

const digits = "0123456789abcdef";
const hexOfByte: ReadonlyArray<string> = Array.from(
  { length: 256 },
  (_, byte) => digits.charAt(byte >> 4) + digits.charAt(byte & 15),
);

/** Bytes as lower-case hex, two digits a byte. */
export const hexOf = (bytes: Uint8Array): string => {
  let text = "";
  for (const byte of bytes) text += hexOfByte[byte] ?? "";
  return text;
};

/** The bytes of lower-case hex text, or `null` when it is anything else. */
export const bytesOfHex = (text: string): Uint8Array | null => {
  if (text.length % 2 !== 0) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    const byte = nibble(text.charCodeAt(2 * index)) * 16 + nibble(text.charCodeAt(2 * index + 1));
    if (Number.isNaN(byte)) return null;
    bytes[index] = byte;
  }
  return bytes;
};

/** True for exactly `length` lower-case hex digits (`hexN` of record-format.md, section 2). */
export const isHex = (text: unknown, length: number): text is string =>
  typeof text === "string" && text.length === length && !/[^0-9a-f]/.test(text);

const nibble = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : Number.NaN;
};
