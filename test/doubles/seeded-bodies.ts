/** Bodies of records that look like a fleet's daily life and are the same for the same random numbers. */
import type { JsonObject } from "../../shared/encoding/canonical-json.ts";
import { randomBelow, type SeededRandom } from "./seeded-random.ts";

/** One of several. */
export const oneOf = <T>(random: SeededRandom, choices: ReadonlyArray<T>): T => {
  const choice = choices[randomBelow(random, choices.length)];
  if (choice === undefined) throw new Error("There is nothing to choose from");
  return choice;
};

/** `digits` random hex digits. */
export const randomHex = (random: SeededRandom, digits: number): string => Array.from({ length: digits }, () => randomBelow(random, 16).toString(16)).join("");

/** The founding body of an asset. */
export const registeredBody = (random: SeededRandom, number: number, register: string): JsonObject => ({
  description: oneOf(random, ["Main feed pump", "Wind turbine in row four", "Gearbox core, to be remanufactured", null]),
  equipment_class: { code: oneOf(random, ["PU", "WT", "EM", "CO"]), edition: "ISO 14224:2016" },
  identifiers: number % 3 === 0 ? [{ scheme: "GIAI", value: `4012345${number}` }] : [],
  life_number: 1 + randomBelow(random, 2),
  location: oneOf(random, ["Hall 3", "Offshore North", null]),
  maker: oneOf(random, ["Müller & Söhne", "Sulzer", "Nordex", null]),
  model: oneOf(random, ["CPK-40", "N117", null]),
  nonce: randomHex(random, 32),
  register,
  serial: `SN-${1000 + number}`,
  source: null,
  tag: `P-${number}`,
});

/** Some fields set again, with few possible values, so that conflicts and agreements both happen. */
export const describedBody = (random: SeededRandom): JsonObject => ({
  reason: null,
  set: oneOf<JsonObject>(random, [
    { location: oneOf(random, ["Hall 1", "Hall 2"]) },
    { maker: oneOf(random, ["Sulzer", "KSB"]), model: oneOf(random, ["A", "B"]) },
    { tag: oneOf(random, ["P-1A", "P-1B"]) },
    { equipment_class: { code: oneOf(random, ["PU", "CO"]), edition: "ISO 14224:2016" } },
    { description: null },
  ]),
});

/** A defect. */
export const defectBody = (random: SeededRandom): JsonObject => ({
  attachments: attachments(random),
  failure: failureBody(random),
  occurred: occurred(random),
  summary: oneOf(random, ["Seal leaks", "Bearing is noisy", "Motor runs hot\nsince Monday"]),
});

/** Work, which may close defects and read counters. */
export const workBody = (random: SeededRandom, closes: ReadonlyArray<string>): JsonObject => ({
  active_hours: oneOf(random, ["0.5", "2.25", "8", null]),
  activity: { code: "2", edition: "ISO 14224:2016" },
  attachments: attachments(random),
  category: oneOf(random, ["corrective", "preventive", null]),
  closes: [...closes],
  cost: randomBelow(random, 3) === 0 ? { sealed: randomHex(random, 64) } : null,
  counters: randomBelow(random, 2) === 0 ? counters(random) : [],
  done: oneOf(random, ["Replaced the mechanical seal and aligned the coupling", "Greased all bearings", null]),
  down_hours: null,
  failure: randomBelow(random, 2) === 0 ? failureBody(random) : null,
  occurred: occurred(random),
  parts: [{ name: "Seal", number: "S-40", quantity: { unit: "1", value: "2" }, serial: null }],
  people: { sealed: randomHex(random, 64) },
  references: [],
  source: null,
  summary: oneOf(random, ["Seal replaced", "Half-yearly service", "Inspection after the alarm"]),
});

/** Counter readings. */
export const counterBody = (random: SeededRandom): JsonObject => ({ readings: counters(random), remark: null });

/** One poll of an instrument with `channels` values. */
export const pollBody = (random: SeededRandom, at: string, channels = 3): JsonObject => ({
  gaps: randomBelow(random, 5) === 0 ? [{ channel: "temperature", reason: "No answer." }] : [],
  instrument: {
    line: { baud_rate: 9600, data_bits: 8, parity: "none", stop_bits: 1 },
    port: "/dev/ttyUSB0",
    profile_id: "wtvb01-485",
    profile_sha256: "ab".repeat(32),
    serial: null,
    simulated: randomBelow(random, 4) === 0,
    unit: 80,
  },
  readings: Array.from({ length: channels }, (_, channel) => ({
    channel: `velocity-${channel}`,
    quality: oneOf(random, ["good", "suspect-late", "out-of-range"]),
    unit: "mm/s",
    value: `${randomBelow(random, 20)}.${10 + randomBelow(random, 90)}`,
  })),
  reply: { at, mono_us: 1000, raw: "50030200c8" },
  request: { address: 52, count: 3, function_code: 3, raw: "500300340003", unit: 80 },
});

const counters = (random: SeededRandom): ReadonlyArray<JsonObject> => [
  { counter: "operating hours", reading: { unit: "h", value: `${1000 + randomBelow(random, 9000)}` } },
  ...(randomBelow(random, 2) === 0 ? [{ counter: "starts", reading: { unit: "1", value: `${randomBelow(random, 500)}` } }] : []),
];

const failureBody = (random: SeededRandom): JsonObject => ({
  cause: null,
  detection: { code: "3", edition: "ISO 14224:2016" },
  impact: oneOf(random, ["critical", "degraded", "incipient", null]),
  mechanism: null,
  mode: oneOf(random, [{ code: "ELP", edition: "ISO 14224:2016" }, { code: "VIB", edition: "ISO 14224:2016" }, null]),
  operating_condition: "running",
  text: null,
});

const occurred = (random: SeededRandom): JsonObject => ({
  precision: "day",
  value: `2026-0${1 + randomBelow(random, 9)}-1${randomBelow(random, 9)}`,
  zone: "unstated",
});

const attachments = (random: SeededRandom): ReadonlyArray<JsonObject> =>
  randomBelow(random, 3) === 0
    ? [{ media_type: "image/jpeg", name: "seal.jpg", sha256: randomHex(random, 64), size: 1 + randomBelow(random, 90_000) }]
    : [];
