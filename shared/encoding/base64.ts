/** Standard base64 with padding (RFC 4648, section 4), read strictly: one text for one sequence of bytes. */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const valueOfCode = new Int16Array(128).fill(-1);
for (let index = 0; index < alphabet.length; index++) valueOfCode[alphabet.charCodeAt(index)] = index;

/** Bytes as base64 text. */
export const base64Of = (bytes: Uint8Array): string => {
  let text = "";
  for (let index = 0; index < bytes.length; index += 3) text += quadOf(bytes, index);
  return text;
};

/** The bytes of canonical base64 text, or `null`: no white space, no missing padding, no stray trailing bits. */
export const bytesOfBase64 = (text: string): Uint8Array | null => {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let written = 0;
  for (let index = 0; index < text.length; index += 4) {
    const group = groupOf(text, index, index + 4 === text.length ? padding : 0);
    if (group < 0) return null;
    for (let shift = 16; shift >= 0 && written < bytes.length; shift -= 8) bytes[written++] = (group >> shift) & 255;
  }
  return base64Trailing(text, padding) ? bytes : null;
};

const quadOf = (bytes: Uint8Array, index: number): string => {
  const [first = 0, second, third] = [bytes[index], bytes[index + 1], bytes[index + 2]];
  const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
  const letters = [18, 12, 6, 0].map((shift) => alphabet.charAt((group >> shift) & 63));
  if (second === undefined) return `${letters.slice(0, 2).join("")}==`;
  return third === undefined ? `${letters.slice(0, 3).join("")}=` : letters.join("");
};

const groupOf = (text: string, start: number, padding: number): number => {
  let group = 0;
  for (let index = 0; index < 4; index++) {
    const value = index >= 4 - padding ? 0 : (valueOfCode[text.charCodeAt(start + index)] ?? -1);
    if (value < 0) return -1;
    group = (group << 6) | value;
  }
  return group;
};

const base64Trailing = (text: string, padding: number): boolean => {
  if (padding === 0) return true;
  const last = valueOfCode[text.charCodeAt(text.length - padding - 1)] ?? -1;
  return (last & (padding === 2 ? 15 : 3)) === 0;
};
