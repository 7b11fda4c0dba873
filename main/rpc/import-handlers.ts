/** Methods that take other people's data in. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { sourceSchema } from "../../shared/asset/asset-body.ts";
import { storedRecord } from "../../shared/ledger/frame.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { workOrderMappingSchema, type WorkOrderMapping } from "../../shared/service/work-order-mapping.ts";
import { csvBytesMax } from "../import/csv-rows.ts";
import { importWorkOrders } from "../import/work-order-import.ts";
import type { HandlersOf } from "./dispatch.ts";
import type { NodeParts } from "./node-parts.ts";
import type { Task } from "./tasks.ts";

/** Makes the importing methods of a node; `mappingsFolder` holds a JSON file for each mapping. */
export const importHandlers = (
  parts: NodeParts,
  mappingsFolder: string,
): HandlersOf<"import.work-orders" | "import.mappings"> => ({
  "import.mappings": async () => {
    const mappings = await readMappings(mappingsFolder);
    return mappings.ok ? success(mappings.value.map(({ describes, name }) => ({ describes, name }))) : mappings;
  },
  "import.work-orders": async ({ dry_run, file, mapping }) => {
    const mappings = await readMappings(mappingsFolder);
    if (!mappings.ok) return mappings;
    const named = mappings.value.find(({ name }) => name === mapping);
    if (named === undefined)
      return refuse(
        "mappingUnknown",
        `There is no mapping "${mapping}". There are: ${mappings.value.map(({ name }) => name).join(", ")}.`,
      );
    const bytes = await parts.made.read(file, csvBytesMax);
    if (!bytes.ok) return bytes;
    const wish = { bytes: bytes.value, dry_run, mapping: named };
    const imported = await parts.tasks.run("import", (task) => importWorkOrders(importParts(parts, task), wish));
    if (imported.ok && !dry_run)
      parts.notices.add("finished", `${imported.value.recorded} rows by the mapping ${mapping} were imported.`);
    return imported;
  },
});

const importParts = (parts: NodeParts, task: Task): Parameters<typeof importWorkOrders>[0] => ({
  assetOf: (tag) => assetWithTag(parts, tag),
  knownRows: () => knownRows(parts),
  progress: task.progress,
  randomHex: parts.randomHex,
  recorder: parts.recorder,
  register: parts.register,
  signal: task.signal,
  signer: parts.session.signer(),
});

const assetWithTag = (parts: NodeParts, tag: string): Outcome<HistoryId | null> => {
  const [first, ...others] = parts.index.historiesWithTag(tag);
  if (others.length === 0) return success(first ?? null);
  return refuse(
    "ambiguousHistory",
    `The tag "${tag}" is carried by ${others.length + 1} assets. Give one of them another tag first.`,
  );
};

/** The rows that records here name as their source, read from the journal: no second list of them is kept. */
const knownRows = async (parts: NodeParts): Promise<Outcome<ReadonlySet<string>>> => {
  const known = new Set<string>();
  for await (const lines of parts.journal.lines(0)) {
    if (!lines.ok) return lines;
    for (const { frame, id } of lines.value) {
      const { body, type } = storedRecord(id, frame).record;
      const source = type === "service/performed@1" ? sourceSchema.safeParse(body["source"]) : null;
      if (source?.success === true) known.add(source.data.row_sha256);
    }
  }
  return success(known);
};

const readMappings = async (folder: string): Promise<Outcome<ReadonlyArray<WorkOrderMapping>>> => {
  const mappings: WorkOrderMapping[] = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".json")).sort()) {
    const parsed = workOrderMappingSchema.safeParse(JSON.parse(await readFile(join(folder, file), "utf8")));
    if (!parsed.success)
      return refuse(
        "mappingDamaged",
        `The mapping ${file} is wrong at "${parsed.error.issues[0]?.path.join(".") ?? ""}".`,
      );
    mappings.push(parsed.data);
  }
  return success(mappings);
};
