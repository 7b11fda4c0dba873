/** Who may read what: every sealed value, and for each peer whether it is given the opening, and why. */
import { isArray, isObject, type JsonValue } from "../../shared/encoding/canonical-json.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import { parseRecordId, shortId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { mayHaveOpening, type OpeningRules } from "../../shared/privacy/opening-rules.ts";
import { sealedFieldsOf, sealedKinds, type SealedKind } from "../../shared/privacy/sealed-kind.ts";
import { sealedCount, sealedPlaces, type SealedPlace } from "../../shared/query/sealed-values.ts";
import { partyOfKey } from "../../shared/register/register-state.ts";
import type { ParsedRequest } from "../../shared/rpc/methods.ts";
import type { PrivacyMatrix, SealedRow } from "../../shared/rpc/privacy-methods.ts";
import { isRegister } from "../../shared/sync/shared-histories.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";

type Cell = SealedRow["readers"][number];

/** A peer with what decides about it. */
export interface Reader {
  readonly installation: string;
  readonly name: string;
  readonly party: string | null;
  readonly histories: "all" | ReadonlyArray<string>;
  readonly rules: OpeningRules;
}

/** Values that are looked through for a text: opened one by one, so bounded. */
const searchedMax = 5_000;

/** Everybody that this installation exchanges with. */
export const readersOf = ({ peers }: Pick<NodeParts, "peers">): ReadonlyArray<Reader> =>
  peers.rows().map(({ installation, name, party, shares }) => {
    const rules = peers.openingRules(installation) ?? shares;
    return { histories: shares.histories, installation, name, party, rules };
  });

export const readerRow = ({ installation, name, rules }: Reader): PrivacyMatrix["readers"][number] => ({
  installation,
  name,
  openings: rules.openings,
  withheld: [...(rules.withheld ?? [])],
});

/** Answers `privacy.matrix`. */
export const privacyMatrix = async (
  parts: NodeParts,
  { about, history, limit, offset }: ParsedRequest<"privacy.matrix">,
): Promise<Outcome<PrivacyMatrix>> => {
  const readers = readersOf(parts);
  const window = about === "" ? { limit, offset } : { limit: searchedMax, offset: 0 };
  const listed = await placesIn(parts, history, window);
  if (!listed.ok) return listed;
  const { places, total } = listed.value;
  const values: SealedRow[] = [];
  for (const place of places) {
    const row = await sealedRow(parts, place, readers);
    if (!row.ok) return row;
    if (row.value !== null && isAbout(row.value, about)) values.push(row.value);
  }
  return success({
    kinds: sealedKinds.map((kind) => ({ cells: readers.map((reader) => kindCell(reader, kind)), kind })),
    readers: readers.map(readerRow),
    total: about === "" ? total : values.length,
    values: about === "" ? values : values.slice(offset, offset + limit),
  });
};

const placesIn = async (
  parts: NodeParts,
  history: string | undefined,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Outcome<{ readonly places: ReadonlyArray<SealedPlace>; readonly total: number }>> => {
  const found = history === undefined ? success(null) : resolveHistory(parts, history);
  if (!found.ok) return found;
  const { index } = parts;
  const id = found.value;
  const places = await (id === null
    ? index.listed(sealedPlaces(null, limit, offset))
    : index.listedIn(id, (key) => sealedPlaces(key, limit, offset)));
  if (!places.ok) return places;
  const total = await (id === null ? index.listed(sealedCount(null)) : index.listedIn(id, sealedCount));
  return total.ok ? success({ places: places.value, total: total.value[0] ?? 0 }) : total;
};

const isAbout = ({ title, value, writer }: SealedRow, about: string): boolean =>
  [title, value ?? "", writer].some((text) => text.toLowerCase().includes(about.trim().toLowerCase()));

const kindCell = ({ installation, rules }: Reader, kind: SealedKind): Cell => ({
  installation,
  ...mayHaveOpening({ openings: rules.openings, withheld: rules.withheld ?? [] }, { kind, sealed: "" }),
});

/** One sealed value; `null` where its record is not held any more as the index knew it. */
export const sealedRow = async (
  parts: NodeParts,
  { history, record: id, sealed, tag }: SealedPlace,
  readers: ReadonlyArray<Reader>,
): Promise<Outcome<SealedRow | null>> => {
  const recordId = parseRecordId(id);
  const held = recordId === null ? undefined : parts.store.ledger.record(recordId);
  if (recordId === null || held === undefined) return success(null);
  const signed = await parts.store.read(recordId);
  if (!signed.ok) return signed;
  const { body, type, writer } = signed.value.record;
  const field = sealedFieldsOf(type, body).find((one) => one.sealed === sealed);
  if (field === undefined) return success(null);
  const opened = await openedText(parts, sealed);
  const by = await parts.writerIn(parts.store.judge.registerAt(held), writer);
  const register = parts.store.judge.registerNow(parts.register);
  return success({
    ...opened,
    at: held.at,
    field: field.field,
    given: parts.privacy.givenOf(sealed).map(({ at, to }) => ({ at, to })),
    history,
    kind: field.kind,
    readers: readers.map((reader) => valueCell(parts, reader, { field, held })),
    record: id,
    sealed,
    title: tag ?? parts.store.judge.registerNow(held.history).charter?.name ?? `history ${shortId(history)}`,
    type,
    writer: by.name ?? register.parties.get(by.party ?? "")?.id.slice(0, 12) ?? shortId(writer),
  });
};

const openedText = async (
  { openings }: Pick<NodeParts, "openings">,
  sealed: string,
): Promise<Pick<SealedRow, "state" | "value">> => {
  if (openings.isErased(sealed)) return { state: "erased", value: null };
  const opening = await openings.get(sealed);
  const value = opening.ok ? opening.value : null;
  return value === null ? { state: "withheld", value: null } : { state: "open", value: valueText(value.value) };
};

/** A value as a person reads it. */
export const valueText = (value: JsonValue): string => {
  if (isArray(value)) return value.map(valueText).join(", ");
  if (!isObject(value)) return String(value);
  const { key, organisation, text } = value;
  if (typeof text === "string") return text;
  if (typeof key === "string" && typeof organisation === "string")
    return `key ${shortId(key)} of the organisation ${shortId(organisation)}`;
  return Object.entries(value)
    .map(([name, member]) => `${name} ${valueText(member)}`)
    .join(", ");
};

interface CellWish {
  readonly field: { readonly kind: SealedKind; readonly sealed: string };
  readonly held: HeldRecord;
}

const valueCell = (parts: NodeParts, reader: Reader, { field, held }: CellWish): Cell => {
  const { installation, party, rules } = reader;
  if (!isShared(parts, reader, held)) return { installation, may: false, why: "history-not-shared" };
  const by = partyOfKey(parts.store.judge.registerAt(held), held.writer);
  const isTheirs = typeof by !== "string" && party !== null && (by.organisation ?? by.id) === party;
  return isTheirs
    ? { installation, may: true, why: "sealed-by-them" }
    : { installation, ...mayHaveOpening(rules, field) };
};

/** Registers travel with every history that they govern. */
const isShared = ({ store }: NodeParts, { histories }: Reader, { history }: HeldRecord): boolean => {
  if (histories === "all" || histories.includes(history)) return true;
  const outline = store.ledger.histories.outline(history);
  return outline !== undefined && isRegister(outline);
};
