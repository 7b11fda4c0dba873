/** Methods on sealed values: the matrix, rules, disclosing, erasing; and on pseudonyms. */
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { parseRecordId, type HistoryId } from "../../shared/ledger/record.ts";
import { disclosureBytes, disclosureBytesMax, openedBy, parseDisclosure } from "../../shared/privacy/disclosure.ts";
import { erasureRefusal } from "../../shared/privacy/erasure.ts";
import type { OpeningRules } from "../../shared/privacy/opening-rules.ts";
import type { ParsedRequest, ResponseOf } from "../../shared/rpc/methods.ts";
import type { SealedPlace } from "../../shared/query/sealed-values.ts";
import type { HandlersOf } from "./dispatch.ts";
import { erasedType, placesOf } from "./erased-values.ts";
import type { NodeParts } from "./node-parts.ts";
import { privacyMatrix, readerRow, readersOf, sealedRow, valueText } from "./privacy-matrix.ts";
import { enrolPseudonym, makePseudonym, pseudonymRows } from "./pseudonyms.ts";

type Privacy = HandlersOf<
  | "privacy.matrix"
  | "privacy.set-rules"
  | "privacy.decide"
  | "privacy.disclose"
  | "privacy.take-disclosure"
  | "privacy.erase"
  | "privacy.pseudonyms"
  | "privacy.make-pseudonym"
  | "privacy.enrol-pseudonym"
>;

/** Makes the methods. */
export const privacyHandlers = (parts: NodeParts): Privacy => ({
  "privacy.matrix": (wish) => privacyMatrix(parts, wish),
  "privacy.set-rules": async ({ installation, openings, withheld }) => {
    const set = await parts.peers.decideOpenings(installation, (rules) => ({ ...rules, openings, withheld }));
    if (!set.ok) return set;
    const reader = readersOf(parts).find((one) => one.installation === installation);
    return reader === undefined ? peerGone : success(readerRow(reader));
  },
  "privacy.decide": (wish) => decide(parts, wish),
  "privacy.disclose": (wish) => disclose(parts, wish),
  "privacy.take-disclosure": (wish) => takeDisclosure(parts, wish),
  "privacy.erase": (wish) => erase(parts, wish),
  "privacy.pseudonyms": () => pseudonymRows(parts),
  "privacy.make-pseudonym": (wish) => makePseudonym(parts, wish),
  "privacy.enrol-pseudonym": (wish) => enrolPseudonym(parts, wish),
});

const peerGone = refuse("peerUnknown", "This peer is not known here any more.");

/** The record that holds a sealed value, the first where there are several. */
const placeOf = async (parts: NodeParts, sealed: string): Promise<Outcome<SealedPlace>> => {
  const places = await placesOf(parts, sealed);
  if (!places.ok) return places;
  const [first] = places.value;
  if (first !== undefined) return success(first);
  return refuse("sealedUnknown", `No record here holds the sealed value ${sealed.slice(0, 12)}….`);
};

const decide = async (
  parts: NodeParts,
  { decision, installation, sealed }: ParsedRequest<"privacy.decide">,
): Promise<Outcome<ResponseOf<"privacy.decide">>> => {
  const place = await placeOf(parts, sealed);
  if (!place.ok) return place;
  const decided = await parts.peers.decideOpenings(installation, (rules) => decidedRules(rules, decision, sealed));
  if (!decided.ok) return decided;
  const row = await sealedRow(parts, place.value, readersOf(parts));
  if (!row.ok) return row;
  const cell = row.value?.readers.find((reader) => reader.installation === installation);
  return cell === undefined ? peerGone : success({ may: cell.may, why: cell.why });
};

const decidedRules = (
  rules: OpeningRules,
  decision: ParsedRequest<"privacy.decide">["decision"],
  sealed: string,
): OpeningRules => {
  const disclosed = (rules.disclosed ?? []).filter((one) => one !== sealed);
  const kept = (rules.kept ?? []).filter((one) => one !== sealed);
  if (decision === "disclose") return { ...rules, disclosed: [...disclosed, sealed], kept };
  return decision === "keep" ? { ...rules, disclosed, kept: [...kept, sealed] } : { ...rules, disclosed, kept };
};

