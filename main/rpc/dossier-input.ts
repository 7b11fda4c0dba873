/** The rows of one history as the service dossier takes them. */
import { isImpossible } from "../../shared/query/time-marks.ts";
import { assetDescribedSchema, assetRegisteredSchema, counterReadSchema } from "../../shared/asset/asset-body.ts";
import { attachmentsIn } from "../../shared/ledger/sealed-value.ts";
import type { History } from "../../shared/ledger/history.ts";
import { forksOf } from "../../shared/ledger/fork.ts";
import { correctedSchema } from "../../shared/register/standing-rules.ts";
import type { GroundSeal } from "../../shared/report/ground-seal.ts";
import type {
  DossierAttachment,
  DossierCheckpoint,
  DossierCorrection,
  DossierEntry,
  DossierIssuer,
  DossierSigner,
  DossierTime,
  ServiceDossierInput,
} from "../../shared/report/service-dossier-input.ts";
import type { AssetDetail, TimelineEntry, WriterRow } from "../../shared/rpc/rows.ts";
import { planTaskText, servicePlannedSchema } from "../../shared/service/plan-body.ts";
import {
  defectReportedSchema,
  workPerformedSchema,
  type DefectReported,
  type WorkPerformed,
} from "../../shared/service/work-body.ts";
import { isObject, type JsonValue } from "../../shared/encoding/canonical-json.ts";

export interface DossierSources {
  readonly state: ServiceDossierInput["state"];
  readonly detail: AssetDetail;
  readonly history: History;
  readonly entries: ReadonlyArray<TimelineEntry>;
  readonly pending: ReadonlyArray<TimelineEntry>;
  readonly issuer: DossierIssuer;
  readonly checkpoint: DossierCheckpoint;
  readonly seal: GroundSeal | null;
  readonly writerOf: (key: string) => WriterRow;
  readonly photos: ServiceDossierInput["photos"];
  readonly presence: (sha256: string) => DossierAttachment["presence"];
  readonly className: string | null;
  /** The title of a code in its table, where the table is known. */
  readonly codeTitle: (table: string, code: string) => string | null;
}

/** Gathers what the report prints; nothing is judged or computed anew. */
export const dossierInput = (sources: DossierSources): ServiceDossierInput => {
  const { checkpoint, detail, entries, issuer, state } = sources;
  const bounded = entries.filter(({ bounds }) => bounds.organisations > 0);
  return {
    state,
    asset: { ...identity(detail), className: sources.className, identifiers: detail.identifiers },
    scope: {
      heads: detail.heads,
      history: detail.history,
      records: detail.records,
      register: detail.register,
      witnesses: Math.min(...bounded.map(({ bounds }) => bounds.organisations), bounded.length === 0 ? 0 : Infinity),
    },
    issuer,
    checkpoint,
    seal: sources.seal,
    entries: entries
      .filter(({ type }) => type !== "record/corrected@1" && type !== "condition/read@1")
      .map((entry) => entryOf(sources, entry)),
    conflicts: detail.conflicts.map(({ field, records, values }) => ({
      field,
      values: conflictValues(entries, records, values),
    })),
    readings: detail.last_readings.map(({ at, channel, profile, quality, record, unit, value }) => ({
      at,
      channel,
      id: record,
      instrument: profile,
      precision: "second",
      quality,
      unit,
      value,
    })),
    attachments: attachmentsOf(sources),
    photos: sources.photos,
    writers: sources.history.writers.map((key) => writerOf(sources, key)),
    standings: detail.standings.map(({ count, standing }) => ({ records: count, standing })),
    forks: forksOf(sources.history).map(({ at, branches }) => ({
      after: at.id,
      branches: branches.map(({ writer }) => ({ party: nameOf(sources.writerOf(writer)), records: 1 })),
      joined: sources.history.heads.size === 1,
    })),
    equivocations: detail.equivocations.map(({ records: [first = "", second = ""], writer }) => ({
      first,
      key: writer,
      second,
    })),
    missing: {
      openTimeBounds: Math.max(0, detail.records - bounded.length),
      pending: sources.pending.map(({ id, standing }) => ({ id, reason: standing.reason ?? "" })),
      withheldOpenings: entries.flatMap(({ opened }) =>
        opened.filter((one) => one.state === "withheld").map(({ sealed }) => sealed),
      ),
    },
  };
};

