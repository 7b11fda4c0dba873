/** The QR code of the verify payload as runs of dark modules (ISO/IEC 18004). */
import { create } from "qrcode";
import type { Run } from "./page-flow.ts";

export interface QuickResponseCode {
  /** Modules along a side. */
  readonly size: number;
  readonly runs: ReadonlyArray<Run>;
}

/** Error correction M: 15 % of the code may be soiled. */
export const quickResponseCode = (payload: string): QuickResponseCode => {
  const { modules } = create(payload, { errorCorrectionLevel: "M" });
  const runs: Array<{ row: number; column: number; length: number }> = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column) === 0) continue;
      const last = runs.at(-1);
      if (last !== undefined && last.row === row && last.column + last.length === column) last.length++;
      else runs.push({ row, column, length: 1 });
    }
  }
  return { size: modules.size, runs };
};
