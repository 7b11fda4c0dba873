/**
 * Methods that make documents: a preview records nothing; an issued one is recorded, carries its bundle and proves
 * itself.
 */
import { baseType, permissionRefusal } from "../../shared/register/permission.ts";
import { rolesOfKey } from "../../shared/register/register-state.ts";
import { validatorRole } from "../../shared/register/default-charter.ts";
import { base64Of } from "../../shared/encoding/base64.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ReportIssued } from "../../shared/record-type/ledger-body.ts";
import { serviceDossier } from "../../shared/report/service-dossier.ts";
import type { ServiceDossierInput } from "../../shared/report/service-dossier-input.ts";
import { attachBundle } from "../document/attach-bundle.ts";
import { verifyDocument } from "../document/compare-with-issued.ts";
import { memoryTarget, writeBundle } from "../bundle/bundle-writer.ts";
import { makeBase } from "../report/make-base.ts";
import { carriedExtras, checkpointOf, freshCheckpoint } from "./carried-extras.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { HandlersOf } from "./dispatch.ts";
import type { FileInTheMaking } from "./made-files.ts";
import { readDossier } from "./read-dossier.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";
import { ownOrganisation } from "./person-handlers.ts";
import type { Task } from "./tasks.ts";

/** Attachments inside a document; larger ones are named as left out (record-format.md, section 10). */
const insideBytesMax = 50 * 1024 * 1024;
const pdf = "application/pdf";

/** Makes the reporting methods of a node. */
export const reportHandlers = (parts: NodeParts): HandlersOf<"report.preview" | "report.issue"> => ({
  "report.preview": async ({ history: name, path }) => {
    const history = resolveHistory(parts, name);
    if (!history.ok) return history;
    const wish = { compress: true, role: roleOf(parts) ?? "not signed in", state: "preview" } as const;
    const drawn = await parts.tasks.run("report", (task) => draw(parts, history.value, wish, task));
    if (!drawn.ok) return drawn;
    const { bytes, pages } = drawn.value.base;
    const made = await parts.made.put({ bytes, mediaType: pdf, name: "preview.pdf", path });
    return made.ok ? success({ ...made.value, pages: pages.length }) : made;
  },
  "report.issue": async ({ compress, history: name, path, role }) => {
    const history = resolveHistory(parts, name);
    if (!history.ok) return history;
    const issuing = issuingRole(parts, history.value, role);
    if (!issuing.ok) return issuing;
    const wish = { compress, role: issuing.value, state: "issued" } as const;
    const drawn = await parts.tasks.run("report", (task) => draw(parts, history.value, wish, task));
    if (!drawn.ok) return drawn;
    const issued = await issue(parts, { ...drawn.value, history: history.value, path, role: issuing.value });
    if (issued.ok) parts.notices.add("finished", `A report of ${issued.value.pages} pages was issued.`);
    return issued;
  },
});

interface Drawn {
  readonly base: { readonly bytes: Uint8Array; readonly base_sha256: string; readonly pages: ReadonlyArray<string> };
  readonly input: ServiceDossierInput;
  readonly note: string;
}

interface DrawWish {
  readonly compress: boolean;
  readonly role: string;
  readonly state: ServiceDossierInput["state"];
}

const draw = async (
  parts: NodeParts,
  history: HistoryId,
  { compress, role, state }: DrawWish,
  { progress, signal }: Task,
): Promise<Outcome<Drawn>> => {
  const note = await freshCheckpoint(parts);
  if (!note.ok) return note;
  const { origin, root, size } = checkpointOf(note.value);
  const issuer = { date: parts.now(), name: issuerName(parts), organisation: organisationName(parts), role };
  const input = await readDossier(parts, history, {
    checkpoint: { origin, root: base64Of(root), size },
    insideBytesMax,
    issuer,
    state,
  });
  if (!input.ok) return input;
  const base = await makeBase(serviceDossier(input.value), { compress, progress, signal });
  return base.ok ? success({ base: base.value, input: input.value, note: note.value }) : base;
};

interface Issuing extends Drawn {
  readonly history: HistoryId;
  readonly path: string | undefined;
  readonly role: string;
}

