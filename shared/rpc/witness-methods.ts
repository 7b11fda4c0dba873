/** Witnesses and receipts: who cosigns whom, alarms, promises, the receipt of a record, and the exchange by stick. */
import { z } from "zod";
import { idSchema } from "./rows.ts";

const count = z.int().min(0);
const instant = z.string();
const noteKey = z.string().max(400);
/** A file: its path where the caller shares the disk, or the handle that an upload gave. */
const givenFile = z.union([z.strictObject({ path: z.string().min(1) }), z.strictObject({ upload: z.string().min(1) })]);
/** The bytes that a method gives away: at a path, or under a handle. */
const madeFile = z.strictObject({
  bytes: count,
  download: z.string().nullable(),
  path: z.string().nullable(),
  sha256: idSchema,
});
const path = z.string().min(1).optional();

/** How far somebody has cosigned a log, and when it did so last. */
const reachSchema = z.strictObject({ at: instant, size: count });

export const witnessRowSchema = z.strictObject({
  alarm: z.strictObject({ kind: z.enum(["split", "unproved"]), message: z.string() }).nullable(),
  /** What this installation remembers of its log cannot be read. */
  damage: z.string().nullable(),
  /** The installation; null for keys that a person named. */
  installation: idSchema.nullable(),
  /** How the last request to it went, since the program was started. */
  asked: z.strictObject({ at: instant, refusal: z.string().nullable() }).nullable(),
  log: noteKey.nullable(),
  name: z.string(),
  /** A register here has revoked its witness key: what it cosigns does not count. */
  revoked: z.boolean(),
  /** Checkpoints of its log that were seen. */
  seen: count,
  since: instant,
  /** What it cosigned of this installation's log. */
  theirs: reachSchema.nullable(),
  /** What this installation cosigned of its log. */
  ours: reachSchema.nullable(),
  witness: noteKey.nullable(),
});

export const alarmRowSchema = z.strictObject({
  found: instant,
  kind: z.enum(["split", "unproved"]),
  message: z.string(),
  /** Whose log it is, where that is known. */
  name: z.string().nullable(),
  origin: z.string(),
  /** The file that shows it: two signed checkpoints. */
  proof: z.string(),
});

export const promiseRowSchema = z.strictObject({
  at: instant,
  by: idSchema,
  /** From then on every checkpoint must hold the record. */
  due: instant,
  history: idSchema.nullable(),
  id: idSchema,
  index: count,
  name: z.string().nullable(),
  received: instant,
  state: z.enum(["broken", "kept", "open"]),
});

export const witnessMethods = {
  "witness.state": {
    does: "Who cosigns whom, with the last times; alarms; promises open, kept and broken.",
    request: z.strictObject({}),
    response: z.strictObject({
      alarms: z.array(alarmRowSchema),
      log: z.strictObject({ origin: z.string(), size: count, vkey: noteKey }),
      /** Witness policies of the own register, as they are written there. */
      policies: z.array(z.string()),
      promises: z.strictObject({ broken: count, kept: count, open: count, rows: z.array(promiseRowSchema) }),
      witness: noteKey,
      witnesses: z.array(witnessRowSchema),
    }),
  },
  "witness.add": {
    does: "Names the log or the witness key of somebody who is no peer: for the exchange by stick.",
    request: z.strictObject({
      log: noteKey.nullable().default(null),
      name: z.string().trim().min(1).max(200),
      witness: noteKey.nullable().default(null),
    }),
    response: z.strictObject({ added: z.boolean() }),
  },
  "witness.receipt": {
    does: "The receipt of a record: its journal line and the proof that it stands in a cosigned log (tlog-proof).",
    request: z.strictObject({ path, record: z.string().min(4).max(64) }),
    response: madeFile.extend({ index: count, record: idSchema, size: count, witnesses: count }),
  },
  "witness.export-alarm": {
    does: "The proof behind an alarm as a file that anybody can verify.",
    request: z.strictObject({ origin: z.string().min(1).max(200), path }),
    response: madeFile,
  },
  "witness.export-promise": {
    does: "The proof of a broken promise as a file that anybody can verify.",
    request: z.strictObject({ by: idSchema, id: idSchema, path }),
    response: madeFile,
  },
  "witness.request": {
    does: "A request to a witness as a file: to cosign the log as it is now.",
    request: z.strictObject({ path, witness: z.string().min(1).max(400) }),
    response: madeFile.extend({ old: count, size: count }),
  },
  "witness.answer": {
    does: "Answers a request that came as a file, as a witness.",
    request: z.strictObject({ file: givenFile, path }),
    response: madeFile.extend({ message: z.string().nullable(), status: count }),
  },
  "witness.take": {
    does: "Takes the answer of a witness that came as a file.",
    request: z.strictObject({ file: givenFile }),
    response: z.strictObject({ size: count, witness: z.string() }),
  },
} as const;
