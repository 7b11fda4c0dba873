/** Methods about cores: programmes, entitlements, goods-in, grades. */
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import { coreEntitlements, coreEntitlementTotal, programmeEditions } from "../../shared/query/core-entitlements.ts";
import { coreReceipts, coreReceiptTotal } from "../../shared/query/core-receipts.ts";
import { coreEntitledSchema, programmePublishedSchema, programmeRevisedSchema } from "../../shared/reman/core-body.ts";
import type { Programme } from "../../shared/reman/programme.ts";
import { photoHeadBytes, readPhoto } from "../../shared/reman/photo.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { readFully } from "../disk/read-fully.ts";
import { findCores } from "./find-cores.ts";
import { coreDetail, gradeReceived } from "./grade-received.ts";
import type { HandlersOf } from "./dispatch.ts";
import { today } from "./fleet-handlers.ts";
import type { NodeParts } from "./node-parts.ts";
import { readProgrammeShelf } from "./programme-shelf.ts";
import { coreRowOf, entitlementRowOf } from "./read-core.ts";
import { readRecord } from "./read-record.ts";
import { receiveCore, unitHistory } from "./receive-core.ts";
import { asBody, founding, instantOf, sealer, write, writeIn } from "./recording-handlers.ts";

type Cores = HandlersOf<
  | "core.programmes"
  | "core.publish-programme"
  | "core.entitle"
  | "core.entitlements"
  | "core.look-up"
  | "core.receive"
  | "core.list"
  | "core.get"
  | "core.take-photo"
  | "core.grade"
>;

/** Makes them for a node; `shelf` is the folder of the programmes that come with the program. */
export const coreHandlers = (parts: NodeParts, shelf: string): Cores => {
  const inTurn = oneAfterTheOther();
  return {
    "core.programmes": () => programmes(parts, shelf),
    "core.publish-programme": ({ history, reason, terms }) =>
      history === null
        ? write(parts, {
            at: null,
            body: asBody({ ...founding(parts), terms }),
            history: null,
            type: "core/programme-published@1",
          })
        : writeIn(parts, history, { body: asBody({ reason, terms }), type: "core/programme-revised@1" }),
    "core.entitle": ({ equipment_class, history, holder, maker, ...rest }) =>
      inTurn(async () => {
        const unit = { equipment_class, history, maker, model: rest.model, serial: rest.sold_serial };
        const found = await unitHistory(parts, unit);
        if (!found.ok) return found;
        const sealing = sealer(parts);
        const body = { ...rest, holder: holder === null ? null : sealing.seal(holder) };
        return writeIn(parts, found.value, {
          at: instantOf(rest.occurred),
          body: asBody(coreEntitledSchema.parse(body)),
          openings: sealing.openings,
          type: "core/entitled@1",
        });
      }),
    "core.entitlements": (request) => entitlements(parts, { ...request, today: today(parts) }),
    "core.look-up": ({ text }) => findCores(parts, text),
    "core.receive": (request) => inTurn(() => receiveCore(parts, request)),
    "core.list": (request) => listed(parts, request),
    "core.get": ({ receipt }) => coreDetail(parts, receipt),
    "core.take-photo": ({ file, name }) => takePhoto(parts, file, name),
    "core.grade": (request) => inTurn(() => gradeReceived(parts, request)),
  };
};

/** Decisions look at what is here and then write: two at the same time could both find a core not yet received. */
const oneAfterTheOther = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
};

const programmes = async (parts: NodeParts, shelf: string): Promise<Outcome<ResponseOf<"core.programmes">>> => {
  const editions = await parts.index.listed(programmeEditions());
  if (!editions.ok) return editions;
  const recorded: ResponseOf<"core.programmes"> = [];
  for (const id of editions.value) {
    const edition = await readRecord(parts, id, programmeBody);
    if (!edition.ok) return edition;
    recorded.push({ history: edition.value.history, record: id, terms: edition.value.body.terms });
  }
  const shipped = await readProgrammeShelf(shelf);
  if (!shipped.ok) return shipped;
  const isRecorded = (terms: Programme): boolean => recorded.some((one) => one.terms.title === terms.title);
  const offered = shipped.value.filter((terms) => !isRecorded(terms));
  return success([...recorded, ...offered.map((terms) => ({ history: null, record: null, terms }))]);
};

const programmeBody = programmePublishedSchema.or(programmeRevisedSchema);

const entitlements = async (
  parts: NodeParts,
  request: Parameters<typeof coreEntitlements>[0],
): Promise<Outcome<ResponseOf<"core.entitlements">>> => {
  const ids = await parts.index.listed(coreEntitlements(request));
  if (!ids.ok) return ids;
  const total = await parts.index.listed(coreEntitlementTotal(request));
  if (!total.ok) return total;
  const rows = [];
  for (const id of ids.value) {
    const row = await entitlementRowOf(parts, id);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return success({ rows, total: total.value[0] ?? 0 });
};

const listed = async (
  parts: NodeParts,
  request: Parameters<typeof coreReceipts>[0],
): Promise<Outcome<ResponseOf<"core.list">>> => {
  const places = await parts.index.listed(coreReceipts(request));
  if (!places.ok) return places;
  const total = await parts.index.listed(coreReceiptTotal(request));
  if (!total.ok) return total;
  const rows = [];
  for (const place of places.value) {
    const row = await coreRowOf(parts, place);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return success({ rows, total: total.value[0] ?? 0 });
};

const takePhoto = async (
  parts: NodeParts,
  file: Parameters<NodeParts["made"]["locate"]>[0],
  name: string,
): Promise<Outcome<ResponseOf<"core.take-photo">>> => {
  const path = parts.made.locate(file);
  if (!path.ok) return path;
  const head = await headOf(parts, path.value);
  const photo = head.ok ? readPhoto(head.value, name) : head;
  if (!photo.ok) return photo;
  const put = await parts.attachments.putFile(path.value);
  if (!put.ok) return put;
  return success({ ...photo.value, ...put.value, name: name.normalize("NFC") });
};

// Judged before it is taken in: what is no photo leaves nothing behind.
const headOf = async ({ files }: NodeParts, path: string): Promise<Outcome<Uint8Array>> => {
  const file = await files.open(path, "read");
  if (!file.ok) return file;
  const bytes = new Uint8Array(photoHeadBytes);
  const count = await readFully(file.value, bytes, 0);
  await file.value.close();
  return count.ok ? success(bytes.subarray(0, count.value)) : count;
};
