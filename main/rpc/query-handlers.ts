/** Methods that ask and change nothing: status, fleet, histories, one record with its proof, code tables. */
import { base64Of } from "../../shared/encoding/base64.ts";
import { hexOf } from "../../shared/encoding/hex.ts";
import { textOf } from "../../shared/encoding/utf8.ts";
import { leafHash } from "../../shared/ledger/merkle.ts";
import { parseRecordId, type RecordId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { codeTables } from "../../shared/query/code-tables.ts";
import type { RecordProof } from "../../shared/rpc/rows.ts";
import { lineBytes } from "../journal/journal-line.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import { today } from "./fleet-handlers.ts";
import type { NodeParts } from "./node-parts.ts";
import { ownOrganisation, personRow } from "./person-handlers.ts";

type Queries = HandlersOf<
  | "app.status"
  | "asset.list"
  | "asset.get"
  | "history.timeline"
  | "history.readings"
  | "record.get"
  | "code.tables"
  | "index.rebuild"
  | "journal.checkpoint"
>;

/** Makes the asking methods of a node. */
export const queryHandlers = (parts: NodeParts): Queries => ({
  "app.status": async () => {
    const unshared = await parts.index.unsharedTotal();
    if (!unshared.ok) return unshared;
    const person = parts.session.person();
    const seen = parts.peers.lastSeen();
    const name = ownOrganisation(parts)?.name;
    return success({
      demo: false,
      fault: parts.journal.fault()?.message ?? parts.renewal.now()?.reason ?? null,
      folder: parts.folder,
      histories: parts.store.ledger.histories.size,
      installation: parts.keystore.installationSigner.key,
      must_renew: mustRenew(parts),
      last_seen: seen?.at ?? null,
      last_seen_name: seen?.name ?? null,
      party: typeof name === "string" ? name : "",
      peer_port: parts.peers.port(),
      person: person === null ? null : personRow(parts, person),
      protection: parts.protector.summary(),
      records: parts.store.ledger.size,
      register: parts.register,
      shell: parts.shell,
      simulators: parts.simulators,
      stolen_laptop: parts.keystore.theftNotice,
      unshared: unshared.value,
      version: parts.version,
    });
  },
  "asset.list": (request) => parts.index.assets(request, today(parts)),
  "asset.get": ({ history: name }) => inHistory(parts, name, (history) => parts.index.asset(history)),
  "history.timeline": ({ history: name, ...request }) =>
    inHistory(parts, name, (history) => parts.index.timeline(history, request)),
  "history.readings": ({ history: name, ...request }) =>
    inHistory(parts, name, (history) => parts.index.readings(history, request)),
  "record.get": async ({ id }) => {
    const record = findRecord(parts, id);
    return record.ok ? proofOf(parts, record.value) : record;
  },
  "code.tables": () => Promise.resolve(success(codeTables())),
  "index.rebuild": () => parts.index.rebuild(),
  "journal.checkpoint": async () => {
    const note = await parts.journal.checkpoint();
    return note.ok ? success({ note: note.value, size: parts.journal.size() }) : note;
  },
});

/** Damage can be left behind by new keys too, where nobody can make the journal whole again. */
export const mustRenew = ({ journal, renewal }: NodeParts) => {
  const need = renewal.now();
  if (need !== null) return { found: need.found, kind: need.kind, reason: need.reason };
  const fault = journal.fault();
  return fault === null || fault.kind === "writingStopped" || fault.kind === "linesMended"
    ? null
    : { found: null, kind: "damaged" as const, reason: fault.message };
};

const inHistory = async <T>(
  parts: NodeParts,
  name: string,
  ask: (history: RecordId) => Promise<Outcome<T>>,
): Promise<Outcome<T>> => {
  const history = resolveHistory(parts, name);
  return history.ok ? ask(history.value) : history;
};

/** A record by its id, or by a beginning of it that no other record has. */
const findRecord = ({ journal, store }: NodeParts, text: string): Outcome<RecordId> => {
  const whole = parseRecordId(text);
  if (whole !== null && store.ledger.record(whole) !== undefined) return success(whole);
  const found = journal.idsBeginning(text);
  const [first, ...others] = found;
  if (first === undefined) return refuse("notHeld", `There is no record ${text} here.`);
  return others.length === 0
    ? success(first)
    : refuse("ambiguousRecord", `${found.length} records begin with ${text}. Give more digits.`);
};

const proofOf = async (parts: NodeParts, id: RecordId): Promise<Outcome<RecordProof>> => {
  const held = parts.store.ledger.record(id);
  const signed = await parts.store.read(id);
  if (!signed.ok) return signed;
  const entry = await parts.index.entry(id);
  if (!entry.ok) return entry;
  const line = await lineOf(parts, id);
  if (!line.ok) return line;
  const { bytes, record, signature } = signed.value;
  return success({
    bytes: textOf(bytes) ?? "",
    checkpoint: null,
    entry: entry.value,
    history: held?.history ?? id,
    id,
    line: line.value,
    parents: [...(record.prev === null ? [] : [record.prev]), ...record.seen],
    register: [...record.register],
    signature: hexOf(signature),
  });
};

const lineOf = async ({ journal }: NodeParts, id: RecordId): Promise<Outcome<RecordProof["line"]>> => {
  const index = journal.lineOf(id);
  if (index === null) return success(null);
  const line = await journal.read(index);
  if (!line.ok) return line;
  const bytes = lineBytes(line.value);
  const { first, tree } = journal.logOf(index);
  const place = index - first;
  const size = tree.size();
  const proof = tree.inclusionProof(place, size).map(base64Of);
  return success({ index: place, leaf_sha256: hexOf(leafHash(bytes)), proof, size, text: textOf(bytes) ?? "" });
};
