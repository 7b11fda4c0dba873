/**
 * What an instrument is and how its registers become values, as data: a JSON document that is checked here and named
 * by the digest of its canonical bytes. It holds no code, and it can ask for nothing but reads.
 */
import { z } from "zod";
import type { JsonObject } from "../encoding/canonical-json.ts";
import { refuse, success, type Outcome } from "../outcome/outcome.ts";
import { compareDecimals, isDecimal, type Decimal } from "../quantity/decimal.ts";
import { isUnitCode, type UnitCode } from "../quantity/unit.ts";
import { lineSettingsSchema } from "./line-settings.ts";
import {
  readFunctionSchema,
  registerAddressSchema,
  registersPerRequestMax,
  unitAddressSchema,
} from "./read-request.ts";
import { registersOf, registerTypeSchema } from "./register-type.ts";

/** What stands behind a profile, from the weakest to the strongest; `user-given` is a map typed by whoever reads. */
export const evidenceLevels = ["document-only", "simulated", "trace-replayed", "unit-verified", "user-given"] as const;

export type InstrumentProfile = Readonly<z.infer<typeof instrumentProfileSchema>>;
export type ProfileChannel = InstrumentProfile["channels"][number];
export type ProfileRead = InstrumentProfile["reads"][number];
export type IdentityCheck = InstrumentProfile["identify"][number];
export type ProfileFailure = { readonly kind: "profileInvalid"; readonly message: string };

/** True when the profile has been held against a real unit or a trace of one, or is the user's own statement. */
export const isVerifiedProfile = ({ source }: InstrumentProfile): boolean =>
  source.evidence !== "document-only" && source.evidence !== "simulated";

/** Checks a profile as it was read from a file. The first fault is named with its place. */
export const parseInstrumentProfile = (document: unknown): Outcome<InstrumentProfile, ProfileFailure> => {
  const parsed = instrumentProfileSchema.safeParse(document);
  if (!parsed.success) return refuse("profileInvalid", issueSentence(parsed.error.issues[0]));
  const fault = faultOf(parsed.data);
  return fault === null
    ? success(parsed.data)
    : refuse("profileInvalid", `The instrument profile ${parsed.data.id} is not valid: ${fault}.`);
};

/**
 * The document whose canonical bytes are digested: exactly what was checked, for no member is ever added or changed.
 */
export const profileDocument = (profile: InstrumentProfile): JsonObject => profile;

const decimalSchema = z.custom<Decimal>(
  (value) => typeof value === "string" && isDecimal(value),
  'is not a decimal text such as "4.5"',
);
const unitSchema = z.custom<UnitCode>(
  (value) => typeof value === "string" && isUnitCode(value),
  "is not a known unit; write a UCUM code such as mm/s, [g], Cel or Hz, and 1 for none",
);
const wholeSchema = z.string().regex(/^-?(0|[1-9][0-9]{0,30})$/, 'is not a whole number as text, such as "32768"');
const nameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_.-]{0,39}$/, "is not a name of lower-case letters, digits, _ . and -");
const textSchema = z.string().min(1).max(300);

const channelSchema = z.strictObject({
  name: nameSchema,
  read: nameSchema,
  address: registerAddressSchema,
  type: registerTypeSchema,
  unit: unitSchema,
  label: textSchema.exactOptional(),
  /** The value is register * scale[0] / scale[1] + offset, in this order. */
  scale: z.tuple([wholeSchema, wholeSchema]).exactOptional(),
  offset: decimalSchema.exactOptional(),
  /** What the instrument can measure, both ends included, after scale and offset. */
  range: z.tuple([decimalSchema, decimalSchema]).exactOptional(),
  /** Register values, before the scale, by which the instrument says that it has no value. */
  no_value: z.array(wholeSchema).min(1).max(8).exactOptional(),
  /** The frequency band in hertz for which the maker states the value. */
  band_hz: z.tuple([decimalSchema, decimalSchema]).exactOptional(),
  /** Which mean of the signal the value is, as far as the maker says. */
  statistic: z.enum(["rms", "peak", "peak-to-peak", "instantaneous", "unstated"]).exactOptional(),
});

