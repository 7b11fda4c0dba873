/** The header of a gzip member (RFC 1952, section 2.3): where the compressed data begin. */

export type GzipHeader =
  | { readonly kind: "header"; readonly bytes: number }
  | { readonly kind: "needsMore" }
  | { readonly kind: "notGzip" };

/** Names and comments in a header are short; what is longer is no gzip file of anybody. */
export const gzipHeaderBytesMax = 64 * 1024;
/** CRC-32 and length behind the compressed data. */
export const gzipTrailerBytes = 8;

/** Reads a header from the first bytes of a file. */
export const readGzipHeader = (bytes: Uint8Array): GzipHeader => {
  if (![0x1f, 0x8b, 0x08].every((byte, index) => index >= bytes.length || bytes[index] === byte)) return notGzip;
  if (bytes.length < fixedBytes) return needsMore;
  const flags = bytes[3] ?? 0;
  if ((flags & reservedFlags) !== 0) return notGzip;
  let end = fixedBytes;
  if ((flags & extraFlag) !== 0) end += 2 + (bytes[end] ?? 0) + 256 * (bytes[end + 1] ?? 0);
  for (const flag of [nameFlag, commentFlag]) {
    if ((flags & flag) === 0) continue;
    const zero = bytes.indexOf(0, end);
    if (zero < 0) return bytes.length > gzipHeaderBytesMax ? notGzip : needsMore;
    end = zero + 1;
  }
  if ((flags & headerCrcFlag) !== 0) end += 2;
  return end > bytes.length ? needsMore : { kind: "header", bytes: end };
};

/** True for bytes that begin like a gzip member. */
export const beginsLikeGzip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x1f && (bytes.length === 1 || bytes[1] === 0x8b);

const fixedBytes = 10;
const headerCrcFlag = 2;
const extraFlag = 4;
const nameFlag = 8;
const commentFlag = 16;
const reservedFlags = 0xe0;
const notGzip: GzipHeader = { kind: "notGzip" };
const needsMore: GzipHeader = { kind: "needsMore" };
