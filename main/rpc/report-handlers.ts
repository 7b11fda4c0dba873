/** Methods that make documents: a preview records nothing; an issued one is recorded, carries its bundle and proves itself. */
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
import type { HandlersOf } from "./dispatch.ts";
import { readDossier } from "./read-dossier.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";
import { ownOrganisation } from "./person-handlers.ts";

/** Attachments inside a document; larger ones are named as left out (record-format.md, section 10). */
const insideBytesMax = 50 * 1024 * 1024;
const pdf = "application/pdf";

/** Makes the reporting methods of a node. */
export const reportHandlers = (parts: NodeParts): HandlersOf<"report.preview" | "report.issue"> => ({
  "report.preview": async ({ history: name, path }) => {
    const history = resolveHistory(parts, name);
    if (!history.ok) return history;
    const drawn = await draw(parts, history.value, { compress: true, role: roleOf(parts) ?? "not signed in", state: "preview" });
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
    const drawn = await draw(parts, history.value, { compress, role: issuing.value, state: "issued" });
    if (!drawn.ok) return drawn;
    return issue(parts, { ...drawn.value, history: history.value, path, role: issuing.value });
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

const draw = async (parts: NodeParts, history: HistoryId, { compress, role, state }: DrawWish): Promise<Outcome<Drawn>> => {
  const note = await freshCheckpoint(parts);
  if (!note.ok) return note;
  const { origin, root, size } = checkpointOf(note.value);
  const issuer = { date: parts.now(), name: issuerName(parts), organisation: organisationName(parts), role };
  const input = await readDossier(parts, history, { checkpoint: { origin, root: base64Of(root), size }, insideBytesMax, issuer, state });
  if (!input.ok) return input;
  const progress = (done: number, of: number): void => parts.emit({ done, event: "progress", of, task: "report" });
  const base = await makeBase(serviceDossier(input.value), { compress, progress });
  return base.ok ? success({ base: base.value, input: input.value, note: note.value }) : base;
};

interface Issuing extends Drawn {
  readonly history: HistoryId;
  readonly path: string | undefined;
  readonly role: string;
}

const issue = async (parts: NodeParts, { base, history, input, path, role }: Issuing) => {
  const body: ReportIssued = {
    base_sha256: base.base_sha256, bundle_of: [history], pages: [...base.pages], role, template: "service-dossier",
    title: `Service dossier ${input.asset.tag ?? ""}`.trim(), version: 1,
  };
  const recorded = await parts.recorder.record({ at: null, body: { ...body }, history, type: "report/issued@1" }, parts.session.signer());
  if (!recorded.ok) return recorded;
  // Signed again, so that the checkpoint inside covers the record that issues the document.
  const covering = await freshCheckpoint(parts);
  if (!covering.ok) return covering;
  const target = memoryTarget();
  const extras = carriedExtras(parts, covering.value, { attachmentBytesMax: insideBytesMax, openings: false });
  const written = await writeBundle([history], extras, target, { signer: parts.keystore.installationSigner, store: parts.store });
  if (!written.ok) return written;
  const document = attachBundle(base.bytes, target.bytes());
  if (!document.ok) return document;
  const checked = verifyDocument(document.value, () => [body]);
  if (!checked.ok) throw new Error(`the document that was just issued does not verify: ${checked.failure.message}`);
  const name = `${body.title}.pdf`.replaceAll(/[^\p{L}\p{N} ._-]/gu, "_");
  const made = await parts.made.put({ bytes: document.value, mediaType: pdf, name, path });
  if (!made.ok) return made;
  const left = written.value.leftOut.map(({ name: file, sha256 }) => `left out: ${file} (${sha256.slice(0, 12)}…)`);
  return success({ ...made.value, pages: base.pages.length, record: recorded.value.id, remarks: left });
};

/** The role in which a document is issued: the one that is named, if the signer holds it, or the first that may issue. */
const issuingRole = (parts: NodeParts, history: HistoryId, wanted: string | undefined): Outcome<string> => {
  const register = parts.store.ledger.history(history)?.root?.foundsUnder;
  if (register === undefined || register === null) return refuse("noRegister", "The history stands under no register, so nobody can issue documents of it.");
  const state = parts.store.judge.registerNow(register);
  const { key } = parts.session.signer();
  const refusal = permissionRefusal(state, key, baseType("report/issued@1"));
  if (refusal !== null) return refuse("notPermitted", `${refusal} Sign in as somebody who may issue reports.`);
  const held = rolesOfKey(state, key);
  if (wanted !== undefined && !held.includes(wanted)) return refuse("roleNotHeld", `The signer does not hold the role "${wanted}"; held are: ${held.join(", ")}.`);
  return success(wanted ?? roleOf(parts) ?? validatorRole);
};

const roleOf = (parts: NodeParts): string | undefined => {
  const roles = rolesOfKey(parts.store.judge.registerNow(parts.register), parts.session.signer().key);
  return roles.find((role) => role !== validatorRole) ?? roles[0];
};

const issuerName = (parts: NodeParts): string => parts.session.person()?.name ?? `installation ${parts.keystore.installationSigner.key.slice(0, 12)}…`;

const organisationName = (parts: NodeParts): string => {
  const name = ownOrganisation(parts)?.name;
  return typeof name === "string" ? name : "";
};