const identity = ({ maker, model, serial, tag }: AssetDetail) => ({
  maker: maker[0]?.value ?? null,
  model: model[0]?.value ?? null,
  serial: serial[0]?.value ?? null,
  tag: tag[0]?.value ?? null,
});

const entryOf = (sources: DossierSources, entry: TimelineEntry): DossierEntry => ({
  attachments: attachmentsIn(jsonOf(entry.body)).map(({ name }) => name),
  by: signerOf(entry.writer),
  codes: [],
  corrections: entry.corrected_by.flatMap((id) => correctionOf(sources.entries, id)),
  counters: [],
  done: null,
  facts: [],
  failed: null,
  hours: null,
  id: entry.id,
  impossible: isImpossible(entry.bounds.marks),
  late: entry.late,
  parts: [],
  standing: entry.standing.standing,
  standingReason: entry.standing.reason,
  type: entry.type,
  witnessed: witnessedBy(entry.bounds),
  ...timeOf(entry),
  ...contentOf(sources, entry),
});

const witnessedBy = ({ organisations, upper }: TimelineEntry["bounds"]): DossierEntry["witnessed"] =>
  upper === null || organisations === 0 ? null : { by: `${upper.slice(0, 19).replace("T", " ")} UTC`, organisations };

const contentOf = (sources: DossierSources, { body, opened, summary, type }: TimelineEntry): Partial<DossierEntry> => {
  if (type === "service/performed@1") {
    const work = workPerformedSchema.safeParse(body);
    if (work.success) return workContent(sources, work.data, opened);
  }
  if (type === "service/defect-reported@1") {
    const defect = defectReportedSchema.safeParse(body);
    if (defect.success) return { codes: failureCodes(sources, defect.data.failure), failed: defect.data.summary };
  }
  if (type === "asset/counter-read@1") {
    const read = counterReadSchema.safeParse(body);
    if (read.success)
      return { counters: read.data.readings.map(({ counter, reading }) => ({ name: counter, ...reading })) };
  }
  return { done: summary, facts: factsOf(type, body) };
};

const workContent = (
  sources: DossierSources,
  work: WorkPerformed,
  opened: TimelineEntry["opened"],
): Partial<DossierEntry> => ({
  codes: [
    ...(work.activity === null ? [] : [codeOf(sources, "activity", work.activity.code)]),
    ...failureCodes(sources, work.failure),
    ...work.references.map(({ scheme, value }) => ({ code: value, list: scheme, title: null })),
  ],
  counters: work.counters.map(({ counter, reading }) => ({ name: counter, ...reading })),
  done: work.done === null ? work.summary : `${work.summary}\n${work.done}`,
  facts: [
    ...(work.category === null ? [] : [{ name: "Category", value: work.category }]),
    ...(work.down_hours === null ? [] : [{ name: "Down time", value: `${work.down_hours} h` }]),
    ...(work.fulfils === undefined ? [] : [{ name: "Planned tasks", value: work.fulfils.join(", ") }]),
    ...sealedFacts(work, opened),
    ...(work.source === null
      ? []
      : [{ name: "Imported from", value: `file ${work.source.file_sha256.slice(0, 12)}…, row ${work.source.row}` }]),
  ],
  failed: work.failure?.text ?? null,
  hours: work.active_hours,
  parts: work.parts.map(({ name, number, quantity }) => ({
    description: name ?? number ?? "part",
    number,
    quantity: `${quantity.value}${quantity.unit === "1" ? "" : ` ${quantity.unit}`}`,
  })),
});

const sealedFacts = ({ cost, people }: WorkPerformed, opened: TimelineEntry["opened"]) =>
  (
    [
      ["Cost", cost],
      ["People", people],
    ] as const
  ).flatMap(([name, sealed]) => {
    const opening = sealed === null ? undefined : opened.find((one) => one.sealed === sealed.sealed);
    if (sealed === null) return [];
    return [{ name, value: opening?.state === "open" ? openedText(opening.value) : (opening?.state ?? "withheld") }];
  });

