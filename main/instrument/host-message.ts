/**
 * All that passes between the node process and the process that owns the serial ports. Each side parses what it gets.
 */
import { z } from "zod";
import { parseInstrumentProfile, type InstrumentProfile } from "../../shared/condition/instrument-profile.ts";
import { lineSettingsSchema } from "../../shared/condition/line-settings.ts";
import { pollGapSchema } from "../../shared/condition/poll-gap.ts";
import { unitAddressSchema } from "../../shared/condition/read-request.ts";
import { conditionReadSchema, instrumentIdentitySchema } from "../../shared/condition/reading.ts";
import { instrumentFailureSchema } from "./instrument-failure.ts";

const profileSchema = z.custom<InstrumentProfile>((value) => parseInstrumentProfile(value).ok, "is not a profile");
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const hexSchema = z.string().regex(/^([0-9a-f]{2})*$/);
const jobSchema = z.int().min(1);
const pathSchema = z.string().min(1).max(300);

/** A profile with the digest of its canonical bytes. */
export const shelvedProfileSchema = z.strictObject({ profile: profileSchema, sha256: sha256Schema });

/**
 * What is to be read. Line, unit address and times belong to the installed device and go before the profile's usual
 * ones.
 */
export const readTargetSchema = z.strictObject({
  path: pathSchema,
  shelved: shelvedProfileSchema,
  line: lineSettingsSchema,
  unit: unitAddressSchema,
  timeout_ms: z.int().min(1),
  late_window_ms: z.int().min(0),
});

export const readJobSchema = z.strictObject({
  kind: z.literal("read"),
  job: jobSchema,
  target: readTargetSchema,
  /** How often all reads of the profile are made; `null` for ever. */
  rounds: z.int().min(1).nullable(),
  every_ms: z.int().min(0),
  /** The number of the first poll: what an earlier process has already delivered is not read again. */
  first: z.int().min(0),
  /** The identity that the readings before had; another instrument is refused. */
  expected: instrumentIdentitySchema.nullable(),
  /** A lost port is opened again for as long as it takes. */
  reconnect: z.boolean(),
});

export const captureJobSchema = z.strictObject({
  kind: z.literal("capture"),
  job: jobSchema,
  path: pathSchema,
  line: lineSettingsSchema,
  bytes_max: z.int().min(1),
  millis_max: z.int().min(1),
});

export const probeJobSchema = z.strictObject({
  kind: z.literal("probe"),
  job: jobSchema,
  path: pathSchema,
  profiles: z.array(shelvedProfileSchema).max(200),
});

/** From the node process. */
export const hostRequestSchema = z.discriminatedUnion("kind", [
  readJobSchema,
  captureJobSchema,
  probeJobSchema,
  z.strictObject({ kind: z.literal("list"), job: jobSchema }),
  z.strictObject({ kind: z.literal("stop"), job: jobSchema }),
  z.strictObject({ kind: z.literal("close") }),
]);

export const portInfoSchema = z.strictObject({
  path: pathSchema,
  /** A path that stays the same when the adapter is plugged in elsewhere. */
  lasting_path: z.string().nullable(),
  manufacturer: z.string().nullable(),
  serial_number: z.string().nullable(),
  usb_id: z.string().nullable(),
});

export const portListSchema = z.strictObject({
  ports: z.array(portInfoSchema),
  /** What the list cannot know. */
  remark: z.string(),
});

export const capturedChunkSchema = z.strictObject({ at: z.string(), mono_us: z.int(), raw: hexSchema });

/** One step of a probe, in words. */
export const trialSchema = z.strictObject({
  profile_id: z.string(),
  profile_sha256: sha256Schema,
  line: lineSettingsSchema,
  unit: unitAddressSchema,
  result: z.enum(["identified", "different", "refused", "silent"]),
  explanation: z.string(),
});

/** To the node process. */
export const hostReportSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("started"), job: jobSchema, instrument: instrumentIdentitySchema }),
  z.strictObject({ kind: z.literal("poll"), job: jobSchema, sequence: z.int().min(0), read: conditionReadSchema }),
  z.strictObject({ kind: z.literal("gap"), job: jobSchema, sequence: z.int().min(0), gap: pollGapSchema }),
  z.strictObject({ kind: z.literal("chunk"), job: jobSchema, chunk: capturedChunkSchema }),
  z.strictObject({ kind: z.literal("trial"), job: jobSchema, trial: trialSchema }),
  z.strictObject({ kind: z.literal("ports"), job: jobSchema, list: portListSchema }),
  z.strictObject({ kind: z.literal("done"), job: jobSchema, failure: instrumentFailureSchema.nullable() }),
]);

export type HostRequest = z.infer<typeof hostRequestSchema>;
export type HostReport = z.infer<typeof hostReportSchema>;
/** A request that has an end of its own. */
export type HostJob = Extract<HostRequest, { readonly kind: "read" | "capture" | "probe" | "list" }>;
export type ReadJob = Readonly<z.infer<typeof readJobSchema>>;
export type ReadTarget = Readonly<z.infer<typeof readTargetSchema>>;
export type CaptureJob = Readonly<z.infer<typeof captureJobSchema>>;
export type ProbeJob = Readonly<z.infer<typeof probeJobSchema>>;
export type ShelvedProfile = Readonly<z.infer<typeof shelvedProfileSchema>>;
export type PortList = Readonly<z.infer<typeof portListSchema>>;
export type PortInfo = Readonly<z.infer<typeof portInfoSchema>>;
export type CapturedChunk = Readonly<z.infer<typeof capturedChunkSchema>>;
export type Trial = Readonly<z.infer<typeof trialSchema>>;
