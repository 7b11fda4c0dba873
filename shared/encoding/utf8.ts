/** UTF-8 text and bytes, with nothing repaired silently. */

declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => {
  decode(bytes: Uint8Array): string;
};

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The UTF-8 bytes of a text. A lone surrogate would become U+FFFD: callers that sign check for it before. */
export const utf8Of = (text: string): Uint8Array => encoder.encode(text);

/** The text of UTF-8 bytes, or `null` for bytes that are not UTF-8. A byte order mark stays a character. */
export const textOf = (bytes: Uint8Array): string | null => {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
};