const issue = async (parts: NodeParts, issuing: Issuing): Promise<Outcome<ResponseOf<"report.issue">>> => {
  const body = issuedBody(issuing);
  const name = `${body.title}.pdf`.replaceAll(/[^\p{L}\p{N} ._-]/gu, "_");
  // The file is begun and holds its base before anything is recorded: nobody issues a document that nobody can have.
  const file = await parts.made.begin({ mediaType: pdf, name, path: issuing.path });
  if (!file.ok) return file;
  const based = await file.value.append(issuing.base.bytes);
  const signer = parts.session.signer();
  const wish = { at: null, body: { ...body }, history: issuing.history, type: "report/issued@1" };
  const recorded = based.ok ? await parts.recorder.record(wish, signer) : based;
  const begun = { body, file: file.value };
  const finished = recorded.ok ? await finish(parts, issuing, { ...begun, record: recorded.value.id }) : recorded;
  if (!finished.ok) await file.value.abandon();
  return finished;
};

const issuedBody = ({ base, history, input, role }: Issuing): ReportIssued => ({
  base_sha256: base.base_sha256,
  bundle_of: [history],
  pages: [...base.pages],
  role,
  template: "service-dossier",
  title: `Service dossier ${input.asset.tag ?? ""}`.trim(),
  version: 1,
});

interface Begun {
  readonly body: ReportIssued;
  readonly file: FileInTheMaking;
  readonly record: string;
}

/** Attaches the bundle that holds the record, and lets the document be seen. */
const finish = async (
  parts: NodeParts,
  { base, history }: Issuing,
  { body, file, record }: Begun,
): Promise<Outcome<ResponseOf<"report.issue">>> => {
  const bundle = await bundleOf(parts, history);
  if (!bundle.ok) return bundle;
  const document = attachBundle(base.bytes, bundle.value.bytes);
  if (!document.ok) return document;
  const checked = verifyDocument(document.value, () => [body]);
  if (!checked.ok) throw new Error(`the document that was just issued does not verify: ${checked.failure.message}`);
  const appended = await file.append(document.value.subarray(base.bytes.length));
  const made = appended.ok ? await file.publish() : appended;
  if (made.ok) return success({ ...made.value, pages: base.pages.length, record, remarks: [...bundle.value.remarks] });
  const { kind, message } = made.failure;
  return refuse(
    kind,
    `${message} The record ${record.slice(0, 12)}… issues it, but its file is not written: issue it again.`,
  );
};

interface CarriedBundle {
  readonly bytes: Uint8Array;
  readonly remarks: ReadonlyArray<string>;
}

const bundleOf = async (parts: NodeParts, history: HistoryId): Promise<Outcome<CarriedBundle>> => {
  // Signed again, so that the checkpoint inside covers the record that issues the document.
  const covering = await freshCheckpoint(parts);
  if (!covering.ok) return covering;
  const target = memoryTarget();
  const extras = carriedExtras(parts, covering.value, { attachmentBytesMax: insideBytesMax, openings: false });
  const sender = { signer: parts.keystore.installationSigner, store: parts.store };
  const written = await writeBundle([history], extras, target, sender);
  if (!written.ok) return written;
  const remarks = written.value.leftOut.map(({ name, sha256 }) => `left out: ${name} (${sha256.slice(0, 12)}…)`);
  return success({ bytes: target.bytes(), remarks });
};

/**
 * The role in which a document is issued: the one that is named, if the signer holds it, or the first that may issue.
 */
const issuingRole = (parts: NodeParts, history: HistoryId, wanted: string | undefined): Outcome<string> => {
  const register = parts.store.ledger.history(history)?.root?.foundsUnder;
  if (register === undefined || register === null)
    return refuse("noRegister", "The history stands under no register, so nobody can issue documents of it.");
  const state = parts.store.judge.registerNow(register);
  const { key } = parts.session.signer();
  const refusal = permissionRefusal(state, key, baseType("report/issued@1"));
  if (refusal !== null) return refuse("notPermitted", `${refusal} Sign in as somebody who may issue reports.`);
  const held = rolesOfKey(state, key);
  if (wanted !== undefined && !held.includes(wanted))
    return refuse("roleNotHeld", `The signer does not hold the role "${wanted}"; held are: ${held.join(", ")}.`);
  return success(wanted ?? roleOf(parts) ?? validatorRole);
};

const roleOf = (parts: NodeParts): string | undefined => {
  const roles = rolesOfKey(parts.store.judge.registerNow(parts.register), parts.session.signer().key);
  return roles.find((role) => role !== validatorRole) ?? roles[0];
};

const issuerName = (parts: NodeParts): string =>
  parts.session.person()?.name ?? `installation ${parts.keystore.installationSigner.key.slice(0, 12)}…`;

const organisationName = (parts: NodeParts): string => {
  const name = ownOrganisation(parts)?.name;
  return typeof name === "string" ? name : "";
};
