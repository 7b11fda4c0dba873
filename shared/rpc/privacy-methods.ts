/** Sealed values: who may read what, disclosing, withholding and erasing them; pseudonyms. */
import { z } from "zod";
import { openingReasons } from "../privacy/opening-rules.ts";
import { sealedKinds } from "../privacy/sealed-kind.ts";
import { idSchema } from "./rows.ts";

const count = z.int().min(0);
const name = z.string().min(1).max(200);
const kind = z.enum(sealedKinds);
const fileSchema = z.union([
  z.strictObject({ path: z.string().min(1).max(4096) }),
  z.strictObject({ upload: z.string().max(200) }),
]);
const path = z.string().min(1).max(4096);

/** Why a reader may or may not read: the rule that decided, or that it never gets the record or sealed it itself. */
const reason = z.enum([...openingReasons, "history-not-shared", "sealed-by-them"]);

const cell = z.strictObject({ installation: idSchema, may: z.boolean(), why: reason });

const readerSchema = z.strictObject({
  installation: idSchema,
  name: z.string(),
  openings: z.boolean(),
  withheld: z.array(kind),
});

const sealedRowSchema = z.strictObject({
  at: z.string(),
  field: z.string(),
  /** To whom it was given in a file, and when. */
  given: z.array(z.strictObject({ at: z.string(), to: z.string() })),
  history: idSchema,
  kind,
  readers: z.array(cell),
  record: idSchema,
  sealed: idSchema,
  state: z.enum(["open", "withheld", "erased"]),
  title: z.string(),
  type: z.string(),
  /** What it says, where it is open here. */
  value: z.string().nullable(),
  /** Whoever wrote the record. */
  writer: z.string(),
});

const pseudonymRowSchema = z.strictObject({
  /** What it is called on this computer, where its key lies here. */
  alias: z.string().nullable(),
  key: idSchema,
  /** Whose it is, where that was disclosed here. */
  organisation: z.string().nullable(),
  /** Null for one that no register enrols yet. */
  record: idSchema.nullable(),
  roles: z.array(z.string()),
  sealed: idSchema.nullable(),
});

export const privacyMethods = {
  "privacy.matrix": {
    does: "Who may read what: kinds of sealed values by peer, and every sealed value with each peer's answer and its reason. `about` looks for a text in those that are open here.",
    request: z.strictObject({
      about: z.string().max(200).default(""),
      history: z.string().min(1).max(200).optional(),
      limit: z.int().min(1).max(500).default(100),
      offset: count.default(0),
    }),
    response: z.strictObject({
      kinds: z.array(z.strictObject({ cells: z.array(cell), kind })),
      readers: z.array(readerSchema),
      total: count,
      values: z.array(sealedRowSchema),
    }),
  },
  "privacy.set-rules": {
    does: "Sets which kinds of sealed values a peer may read from now on. What it has already it keeps.",
    request: z.strictObject({ installation: idSchema, openings: z.boolean(), withheld: z.array(kind).default([]) }),
    response: readerSchema,
  },
  "privacy.decide": {
    does: "Decides on one sealed value for one peer: disclosed, never given, or as its kind.",
    request: z.strictObject({
      decision: z.enum(["disclose", "keep", "as-kind"]),
      installation: idSchema,
      sealed: idSchema,
    }),
    response: z.strictObject({ may: z.boolean(), why: reason }),
  },
  "privacy.disclose": {
    does: "Writes the opening of one sealed value into a small file for the party that it concerns, and notes to whom.",
    request: z.strictObject({ path: path.optional(), sealed: idSchema, to: name }),
    response: z.strictObject({
      bytes: count,
      download: z.string().nullable(),
      path: z.string().nullable(),
      sha256: idSchema,
    }),
  },
  "privacy.take-disclosure": {
    does: "Takes a disclosure in: refused where it does not open what the record sealed, and where the value was erased.",
    request: z.strictObject({ file: fileSchema }),
    response: z.strictObject({ history: idSchema, record: idSchema, sealed: idSchema, value: z.string() }),
  },
  "privacy.erase": {
    does: "Erases sealed values for good: a signed record forbids their openings here and at every peer. Records, ids and signatures stay whole.",
    request: z.strictObject({ sealed: z.array(idSchema).min(1).max(500) }),
    response: z.strictObject({
      /** What erasing cannot take back, in sentences. */
      cannot: z.array(z.string()),
      erased: count,
      records: z.array(z.strictObject({ history: idSchema, id: idSchema, standing: z.string() })),
    }),
  },
  "privacy.pseudonyms": {
    does: "Pseudonyms of this computer and of the own register: the role stands open, whose it is only where it was disclosed.",
    request: z.strictObject({}),
    response: z.array(pseudonymRowSchema),
  },
  "privacy.make-pseudonym": {
    does: "Makes a key for a pseudonym under a PIN. With roles it is enrolled in the own register, with whose it is sealed; without them its key is given to whoever enrols it.",
    request: z.strictObject({
      alias: name,
      pin: z.string().regex(/^[0-9]{6,64}$/, "six digits or more"),
      roles: z.array(z.string().min(1).max(40)).max(16).default([]),
    }),
    response: pseudonymRowSchema,
  },
  "privacy.enrol-pseudonym": {
    does: "A validator enrols the pseudonym of a party that it knows: roles open, key and organisation sealed.",
    request: z.strictObject({
      key: idSchema,
      organisation: idSchema,
      roles: z.array(z.string().min(1).max(40)).min(1).max(16),
    }),
    response: pseudonymRowSchema,
  },
} as const;

export type PrivacyMatrix = z.infer<(typeof privacyMethods)["privacy.matrix"]["response"]>;
export type SealedRow = z.infer<typeof sealedRowSchema>;
export type PseudonymRow = z.infer<typeof pseudonymRowSchema>;
