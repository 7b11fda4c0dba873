/** What happens to a generated machine: readings, counters, service, defects, and the work that closes them. */
import { instantFromMillis, type Instant } from "../../shared/clock/instant.ts";
import { decodePoll, requestOf } from "../../shared/condition/poll-decoder.ts";
import { profileDocument, type InstrumentProfile } from "../../shared/condition/instrument-profile.ts";
import { withModbusCrc } from "../../shared/condition/modbus-crc.ts";
import { conditionReadOf, type InstrumentIdentity } from "../../shared/condition/reading.ts";
import { parseRegisterMap } from "../../shared/condition/register-map.ts";
import { digestHex } from "../../shared/crypto/digest.ts";
import { canonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { iso14224EquipmentClasses } from "../../shared/service/iso14224-equipment-classes.ts";
import type { DefectReported } from "../../shared/service/work-body.ts";
import { fleetEndsMs, type GeneratedMachine, type KindFault } from "./generated-machine.ts";
import { drawsOf, type Draws } from "./seeded-draws.ts";

/** One event as the method takes it that records it. */
export interface GeneratedEvent {
  readonly at: Instant;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface EventWish {
  readonly seed: number;
  readonly machine: GeneratedMachine;
  /** The number of the event in the machine's life, from 0, and how many it has. */
  readonly number: number;
  readonly of: number;
  /** Defects that are open, by their record. */
  readonly open: ReadonlyArray<OpenDefect>;
}

export interface OpenDefect {
  readonly id: string;
  readonly fault: KindFault;
}

/** An event with the fault that it reports, or the defect that it repairs. */
export interface Happening {
  readonly event: GeneratedEvent;
  readonly reports: KindFault | null;
  readonly repairs: OpenDefect | null;
}

/** The event of a machine. It happens after the one before it. */
export const generatedEvent = (wish: EventWish): Happening => {
  const draws = drawsOf(`throughlife fleet ${wish.seed} ${wish.machine.tag} event ${wish.number}`);
  const told: Told = { at: instantFromMillis(timeOf(wish, draws)), draws, machine: wish.machine };
  const happens = draws.below(100);
  const [oldest] = wish.open;
  if (oldest !== undefined && happens < 40) return plain(work(told, repair(oldest)), { repairs: oldest });
  if (happens < 30) return plain(polled(told));
  if (happens < 60) return plain(counted(told));
  if (happens < 85) return plain(work(told, service(told)));
  if (happens < 92) return plain(described(told));
  const fault = draws.oneOf(wish.machine.kind.faults);
  return plain(defect(told, fault), { reports: fault });
};

const plain = (event: GeneratedEvent, more: Partial<Happening> = {}): Happening => ({
  event,
  repairs: null,
  reports: null,
  ...more,
});

/** What work that is logged with the people who did it says: for `work.log`, which seals their names. */
export const loggedVisit = (wish: EventWish) => {
  const draws = drawsOf(`throughlife fleet ${wish.seed} ${wish.machine.tag} visit ${wish.number}`);
  const told: Told = { at: instantFromMillis(timeOf(wish, draws)), draws, machine: wish.machine };
  const cost = { currency: "EUR", minor: 10_000 + draws.below(50_000) };
  const people = [draws.oneOf(["Ann Lee", "Jörg Brandt", "Γιώργος Νικολάου", "李雷"])];
  return { body: workBody(told, service(told)), cost, people };
};

interface Told {
  readonly at: Instant;
  readonly draws: Draws;
  readonly machine: GeneratedMachine;
}

interface Doing {
  readonly category: "corrective" | "preventive";
  readonly closes: ReadonlyArray<string>;
  readonly summary: string;
  readonly done: string;
  readonly fault: KindFault | null;
}

const code = (value: string) => ({ code: value, edition: iso14224EquipmentClasses.edition });

const timeOf = ({ machine: { bornMs }, number, of }: EventWish, draws: Draws): number => {
  const stepMs = (fleetEndsMs - bornMs) / of;
  return Math.floor(bornMs + stepMs * (number + draws.below(1000) / 1000));
};

const hoursAt = ({ at, machine: { bornMs, use } }: Told): string =>
  String(Math.floor(((Date.parse(at) - bornMs) / 3_600_000) * (use / 100)));

const counters = (told: Told) => [{ counter: "operating hours", reading: { unit: "h", value: hoursAt(told) } }];

const counted = (told: Told): GeneratedEvent => ({
  at: told.at,
  body: { readings: counters(told), remark: told.draws.percent(10) ? "Read at the panel" : null },
  type: "asset/counter-read@1",
});

const described = ({ at, draws }: Told): GeneratedEvent => ({
  at,
  body: {
    reason: "Moved in the turnaround",
    set: { location: `Hall ${1 + draws.below(9)}, bay ${1 + draws.below(40)}` },
  },
  type: "asset/described@1",
});

const occurredAt = ({ at }: Told) => ({ precision: "minute" as const, value: at.slice(0, 16), zone: "utc" });

const defect = (told: Told, fault: KindFault): GeneratedEvent => {
  const body: DefectReported = {
    attachments: [],
    failure: { ...failureOf(fault), impact: told.draws.oneOf(["critical", "degraded", "incipient"]) },
    occurred: occurredAt(told),
    summary: fault.seen,
  };
  return { at: told.at, body, type: "service/defect-reported@1" };
};

const failureOf = ({ mode, seen }: KindFault) => ({
  cause: null,
  detection: null,
  impact: null,
  mechanism: null,
  mode: code(mode),
  operating_condition: "running" as const,
  text: seen,
});

const repair = ({ fault, id }: OpenDefect): Doing => ({
  category: "corrective",
  closes: [id],
  done: fault.repaired,
  fault,
  summary: fault.repaired.split(",")[0] ?? fault.repaired,
});

const service = ({ draws, machine }: Told): Doing => {
  const done = draws.oneOf(machine.kind.services);
  return { category: "preventive", closes: [], done: `${done}; no findings.`, fault: null, summary: done };
};

const work = (told: Told, doing: Doing): GeneratedEvent => ({
  at: told.at,
  body: { ...workBody(told, doing), cost: null, people: null, source: null },
  type: "service/performed@1",
});

const workBody = (told: Told, { category, closes, done, fault, summary }: Doing) => ({
  active_hours: `${1 + told.draws.below(12)}.${told.draws.oneOf(["0", "25", "5"])}`,
  activity: code(category === "corrective" ? "1" : "7"),
  attachments: [],
  category,
  closes: [...closes],
  counters: counters(told),
  done,
  down_hours: null,
  failure: fault === null ? null : failureOf(fault),
  occurred: occurredAt(told),
  parts: fault === null ? [] : [partOf(fault)],
  references: [{ scheme: "work order", value: `WO-${100_000 + told.draws.below(60_000)}` }],
  summary,
});

const partOf = ({ part: [number, name] }: KindFault) => ({
  name,
  number,
  quantity: { unit: "1", value: "1" },
  serial: null,
});

/** Three registers of a vibration sensor. The frame is made, so the reading says that it was simulated. */
const polled = ({ at, draws }: Told): GeneratedEvent => {
  const [read] = sensor.reads;
  if (read === undefined) throw new Error("The map of the sensor has no read");
  const values = Array.from({ length: read.count }, () => 5 + draws.below(70));
  const head = [sensorUnit, read.function_code, 2 * read.count];
  const frame = withModbusCrc(Uint8Array.of(...head, ...values.flatMap((value) => [value >> 8, value & 0xff])));
  const reply = { at, frame, mono_us: Date.parse(at) % 1e9, request: requestOf(read, sensorUnit), suspectLate: false };
  return { at, body: conditionReadOf(sensorIdentity, decodePoll(sensor, read, reply)), type: "condition/read@1" };
};

const sensorUnit = 80;
const sensor = sensorProfile();

function sensorProfile(): InstrumentProfile {
  const profile = parseRegisterMap("i16@0x003A:3", { unit: sensorUnit });
  if (!profile.ok) throw new Error(profile.failure.message);
  return profile.value;
}

const sensorIdentity: InstrumentIdentity = {
  line: sensor.line,
  port: "sim:generated",
  profile_id: sensor.id,
  profile_sha256: digestHex(canonicalBytes(profileDocument(sensor))),
  serial: null,
  simulated: true,
  unit: sensorUnit,
};
