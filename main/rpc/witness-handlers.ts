/** The methods on witnesses and receipts. */
import { textOf, utf8Of } from "../../shared/encoding/utf8.ts";
import { noteKeyText, parseNoteKey, type NoteKey } from "../../shared/ledger/note-key.ts";
import { parseReceipt, receiptText } from "../../shared/ledger/receipt.ts";
import { parseRecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ParsedRequest, ResponseOf } from "../../shared/rpc/methods.ts";
import { openCosignedNote } from "../../shared/witness/cosigned-note.ts";
import { promiseDue } from "../../shared/witness/promise.ts";
import { carriedAnswerText, noteOfRequest, parseCarriedAnswer } from "../../shared/witness/witness-file.ts";
import { isInstant } from "../../shared/clock/instant.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import type { KnownInstallation } from "../witness/known-installations.ts";
import type { HeldPromise } from "../witness/promise-book.ts";
import { freshCheckpoint } from "./carried-extras.ts";
import { receiptsOf } from "./carried-times.ts";
import type { HandlersOf } from "./dispatch.ts";
import type { NodeParts } from "./node-parts.ts";

type Witnessing = HandlersOf<
  | "witness.state"
  | "witness.add"
  | "witness.receipt"
  | "witness.export-alarm"
  | "witness.export-promise"
  | "witness.request"
  | "witness.answer"
  | "witness.take"
>;
type State = ResponseOf<"witness.state">;

/** Makes them for a node. */
export const witnessHandlers = (parts: NodeParts): Witnessing => ({
  "witness.add": (wish) => addKeys(parts, wish),
  "witness.answer": (wish) => answerFile(parts, wish),
  "witness.export-alarm": async ({ origin, path }) => {
    const alarm = parts.witness.alarms.of(origin);
    if (alarm === null) return refuse("noAlarm", `There is no alarm about the log ${origin.slice(0, 100)}.`);
    return putText(parts, { name: `${alarm.kind}-view-${origin.slice(-8)}.json`, path, text: alarm.proof });
  },
  "witness.export-promise": async ({ by, id, path }) => {
    const found = parts.witness.promises.all().find(({ promise }) => promise.by === by && promise.id === id);
    if (found?.state !== "broken")
      return refuse("noBrokenPromise", "No broken promise about this record is known here.");
    return putText(parts, { name: `broken-promise-${id.slice(0, 8)}.json`, path, text: found.proof });
  },
  "witness.receipt": (wish) => receiptFile(parts, wish),
  "witness.request": (wish) => requestFile(parts, wish),
  "witness.state": async () => success(stateOf(parts)),
  "witness.take": (wish) => takeFile(parts, wish),
});

/** Rows of promises on a screen: those that are open or broken come first. */
const promiseRowsMax = 500;
/** A request or an answer: one checkpoint and at most 63 hashes. */
const stickBytesMax = 512 * 1024;

const stateOf = (parts: NodeParts): State => {
  const { alarms, known, logs, promises, shelf } = parts.witness;
  const { log, witness } = parts.witness.keys;
  const held = promises.all();
  const countOf = (state: HeldPromise["state"]): number => held.filter((one) => one.state === state).length;
  const rows = held.toSorted((left, right) => stateRank[left.state] - stateRank[right.state]).slice(0, promiseRowsMax);
  const policies = parts.store.judge.registerNow(parts.register).witnessPolicies.map(({ value }) => value.text);
  const times = shelf.lastCosigned();
  return {
    alarms: alarms.all().map((alarm) => ({ ...alarm, name: known.ofLog(alarm.origin)?.name ?? null })),
    log: { origin: log.name, size: logs.current.tree.size(), vkey: noteKeyText(log) },
    policies,
    promises: {
      broken: countOf("broken"),
      kept: countOf("kept"),
      open: countOf("open"),
      rows: rows.map((one) => promiseRow(parts, one)),
    },
    witness: noteKeyText(witness),
    witnesses: known.all().map((one) => witnessRow(parts, one, times)),
  };
};

