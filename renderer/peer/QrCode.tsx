/** A QR code as one path: sharp at any size, black on white in any theme. */
// @ts-expect-error -- the published types of this package would pull those of Node into the screens
import { create } from "qrcode/lib/core/qrcode.js";

export interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

/** The white frame that a reader needs (ISO/IEC 18004, 5.3.8). */
const quietModules = 4;

/** Drawn in the room that it is given. */
export const QrCode = ({ text, label }: QrCodeProps) => {
  const { size, data } = modulesOf(text);
  const whole = size + 2 * quietModules;
  const path = [...data].map((dark, index) => (dark === 1 ? moduleAt(index, size) : "")).join("");
  return (
    <svg className="qr" viewBox={`0 0 ${whole} ${whole}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={whole} height={whole} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};

interface Modules {
  /** Along one side. */
  readonly size: number;
  /** Row by row, 1 for dark. */
  readonly data: Uint8Array;
}

const modulesOf = (text: string): Modules => create(text, { errorCorrectionLevel: "M" }).modules;

const moduleAt = (index: number, size: number): string =>
  `M${(index % size) + quietModules} ${Math.floor(index / size) + quietModules}h1v1h-1z`;
