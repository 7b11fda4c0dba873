/** What each record type and each field of an asset is called on screen. */
import type { AssetFieldName } from "../../shared/asset/asset-body.ts";
import { isKnownType, type RecordTypeName } from "../../shared/record-type/record-types.ts";

const titles: Readonly<Record<RecordTypeName, string>> = {
  "asset/changed@1": "Change",
  "asset/counter-read@1": "Counter read",
  "asset/described@1": "Described",
  "asset/registered@1": "Registered",
  "condition/read@1": "Reading",
  "core/entitled@1": "Core entitlement",
  "core/graded@1": "Core graded",
  "core/programme-published@1": "Core programme",
  "core/programme-revised@1": "Core programme revised",
  "core/received@1": "Core received",
  "custody/sealed@1": "Seal",
  "hazop/bypassed@1": "Bypass",
  "hazop/channel-bound@1": "Channel bound",
  "hazop/node-linked@1": "Assets of a node",
  "hazop/node-reviewed@1": "Node review",
  "hazop/recommendation-closed@1": "Action closed",
  "hazop/restored@1": "Bypass ended",
  "hazop/safeguard-linked@1": "Safeguard linked",
  "hazop/safeguard-tested@1": "Proof test",
  "hazop/study-imported@1": "Study imported",
  "hazop/study-revalidated@1": "Study revalidated",
  "hazop/worksheet-edited@1": "Worksheet edited",
  "history/register-changed@1": "Hand-over to another register",
  "record/corrected@1": "Correction",
  "record/endorsed@1": "Endorsed",
  "record/erased@1": "Erased",
  "record/joined@1": "Branches joined",
  "register/charter@1": "Charter",
  "register/key-revoked@1": "Key revoked",
  "register/key-rotated@1": "Key rotated",
  "register/parties-merged@1": "Parties merged",
  "register/party-enrolled@1": "Party enrolled",
  "register/rules-changed@1": "Rules changed",
  "register/witness-policy-changed@1": "Witness policy changed",
  "report/handed-to@1": "Report handed over",
  "report/issued@1": "Report issued",
  "report/verified@1": "File verified",
  "service/defect-reported@1": "Defect",
  "service/performed@1": "Work",
  "service/planned@1": "Plan",
  "warranty/claimed@1": "Warranty claim",
  "warranty/issued@1": "Warranty",
};

/** The title of a type; one that this version does not know is shown as it is. */
export const recordTitle = (type: string): string => (isKnownType(type) ? titles[type] : type);

/** The title beside a summary; empty where the summary says by itself what was done. */
export const entryTitle = (type: string): string => (saysItself.includes(type) ? "" : recordTitle(type));

const saysItself: ReadonlyArray<string> = [
  "asset/registered@1",
  "core/entitled@1",
  "core/graded@1",
  "core/programme-published@1",
  "core/programme-revised@1",
  "core/received@1",
  "custody/sealed@1",
  "record/corrected@1",
  "record/endorsed@1",
  "record/erased@1",
  "record/joined@1",
  "register/charter@1",
  "register/key-revoked@1",
  "register/key-rotated@1",
  "register/parties-merged@1",
  "register/party-enrolled@1",
  "register/rules-changed@1",
  "register/witness-policy-changed@1",
  "report/handed-to@1",
  "report/issued@1",
  "report/verified@1",
  "warranty/claimed@1",
  "warranty/issued@1",
];

/** Types that have a row in the register view: without their version. */
export const permissionTitle = (type: string): string => {
  const known = `${type}@1`;
  return isKnownType(known) ? titles[known] : type;
};

export const fieldWords: Readonly<Record<AssetFieldName, string>> = {
  description: "Description",
  equipment_class: "Equipment class",
  location: "Location",
  maker: "Maker",
  model: "Model",
  serial: "Serial number",
  tag: "Tag",
};

/** A field by the name that a row gives it. */
export const fieldTitle = (field: string): string => {
  if (isFieldName(field)) return fieldWords[field];
  return gradedReceipt(field) === null ? field : "Grade of the core";
};

/** The receipt whose grade a field is; null for a field of the asset itself. */
export const gradedReceipt = (field: string): string | null => /^core_grade ([0-9a-f]{64})$/.exec(field)?.[1] ?? null;

const isFieldName = (name: string): name is AssetFieldName => Object.hasOwn(fieldWords, name);

const bodyFields: Readonly<Record<string, string>> = {
  summary: "Summary",
  "failure.text": "What failed",
  done: "What was done",
  active_hours: "Active hours",
  down_hours: "Down hours",
  "occurred.value": "Happened",
};

/** A member of a body, by its path. */
export const bodyFieldTitle = (path: string): string => bodyFields[path] ?? fieldTitle(path.replace(/^set\./, ""));