const instrumentProfileSchema = z.strictObject({
  format: z.literal("throughlife/instrument-profile"),
  v: z.literal(1),
  id: nameSchema,
  revision: z.int().min(1),
  maker: textSchema,
  model: textSchema,
  source: z.strictObject({
    document: textSchema,
    evidence: z.enum(evidenceLevels),
    remarks: z.array(textSchema).max(20),
  }),
  line: lineSettingsSchema,
  protocol: z.strictObject({
    kind: z.literal("modbus-rtu"),
    unit: unitAddressSchema,
    /** How long the device may take to answer, the time on the wire not counted. */
    timeout_ms: z.int().min(20).max(10_000),
    /** How long to listen for a late reply before the next request. */
    late_window_ms: z.int().min(0).max(30_000),
  }),
  /**
   * Registers that must hold what is written here, `unit` meaning the device's own address, before any value is
   * taken.
   */
  identify: z
    .array(
      z.strictObject({
        function_code: readFunctionSchema,
        address: registerAddressSchema,
        type: registerTypeSchema,
        expect: z.union([z.literal("unit"), decimalSchema]),
      }),
    )
    .max(4),
  /** Where the device keeps its serial number. */
  serial: z
    .strictObject({ function_code: readFunctionSchema, address: registerAddressSchema, type: registerTypeSchema })
    .exactOptional(),
  reads: z
    .array(
      z.strictObject({
        name: nameSchema,
        function_code: readFunctionSchema,
        address: registerAddressSchema,
        count: z.int().min(1).max(registersPerRequestMax),
      }),
    )
    .min(1)
    .max(64),
  channels: z.array(channelSchema).min(1).max(4_000),
  poll: z.strictObject({ every_ms: z.int().min(0).max(86_400_000), every_ms_min: z.int().min(0).max(86_400_000) }),
});

type Issue = z.core.$ZodIssue;

const issueSentence = (issue: Issue | undefined): string => {
  if (issue === undefined) return "The instrument profile is not valid.";
  const place = issue.path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
    .replace(/^\./, "");
  return `The instrument profile is not valid at ${place === "" ? "its top level" : place}: ${issue.message}.`;
};

const faultOf = (profile: InstrumentProfile): string | null =>
  repeatedName("channel", profile.channels) ??
  repeatedName("read", profile.reads) ??
  firstFault(profile.channels, (channel) => channelFault(profile, channel));

const repeatedName = (what: string, named: ReadonlyArray<{ readonly name: string }>): string | null => {
  const names = named.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  return repeated === undefined ? null : `two of its ${what}s are called ${repeated}`;
};

const channelFault = (
  profile: InstrumentProfile,
  { name, read, address, type, scale, range }: ProfileChannel,
): string | null => {
  const block = profile.reads.find((one) => one.name === read);
  if (block === undefined) return `channel ${name} stands in the read ${read}, which does not exist`;
  if (address < block.address || address + registersOf(type) > block.address + block.count)
    return `channel ${name} at register ${address} lies outside of the read ${read} (registers ${block.address} to ${block.address + block.count - 1})`;
  if (scale !== undefined && BigInt(scale[1]) <= 0n)
    return `channel ${name} has the scale ${scale[0]}/${scale[1]}, and a divisor must be above zero`;
  if (range !== undefined && compareDecimals(range[0], range[1]) > 0)
    return `channel ${name} has a range from ${range[0]} down to ${range[1]}`;
  return null;
};

const firstFault = <T>(items: ReadonlyArray<T>, faultOfItem: (item: T) => string | null): string | null => {
  for (const item of items) {
    const fault = faultOfItem(item);
    if (fault !== null) return fault;
  }
  return null;
};
