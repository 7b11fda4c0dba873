/** Imports over the real recorder and a journal in memory, with the mappings that the program brings. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { importWorkOrders, type ImportParts } from "../../../main/import/work-order-import.ts";
import { sourceSchema } from "../../../shared/asset/asset-body.ts";
import type { LedgerRecord } from "../../../shared/ledger/record.ts";
import { refuse, success } from "../../../shared/outcome/outcome.ts";
import { workOrderMappingSchema, type WorkOrderMapping } from "../../../shared/service/work-order-mapping.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { recorderDesk, type RecorderDesk } from "../recorder/recorder-desk.ts";

export type Imported = Awaited<ReturnType<typeof importWorkOrders>>;

export interface ImportDesk extends RecorderDesk {
  readonly run: (file: string | Uint8Array, mapping?: WorkOrderMapping, dryRun?: boolean) => Promise<Imported>;
  /** The work that was recorded, in the journal's order. */
  readonly work: () => ReadonlyArray<LedgerRecord>;
  readonly progress: ReadonlyArray<readonly [done: number, of: number]>;
}

/** A mapping of fixtures/mapping by its name. */
export const mappingNamed = (name: string): WorkOrderMapping =>
  workOrderMappingSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, `../../../fixtures/mapping/${name}.json`), "utf8")));

const excavator = mappingNamed("excavator");

export const importDesk = async (): Promise<ImportDesk> => {
  const desk = await recorderDesk();
  const records = (): ReadonlyArray<LedgerRecord> => desk.journal.held.map(({ id }) => desk.recordOf(id));
  const work = (): ReadonlyArray<LedgerRecord> => records().filter(({ type }) => type === "service/performed@1");
  const assetOf: ImportParts["assetOf"] = (tag) => {
    const [first, ...others] = desk.journal.held.filter(({ id }) => {
      const { body, type } = desk.recordOf(id);
      return type === "asset/registered@1" && body["tag"] === tag;
    });
    return others.length > 0 ? refuse("ambiguousHistory", `The tag "${tag}" is carried by two assets.`) : success(first?.id ?? null);
  };
  const progress: (readonly [number, number])[] = [];
  let nonce = 0;
  const parts: ImportParts = {
    recorder: desk.recorder,
    signer: desk.founder,
    register: desk.register,
    randomHex: (digits) => (++nonce).toString(16).padStart(digits, "0"),
    knownRows: async () => success(new Set(work().flatMap(({ body }) => sourceSchema.safeParse(body["source"]).data?.row_sha256 ?? []))),
    assetOf,
    progress: (done, of) => progress.push([done, of]),
  };
  const run: ImportDesk["run"] = (file, mapping = excavator, dryRun = false) =>
    importWorkOrders(parts, { bytes: typeof file === "string" ? utf8Of(file) : file, mapping, dry_run: dryRun });
  return { ...desk, run, work, progress };
};

/** A file of excavator work orders with these lines below its header. */
export const excavatorFile = (...lines: ReadonlyArray<string>): string =>
  ["BscStartDate,Asset,OriginalShorttext,PMType,Cost", ...lines, ""].join("\n");
