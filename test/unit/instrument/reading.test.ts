/** A reply becomes a poll, a record body and readings; the same bytes with the same profile give the same again. */
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { instantFromMillis } from "../../../shared/clock/instant.ts";
import { decodePoll, requestOf, type AcceptedReply } from "../../../shared/condition/poll-decoder.ts";
import { conditionReadOf, conditionReadSchema, readingsOf, type ConditionRead } from "../../../shared/condition/reading.ts";
import { canonicalText, parseCanonical, type JsonValue } from "../../../shared/encoding/canonical-json.ts";
import { bytesOfHex } from "../../../shared/encoding/hex.ts";
import { readProfileShelf } from "../../../main/instrument/profile-shelf.ts";
import { valueOf } from "../../doubles/value-of.ts";

const shelf = valueOf(await readProfileShelf(fileURLToPath(new URL("../../../fixtures/instrument", import.meta.url))));
const sensor = shelf.find(({ profile }) => profile.id === "witmotion.wtvb01-485");
const frame = "50032606cc0ecc16cc0000000000000001000200020000000000001226001c0019001600f801f002e8858d";

const pollOf = (suspectLate: boolean, hex = frame): ConditionRead => {
  const read = sensor?.profile.reads[0];
  if (sensor === undefined || read === undefined) throw new Error("The sensor's profile is missing");
  const reply: AcceptedReply = {
    request: requestOf(read, 80),
    frame: bytesOfHex(hex) ?? new Uint8Array(0),
    at: instantFromMillis(Date.UTC(2026, 2, 1, 8, 30), 250),
    mono_us: 2_711_066_531,
    suspectLate,
  };
  const instrument = {
    line: sensor.profile.line,
    port: "/dev/ttyUSB0",
    profile_id: sensor.profile.id,
    profile_sha256: sensor.sha256,
    serial: null,
    simulated: false,
    unit: 80,
  };
  return conditionReadOf(instrument, decodePoll(sensor.profile, read, reply));
};

test("values come out with unit and quality", () => {
  const values = new Map(pollOf(false).readings.map(({ channel, value, unit, quality }) => [channel, [value, unit, quality]]));
  expect(values.get("acceleration-x")).toEqual(["0.849609375", "[g]", "unverified-profile"]);
  expect(values.get("velocity-y")).toEqual(["2", "mm/s", "unverified-profile"]);
  expect(values.get("temperature")).toEqual(["46.46", "Cel", "unverified-profile"]);
  expect(values.get("frequency-z")).toEqual(["74.4", "Hz", "unverified-profile"]);
  expect(values.size).toBe(13);
});

test("what is out of range or accepted after a timeout says so", () => {
  const hot = frame.replace("1226", "7fff");
  const quality = (poll: ConditionRead) => poll.readings.find(({ channel }) => channel === "temperature")?.quality;
  expect(quality(pollOf(true))).toBe("suspect-late");
  expect(quality(pollOf(true, hot))).toBe("out-of-range");
});

test("the body of a record passes its schema, has canonical bytes and plain member names", () => {
  const body = pollOf(false);
  expect(conditionReadSchema.parse(body)).toEqual(body);
  const json: JsonValue = valueOf(parseCanonical(canonicalText(body)));
  expect(conditionReadSchema.parse(json)).toEqual(body);
  expect(namesOf(json).filter((name) => !/^[a-z][a-z0-9_]{0,39}$/.test(name))).toEqual([]);
});

test.each([
  ["a value that is a number", { readings: [{ channel: "x", quality: "good", unit: "1", value: 4.5 }] }],
  ["an unknown quality", { readings: [{ channel: "x", quality: "fine", unit: "1", value: "4.5" }] }],
  ["a request that writes", { request: { address: 1, count: 1, function_code: 6, raw: "01", unit: 1 } }],
  ["a member too many", { remark: "x" }],
])("the schema refuses %s", (_name, change) => {
  expect(conditionReadSchema.safeParse({ ...pollOf(false), ...change }).success).toBe(false);
});

test("each reading stands for itself, with its bytes, its profile and its time", () => {
  expect(readingsOf(pollOf(false))[6]).toEqual({
    channel: "temperature",
    value: "46.46",
    unit: "Cel",
    quality: "unverified-profile",
    raw: frame,
    profile: sensor?.sha256,
    at: "2026-03-01T08:30:00.000250Z",
    mono_us: 2_711_066_531,
    request: "5003003400134848",
    simulated: false,
  });
});

const namesOf = (value: JsonValue): ReadonlyArray<string> => {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(namesOf);
  return Object.entries(value).flatMap(([name, member]) => [name, ...namesOf(member)]);
};
