/**
 * The attachments of a bundle as their parts come: in order, of the size that a record names, of the digest that it
 * names.
 */
import { Buffer } from "node:buffer";
import type { RunningDigest } from "../../shared/crypto/digest.ts";
import { partBytesMax, type BundleLine } from "../../shared/ledger/bundle.ts";
import type { AttachmentReference } from "../../shared/ledger/sealed-value.ts";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { nodeRunningDigest } from "../signature/node-digest.ts";

/**
 * One part, its place checked. The attachment may be used once its last part came: only then is the digest known to be
 * right.
 */
export interface AttachmentPart {
  readonly sha256: string;
  readonly size: number;
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

export type PartFailure = Failure & { readonly kind: "bundlePart" };

interface Begun {
  readonly sha256: string;
  readonly size: number;
  readonly digest: RunningDigest;
  next: number;
}

/** Checks part after part. */
export class BundleParts {
  readonly #named = new Map<string, number>();
  readonly #whole = new Set<string>();
  #begun: Begun | null = null;

  /** Attachments whose parts have all come, with the right digest. */
  get wholeCount(): number {
    return this.#whole.size;
  }

  /** An attachment of which the last part is still missing. */
  get unfinished(): string | null {
    return this.#begun?.sha256 ?? null;
  }

  /** Notes what a record names. Of two records that give one digest two sizes, the bytes will fit one. */
  name({ sha256, size }: AttachmentReference): void {
    this.#named.set(sha256, size);
  }

  take(line: Extract<BundleLine, { kind: "part" }>): Outcome<AttachmentPart, PartFailure> {
    const begun = this.#begunFor(line);
    if (!begun.ok) return begun;
    const { next, sha256, size } = begun.value;
    if (line.offset !== next) return bad(sha256, `has a part at offset ${line.offset} where ${next} comes next`);
    const bytes = Buffer.from(line.base64, "base64");
    if (bytes.toString("base64") !== line.base64) return bad(sha256, `has a part at offset ${next} that is not base64`);
    const wanted = Math.min(partBytesMax, size - next);
    if (bytes.length !== wanted) return bad(sha256, `has ${bytes.length} bytes at offset ${next} instead of ${wanted}`);
    return this.#add(begun.value, bytes);
  }

  #begunFor({ sha256, offset }: Extract<BundleLine, { kind: "part" }>): Outcome<Begun, PartFailure> {
    if (this.#begun !== null) {
      return this.#begun.sha256 === sha256
        ? success(this.#begun)
        : bad(this.#begun.sha256, `is not finished when the parts of ${sha256.slice(0, 12)}… begin`);
    }
    const size = this.#named.get(sha256);
    if (size === undefined) return bad(sha256, "is named by no record of the bundle");
    if (this.#whole.has(sha256)) return bad(sha256, `comes a second time, at offset ${offset}`);
    this.#begun = { sha256, size, digest: nodeRunningDigest(), next: 0 };
    return success(this.#begun);
  }

  #add(begun: Begun, bytes: Uint8Array): Outcome<AttachmentPart, PartFailure> {
    const { sha256, size, next } = begun;
    begun.digest.update(bytes);
    begun.next += bytes.length;
    const isLast = begun.next === size;
    if (isLast) {
      if (begun.digest.hex() !== sha256) return bad(sha256, "has other contents than its digest says");
      this.#whole.add(sha256);
      this.#begun = null;
    }
    return success({ sha256, size, offset: next, bytes, isLast });
  }
}

const bad = (sha256: string, what: string): Outcome<never, PartFailure> =>
  refuse("bundlePart", `The attachment ${sha256.slice(0, 12)}… ${what}. It was not used.`);
