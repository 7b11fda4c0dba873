/**
 * Takes a bundle in, or says what taking it in would change: the same code as for a peer (record-format.md, section 9).
 */
import type { VerifySignature } from "../../shared/crypto/signature.ts";
import type { BundleHeader, Opening } from "../../shared/ledger/bundle.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { attachmentsIn, sealedIn } from "../../shared/ledger/sealed-value.ts";
import { failed, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ImportSummary } from "../../shared/rpc/rows.ts";
import type { HistoryStore } from "../recorder/history-store.ts";
import type { FrameChecker } from "../signature/frame-checker.ts";
import type { AttachmentPort } from "../bundle/attachment-port.ts";
import { bundleFault, type BundleFault } from "../bundle/bundle-fault.ts";
import { inspectBundle } from "../bundle/bundle-inspection.ts";
import type { AttachmentPart } from "../bundle/bundle-parts.ts";
import { readBundle, type BundleHandlers } from "../bundle/bundle-reader.ts";
import type { BundleSource } from "../bundle/bundle-source.ts";
import { takeTurns } from "../turn/take-turns.ts";
import { ImportTally } from "./import-summary.ts";
import { Intake, type OwnKeys } from "./intake.ts";
import { previewStore } from "./preview-store.ts";
import { countingQuarantine, type Quarantine } from "./quarantine.ts";

export interface ImportParts {
  readonly store: HistoryStore;
  readonly quarantine: Pick<Quarantine, "add" | "save">;
  readonly attachments: AttachmentPort;
  /** True for the opening of a sealed value that is here already. */
  readonly openingHeld: (sealed: string) => Promise<boolean>;
  /**
   * True for a register that may become known by this import; by default those that govern what the bundle contains.
   */
  readonly admits?: (register: HistoryId) => boolean;
  /** Knows the keys that sign here. */
  readonly own?: OwnKeys;
  readonly checker: FrameChecker;
  readonly verify: VerifySignature;
  readonly signal?: AbortSignal;
  /** Called with the bytes of the file that were read. */
  readonly onProgress?: (packedBytes: number) => void;
  /** Proofs that came along; what becomes of them is the caller's. */
  readonly note?: (note: string) => Promise<Failure | null>;
  readonly receipt?: (receipt: { readonly line: string; readonly proof: string }) => Promise<Failure | null>;
}

/**
 * Takes a bundle in. A bundle that was changed on its way is refused and nothing of it taken; of one that is cut off,
 * or that holds a record which must be refused, the good prefix is taken and `fault` says why the rest was not.
 */
export const importBundle = async (source: BundleSource, parts: ImportParts): Promise<Outcome<ImportSummary>> => {
  const readable = await inspectBundle(source, parts.verify, parts.signal);
  if (readable.kind === "refused") return failed(readable.fault);
  const run = new ImportRun(parts, readable.header);
  const reading = await readBundle(source, run.handlers(), parts);
  const saved = await run.finish();
  if (!saved.ok) return saved;
  return success(run.summary(reading.fault));
};

/** Says what taking a bundle in would change. Nothing is written. */
export const previewBundle = async (source: BundleSource, parts: ImportParts): Promise<Outcome<ImportSummary>> => {
  const store = previewStore(parts.store);
  const { note: _note, own: _own, receipt: _receipt, ...rest } = parts;
  const dry = {
    ...rest,
    store,
    quarantine: { ...countingQuarantine, save: async () => success(null) },
    attachments: unwritten(parts.attachments),
  };
  const readable = await inspectBundle(source, parts.verify, parts.signal);
  if (readable.kind === "refused") return failed(readable.fault);
  await takeTurns(readable.header.contains.values().map((id) => store.copy([id])));
  const run = new ImportRun(dry, readable.header);
  const handlers = run.handlers();
  const reading = await readBundle(
    source,
    {
      ...handlers,
      records: async (records, first) => {
        store.copy(records.flatMap(({ record }) => record.history ?? []));
        return handlers.records(records, first);
      },
    },
    dry,
  );
  await run.finish();
  return success(run.summary(reading.fault));
};

