/** Reads everything of one history that a service dossier prints. */
import type { HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { codeTables } from "../../shared/query/code-tables.ts";
import type { DossierAttachment, ServiceDossierInput } from "../../shared/report/service-dossier-input.ts";
import { attachmentsIn } from "../../shared/ledger/sealed-value.ts";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import { dossierInput, type DossierSources } from "./dossier-input.ts";
import type { NodeParts } from "./node-parts.ts";

export interface DossierWish extends Pick<DossierSources, "checkpoint" | "issuer" | "state"> {
  /** Attachments up to this many bytes together travel inside the document. */
  readonly insideBytesMax: number;
}

/** Asks the index and the store; the answer is what the report's layout takes. */
export const readDossier = async (
  parts: NodeParts,
  id: HistoryId,
  wish: DossierWish,
): Promise<Outcome<ServiceDossierInput>> => {
  const history = parts.store.ledger.history(id);
  if (history === undefined) return refuse("noHistory", "The history is not here.");
  const detail = await parts.index.asset(id);
  if (!detail.ok) return detail;
  const all = await allEntries(parts, id);
  if (!all.ok) return all;
  const { entries, pending } = all.value;
  const presence = await presences(parts, entries, wish.insideBytesMax);
  const registerId = history.root?.foundsUnder ?? history.id;
  const writers = new Map(
    await Promise.all(
      history.writers.map(
        async (key) => [key, await parts.writerIn(parts.store.judge.registerNow(registerId), key)] as const,
      ),
    ),
  );
  return success(
    dossierInput({
      ...wish,
      detail: detail.value,
      entries,
      history,
      pending,
      className: classNameOf(detail.value.equipment_class[0]?.value.code),
      codeTitle: (table, code) =>
        codeTables()
          .find(({ id: name }) => name === table)
          ?.rows.find((row) => row.code === code)?.name ?? null,
      presence: (sha256) => presence.get(sha256) ?? "absent",
      writerOf: (key) =>
        writers.get(key) ?? { key, kind: null, name: null, organisation: null, party: null, roles: [] },
    }),
  );
};

interface AllEntries {
  readonly entries: ReadonlyArray<TimelineEntry>;
  readonly pending: ReadonlyArray<TimelineEntry>;
}

/** Entries of one question: bounded, so that a long history is read in pieces. */
const windowEntries = 500;

const allEntries = async (parts: NodeParts, history: HistoryId): Promise<Outcome<AllEntries>> => {
  const entries: TimelineEntry[] = [];
  for (;;) {
    const page = await parts.index.timeline(history, { latest: false, limit: windowEntries, offset: entries.length });
    if (!page.ok) return page;
    entries.push(...page.value.entries);
    if (page.value.entries.length < windowEntries) return success({ entries, pending: page.value.pending });
  }
};

const presences = async (
  parts: NodeParts,
  entries: ReadonlyArray<TimelineEntry>,
  bytesMax: number,
): Promise<ReadonlyMap<string, DossierAttachment["presence"]>> => {
  const found = new Map<string, DossierAttachment["presence"]>();
  let inside = 0;
  for (const { sha256 } of entries.flatMap(({ body }) => attachmentsIn(JSON.parse(JSON.stringify(body))))) {
    if (found.has(sha256)) continue;
    const size = await parts.attachments.size(sha256);
    const fits = size !== null && inside + size <= bytesMax;
    if (fits) inside += size;
    found.set(sha256, size === null ? "absent" : fits ? "inside" : "leftOut");
  }
  return found;
};

const classNameOf = (code: string | undefined): string | null => {
  if (code === undefined) return null;
  const row = codeTables()
    .find(({ id }) => id === "equipment-class")
    ?.rows.find((one) => one.code === code);
  return row === undefined ? code : `${row.name} (${code})`;
};
