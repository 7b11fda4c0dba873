/** Opens studies: the file from among the attachments, the records from the journal, the facts of linked assets. */
import type { z } from "zod";
import { instantFromMillis, millisOfInstant, type Instant } from "../../shared/clock/instant.ts";
import type { ConditionRead } from "../../shared/condition/reading.ts";
import { digestHex } from "../../shared/crypto/digest.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import { studyImportedSchema, type StudyImported } from "../../shared/hazop/hazop-body.ts";
import { studyOfOpha, type OphaStudy } from "../../shared/hazop/opha-study.ts";
import { patchOpha } from "../../shared/hazop/opha-patch.ts";
import { readOpha, type OphaFile } from "../../shared/hazop/read-opha.ts";
import { editPatches } from "../../shared/hazop/study-edits.ts";
import type { AssetFacts, ChannelReading, Fact, StudyFacts, StudyHistory } from "../../shared/hazop/study-record.ts";
import type { HeldRecord, History } from "../../shared/ledger/history.ts";
import { hasSeen } from "../../shared/ledger/order.ts";
import { parseRecordId, type HistoryId, type RecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { isDecimal } from "../../shared/quantity/decimal.ts";
import { recordTypes } from "../../shared/record-type/record-types.ts";
import { countsInState } from "../../shared/register/standing.ts";
import type { NodeParts } from "./node-parts.ts";

/** A study that is here, as its first record says it. */
export interface HeldStudy {
  readonly history: History;
  readonly imported: StudyImported;
  readonly importedAt: Instant;
}

/** A study with its file and everything that is recorded about it. */
export interface OpenStudy extends HeldStudy {
  /** The file as it came in. */
  readonly file: OphaFile;
  readonly bytes: Uint8Array;
  readonly findings: OphaStudy["findings"];
  readonly known: StudyHistory;
  /** Histories of the assets that any record of the study has named and that are here. */
  readonly assetHistories: ReadonlyArray<HistoryId>;
  /** Records of the study and of its assets that it stands on. */
  readonly records: number;
}

export interface StudyShelf {
  readonly all: () => Promise<Outcome<ReadonlyArray<HeldStudy>>>;
  /** A study by the id of its history, an unambiguous beginning of it, or its whole name. */
  readonly find: (name: string) => Promise<Outcome<HeldStudy>>;
  /** Opens a study with the edits that were recorded up to a moment. */
  readonly open: (study: HeldStudy, at: Instant) => Promise<Outcome<OpenStudy>>;
}

/** Files that are kept read; records are read from the journal each time, and never change. */
const filesKept = 8;

const studyType = "hazop/study-imported@1";

/** Makes the shelf of one node. */
export const createStudyShelf = (parts: NodeParts): StudyShelf => {
  const files = new Map<string, ReadStudy>();
  const closings = new Map<RecordId, ReadonlyArray<string>>();
  const all: StudyShelf["all"] = async () => {
    const studies: HeldStudy[] = [];
    for (const history of parts.store.ledger.histories.withType(studyType)) {
      const study = history.root?.type === studyType ? await heldStudy(parts, history, history.root) : success(null);
      if (!study.ok) return study;
      if (study.value !== null) studies.push(study.value);
    }
    return success(studies);
  };
  return {
    all,
    find: async (name) => {
      const studies = await all();
      return studies.ok ? named(studies.value, name) : studies;
    },
    open: async (study, at) => {
      const read = await fileOf(parts, files, study);
      if (!read.ok) return read;
      const facts = await factsOf(parts, study.history);
      if (!facts.ok) return facts;
      const assets = await assetFacts(parts, closings, { at, facts: facts.value.facts });
      if (!assets.ok) return assets;
      const { bytes, file, original } = read.value;
      const known = {
        study: original.study,
        facts: facts.value.facts,
        assets: assets.value,
        hasSeen: seenIn(study.history),
      };
      const edited = withEdits(file, known, at);
      return success({
        ...study,
        bytes,
        file,
        assetHistories: assets.value.flatMap(({ asset }) => parseRecordId(asset) ?? []),
        findings: edited?.findings ?? original.findings,
        known: { ...known, study: edited?.study ?? original.study },
        records:
          facts.value.records +
          assets.value.reduce((sum, one) => sum + one.changes.length + one.defects.length + one.repairs.length, 0),
      });
    },
  };
};

/** A file as it was read once: the same digest always gives the same study. */
interface ReadStudy {
  readonly bytes: Uint8Array;
  readonly file: OphaFile;
  readonly original: OphaStudy;
}

const heldStudy = async (parts: NodeParts, history: History, root: HeldRecord): Promise<Outcome<HeldStudy | null>> => {
  if (!countsInState(parts.store.judge.verdict(root))) return success(null);
  const record = await parts.store.read(root.id);
  if (!record.ok) return record;
  const imported = studyImportedSchema.safeParse(record.value.record.body);
  return success(imported.success ? { history, imported: imported.data, importedAt: root.at } : null);
};

const named = (studies: ReadonlyArray<HeldStudy>, name: string): Outcome<HeldStudy> => {
  const id = parseRecordId(name);
  const exact = studies.filter(({ history, imported }) => history.id === id || imported.name === name.normalize("NFC"));
  const isPrefix = /^[0-9a-f]{4,63}$/.test(name);
  const found = exact.length > 0 ? exact : studies.filter(({ history }) => isPrefix && history.id.startsWith(name));
  const [first, ...others] = found;
  if (first === undefined)
    return refuse("noStudy", `No study here has the id, the beginning of an id or the name "${name}".`);
  if (others.length === 0) return success(first);
  const ids = found.map(({ history }) => history.id.slice(0, 12)).join(", ");
  return refuse("ambiguousStudy", `"${name}" fits ${found.length} studies: ${ids}. Give the id.`);
};

const fileOf = async (
  parts: NodeParts,
  files: Map<string, ReadStudy>,
  { imported }: HeldStudy,
): Promise<Outcome<ReadStudy>> => {
  const { name, sha256, size } = imported.file;
  const kept = files.get(sha256);
  if (kept !== undefined) return success(kept);
  if ((await parts.attachments.size(sha256)) === null)
    return refuse(
      "studyFileMissing",
      `The file ${name} of the study (${sha256.slice(0, 12)}…) is not here. Exchange with a peer that has it.`,
    );
  const bytes = await parts.attachments.read(sha256, 0, size);
  if (!bytes.ok) return bytes;
  if (digestHex(bytes.value) !== sha256)
    return refuse("attachmentDamaged", `The file ${name} of the study has been changed on disk. Restore it.`);
  const file = readOpha(bytes.value, name);
  if (!file.ok) return file;
  const read = { bytes: bytes.value, file: file.value, original: studyOfOpha(file.value) };
  const [oldest] = files.keys();
  if (files.size >= filesKept && oldest !== undefined) files.delete(oldest);
  files.set(sha256, read);
  return success(read);
};

/** The study as its edits have it; `null` where nothing is edited. */
const withEdits = (file: OphaFile, known: StudyHistory, at: Instant): OphaStudy | null => {
  const patches = editPatches(known, at);
  if (patches.length === 0) return null;
  const patched = readOpha(utf8Of(patchOpha(file.text, patches).text), "the edited study");
  if (!patched.ok) throw new Error(`edits broke the study: ${patched.failure.message}`);
  return studyOfOpha(patched.value);
};

const seenIn = (history: History): StudyHistory["hasSeen"] => {
  const held = (id: string): HeldRecord | undefined => {
    const record = parseRecordId(id);
    return record === null ? undefined : history.records.get(record);
  };
  return (later, earlier) => {
    const [record, ancestor] = [held(later), held(earlier)];
    return record !== undefined && ancestor !== undefined && hasSeen(record, ancestor);
  };
};

type Bodies = ReadonlyArray<{ readonly record: HeldRecord; readonly body: JsonObject }>;

/** The records of a history that count and are of the wanted types, with their bodies. */
const bodiesOf = async (
  parts: NodeParts,
  history: History,
  isWanted: (type: string) => boolean,
): Promise<Outcome<Bodies>> => {
  const bodies: { record: HeldRecord; body: JsonObject }[] = [];
  for (const record of history.order) {
    if (!isWanted(record.type) || !countsInState(parts.store.judge.verdict(record))) continue;
    const read = await parts.store.read(record.id);
    if (!read.ok) return read;
    bodies.push({ record, body: read.value.record.body });
  }
  return success(bodies);
};

const factsOf = async (
  parts: NodeParts,
  history: History,
): Promise<Outcome<{ readonly facts: StudyFacts; readonly records: number }>> => {
  const bodies = await bodiesOf(parts, history, (type) => type.startsWith("hazop/"));
  if (!bodies.ok) return bodies;
  const of = <S extends z.ZodType>(type: string, schema: S): ReadonlyArray<Fact<z.output<S>>> =>
    bodies.value.flatMap(({ body, record }) => {
      const parsed = record.type === type ? schema.safeParse(body) : null;
      return parsed?.success === true ? [{ at: record.at, body: parsed.data, id: record.id }] : [];
    });
  const facts: StudyFacts = {
    links: of("hazop/safeguard-linked@1", recordTypes["hazop/safeguard-linked@1"]),
    nodeLinks: of("hazop/node-linked@1", recordTypes["hazop/node-linked@1"]),
    tests: of("hazop/safeguard-tested@1", recordTypes["hazop/safeguard-tested@1"]),
    bypasses: of("hazop/bypassed@1", recordTypes["hazop/bypassed@1"]),
    restored: of("hazop/restored@1", recordTypes["hazop/restored@1"]),
    reviews: of("hazop/node-reviewed@1", recordTypes["hazop/node-reviewed@1"]),
    closures: of("hazop/recommendation-closed@1", recordTypes["hazop/recommendation-closed@1"]),
    revalidations: of("hazop/study-revalidated@1", recordTypes["hazop/study-revalidated@1"]),
    bindings: of("hazop/channel-bound@1", recordTypes["hazop/channel-bound@1"]),
    edits: of("hazop/worksheet-edited@1", recordTypes["hazop/worksheet-edited@1"]),
  };
  return success({ facts, records: bodies.value.length });
};

/** Every asset that any record of the study has ever named. */
const assetsNamed = ({ bindings, links, nodeLinks }: StudyFacts): ReadonlyArray<string> => [
  ...new Set([
    ...bindings.map(({ body }) => body.asset),
    ...links.flatMap(({ body }) => body.asset ?? []),
    ...nodeLinks.flatMap(({ body }) => body.assets),
  ]),
];

interface FactsWish {
  readonly at: Instant;
  readonly facts: StudyFacts;
}

const assetFacts = async (
  parts: NodeParts,
  closings: Map<RecordId, ReadonlyArray<string>>,
  wish: FactsWish,
): Promise<Outcome<ReadonlyArray<AssetFacts>>> => {
  const found: AssetFacts[] = [];
  for (const asset of assetsNamed(wish.facts)) {
    const id = parseRecordId(asset);
    const history = id === null ? undefined : parts.store.ledger.history(id);
    const facts = history?.root === undefined ? success(null) : await oneAsset(parts, closings, { ...wish, history });
    if (!facts.ok) return facts;
    if (facts.value !== null) found.push(facts.value);
  }
  return success(found);
};

const oneAsset = async (
  parts: NodeParts,
  closings: Map<RecordId, ReadonlyArray<string>>,
  { at, facts, history }: FactsWish & { readonly history: History },
): Promise<Outcome<AssetFacts>> => {
  const bodies = await bodiesOf(parts, history, (type) => watchedTypes.has(type));
  if (!bodies.ok) return bodies;
  const defects = bodies.value.flatMap(({ body, record }) => {
    const parsed = recordTypes["service/defect-reported@1"].safeParse(body);
    return record.type === "service/defect-reported@1" && parsed.success
      ? [{ at: record.at, id: record.id, summary: parsed.data.summary }]
      : [];
  });
  const repairs = defects.length === 0 ? success([]) : await repairsOf(parts, closings, history);
  if (!repairs.ok) return repairs;
  const bound = facts.bindings.some(({ body }) => body.asset === history.id);
  const readings = bound ? await readingsOf(parts, history, at) : success([]);
  if (!readings.ok) return readings;
  const detail = await parts.index.asset(history.id);
  return success({
    asset: history.id,
    readings: readings.value,
    tag: detail.ok ? (detail.value.tag[0]?.value ?? null) : null,
    defects,
    repairs: repairs.value,
    changes: bodies.value.flatMap(({ body, record }) => {
      const parsed = recordTypes["asset/changed@1"].safeParse(body);
      return record.type === "asset/changed@1" && parsed.success
        ? [{ at: record.at, id: record.id, inKind: parsed.data.in_kind, summary: parsed.data.summary }]
        : [];
    }),
  });
};

const watchedTypes: ReadonlySet<string> = new Set(["asset/changed@1", "service/defect-reported@1"]);

/** Work that closes defects. What a record says never changes, so it is read once. */
const repairsOf = async (
  parts: NodeParts,
  closings: Map<RecordId, ReadonlyArray<string>>,
  history: History,
): Promise<Outcome<AssetFacts["repairs"]>> => {
  const repairs: AssetFacts["repairs"][number][] = [];
  for (const record of history.order) {
    if (record.type !== "service/performed@1" || !countsInState(parts.store.judge.verdict(record))) continue;
    const closed = closings.get(record.id) ?? (await closedBy(parts, record.id));
    closings.set(record.id, closed);
    repairs.push(...closed.map((defect) => ({ at: record.at, defect, id: record.id })));
  }
  return success(repairs);
};

const closedBy = async (parts: NodeParts, id: RecordId): Promise<ReadonlyArray<string>> => {
  const read = await parts.store.read(id);
  const work = read.ok ? recordTypes["service/performed@1"].safeParse(read.value.record.body) : null;
  return work?.success === true ? work.data.closes : [];
};

/** Readings that a moment is judged by: no delay and no dead band reaches further back. */
const readingsHours = 24;
/** Newest polls that are looked at, so that a fast instrument does not hold up an answer. */
const pollsMax = 5000;

/** The readings and gaps of a day before a moment, the newest polls where there are too many. */
const readingsOf = async (
  parts: NodeParts,
  history: History,
  at: Instant,
): Promise<Outcome<AssetFacts["readings"]>> => {
  const from = instantFromMillis(millisOfInstant(at) - readingsHours * 3_600_000);
  const polls = history.order
    .filter((record) => record.type === "condition/read@1" && record.at > from && record.at <= at)
    .slice(-pollsMax);
  const readings: ChannelReading[] = [];
  for (const poll of polls) {
    const read = countsInState(parts.store.judge.verdict(poll)) ? await parts.store.read(poll.id) : null;
    if (read !== null && !read.ok) return read;
    const body = read === null ? null : recordTypes["condition/read@1"].safeParse(read.value.record.body);
    if (body?.success === true) readings.push(...readingsIn(poll, body.data));
  }
  return success(readings);
};

/** What a simulator says shows nothing about the plant. */
const readingsIn = (
  { at, id }: HeldRecord,
  { gaps, instrument, readings }: ConditionRead,
): ReadonlyArray<ChannelReading> => [
  ...readings.flatMap(({ channel, quality, unit, value }) =>
    isDecimal(value) ? [{ at, channel, id, quality: instrument.simulated ? "simulated" : quality, unit, value }] : [],
  ),
  ...gaps.map(({ channel, reason }) => ({ at, channel, id, quality: reason, unit: "", value: null })),
];