/** Openings written at once: each group costs a sync. */
const openingsMax = 512;

class ImportRun {
  readonly #parts: ImportParts;
  readonly #intake: Intake;
  readonly #tally: ImportTally;
  /** What only records in quarantine name: it stays out like they do. */
  readonly #apart = { sealed: new Set<string>(), attachments: new Set<string>() };
  #openings: Opening[] = [];
  #staging: string | null = null;

  constructor(parts: ImportParts, header: BundleHeader) {
    this.#parts = parts;
    this.#tally = new ImportTally(() => parts.store.ledger);
    const contained = new Set<string>(header.contains);
    this.#intake = new Intake({
      store: parts.store,
      from: header.from,
      ...(parts.own === undefined ? {} : { own: parts.own }),
      quarantine: {
        add: (from, record) => {
          for (const sealed of sealedIn(record.record.body)) this.#apart.sealed.add(sealed);
          for (const { sha256 } of attachmentsIn(record.record.body)) this.#apart.attachments.add(sha256);
          return parts.quarantine.add(from, record);
        },
      },
      admits: parts.admits ?? ((register) => contained.has(register)),
      onTaken: (taken) => this.#tally.taken(taken),
    });
  }

  handlers(): BundleHandlers {
    const { note, receipt } = this.#parts;
    return {
      records: (records, first) => {
        for (const { id, record } of records) this.#tally.expect(record.history ?? id);
        return this.#intake.take(records, first);
      },
      endOfRecords: () => this.#intake.flush(),
      opening: (opening, sealed) => this.#takeOpening(opening, sealed),
      part: (part) => this.#takePart(part),
      ...(note === undefined ? {} : { note }),
      ...(receipt === undefined ? {} : { receipt }),
    };
  }

  async finish(): Promise<Outcome<null>> {
    await this.#intake.flush();
    if (this.#staging !== null) await this.#parts.attachments.unstage(this.#staging);
    const failure = this.#intake.broken ?? (await this.#takeOpenings());
    return failure === null ? this.#parts.quarantine.save() : failed(failure);
  }

  summary(fault: BundleFault | null): ImportSummary {
    return this.#tally.summary(this.#intake.tally, fault === null ? null : bundleFault(fault, fault));
  }

  async #takeOpening(opening: Opening, sealed: string): Promise<Failure | null> {
    if (this.#apart.sealed.has(sealed) || (await this.#parts.openingHeld(sealed))) return null;
    this.#openings.push(opening);
    return this.#openings.length < openingsMax ? null : this.#takeOpenings();
  }

  async #takeOpenings(): Promise<Failure | null> {
    const openings = this.#openings;
    this.#openings = [];
    const taken = openings.length === 0 ? success(0) : await this.#parts.store.takeOpenings(openings);
    if (!taken.ok) return taken.failure;
    this.#tally.openings += taken.value;
    return null;
  }

  async #takePart({ bytes, isLast, offset, sha256, size }: AttachmentPart): Promise<Failure | null> {
    const { attachments } = this.#parts;
    if (this.#apart.attachments.has(sha256) || (await attachments.size(sha256)) !== null) return null;
    if (offset === 0) await attachments.unstage(sha256);
    this.#staging = sha256;
    const staged = await attachments.stage(sha256, offset, bytes);
    if (!staged.ok) return staged.failure;
    if (!isLast) return null;
    this.#staging = null;
    const adopted = await attachments.adopt(sha256, size);
    if (!adopted.ok) return adopted.failure;
    this.#tally.attachments++;
    return null;
  }
}

/** Attachments that can be asked for and that keep nothing. */
const unwritten = ({ read, size }: AttachmentPort): AttachmentPort => ({
  read,
  size,
  staged: async () => success(0),
  stage: async () => success(undefined),
  adopt: async () => success(undefined),
  unstage: async () => undefined,
});
