/** Methods that record: assets, counters, work, defects, any type, corrections. */
import { parseInstant, type Instant } from "../../shared/clock/instant.ts";
import { isObject, type JsonObject, type JsonValue } from "../../shared/encoding/canonical-json.ts";
import type { HeldRecord } from "../../shared/ledger/history.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { sealValue } from "../../shared/ledger/sealed-value.ts";
import type { Opening } from "../../shared/ledger/bundle.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { completeBody } from "../../shared/record-type/complete-body.ts";
import { isKnownType, recordTypes } from "../../shared/record-type/record-types.ts";
import { permissionRefusal, baseType } from "../../shared/register/permission.ts";
import { counterFault, decideWork, type AssetBeforeWork } from "../../shared/service/log-work.ts";
import type { Occurred, WorkPerformed } from "../../shared/service/work-body.ts";
import type { RecordWish } from "../recorder/record-wish.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";
import { asWritten, unfitIn } from "./written-text.ts";

type Recording = HandlersOf<
  | "asset.register"
  | "asset.describe"
  | "asset.read-counter"
  | "work.log"
  | "work.report-defect"
  | "record.append"
  | "record.correct"
>;

/** Makes the recording methods of a node. */
export const recordingHandlers = (parts: NodeParts): Recording => ({
  "asset.register": (fields) =>
    write(parts, {
      at: null,
      body: asBody({ ...fields, ...founding(parts), source: null }),
      history: null,
      type: "asset/registered@1",
    }),
  "asset.describe": ({ history, ...body }) =>
    writeIn(parts, history, { body: asBody(body), type: "asset/described@1" }),
  "asset.read-counter": async ({ history, ...body }) => {
    const before = await assetBefore(parts, history);
    if (!before.ok) return before;
    return (
      counterFault(before.value, body.readings) ??
      writeIn(parts, history, { body: asBody(body), type: "asset/counter-read@1" })
    );
  },
  "work.log": async ({ history, cost, people, ...rest }) => {
    const before = await assetBefore(parts, history);
    if (!before.ok) return before;
    const unfit = unfitIn(asWritten([cost, people]));
    if (unfit !== null) return refuse("malformed", `A name or a price holds ${unfit}. Nothing was recorded.`);
    const sealing = sealer(parts);
    const body: WorkPerformed = {
      ...rest,
      cost: cost === null ? null : sealing.seal(asWritten(cost)),
      people: people.length === 0 ? null : sealing.seal(asWritten(people)),
      source: null,
    };
    const decided = decideWork(before.value, body);
    if (!decided.ok) return decided;
    return writeIn(parts, history, {
      at: instantOf(body.occurred),
      body: asBody(decided.value),
      openings: sealing.openings,
      type: "service/performed@1",
    });
  },
  "work.report-defect": ({ history, ...body }) =>
    writeIn(parts, history, { at: instantOf(body.occurred), body: asBody(body), type: "service/defect-reported@1" }),
  "record.append": async ({ at, body, history, type }) => {
    if (!isKnownType(type)) return refuse("typeUnknown", `There is no record type "${type}". There are: ${typeNames}.`);
    const instant = at === undefined ? success(null) : parseInstant(at);
    if (!instant.ok) return instant;
    const given = history === null ? { ...founding(parts), ...body } : body;
    const complete = asBody(completeBody(type, given, instant.value ?? parts.now()));
    if (history !== null) return writeIn(parts, history, { at: instant.value, body: complete, type });
    return write(parts, { at: instant.value, body: complete, history: null, type });
  },
  "record.correct": async ({ reason, replacement, target }) => {
    const id = parseRecordId(target);
    const found = id === null ? undefined : parts.store.ledger.record(id);
    if (found === undefined) return refuse("notHeld", `The record ${target.slice(0, 12)}… is not here.`);
    const refusal = correctionRefusal(parts, found);
    if (refusal !== null) return refuse("notPermitted", refusal);
    const signer = parts.session.signer();
    const wish = { at: found.at, body: asBody(replacement ?? {}), history: found.history, type: found.type };
    const replaced = replacement === null ? null : await parts.recorder.record(wish, signer);
    if (replaced !== null && !replaced.ok) return replaced;
    const body = { reason, replacement: replaced?.value.id ?? null, target };
    const corrected = await parts.recorder.record(
      { at: null, body, history: found.history, type: "record/corrected@1" },
      signer,
    );
    return corrected.ok ? success({ correction: corrected.value.id, replacement: body.replacement }) : corrected;
  },
});

