/**
 * The CRC of Modbus RTU: polynomial A001 (reflected 8005), start FFFF, low byte first on the wire (Modbus over serial
 * line V1.02, 2.5.1.2).
 */

/** The CRC-16 of bytes, 0 to 65535. */
export const modbusCrc = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes) crc = (crc >> 8) ^ (remainders[(crc ^ byte) & 0xff] ?? 0);
  return crc;
};

/** Bytes followed by their CRC. */
export const withModbusCrc = (bytes: Uint8Array): Uint8Array => {
  const crc = modbusCrc(bytes);
  return Uint8Array.of(...bytes, crc & 0xff, crc >> 8);
};

/** True when the last two bytes are the CRC of those before them. */
export const modbusCrcHolds = (frame: Uint8Array): boolean => {
  const end = frame.length - 2;
  if (end < 0) return false;
  const crc = modbusCrc(frame.subarray(0, end));
  return frame[end] === (crc & 0xff) && frame[end + 1] === crc >> 8;
};

const remainders: Uint16Array = Uint16Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >> 1) ^ 0xa001 : remainder >> 1;
  return remainder;
});
