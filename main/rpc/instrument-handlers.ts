/** Methods on instruments: list, probe, read; a reading is recorded by the installation or by whoever is signed in. */
import { conditionReadOf, type ConditionRead } from "../../shared/condition/reading.ts";
import { isObject, type JsonValue } from "../../shared/encoding/canonical-json.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ParsedRequest } from "../../shared/rpc/methods.ts";
import type { ReadingRequest } from "../instrument/reading-request.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";
import type { RecordPoll } from "./reading-sessions.ts";

type Instruments = HandlersOf<
  "instrument.ports" | "instrument.profiles" | "instrument.probe" | "instrument.start" | "instrument.stop"
>;

/** Makes the methods on instruments of a node. */
export const instrumentHandlers = (parts: NodeParts): Instruments => ({
  "instrument.ports": async () => {
    const list = await parts.instruments.listPorts();
    if (!list.ok) return list;
    const ports = list.value.ports.map(({ manufacturer, path, serial_number }) => ({
      detail: [manufacturer, serial_number].filter((part) => part !== null).join(" ") || null,
      path,
    }));
    return success({ ports, remark: list.value.remark });
  },
  "instrument.profiles": () =>
    Promise.resolve(
      success(
        parts.instruments.profiles.map(({ profile, sha256 }) => ({
          channels: profile.channels.map(({ name }) => name),
          evidence: profile.source.evidence,
          id: profile.id,
          sha256,
          title: `${profile.maker} ${profile.model}`,
        })),
      ),
    ),
  "instrument.probe": async ({ path }) => {
    const report = await parts.instruments.probe(path);
    if (!report.ok) return report;
    return success(
      report.value.trials.map(({ explanation, profile_id, result }) => ({
        explanation,
        matches: result === "identified",
        profile: profile_id,
      })),
    );
  },
  "instrument.start": async (request) => {
    const record = recordInto(parts, request);
    return record.ok ? success({ session: parts.readings.start(readingRequest(request), record.value) }) : record;
  },
  "instrument.stop": ({ session }) => {
    const stopped = parts.readings.stop(session);
    return Promise.resolve(stopped.ok ? success({}) : stopped);
  },
});

const recordInto = (parts: NodeParts, request: ParsedRequest<"instrument.start">): Outcome<RecordPoll | null> => {
  if (request.history !== null) {
    const history = resolveHistory(parts, request.history);
    return history.ok ? success((read) => recordPoll(parts, history.value, read)) : history;
  }
  return success(request.own_history ? recordInOwnHistory(parts) : null);
};

/**
 * Readings that nobody names an asset for go into the history of the instrument itself, which is founded when it is
 * first read.
 */
const recordInOwnHistory = (parts: NodeParts): RecordPoll => {
  let own: HistoryId | null = null;
  return async (read) => {
    const history: Outcome<HistoryId> = own === null ? await ownHistory(parts, read) : success(own);
    if (!history.ok) return history;
    own = history.value;
    return recordPoll(parts, history.value, read);
  };
};

const ownHistory = async (parts: NodeParts, { instrument }: ConditionRead): Promise<Outcome<HistoryId>> => {
  const tag =
    `Instrument ${instrument.profile_id} unit ${instrument.unit}${instrument.serial === null ? ` on ${instrument.port}` : ` no. ${instrument.serial}`}`.slice(
      0,
      200,
    );
  const [known] = parts.index.historiesWithTag(tag);
  if (known !== undefined) return success(known);
  const body = {
    description: "Founded by its first reading.",
    equipment_class: { code: "IP", edition: "ISO 14224:2016" },
    identifiers: [],
    life_number: 1,
    location: null,
    maker: null,
    model: null,
    nonce: parts.randomHex(32),
    register: parts.register,
    serial: instrument.serial,
    source: null,
    tag,
  };
  const founded = await parts.recorder.record(
    { at: null, body, history: null, type: "asset/registered@1" },
    parts.session.signer(),
  );
  return founded.ok ? success(founded.value.id) : founded;
};

const recordPoll = async (parts: NodeParts, history: HistoryId, read: ConditionRead): Promise<Outcome<string>> => {
  const body: JsonValue = JSON.parse(JSON.stringify(conditionReadOf(read.instrument, read)));
  const recorded = await parts.recorder.record(
    { at: read.reply.at, body: isObject(body) ? body : {}, history, type: "condition/read@1" },
    parts.session.signer(),
  );
  return recorded.ok ? success(recorded.value.id) : recorded;
};

const readingRequest = ({
  baud_rate,
  count,
  every_ms,
  map,
  path,
  profile,
  unit,
}: ParsedRequest<"instrument.start">): ReadingRequest => ({
  path,
  ...(baud_rate === undefined ? {} : { baudRate: baud_rate }),
  ...(count === undefined ? {} : { count }),
  ...(every_ms === undefined ? {} : { everyMs: every_ms }),
  ...(map === undefined ? {} : { map }),
  ...(profile === undefined ? {} : { profile }),
  ...(unit === undefined ? {} : { unit }),
});