const typeNames = Object.keys(recordTypes).join(", ");

/** The standing that a record has the moment after it was recorded. */
export const recordedAnswer = (parts: NodeParts, record: HeldRecord) => ({
  history: record.history,
  id: record.id,
  standing: parts.store.judge.verdict(record).standing,
});

/** What a first record names besides its body. */
export const founding = (parts: NodeParts) => ({ nonce: parts.randomHex(32), register: parts.register });

/** Records as whoever is signed in. */
export const write = async (parts: NodeParts, wish: RecordWish) => {
  const recorded = await parts.recorder.record(wish, parts.session.signer());
  return recorded.ok ? success(recordedAnswer(parts, recorded.value)) : failed(withHint(parts, recorded.failure));
};

/** Records in a history that is named by id, prefix or tag. */
export const writeIn = async (
  parts: NodeParts,
  name: string,
  wish: Omit<RecordWish, "at" | "history"> & { readonly at?: Instant | null },
) => {
  const history = resolveHistory(parts, name);
  return history.ok ? write(parts, { ...wish, at: wish.at ?? null, history: history.value }) : history;
};

/** Somebody who may write is often only a PIN away. */
const withHint = (parts: NodeParts, failure: { readonly kind: string; readonly message: string }) =>
  failure.kind === "notPermitted" && parts.session.person() === null && parts.keystore.people().length > 0
    ? {
        ...failure,
        message: `${failure.message} Nobody is signed in: unlock a person first (on the command line: --as NAME with a PIN).`,
      }
    : failure;

const correctionRefusal = (parts: NodeParts, target: HeldRecord): string | null => {
  if (/^(register|record)\//.test(target.type)) return `Records of the type ${target.type} are not corrected.`;
  const { standing } = parts.store.judge.verdict(target);
  if (standing === "corrected") return "The record was corrected already. Correct what stands in its place.";
  const register = parts.store.ledger.history(target.history)?.root?.foundsUnder;
  if (register === undefined || register === null) return "Its history names no register.";
  return permissionRefusal(parts.store.judge.registerNow(register), parts.session.signer().key, baseType(target.type));
};

const assetBefore = async (parts: NodeParts, name: string): Promise<Outcome<AssetBeforeWork>> => {
  const history = resolveHistory(parts, name);
  if (!history.ok) return history;
  const asset = await parts.index.asset(history.value);
  if (!asset.ok) return asset;
  return success({
    counters: asset.value.counters,
    openDefects: new Set(asset.value.open_defects.map(({ record }) => record)),
  });
};

/** Seals values of one record; the openings go with the wish. */
export const sealer = (parts: NodeParts) => {
  const openings: Opening[] = [];
  const seal = (value: JsonValue): { sealed: string } => {
    const { opening, sealed } = sealValue(value, parts.session.signer().key, parts.randomHex(32));
    openings.push(opening);
    return { ...sealed };
  };
  return { openings, seal };
};

/**
 * The first moment that a stated time can mean: an unstated zone is read as UTC, and the body keeps what was stated.
 */
export const instantOf = ({ value, zone }: Occurred): Instant | null => {
  const padded = `${value}${"2000-01-01T00:00:00.000000".slice(value.length)}`.slice(0, 26);
  const offset = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  const instant = parseInstant(`${padded.slice(0, 10)}T${padded.slice(11)}Z`);
  if (!instant.ok) return null;
  return offset === null ? instant.value : shifted(instant.value, offset);
};

const shifted = (instant: Instant, [, sign = "+", hours = "0", minutes = "0"]: RegExpExecArray): Instant | null => {
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === "+" ? -60_000 : 60_000);
  const moved = new Date(Date.parse(`${instant.slice(0, 23)}Z`) + shift).toISOString();
  const parsed = parseInstant(`${moved.slice(0, 23)}${instant.slice(23)}`);
  return parsed.ok ? parsed.value : null;
};

/** A body as it is signed. */
export const asBody = (value: object): JsonObject => {
  const plain = asWritten(value);
  return isObject(plain) ? plain : {};
};