const stateRank: Readonly<Record<HeldPromise["state"], number>> = { broken: 0, kept: 2, open: 1 };

const witnessRow = (
  { witness: { alarms, asked, isRevoked, logs, shelf, watching } }: NodeParts,
  { installation, log, name, since, witness }: KnownInstallation,
  times: ReturnType<NodeParts["witness"]["shelf"]["lastCosigned"]>,
): State["witnesses"][number] => {
  const watch = log === null ? null : watching.of(log.name);
  const ours = watch?.cosigned() ?? null;
  const at = witness === null ? undefined : times.get(witness.key);
  const alarm = log === null ? null : alarms.of(log.name);
  const last = witness === null ? undefined : asked.get(witness.key);
  return {
    alarm: alarm === null ? null : { kind: alarm.kind, message: alarm.message },
    asked: last === undefined ? null : { at: last.at, refusal: last.failure?.message ?? null },
    damage: watch?.damage?.message ?? null,
    installation,
    log: log === null ? null : noteKeyText(log),
    name,
    ours: ours === null ? null : { at: ours.time, size: ours.checkpoint.size },
    revoked: witness !== null && isRevoked(witness.key),
    seen: watch?.seen().length ?? 0,
    since,
    theirs:
      at === undefined || witness === null ? null : { at, size: shelf.cosignedSize(logs.current.origin, witness.key) },
    witness: witness === null ? null : noteKeyText(witness),
  };
};

const promiseRow = (
  { store, witness: { known } }: NodeParts,
  { at, promise: { by, id, index, received }, state }: HeldPromise,
): State["promises"]["rows"][number] => {
  const record = parseRecordId(id);
  return {
    at,
    by,
    due: isInstant(received) ? promiseDue(received) : received,
    history: record === null ? null : (store.ledger.record(record)?.history ?? null),
    id,
    index,
    name: known.all().find(({ installation }) => installation === by)?.name ?? null,
    received,
    state,
  };
};

const addKeys = async (
  { now, witness }: NodeParts,
  { log, name, witness: witnessText }: ParsedRequest<"witness.add">,
): Promise<Outcome<ResponseOf<"witness.add">>> => {
  const logKey = log === null ? null : parseNoteKey(log);
  if (logKey !== null && !logKey.ok) return logKey;
  const witnessKey = witnessText === null ? null : parseNoteKey(witnessText);
  if (witnessKey !== null && !witnessKey.ok) return witnessKey;
  if (logKey === null && witnessKey === null)
    return refuse("witnessKeyMissing", "Give the verifier key of a log, of a witness, or both.");
  if (logKey !== null && logKey.value.use !== "signature")
    return refuse("noteKeyType", "The key of a log is of type 1; this one cosigns. Give it as the witness's key.");
  if (witnessKey !== null && witnessKey.value.use !== "cosignature")
    return refuse("noteKeyType", "The key of a witness is of type 4; this one signs a log. Give it as the log's key.");
  const noted = await witness.known.note({
    installation: null,
    log: logKey?.value ?? null,
    name: name.normalize("NFC"),
    since: now(),
    witness: witnessKey?.value ?? null,
  });
  return noted.ok ? success({ added: noted.value }) : noted;
};

const putText = (
  { made }: NodeParts,
  { name, path, text }: { readonly name: string; readonly path: string | undefined; readonly text: string },
): ReturnType<NodeParts["made"]["put"]> =>
  made.put({ bytes: utf8Of(text), mediaType: "text/plain; charset=utf-8", name, path });

