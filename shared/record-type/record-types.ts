/** The closed union of what a record may say. A new type does not compile until everything that must know it does. */
import type { z } from "zod";
import { assetDescribedSchema, assetRegisteredSchema, counterReadSchema } from "../asset/asset-body.ts";
import { conditionReadSchema } from "../condition/reading.ts";
import { custodySealedSchema } from "../custody/custody-body.ts";
import {
  bypassedSchema,
  channelBoundSchema,
  nodeLinkedSchema,
  nodeReviewedSchema,
  recommendationClosedSchema,
  restoredSchema,
  safeguardLinkedSchema,
  safeguardTestedSchema,
  studyImportedSchema,
  studyRevalidatedSchema,
  worksheetEditedSchema,
} from "../hazop/hazop-body.ts";
import {
  coreEntitledSchema,
  coreGradedSchema,
  coreReceivedSchema,
  programmePublishedSchema,
  programmeRevisedSchema,
} from "../reman/core-body.ts";
import { registerChangedSchema } from "../register/history-move.ts";
import { endorsedSchema } from "../register/quorum.ts";
import {
  charterSchema,
  keyRevokedSchema,
  keyRotatedSchema,
  partiesMergedSchema,
  partyEnrolledSchema,
  rulesChangedSchema,
  witnessPolicyChangedSchema,
} from "../register/register-body.ts";
import { correctedSchema } from "../register/standing-rules.ts";
import { assetChangedSchema } from "../service/change-body.ts";
import { servicePlannedSchema } from "../service/plan-body.ts";
import { defectReportedSchema, workPerformedSchema } from "../service/work-body.ts";
import { warrantyClaimedSchema, warrantyIssuedSchema } from "../warranty/warranty-body.ts";
import {
  erasedSchema,
  joinedSchema,
  reportHandedToSchema,
  reportIssuedSchema,
  reportVerifiedSchema,
} from "./ledger-body.ts";

/** Every type that this version reads and writes, with the schema of its body. */
export const recordTypes = {
  "asset/changed@1": assetChangedSchema,
  "asset/counter-read@1": counterReadSchema,
  "asset/described@1": assetDescribedSchema,
  "asset/registered@1": assetRegisteredSchema,
  "condition/read@1": conditionReadSchema,
  "core/entitled@1": coreEntitledSchema,
  "core/graded@1": coreGradedSchema,
  "core/programme-published@1": programmePublishedSchema,
  "core/programme-revised@1": programmeRevisedSchema,
  "core/received@1": coreReceivedSchema,
  "custody/sealed@1": custodySealedSchema,
  "hazop/bypassed@1": bypassedSchema,
  "hazop/channel-bound@1": channelBoundSchema,
  "hazop/node-linked@1": nodeLinkedSchema,
  "hazop/node-reviewed@1": nodeReviewedSchema,
  "hazop/recommendation-closed@1": recommendationClosedSchema,
  "hazop/restored@1": restoredSchema,
  "hazop/safeguard-linked@1": safeguardLinkedSchema,
  "hazop/safeguard-tested@1": safeguardTestedSchema,
  "hazop/study-imported@1": studyImportedSchema,
  "hazop/study-revalidated@1": studyRevalidatedSchema,
  "hazop/worksheet-edited@1": worksheetEditedSchema,
  "history/register-changed@1": registerChangedSchema,
  "record/corrected@1": correctedSchema,
  "record/endorsed@1": endorsedSchema,
  "record/erased@1": erasedSchema,
  "record/joined@1": joinedSchema,
  "register/charter@1": charterSchema,
  "register/key-revoked@1": keyRevokedSchema,
  "register/key-rotated@1": keyRotatedSchema,
  "register/parties-merged@1": partiesMergedSchema,
  "register/party-enrolled@1": partyEnrolledSchema,
  "register/rules-changed@1": rulesChangedSchema,
  "register/witness-policy-changed@1": witnessPolicyChangedSchema,
  "report/handed-to@1": reportHandedToSchema,
  "report/issued@1": reportIssuedSchema,
  "report/verified@1": reportVerifiedSchema,
  "service/defect-reported@1": defectReportedSchema,
  "service/performed@1": workPerformedSchema,
  "service/planned@1": servicePlannedSchema,
  "warranty/claimed@1": warrantyClaimedSchema,
  "warranty/issued@1": warrantyIssuedSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

export type RecordTypeName = keyof typeof recordTypes;
export type BodyOf<T extends RecordTypeName> = z.infer<(typeof recordTypes)[T]>;

/** True for a type that this version knows. */
export const isKnownType = (type: string): type is RecordTypeName => Object.hasOwn(recordTypes, type);
