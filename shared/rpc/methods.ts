/** The only contract between the processes: every method with its request, its answer and what it does. */
import { z } from "zod";
import { assetRegisteredSchema, counterReadSchema, assetDescribedSchema } from "../asset/asset-body.ts";
import { charterAnswersSchema } from "../register/litmus-test.ts";
import { standings } from "../register/standing.ts";
import { workPerformedSchema, defectReportedSchema } from "../service/work-body.ts";
import { coreMethods } from "./core-methods.ts";
import { custodyMethods } from "./custody-methods.ts";
import { decisionMethods } from "./decision-methods.ts";
import { fleetMethods } from "./fleet-methods.ts";
import { hazopMethods } from "./hazop-methods.ts";
import { privacyMethods } from "./privacy-methods.ts";
import { protectionMethods, protectionSummarySchema } from "./protection-methods.ts";
import { peerMethods } from "./peer-methods.ts";
import { registerMethods } from "./register-methods.ts";
import { sealingMethods } from "./sealing-methods.ts";
import { reportMethods } from "./report-methods.ts";
import { renewalMethods } from "./renewal-methods.ts";
import {
  assetDetailSchema,
  assetRowSchema,
  idSchema,
  importSummarySchema,
  peerRowSchema,
  personRowSchema,
  recordProofSchema,
  timelineEntrySchema,
  verdictSchema,
} from "./rows.ts";
import { demoMethods } from "./demo-methods.ts";
import { taskMethods } from "./task-methods.ts";
import { witnessMethods } from "./witness-methods.ts";
import { warrantyMethods } from "./warranty-methods.ts";

const count = z.int().min(0);
const empty = z.strictObject({});
const page = { limit: z.int().min(1).max(500).default(100), offset: count.default(0) };
const name = z.string().min(1).max(200);
const pin = z.string().regex(/^[0-9]{6,64}$/, "six digits or more");
/** A history by its id, an unambiguous prefix of it, or its tag. */
const historyName = z.string().min(1).max(200);
const recorded = z.strictObject({ history: idSchema, id: idSchema, standing: z.string() });
/** A file: its path where the caller shares the disk, or the handle that an upload gave. */
const fileSchema = z.union([
  z.strictObject({ path: z.string().min(1) }),
  z.strictObject({ upload: z.string().min(1) }),
]);
/** A file that a method made: a handle for `GET /download/HANDLE`, or nothing when it was written to `path`. */
const madeFile = z.strictObject({
  bytes: count,
  download: z.string().nullable(),
  path: z.string().nullable(),
  sha256: idSchema,
});

/** What a person writes of work; names and prices arrive open here and are sealed before anything is signed. */
const workInput = workPerformedSchema.omit({ cost: true, people: true, source: true }).extend({
  cost: z
    .union([
      z.strictObject({ currency: z.string().regex(/^[A-Z]{3}$/), minor: z.int() }),
      z.strictObject({ text: z.string().min(1).max(200) }),
    ])
    .nullable(),
  people: z.array(name).max(20),
});

const sharing = z.strictObject({
  attachments: z.boolean(),
  histories: z.union([z.literal("all"), z.array(historyName).max(10_000)]),
  openings: z.boolean(),
});

/**
 * Every method. `writes` says that it needs a data folder that may be written, `person` that a signer must be unlocked
 * or named.
 */