const receiptFile = async (
  parts: NodeParts,
  { path, record: digits }: ParsedRequest<"witness.receipt">,
): Promise<Outcome<ResponseOf<"witness.receipt">>> => {
  const [id, ...others] = parts.journal.idsBeginning(digits);
  if (id === undefined) return refuse("notHeld", `The record ${digits.slice(0, 12)}… is not here.`);
  if (others.length > 0) return refuse("ambiguous", `Several records begin with ${digits}. Give more of the id.`);
  const note = await freshCheckpoint(parts);
  if (!note.ok) return note;
  const receipts = await receiptsOf(parts, id, note.value);
  if (!receipts.ok) return receipts;
  const best = receipts.value
    .flatMap(({ line, proof }) => {
      const parsed = parseReceipt(proof);
      const opened = parsed.ok ? openCosignedNote(parsed.value.checkpoint, nodeVerify) : null;
      return parsed.ok && opened?.ok === true ? [{ line, opened: opened.value, receipt: parsed.value }] : [];
    })
    .toSorted((left, right) => right.opened.times.length - left.opened.times.length)[0];
  if (best === undefined) return refuse("noReceipt", "No checkpoint of a log here holds this record.");
  const text = receiptText({ ...best.receipt, extra: utf8Of(best.line) });
  const made = await putText(parts, { name: `${id.slice(0, 16)}.tlog-proof`, path, text });
  if (!made.ok) return made;
  const { checkpoint, times } = best.opened;
  return success({
    ...made.value,
    index: best.receipt.index,
    record: id,
    size: checkpoint.size,
    witnesses: new Set(times.map(({ witness }) => witness)).size,
  });
};

/** A witness by its name, its key, or a beginning of the key's name. */
const witnessNamed = ({ witness: { known } }: NodeParts, text: string): Outcome<NoteKey> => {
  const parsed = parseNoteKey(text);
  if (parsed.ok) return parsed;
  const found = known
    .all()
    .flatMap(({ name, witness }) =>
      witness !== null && (name === text || witness.key.startsWith(text) || witness.name === text) ? [witness] : [],
    );
  const [only, ...others] = found;
  if (only === undefined)
    return refuse("witnessUnknown", `No witness is called "${text.slice(0, 100)}" here. Add its key first.`);
  return others.length > 0
    ? refuse("ambiguous", `Several witnesses are called "${text}". Give the key.`)
    : success(only);
};

const requestFile = async (
  parts: NodeParts,
  { path, witness: name }: ParsedRequest<"witness.request">,
): Promise<Outcome<ResponseOf<"witness.request">>> => {
  const witness = witnessNamed(parts, name);
  if (!witness.ok) return witness;
  const request = await parts.witness.request(witness.value);
  if (!request.ok) return request;
  const made = await putText(parts, { name: "witness-request.txt", path, text: request.value.body });
  return made.ok ? success({ ...made.value, old: request.value.old, size: request.value.size }) : made;
};

const answerFile = async (
  parts: NodeParts,
  { file, path }: ParsedRequest<"witness.answer">,
): Promise<Outcome<ResponseOf<"witness.answer">>> => {
  const bytes = await parts.made.read(file, stickBytesMax);
  if (!bytes.ok) return bytes;
  const body = textOf(bytes.value);
  if (body === null) return refuse("witnessRequest", "This is not a request to a witness: it is no text.");
  const answer = await parts.witness.watching.add(body);
  if (!answer.ok) return answer;
  const { status } = answer.value;
  const carried = { answer: answer.value, note: noteOfRequest(body), witness: parts.witness.keys.witness.name };
  const made = await putText(parts, { name: "witness-answer.txt", path, text: carriedAnswerText(carried) });
  if (!made.ok) return made;
  return success({ ...made.value, message: status === 200 ? null : answer.value.body.trim(), status });
};

const takeFile = async (
  parts: NodeParts,
  { file }: ParsedRequest<"witness.take">,
): Promise<Outcome<ResponseOf<"witness.take">>> => {
  const bytes = await parts.made.read(file, stickBytesMax);
  if (!bytes.ok) return bytes;
  const carried = parseCarriedAnswer(textOf(bytes.value) ?? "");
  if (!carried.ok) return carried;
  const witness = witnessNamed(parts, carried.value.witness);
  if (!witness.ok) return witness;
  const taken = await parts.witness.take(witness.value, carried.value);
  if (!taken.ok) return taken;
  return taken.value.kind === "cosigned"
    ? success({ size: taken.value.size, witness: witness.value.name })
    : refuse(taken.value.failure.kind, taken.value.failure.message);
};