const disclose = async (
  parts: NodeParts,
  { path, sealed, to }: ParsedRequest<"privacy.disclose">,
): Promise<Outcome<ResponseOf<"privacy.disclose">>> => {
  const place = await placeOf(parts, sealed);
  if (!place.ok) return place;
  if (parts.openings.isErased(sealed)) return refuse("sealedErased", "This value was erased: nothing is left to give.");
  const opening = await parts.openings.get(sealed);
  if (!opening.ok) return opening;
  if (opening.value === null)
    return refuse("sealedWithheld", "This value is withheld from this computer too: ask whoever sealed it.");
  const bytes = disclosureBytes({ opening: opening.value, record: place.value.record });
  const noted = await parts.privacy.noteGiven({ at: parts.now(), sealed, to });
  if (!noted.ok) return noted;
  return parts.made.put({ bytes, mediaType: "application/json", name: "disclosure.json", path });
};

const takeDisclosure = async (
  parts: NodeParts,
  { file }: ParsedRequest<"privacy.take-disclosure">,
): Promise<Outcome<ResponseOf<"privacy.take-disclosure">>> => {
  const bytes = await parts.made.read(file, disclosureBytesMax);
  const disclosure = bytes.ok ? parseDisclosure(bytes.value) : bytes;
  if (!disclosure.ok) return disclosure;
  const id = parseRecordId(disclosure.value.record);
  const held = id === null ? undefined : parts.store.ledger.record(id);
  if (id === null || held === undefined)
    return refuse(
      "notHeld",
      `The record ${disclosure.value.record.slice(0, 12)}…, whose value this discloses, is not here. Exchange first.`,
    );
  const signed = await parts.store.read(id);
  const sealed = signed.ok ? openedBy(disclosure.value, signed.value.record) : signed;
  if (!sealed.ok) return sealed;
  if (parts.openings.isErased(sealed.value))
    return refuse("sealedErased", "This value was erased by a record: its opening is not taken in again.");
  const taken = await parts.store.takeOpenings([disclosure.value.opening]);
  if (!taken.ok) return taken;
  parts.emit({ event: "changed", histories: [held.history], what: "records" });
  const value = valueText(disclosure.value.opening.value);
  return success({ history: held.history, record: id, sealed: sealed.value, value });
};

/** One record in each history that holds some of the values; nothing is written where one may not be erased. */
const erase = async (
  parts: NodeParts,
  { sealed }: ParsedRequest<"privacy.erase">,
): Promise<Outcome<ResponseOf<"privacy.erase">>> => {
  const byHistory = new Map<HistoryId, string[]>();
  for (const digest of new Set(sealed)) {
    const history = await erasableIn(parts, digest);
    if (!history.ok) return history;
    byHistory.set(history.value, [...(byHistory.get(history.value) ?? []), digest]);
  }
  const records: ResponseOf<"privacy.erase">["records"] = [];
  for (const [history, digests] of byHistory) {
    const body = { sealed: digests.sort() };
    const signer = parts.session.signer();
    const recorded = await parts.recorder.record({ at: null, body, history, type: erasedType }, signer);
    if (!recorded.ok) return recorded;
    const { id } = recorded.value;
    const held = parts.store.ledger.record(id);
    const standing = held === undefined ? "pending" : parts.store.judge.verdict(held).standing;
    records.push({ history, id, standing });
  }
  // The listener of the store erases too; here it is waited for, so that the answer is true.
  const erased = await parts.openings.erase(sealed);
  if (!erased.ok) return erased;
  return success({ cannot: [...cannotTakeBack], erased: new Set(sealed).size, records });
};

const erasableIn = async (parts: NodeParts, sealed: string): Promise<Outcome<HistoryId>> => {
  if (parts.openings.isErased(sealed))
    return refuse("sealedErased", `The value ${sealed.slice(0, 12)}… was erased already.`);
  const place = await placeOf(parts, sealed);
  if (!place.ok) return place;
  const id = parseRecordId(place.value.record);
  const held = id === null ? undefined : parts.store.ledger.record(id);
  if (held === undefined) return refuse("notHeld", `The record of the value ${sealed.slice(0, 12)}… is not here.`);
  const state = parts.store.judge.registerNow(held.foundsUnder ?? registerOf(parts, held.history));
  const refusal = erasureRefusal(state, { eraser: parts.session.signer().key, writer: held.writer });
  return refusal === null ? success(held.history) : refuse("erasureNotPermitted", refusal);
};

const registerOf = ({ store }: NodeParts, history: HistoryId): HistoryId =>
  store.ledger.history(history)?.foundsUnder ?? history;

const cannotTakeBack = [
  "Documents that were issued, printed or exported with the value keep it: ask whoever has them.",
  "A peer forgets it when it has received the erasing record; one that never exchanges again does not.",
  "Whoever has read it knows it.",
  "A stick or disk may keep old bytes until they are written over.",
] as const;
