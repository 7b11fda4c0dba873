/** The closed union of what a record may say. A new type does not compile until everything that must know it does. */
import type { z } from "zod";
import { assetDescribedSchema, assetRegisteredSchema, counterReadSchema } from "../asset/asset-body.ts";
import { conditionReadSchema } from "../condition/reading.ts";
import { endorsedSchema } from "../register/quorum.ts";
import {
  charterSchema,
  keyRevokedSchema,
  keyRotatedSchema,
  partiesMergedSchema,
  partyEnrolledSchema,
  rulesChangedSchema,
} from "../register/register-body.ts";
import { correctedSchema } from "../register/standing-rules.ts";
import { servicePlannedSchema } from "../service/plan-body.ts";
import { defectReportedSchema, workPerformedSchema } from "../service/work-body.ts";
import { erasedSchema, joinedSchema, reportIssuedSchema } from "./ledger-body.ts";

/** Every type that this version reads and writes, with the schema of its body. */
export const recordTypes = {
  "asset/counter-read@1": counterReadSchema,
  "asset/described@1": assetDescribedSchema,
  "asset/registered@1": assetRegisteredSchema,
  "condition/read@1": conditionReadSchema,
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
  "report/issued@1": reportIssuedSchema,
  "service/defect-reported@1": defectReportedSchema,
  "service/performed@1": workPerformedSchema,
  "service/planned@1": servicePlannedSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

export type RecordTypeName = keyof typeof recordTypes;
export type BodyOf<T extends RecordTypeName> = z.infer<(typeof recordTypes)[T]>;

/** True for a type that this version knows. */
export const isKnownType = (type: string): type is RecordTypeName => Object.hasOwn(recordTypes, type);
