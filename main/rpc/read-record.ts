/** Reads records by their ids as bodies of a type, with who wrote them. */
import type { z } from "zod";
import { parseRecordId, shortId, type HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import type { NodeParts } from "./node-parts.ts";

export interface ReadRecord<B> {
  readonly body: B;
  readonly entry: TimelineEntry;
  readonly history: HistoryId;
}

/** One record whose body fits the schema; refused where it is not here or says something else. */
export const readRecord = async <B>(
  parts: NodeParts,
  text: string,
  schema: z.ZodType<B>,
): Promise<Outcome<ReadRecord<B>>> => {
  const id = parseRecordId(text);
  const held = id === null ? undefined : parts.store.ledger.record(id);
  if (id === null || held === undefined) return refuse("notHeld", `The record ${text.slice(0, 12)}… is not here.`);
  const entry = await parts.index.entry(id);
  if (!entry.ok) return entry;
  const body = schema.safeParse(entry.value.body);
  if (!body.success) return refuse("wrongType", `The record ${shortId(id)} is not what is asked for here.`);
  return success({ body: body.data, entry: entry.value, history: held.history });
};

/** Several; the first that cannot be read refuses them all. */
export const readRecords = async <B>(
  parts: NodeParts,
  ids: ReadonlyArray<string>,
  schema: z.ZodType<B>,
): Promise<Outcome<ReadonlyArray<ReadRecord<B>>>> => {
  const all: ReadRecord<B>[] = [];
  for (const id of ids) {
    const one = await readRecord(parts, id, schema);
    if (!one.ok) return one;
    all.push(one.value);
  }
  return success(all);
};

/** Who wrote it, for a sentence: the person and the organisation, as far as they are known. */
export const writtenBy = ({ writer }: Pick<TimelineEntry, "writer">): string =>
  [writer.name, writer.organisation].filter((part) => part !== null && part !== "").join(", ") ||
  `key ${writer.key.slice(0, 12)}…`;

/** The text behind a sealed value, where its opening is here. */
export const openedText = (entry: Pick<TimelineEntry, "opened">, sealed: { readonly sealed: string } | null) => {
  const opened = entry.opened.find((one) => one.sealed === sealed?.sealed);
  return opened?.state === "open" && typeof opened.value === "string" ? opened.value : null;
};
