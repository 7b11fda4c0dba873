/** What every report stands on, and the parts of its document that follow from it: foot, scope, last chapter. */
import { orNotRecorded, span, timeText } from "./dossier-text.ts";
import type { GroundSeal } from "./ground-seal.ts";
import type { Issuer, KeyValue, Proof, ReportDocument, ReportSection, ReportText } from "./report-document.ts";
import { groundWords, reportWords } from "./report-vocabulary.ts";
import { verifyPayload } from "./verify-payload.ts";

export interface ReportGround {
  readonly state: ReportDocument["state"];
  readonly issuer: Issuer;
  /** The three lines of the signed note that the report stands on (record-format.md, section 7); root in base64. */
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string };
  /** The history that the report is about, hex64. */
  readonly history: string;
  /** The register that judges it, hex64. */
  readonly register: string;
  /** The newest seal of the history (section 8): `null` where nobody sealed it, left out where that was not asked. */
  readonly seal?: GroundSeal | null;
}

/** Foot and QR code of every page. */
export const groundProof = ({ checkpoint, history, register }: ReportGround): Proof => ({
  lines: [
    { name: groundWords.checkpoint, value: `${checkpoint.origin} · ${checkpoint.size}` },
    { name: groundWords.root, value: checkpoint.root },
    { name: groundWords.history, value: history },
    { name: groundWords.register, value: register },
  ],
  payload: verifyPayload({ history, register, size: checkpoint.size, root: checkpoint.root }),
});

/** Who issues it, in which role and when: the entries with which the scope of a report begins. */
export const groundEntries = (ground: ReportGround): ReadonlyArray<KeyValue> => {
  const { issuer, state } = ground;
  const date = timeText({ at: issuer.date, precision: "second" });
  return [
    { name: actOf(ground), value: groundWords.role(issuer.name, issuer.role) },
    { name: groundWords.organisation, value: orNotRecorded(issuer.organisation) },
    { name: state === "issued" ? groundWords.issued : groundWords.prepared, value: date },
    { name: groundWords.history, value: [span(ground.history, "code")] },
  ];
};

/**
 * The last chapter of every report: the statement under which it is issued, what a check can and cannot show, the
 * figures, and how to check with and without the program.
 */
export const groundChapter = (ground: ReportGround, statement: string): ReportSection => {
  const { issuer, register, state } = ground;
  const date = timeText({ at: issuer.date, precision: "second" });
  const evidence = state === "issued" ? groundWords.evidence(date) : groundWords.previewEvidence;
  return {
    title: groundWords.title,
    blocks: [
      { kind: "signatures", signers: [{ ...issuer, act: actOf(ground), statement, evidence }] },
      { kind: "notice", tone: "attention", title: groundWords.caution, text: groundWords.cautionText },
      { kind: "subheading", text: groundWords.figures },
      { kind: "keyValues", columns: 1, entries: proofFigures(ground) },
      { kind: "subheading", text: groundWords.withProgram },
      { kind: "list", numbered: true, items: groundWords.steps(reportWords.program) },
      { kind: "commandLine", text: groundWords.command(register) },
      { kind: "subheading", text: groundWords.withoutProgram },
      { kind: "list", numbered: true, items: groundWords.handSteps },
    ],
  };
};

/** What the person does who stands on the first page. */
export const actOf = ({ state }: Pick<ReportGround, "state">): string =>
  state === "issued" ? reportWords.issuedBy : reportWords.preparedBy;

const proofFigures = ({ checkpoint, history, register, seal }: ReportGround): ReadonlyArray<KeyValue> => [
  { name: groundWords.origin, value: [span(checkpoint.origin, "code")] },
  { name: groundWords.size, value: [span(String(checkpoint.size), "code")] },
  { name: groundWords.checkpointRoot, value: [span(checkpoint.root, "code")] },
  { name: groundWords.history, value: [span(history, "code")] },
  { name: groundWords.register, value: [span(register, "code")] },
  ...(seal === undefined ? [] : [{ name: groundWords.seal, value: sealText(seal) }]),
];

const sealText = (seal: GroundSeal | null): ReportText => {
  if (seal === null) return groundWords.unsealed;
  const { act, at, confirmedBy, record, surfaced, to } = seal;
  return [
    span(groundWords.sealed(act, to, timeText({ at, precision: "second" }))),
    span(record, "code"),
    span(` ${confirmedBy === null ? groundWords.unconfirmed : groundWords.confirmed(confirmedBy)} `),
    span(groundWords.surfaced(surfaced)),
  ];
};
