/** Sizes of files as people read them. */
import { decimalText } from "./number-words.ts";

const units = ["bytes", "kB", "MB", "GB", "TB"] as const;

/** `48.2 kB`; powers of 1000, as file managers count. */
export const sizeText = (bytes: number): string => {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 ? String(bytes) : decimalText(value.toFixed(1))} ${units[step] ?? ""}`;
};

/** `42 %` of 0 to 1. */
export const percentText = (share: number): string => `${Math.round(share * 100)} %`;