export const methods = {
  "app.state": {
    does: "Whether a data folder has been begun here, so that a shell knows what to show first.",
    request: empty,
    response: z.strictObject({
      begun: z.boolean(),
      /** True while the demo fleet is open in place of the own data folder. */
      demo: z.boolean(),
      folder: z.string(),
      roles: z.array(z.string()),
      version: z.string(),
    }),
  },
  "app.begin": {
    does: "Begins the data folder: keys, the register with its charter, the first enrolments. Signs the person in.",
    request: z.strictObject({
      /** The founder's answers to the eight questions; the usual ones where none are given. */
      answers: charterAnswersSchema.nullable().default(null),
      party: name,
      person: z.strictObject({ name, pin }).nullable(),
      roles: z.array(z.string()).min(1).max(16),
    }),
    response: z.strictObject({ installation: idSchema, register: idSchema }),
  },
  "app.status": {
    does: "What the status line shows: who is here, what is not yet shared, what is wrong.",
    request: empty,
    response: z.strictObject({
      demo: z.boolean(),
      fault: z.string().nullable(),
      folder: z.string(),
      histories: count,
      installation: idSchema,
      /** Why new keys must be made before anything of the own is recorded, and since when that is known. */
      must_renew: z
        .strictObject({
          found: z.string().nullable(),
          kind: z.enum(["copied", "damaged", "returned", "restored"]),
          reason: z.string(),
        })
        .nullable(),
      last_seen: z.string().nullable(),
      last_seen_name: z.string().nullable(),
      party: z.string(),
      peer_port: z.int().nullable(),
      person: personRowSchema.nullable(),
      /** The copy on a stick or second disk. */
      protection: protectionSummarySchema,
      records: count,
      register: idSchema,
      shell: z.enum(["browser", "cli", "electron"]),
      simulators: z.boolean(),
      stolen_laptop: z.string(),
      unshared: count,
      version: z.string(),
    }),
  },
  "person.list": {
    does: "The people who sign on this installation.",
    request: empty,
    response: z.array(personRowSchema),
  },
  "person.add": {
    does: "Makes a key for a person under a PIN and enrols it with roles.",
    request: z.strictObject({ name, pin, roles: z.array(z.string()).min(1) }),
    response: personRowSchema,
  },
  "person.unlock": {
    does: "Unlocks a person's key; whoever was unlocked before is locked.",
    request: z.strictObject({ person: name, pin }),
    response: personRowSchema,
  },
  "person.lock-after": {
    does: "Sets after how many minutes without a signature the person is locked; 0 is never. Until the program ends.",
    request: z.strictObject({ minutes: z.int().min(0).max(720) }),
    response: empty,
  },
  "person.lock": { does: "Locks the person who is unlocked.", request: empty, response: empty },
  "person.change-pin": {
    does: "Seals a person's key under another PIN.",
    request: z.strictObject({ new_pin: pin, person: name, pin }),
    response: empty,
  },
  ...registerMethods,
  ...sealingMethods,
  ...custodyMethods,
  ...decisionMethods,
  ...witnessMethods,
  "asset.list": {
    does: "The fleet, by windows; `search` looks in tag, serial, maker, model and description.",
    request: z.strictObject({
      ...page,
      equipment_class: z.string().optional(),
      location: z.string().optional(),
      maker: z.string().optional(),
      only: z.enum(["all", "open-defects", "conflicts", "unshared", "due", "overdue"]).default("all"),
      search: z.string().max(200).default(""),
      sort: z.enum(["tag", "last", "records", "due"]).default("tag"),
    }),
    response: z.strictObject({ rows: z.array(assetRowSchema), total: count }),
  },
  ...fleetMethods,
  ...renewalMethods,
  "asset.get": {
    does: "One asset: identity, conflicts, counters, last readings, open defects.",
    request: z.strictObject({ history: historyName }),
    response: assetDetailSchema,
  },
  "asset.register": {
    does: "Founds the history of an asset.",
    request: assetRegisteredSchema.omit({ nonce: true, register: true, source: true }),
    response: recorded,
  },
  "asset.describe": {
    does: "Sets fields of an asset again; the way out of a conflict.",
    request: assetDescribedSchema.extend({ history: historyName }),
    response: recorded,
  },
  "asset.read-counter": {
    does: "Records counter readings.",
    request: counterReadSchema.extend({ history: historyName }),
    response: recorded,
  },
  "work.log": {
    does: "Records work on an asset.",
    request: workInput.extend({ history: historyName }),
    response: recorded,
  },
  "work.report-defect": {
    does: "Records a defect that stays open until work closes it.",
    request: defectReportedSchema.extend({ history: historyName }),
    response: recorded,
  },
  "record.append": {
    does: "Records any type; members that can only mean nothing may be left out. Founds a history when `history` is null.",
    request: z.strictObject({
      at: z.string().optional(),
      body: z.record(z.string(), z.unknown()),
      history: historyName.nullable(),
      type: z.string(),
    }),
    response: recorded,
  },
  "record.correct": {
    does: "Corrects a record: the old one stays, marked; a replacement body of the same type is recorded first when given.",
    request: z.strictObject({
      reason: z.enum(["did_not_occur", "incorrect_data", "late_entry", "superseded"]),
      replacement: z.record(z.string(), z.unknown()).nullable(),
      target: idSchema,
    }),
    response: z.strictObject({ correction: idSchema, replacement: idSchema.nullable() }),
  },
  "record.get": {
    does: "One record with its bytes, signature and inclusion proof.",
    request: z.strictObject({ id: z.string().min(6) }),
    response: recordProofSchema,
  },
  "history.timeline": {
    does: "A history in its order, newest last, by windows; `latest` counts from the end.",
    request: z.strictObject({
      ...page,
      /** Only what happened before this instant. */
      before: z.string().optional(),
      /** Only what happened at this instant or later. */
      from: z.string().optional(),
      history: historyName,
      latest: z.boolean().default(false),
      standing: z.enum(standings).optional(),
      /** Only records whose line in the history holds this text. */
      text: z.string().max(200).default(""),
      types: z.array(z.string()).optional(),
      /** Only records of this key. */
      writer: idSchema.optional(),
    }),
    response: z.strictObject({
      entries: z.array(timelineEntrySchema),
      history: idSchema,
      pending: z.array(timelineEntrySchema),
      tag: z.string().nullable(),
      total: count,
    }),
  },
  "history.readings": {
    does: "Readings of one channel for a plot, thinned to minimum and maximum per column.",
    request: z.strictObject({
      channel: z.string(),
      columns: z.int().min(10).max(4000).default(800),
      from: z.string().optional(),
      history: historyName,
      to: z.string().optional(),
    }),
    response: z.strictObject({
      points: z.array(z.strictObject({ at: z.string(), max: z.string(), min: z.string() })),
      total: count,
      unit: z.string(),
    }),
  },
  "attachment.put": {
    does: "Takes a file in, by its digest.",
    request: z.strictObject({ file: fileSchema, media_type: z.string(), name }),
    response: z.strictObject({ media_type: z.string(), name, sha256: idSchema, size: count }),
  },
  "attachment.get": {
    does: "Gives an attachment out again.",
    request: z.strictObject({ sha256: idSchema, to: z.string().optional() }),
    response: madeFile,
  },
  "code.tables": {
    does: "The code tables for forms: classes, failure modes, mechanisms, causes, detection methods, activities, with edition and source.",
    request: empty,
    response: z.array(
      z.strictObject({
        edition: z.string(),
        id: z.string(),
        rows: z.array(
          z.strictObject({
            code: z.string(),
            for_classes: z.array(z.string()).nullable(),
            name: z.string(),
            synonyms: z.array(z.string()),
          }),
        ),
        source: z.string(),
        title: z.string(),
      }),
    ),
  },
  "import.work-orders": {
    does: "Takes other people's work orders in; every row becomes a record or is listed with its line and the reason.",
    request: z.strictObject({ dry_run: z.boolean().default(false), file: fileSchema, mapping: z.string() }),
    response: z.strictObject({
      already: count,
      assets: z.array(z.strictObject({ history: idSchema.nullable(), new_records: count, tag: z.string() })),
      dry_run: z.boolean(),
      file_sha256: idSchema,
      mapping: z.string(),
      recorded: count,
      rejected: count,
      rejections: z.array(z.strictObject({ line: count, reason: z.string(), row: count, text: z.string() })),
      remarks: z.array(z.string()),
      rows: count,
    }),
  },
  "import.mappings": {
    does: "The mappings that can be named.",
    request: empty,
    response: z.array(z.strictObject({ describes: z.string(), name: z.string() })),
  },
  "instrument.ports": {
    does: "Serial ports that the system lists; a path can be typed besides.",
    request: empty,
    response: z.strictObject({
      ports: z.array(z.strictObject({ detail: z.string().nullable(), path: z.string() })),
      remark: z.string().nullable(),
    }),
  },
  "instrument.profiles": {
    does: "Profiles that can be named, with their evidence.",
    request: empty,
    response: z.array(
      z.strictObject({
        channels: z.array(z.string()),
        evidence: z.string(),
        id: z.string(),
        sha256: idSchema,
        title: z.string(),
      }),
    ),
  },
  "instrument.probe": {
    does: "Tries known profiles on a port, reading only, and explains what answered.",
    request: z.strictObject({ path: z.string() }),
    response: z.array(z.strictObject({ explanation: z.string(), matches: z.boolean(), profile: z.string() })),
  },
  "instrument.start": {
    does: "Reads an instrument; each poll arrives as an event, and is recorded in `history`, or in the instrument's own history. Ends by `count` or `instrument.stop`.",
    request: z.strictObject({
      baud_rate: z.int().optional(),
      count: z.int().min(1).max(1_000_000).optional(),
      every_ms: z.int().min(10).max(3_600_000).optional(),
      history: historyName.nullable(),
      map: z.string().optional(),
      /** Records in a history of the instrument itself where no other is named. */
      own_history: z.boolean().default(false),
      path: z.string(),
      profile: z.string().optional(),
      unit: z.int().min(1).max(247).optional(),
    }),
    response: z.strictObject({ session: z.string() }),
  },
  "instrument.stop": {
    does: "Ends a reading session in order.",
    request: z.strictObject({ session: z.string() }),
    response: empty,
  },
  ...peerMethods,
  "peer.list": {
    does: "Companies that this installation exchanges with.",
    request: empty,
    response: z.array(peerRowSchema),
  },
  "peer.invite": {
    does: "Makes a code that lets another installation join with roles, once.",
    request: z.strictObject({
      addresses: z.array(z.string().max(300)).max(8).default([]),
      name,
      /** The port at which peers will be listened for, where it is not the one of last time. */
      port: z.int().min(1).max(65_535).optional(),
      roles: z.array(z.string()).min(1),
      share: sharing,
    }),
    response: z.strictObject({ code: z.string(), expires: z.string() }),
  },
  "peer.join": {
    does: "Joins the installation that made a code, and is enrolled by it.",
    request: z.strictObject({ address: z.string().max(300).optional(), code: z.string().min(10).max(4000) }),
    response: peerRowSchema,
  },
  "peer.share": {
    does: "Sets what a peer may see.",
    request: z.strictObject({ installation: idSchema, share: sharing }),
    response: peerRowSchema,
  },
  "peer.sync": {
    does: "Exchanges with a peer now, both ways; goes on where it stopped.",
    request: z.strictObject({ address: z.string().min(3).max(300) }),
    response: z.strictObject({
      peer: z.string(),
      received: importSummarySchema,
      sent: z.strictObject({ attachments: count, openings: count, records: count }),
    }),
  },
  "peer.quarantine": {
    does: "Records of keys that no register enrols, held apart.",
    request: empty,
    response: z.array(z.strictObject({ from: idSchema, key: idSchema, records: count })),
  },
  "bundle.export": {
    does: "Writes histories, their register, attachments and openings into one file.",
    request: z.strictObject({
      histories: z.array(historyName).min(1),
      openings: z.boolean().default(false),
      path: z.string().optional(),
    }),
    response: madeFile.extend({ records: count }),
  },
  "bundle.preview": {
    does: "Says what taking a bundle in would change; changes nothing.",
    request: z.strictObject({ file: fileSchema }),
    response: importSummarySchema,
  },
  "bundle.import": {
    does: "Takes a bundle in: the good prefix of it when it is damaged.",
    request: z.strictObject({ file: fileSchema }),
    response: importSummarySchema,
  },
  "verify.file": {
    does: "Verifies a bundle, a data folder or a document.",
    request: z.strictObject({ file: fileSchema, strict: z.boolean().default(false), trust: idSchema.optional() }),
    response: verdictSchema,
  },
  ...reportMethods,
  ...coreMethods,
  ...hazopMethods,
  ...warrantyMethods,
  ...taskMethods,
  ...protectionMethods,
  ...privacyMethods,
  ...demoMethods,
  "index.rebuild": {
    does: "Throws the index away and builds it from the journal.",
    request: empty,
    response: z.strictObject({ records: count, seconds: z.string() }),
  },
  "journal.checkpoint": {
    does: "Signs the size and root of the journal as they are now.",
    request: empty,
    response: z.strictObject({ note: z.string(), size: count }),
  },
} as const satisfies Readonly<Record<string, MethodContract>>;

interface MethodContract {
  readonly does: string;
  readonly request: z.ZodType;
  readonly response: z.ZodType;
}

export type MethodName = keyof typeof methods;
export type RequestOf<M extends MethodName> = z.input<(typeof methods)[M]["request"]>;
export type ParsedRequest<M extends MethodName> = z.output<(typeof methods)[M]["request"]>;
export type ResponseOf<M extends MethodName> = z.output<(typeof methods)[M]["response"]>;

/** True for the name of a method. */
export const isMethodName = (text: string): text is MethodName => Object.hasOwn(methods, text);
