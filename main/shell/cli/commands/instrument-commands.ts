/**
 * Commands on instruments: list ports, probe, read, capture. Without a data folder a reading is shown and not recorded.
 */
import { access } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { success, refuse, type Outcome } from "../../../../shared/outcome/outcome.ts";
import type { RpcEvent } from "../../../../shared/rpc/messages.ts";
import { methods, type RequestOf } from "../../../../shared/rpc/methods.ts";
import { openInstruments } from "../../../node.ts";
import { createReadingSessions } from "../../../rpc/reading-sessions.ts";
import { requestFault } from "../../../rpc/request-fault.ts";
import type { CommandNode } from "../../local/local-client.ts";
import {
  flag,
  numberOption,
  textOption,
  usageKind,
  word,
  type Command,
  type CommandCall,
  type CommandEnd,
} from "../command.ts";
import { dataFolderOf, nodeOptions, withNode } from "../with-node.ts";
import { readJson } from "./data-commands.ts";

const list: Command = {
  name: "instrument list",
  usage: "",
  does: "Serial ports that the system lists, and the profiles that can be named.",
  positionals: [0, 0],
  run: (call) =>
    withInstruments(call, async (instruments) => {
      const ports = await instruments.listPorts();
      if (!ports.ok) return ports;
      const profiles = instruments.profiles.map(({ profile, sha256 }) => ({
        id: profile.id,
        maker: profile.maker,
        model: profile.model,
        sha256,
      }));
      return success({
        json: { ports: ports.value.ports, profiles, remark: ports.value.remark },
        lines: [
          ...ports.value.ports.map((port) =>
            `${port.path}  ${port.manufacturer ?? ""} ${port.serial_number ?? ""}`.trimEnd(),
          ),
          ports.value.remark,
          ...profiles.map(({ id, maker, model }) => `profile ${id}: ${maker} ${model}`),
        ],
      });
    }),
};

const probe: Command = {
  name: "instrument probe",
  usage: "PORT",
  does: "Tries known profiles on a port, reading only, and explains what answered.",
  positionals: [1, 1],
  run: (call) =>
    withInstruments(call, async (instruments) => {
      const report = await instruments.probe(portPath(call, word(call, 0)), call.signal);
      if (!report.ok) return report;
      return success({
        json: report.value,
        lines: [report.value.verdict, ...report.value.trials.map(({ explanation }) => `  ${explanation}`)],
      });
    }),
};

const readCommand: Command = {
  name: "instrument read",
  usage: "PORT (--profile P | --map u16@0x0000:8 --unit 1) [--count N] [--history H]",
  does: "Reads an instrument and records each poll, in H or in the instrument's own history; --json gives one object a line per reading.",
  options: {
    baud: { type: "string" },
    count: { type: "string" },
    every: { type: "string" },
    history: { type: "string" },
    map: { type: "string" },
    "no-record": { type: "boolean" },
    profile: { type: "string" },
    unit: { type: "string" },
  },
  positionals: [1, 1],
  run: async (call) => {
    const request = readingRequest(call);
    if (!request.ok) return request;
    const hasFolder = await access(join(dataFolderOf(call), "installation.json")).then(
      () => true,
      () => false,
    );
    if (hasFolder && !flag(call, "no-record")) return withNode(call, (node) => readWithNode(call, node, request.value));
    if (request.value.history !== null)
      return refuse(
        "noDataFolder",
        `There is no data folder at ${dataFolderOf(call)} to record in. Begin one with "throughlife init", or name it with --data.`,
      );
    call.say("Readings are shown and not recorded: there is no data folder, or --no-record was given.");
    return withInstruments(call, (instruments) => readOnly(call, instruments, request.value));
  },
};

const capture: Command = {
  name: "instrument capture",
  usage: "PORT [--seconds N]",
  does: "Takes down the raw bytes of a line with their times; records nothing.",
  options: { seconds: { type: "string" } },
  positionals: [1, 1],
  run: async (call) => {
    const seconds = numberOption(call, "seconds", 1);
    return seconds.ok ? captureFor(call, (seconds.value ?? captureSeconds) * 1000) : seconds;
  },
};

/** How long a line is listened to when nobody says it. */
const captureSeconds = 10;

const captureFor = (call: CommandCall, millisMax: number): Promise<Outcome<CommandEnd>> =>
  withInstruments(call, async (instruments) => {
    const print = (chunk: { readonly at: string; readonly raw: string }): void =>
      call.print(call.json ? JSON.stringify(chunk) : `${chunk.at}  ${chunk.raw}`);
    const captured = await instruments.capture({ path: portPath(call, word(call, 0)), millisMax }, print, call.signal);
    return captured.ok
      ? success({ json: captured.value, lines: [`${captured.value.bytes} bytes in ${captured.value.chunks} pieces.`] })
      : captured;
  });

const runCommand: Command = {
  name: "instrument run",
  usage: "CONFIG.json",
  does: "Reads several instruments at once until it is stopped: [{path, profile | map, unit, every_ms, history}].",
  positionals: [1, 1],
  run: async (call) => {
    const read = await readJson(call, word(call, 0));
    if (!read.ok) return read;
    const config = configSchema.safeParse(read.value);
    if (!config.success) return refuse("configWrong", `${word(call, 0)} is wrong: ${requestFault(config.error)}.`);
    return withNode(call, (node) => runAll(call, node, config.data));
  },
};

