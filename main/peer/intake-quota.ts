/** How much one peer may bring: so many bytes a day, and never so much that nothing can be recorded here any more. */
import type { Instant } from "../../shared/clock/instant.ts";
import type { Failure } from "../../shared/outcome/outcome.ts";

export interface QuotaLimits {
  /** Bytes of records and attachments that one peer may bring on one day. */
  readonly bytesPerDay: number;
  /** Bytes of the disk that are left for what is recorded here. */
  readonly freeBytesMin: number;
}

/**
 * A whole company's first exchange of 100,000 records and their photos fits; a quarter of a gigabyte is months of own
 * work.
 */
export const quotaLimits: QuotaLimits = { bytesPerDay: 32 * 1024 ** 3, freeBytesMin: 256 * 1024 ** 2 };

export interface IntakeQuota {
  /** Counts bytes of a peer; the answer says why no more are taken, or `null`. */
  readonly take: (installation: string, bytes: number) => Promise<Failure | null>;
}

export interface QuotaParts {
  readonly now: () => Instant;
  /** Bytes that are free where the data folder is; null where that cannot be told. */
  readonly freeBytes: () => Promise<number | null>;
  readonly limits?: QuotaLimits;
}

/** Counts from the start of the program; each day begins anew. */
export const intakeQuota = ({ freeBytes, limits = quotaLimits, now }: QuotaParts): IntakeQuota => {
  const brought = new Map<string, number>();
  let today = "";
  let unlooked = Number.POSITIVE_INFINITY;
  return {
    take: async (installation, bytes) => {
      const day = now().slice(0, dayDigits);
      if (day !== today) brought.clear();
      today = day;
      const sum = (brought.get(installation) ?? 0) + bytes;
      brought.set(installation, sum);
      if (sum > limits.bytesPerDay) return overQuota(limits.bytesPerDay);
      unlooked += bytes;
      if (unlooked < lookEveryBytes) return null;
      const free = await freeBytes();
      if (free !== null && free < limits.freeBytesMin) return nearlyFull(free, limits.freeBytesMin);
      unlooked = 0;
      return null;
    },
  };
};

/** The year, the month and the day of an instant. */
const dayDigits = 10;
/** The disk is looked at after so many bytes: far less than what is kept free. */
const lookEveryBytes = 8 * 1024 ** 2;

const overQuota = (most: number): Failure => ({
  kind: "peerQuota",
  message: `More than ${megabytes(most)} MB were sent on one day, which is the most that is taken from one peer. What was confirmed is safe; exchange again tomorrow.`,
});

const nearlyFull = (free: number, least: number): Failure => ({
  kind: "full",
  message: `The disk of the receiving computer has only ${megabytes(free)} MB left, and ${megabytes(least)} MB are kept for what is recorded there. Free some space there and exchange again; what was confirmed is safe.`,
});

const megabytes = (bytes: number): number => Math.floor(bytes / 1024 ** 2);