/** An opened cost or list of names in words. */
export const openedText = (value: unknown): string => {
  const plain = jsonOf(value);
  if (Array.isArray(plain)) return plain.map(String).join(", ");
  if (!isObject(plain)) return typeof plain === "string" ? plain : JSON.stringify(plain);
  const { currency, minor, text } = plain;
  if (typeof text === "string") return `${text} (currency not stated)`;
  if (typeof minor === "number" && typeof currency === "string") return moneyText(minor, currency);
  return JSON.stringify(plain);
};

// The number of minor digits is the currency's own: two for EUR, none for JPY (ISO 4217).
const moneyText = (minor: number, currency: string): string => {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", { currency, style: "currency" }).resolvedOptions();
  return `${(minor / 10 ** maximumFractionDigits).toFixed(maximumFractionDigits)} ${currency}`;
};

const failureCodes = (sources: DossierSources, failure: DefectReported["failure"] | null): DossierEntry["codes"] => {
  if (failure === null) return [];
  const lists = [
    ["failure-mode", failure.mode],
    ["failure-mechanism", failure.mechanism],
    ["failure-cause", failure.cause],
    ["detection-method", failure.detection],
  ] as const;
  return lists.flatMap(([list, code]) => (code === null ? [] : [codeOf(sources, list, code.code)]));
};

const codeOf = ({ codeTitle }: DossierSources, list: string, code: string) => ({
  code,
  list,
  title: codeTitle(list, code),
});

const factsOf = (type: string, body: TimelineEntry["body"]): DossierEntry["facts"] => {
  if (type === "service/planned@1")
    return (servicePlannedSchema.safeParse(body).data?.tasks ?? []).map((task) => ({
      name: task.title,
      value: planTaskText(task),
    }));
  const fields =
    type === "asset/described@1"
      ? assetDescribedSchema.safeParse(body).data?.set
      : type === "asset/registered@1"
        ? assetRegisteredSchema.safeParse(body).data
        : undefined;
  const shown = ["tag", "serial", "maker", "model", "location", "description"] as const;
  return shown.flatMap((name) => {
    const value = fields?.[name];
    return typeof value === "string" ? [{ name, value }] : [];
  });
};

const correctionOf = (entries: ReadonlyArray<TimelineEntry>, id: string): ReadonlyArray<DossierCorrection> => {
  const entry = entries.find((candidate) => candidate.id === id);
  const body = entry === undefined ? undefined : correctedSchema.safeParse(entry.body);
  if (entry === undefined || body === undefined || !body.success) return [];
  const { reason, replacement } = body.data;
  return [{ ...timeOf(entry), by: signerOf(entry.writer), id, reason, replacement, standing: entry.standing.standing }];
};

const conflictValues = (
  entries: ReadonlyArray<TimelineEntry>,
  records: ReadonlyArray<string>,
  values: ReadonlyArray<string>,
) =>
  records.flatMap((id, index) => {
    const entry = entries.find((candidate) => candidate.id === id);
    return entry === undefined
      ? []
      : [{ ...timeOf(entry), by: signerOf(entry.writer), id, value: values[index] ?? "" }];
  });

const timeOf = (entry: TimelineEntry): DossierTime => {
  const occurred = workPerformedSchema.shape.occurred.safeParse(entry.body["occurred"]);
  return { at: entry.at, precision: occurred.success ? occurred.data.precision : "second" };
};

const attachmentsOf = ({ entries, presence }: DossierSources): ReadonlyArray<DossierAttachment> => {
  const found = new Map<string, DossierAttachment>();
  for (const { body } of entries) {
    for (const { media_type, name, sha256, size } of attachmentsIn(jsonOf(body))) {
      found.set(sha256, { bytes: size, hash: sha256, mediaType: media_type, name, presence: presence(sha256) });
    }
  }
  return [...found.values()];
};

const writerOf = (sources: DossierSources, key: string) => {
  const row = sources.writerOf(key);
  const records = [...sources.history.records.values()].filter(({ writer }) => writer === key).length;
  return {
    key,
    organisation: row.organisation ?? (row.kind === "organisation" ? nameOf(row) : ""),
    party: nameOf(row),
    records,
    roles: row.roles,
  };
};

const signerOf = (row: WriterRow): DossierSigner => ({
  name: nameOf(row),
  role: row.roles.filter((role) => role !== "validator").join(", ") || (row.roles[0] ?? "not enrolled"),
});

const nameOf = (row: WriterRow): string => row.name ?? `key ${row.key.slice(0, 12)}…`;

const jsonOf = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value ?? null));
