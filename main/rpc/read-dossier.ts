/** Reads everything of one history that a service dossier prints. */
import type { HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { codeTables } from "../../shared/query/code-tables.ts";
import type { DossierAttachment, ServiceDossierInput } from "../../shared/report/service-dossier-input.ts";
import { attachmentsIn } from "../../shared/ledger/sealed-value.ts";
import { reportKinds } from "../../shared/report/report-kinds.ts";
import type { TimelineEntry, WriterRow } from "../../shared/rpc/rows.ts";
import { dossierInput } from "./dossier-input.ts";
import type { NodeParts } from "./node-parts.ts";
import { isPhoto, readPhotos, type CaptionedPhoto } from "./report-photos.ts";
import { insideBytesMax, ofHistory, reportStopped, type ReportMaterial, type ReportSource } from "./report-source.ts";

/** Everything of an asset's history; nothing is judged or computed anew. */
export const dossierSource: ReportSource<ServiceDossierInput> = ofHistory((parts, history, { signal }) =>
  readDossier(parts, history, signal),
);

const readDossier = async (
  parts: NodeParts,
  id: HistoryId,
  signal: AbortSignal,
): Promise<Outcome<ReportMaterial<ServiceDossierInput>>> => {
  const history = parts.store.ledger.history(id);
  if (history === undefined) return refuse("noHistory", "The history is not here.");
  const detail = await parts.index.asset(id);
  if (!detail.ok) return detail;
  const all = await allEntries(parts, id, signal);
  if (!all.ok) return all;
  const { entries, pending } = all.value;
  const presence = await presences(parts, entries, insideBytesMax);
  const registerId = history.root?.foundsUnder ?? history.id;
  const writers = new Map(
    await Promise.all(
      history.writers.map(
        async (key) => [key, await parts.writerIn(parts.store.judge.registerNow(registerId), key)] as const,
      ),
    ),
  );
  const facts = {
    detail: detail.value,
    entries,
    history,
    pending,
    className: classNameOf(detail.value.equipment_class[0]?.value.code),
    codeTitle: codeTitleOf,
    photos: await readPhotos(parts, photosIn(entries)),
    presence: (sha256: string) => presence.get(sha256) ?? "absent",
    writerOf: (key: string) => writers.get(key) ?? unknownWriter(key),
  };
  return success({
    about: id,
    carries: [],
    title: `${reportKinds["service-dossier"].title} ${detail.value.tag[0]?.value ?? ""}`.trim(),
    input: ({ checkpoint, issuer, seal = null, state }) => dossierInput({ ...facts, checkpoint, issuer, seal, state }),
  });
};

/** Each photo with the day and the line of the record that names it. */
const photosIn = (entries: ReadonlyArray<TimelineEntry>): ReadonlyArray<CaptionedPhoto> =>
  entries.flatMap(({ at, body, summary }) =>
    attachmentsIn(JSON.parse(JSON.stringify(body)))
      .filter(isPhoto)
      .map((attachment) => ({ attachment, caption: `${at.slice(0, 10)} ${summary}` })),
  );

const unknownWriter = (key: string): WriterRow => ({
  key,
  kind: null,
  name: null,
  organisation: null,
  party: null,
  roles: [],
});

const codeTitleOf = (table: string, code: string): string | null =>
  codeTables()
    .find(({ id }) => id === table)
    ?.rows.find((row) => row.code === code)?.name ?? null;

interface AllEntries {
  readonly entries: ReadonlyArray<TimelineEntry>;
  readonly pending: ReadonlyArray<TimelineEntry>;
}

/** Entries of one question: bounded, so that a long history is read in pieces. */
const windowEntries = 500;

const allEntries = async (parts: NodeParts, history: HistoryId, signal: AbortSignal): Promise<Outcome<AllEntries>> => {
  const entries: TimelineEntry[] = [];
  for (;;) {
    if (signal.aborted) return reportStopped;
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
