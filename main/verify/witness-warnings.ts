/** Warnings about witnesses and logs whose own signatures speak against them (record-format.md, sections 6 and 11). */
import { shortId } from "../../shared/ledger/record.ts";
import type { NoteKey } from "../../shared/ledger/note-key.ts";
import { witnessOrganisation } from "../../shared/register/time-ground.ts";
import type { Suspicion } from "../../shared/witness/suspected-witness.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import type { Evidence } from "./evidence.ts";
import { suspicionsOf } from "./history-bounds.ts";

/**
 * Every witness that a register in the evidence names; asked before anything is judged, so that all notes are known.
 */
export const knowWitnesses = (evidence: Evidence): ReadonlyArray<string> =>
  evidence.times
    .know(namedWitnesses(evidence), nodeVerify)
    .map(
      (sha256) =>
        `suspected witness: the note ${sha256.slice(0, 12)}… holds a cosignature that was not made by whom it names`,
    );

/** One sentence for each witness and kind of contradiction. */
export const witnessWarnings = (evidence: Evidence): ReadonlyArray<string> => {
  const suspicions = [...evidence.ledger.histories.values()].flatMap((history) => suspicionsOf(evidence, history));
  const times = new Map(suspicions.map((one) => [`${one.witness} ${one.contradiction}`, one]));
  return [
    ...[...times.values()].map(
      (one) => `suspected witness: ${nameOf(evidence, one.witness)} ${contradictionText(one)}`,
    ),
    ...evidence.times
      .twoFaced()
      .map(
        ({ opened, witness }) =>
          `suspected witness: ${nameOf(evidence, witness)} cosigned two roots for ${splitText(opened)}`,
      ),
    ...evidence.times.splitLogs().map((opened) => `split view: two roots were signed for ${splitText(opened)}`),
  ];
};

const namedWitnesses = (evidence: Evidence): ReadonlyArray<NoteKey> => {
  const policies = evidence.ledger.histories
    .registers()
    .flatMap(({ records }) => [...records.values()])
    .filter(({ type }) => type === "register/charter@1" || type === "register/witness-policy-changed@1")
    .flatMap((record) => evidence.judge.registerAt(record).witnessPolicies);
  const keys = policies.flatMap(({ value }) => value.policy?.witnesses ?? []).map(({ key }) => key);
  return [...new Map(keys.map((key) => [`${key.name} ${key.key}`, key])).values()];
};

/** The organisation that some register says it belongs to, beside its key. */
const nameOf = (evidence: Evidence, witness: string): string => {
  const states = evidence.ledger.histories.registers().map(({ id }) => evidence.judge.registerNow(id));
  const names = states
    .map((state) => witnessOrganisation(state, witness))
    .filter(({ name }) => typeof name === "string");
  const named = names.find(({ party }) => party !== null) ?? names[0];
  return `${typeof named?.name === "string" ? named.name : "a witness"} (key ${witness.slice(0, 12)}…)`;
};

const contradictionText = ({ against, contradiction, record, said }: Suspicion): string => {
  switch (contradiction) {
    case "itself":
      return `cosigned a note at ${said}, and at ${against} a record that already names it (${shortId(record)})`;
    case "lower bound":
      return `says that it saw the record ${shortId(record)} at ${said}; others prove that it is younger than ${against}`;
    case "upper bound":
      return `says that it cosigned what the record ${shortId(record)} names at ${said}; others saw that record by ${against}`;
  }
};

const splitText = ({
  checkpoint,
}: {
  readonly checkpoint: { readonly origin: string; readonly size: number };
}): string => `${checkpoint.size} lines of the log ${checkpoint.origin}`;