/** The commands of this file. */
export const instrumentCommands: ReadonlyArray<Command> = [list, probe, readCommand, capture, runCommand];

const configSchema = z
  .array(methods["instrument.start"].request.extend({ history: z.string().nullable().default(null) }))
  .min(1);

const runAll = async (
  call: CommandCall,
  node: CommandNode,
  requests: ReadonlyArray<ReadRequest>,
): Promise<Outcome<CommandEnd>> => {
  const own = requests.map((request) => ({ ...request, own_history: request.history === null }));
  const ends = await Promise.all(own.map((request) => readWithNode(call, node, request)));
  return ends.find((end) => !end.ok) ?? success({ json: null, lines: [`${ends.length} instruments were read.`] });
};

type ReadRequest = RequestOf<"instrument.start">;
type Instruments = Extract<Awaited<ReturnType<typeof openInstruments>>, { ok: true }>["value"];

const withInstruments = async (
  call: CommandCall,
  run: (instruments: Instruments) => Promise<Outcome<CommandEnd>>,
): Promise<Outcome<CommandEnd>> => {
  const instruments = await openInstruments(nodeOptions(call));
  if (!instruments.ok) return instruments;
  try {
    return await run(instruments.value);
  } finally {
    await instruments.value.close();
  }
};

const readingRequest = (call: CommandCall): Outcome<ReadRequest> => {
  const [map, profile] = [textOption(call, "map"), textOption(call, "profile")];
  if ((map === undefined) === (profile === undefined))
    return refuse(usageKind, "Say what the registers mean: --profile P, or --map u16@0x0000:8 with --unit 1.");
  const numbers: Record<string, number> = {};
  for (const [option, name] of [
    ["baud", "baud_rate"],
    ["count", "count"],
    ["every", "every_ms"],
    ["unit", "unit"],
  ] as const) {
    const number = numberOption(call, option);
    if (!number.ok) return number;
    if (number.value !== undefined) numbers[name] = number.value;
  }
  const history = textOption(call, "history") ?? null;
  return success({
    ...numbers,
    history,
    own_history: history === null,
    path: portPath(call, word(call, 0)),
    ...(map === undefined ? {} : { map }),
    ...(profile === undefined ? {} : { profile }),
  });
};

// COM ports and simulated ones are names; everything else is a path, seen from where the user stands.
const portPath = (call: CommandCall, port: string): string =>
  /^(COM[0-9]+|sim:)/i.test(port) ? port : call.resolve(port);

const readWithNode = async (
  call: CommandCall,
  node: CommandNode,
  request: ReadRequest,
): Promise<Outcome<CommandEnd>> => {
  // Other sessions of a shared node are told about too; what comes before our own is named waits here.
  const early: RpcEvent[] = [];
  let hear = (event: RpcEvent): void => void early.push(event);
  const silence = node.onEvent((event) => hear(event));
  const started = await node.call("instrument.start", request);
  if (!started.ok) return started;
  const { session } = started.value;
  const ended = new Promise<Ended>((resolve) => {
    hear = (event) => {
      if ("session" in event && event.session === session) printEvent(call, event, resolve);
    };
    for (const event of early) hear(event);
  });
  call.signal.addEventListener("abort", () => void node.call("instrument.stop", { session }), { once: true });
  const end = await ended;
  silence();
  return endOf(end);
};

const readOnly = async (
  call: CommandCall,
  instruments: Instruments,
  request: ReadRequest,
): Promise<Outcome<CommandEnd>> => {
  const ended = new Promise<Ended>((resolve) => {
    const sessions = createReadingSessions({
      emit: (event) => printEvent(call, event, resolve),
      instruments,
      randomHex: (digits) => "0".repeat(digits),
    });
    const session = sessions.start(
      {
        path: request.path,
        ...(request.map === undefined ? {} : { map: request.map }),
        ...(request.profile === undefined ? {} : { profile: request.profile }),
        ...(request.unit === undefined ? {} : { unit: request.unit }),
        ...(request.count === undefined ? {} : { count: request.count }),
        ...(request.every_ms === undefined ? {} : { everyMs: request.every_ms }),
        ...(request.baud_rate === undefined ? {} : { baudRate: request.baud_rate }),
      },
      null,
    );
    call.signal.addEventListener("abort", () => void sessions.stop(session), { once: true });
  });
  return endOf(await ended);
};

type Ended = Extract<RpcEvent, { event: "reading-ended" }>;

const printEvent = (call: CommandCall, event: RpcEvent, ended: (event: Ended) => void): void => {
  if (event.event === "reading-ended") ended(event);
  if (event.event === "reading-fault") call.say(event.message);
  if (event.event !== "reading") return;
  for (const reading of event.readings) {
    const { at, profile, raw, record, simulated } = event;
    const line = { ...reading, at, profile, raw, record, simulated };
    call.print(
      call.json
        ? JSON.stringify(line)
        : `${at}  ${reading.channel}  ${reading.value} ${reading.unit}  ${reading.quality}  ${raw}`,
    );
  }
  for (const gap of event.gaps) call.say(`Channel ${gap.channel}: ${gap.reason}`);
};

const endOf = ({ failure, polls }: Ended): Outcome<CommandEnd> =>
  failure === null ? success({ json: null, lines: [`${polls} polls.`] }) : { ok: false, failure };
