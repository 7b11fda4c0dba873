/** Commands on the data folder itself: beginning one, recording, reading, calling any method. */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { refuse, success, type Outcome } from "../../../../shared/outcome/outcome.ts";
import { methods, type ResponseOf } from "../../../../shared/rpc/methods.ts";
import { beginDataFolder } from "../../../node.ts";
import { fitBeginning } from "../../../rpc/not-begun.ts";
import { requestFault } from "../../../rpc/request-fault.ts";
import type { CommandNode } from "../../local/local-client.ts";
import {
  flag,
  numberOption,
  textOption,
  textOptions,
  usageKind,
  word,
  type Command,
  type CommandCall,
  type CommandEnd,
} from "../command.ts";
import { givenPin, nodeOptions, withNode } from "../with-node.ts";

const init: Command = {
  name: "init",
  usage: "--data DIR --party NAME --role ROLE... [--person NAME] [--answers FILE.json]",
  does: "Begins a data folder: keys, the register with its charter, the first enrolments. Prints the register's id.",
  options: {
    answers: { type: "string" },
    party: { type: "string" },
    person: { type: "string" },
    role: { type: "string", multiple: true },
  },
  positionals: [0, 0],
  run: async (call) => {
    const [party, person, roles] = [textOption(call, "party"), textOption(call, "person"), textOptions(call, "role")];
    if (party === undefined || roles.length === 0)
      return refuse(
        usageKind,
        "Say who begins here: --party NAME and at least one --role ROLE, for example --role owner.",
      );
    const pin = await givenPin(call);
    if (!pin.ok) return pin;
    if (person !== undefined && pin.value === null)
      return refuse(
        usageKind,
        `${person} signs with a PIN of six digits or more: set THROUGHLIFE_PIN or give --pin-file FILE.`,
      );
    const founder = person === undefined || pin.value === null ? null : { name: person, pin: pin.value };
    const answers = await answersIn(call);
    return answers.ok ? beginWith(call, { answers: answers.value, party, person: founder, roles }) : answers;
  },
};

/** The founder's answers to the eight questions, as `litmus` gives their form; null where none are given. */
const answersIn = async (call: CommandCall): Promise<Outcome<unknown>> => {
  const file = textOption(call, "answers");
  if (file === undefined) return success(null);
  try {
    const { late_entry_hours = 24, litmus }: Readonly<Record<string, unknown>> = JSON.parse(
      await readFile(call.resolve(file), "utf8"),
    );
    return success({ late_entry_hours, litmus });
  } catch {
    return refuse(
      "fileUnreadable",
      `The answers in ${file} cannot be read as JSON. "throughlife litmus" prints a form.`,
    );
  }
};

/** Asked of the contract before anything is written: a folder that was begun halfway could not be begun again. */
const beginWith = async (call: CommandCall, given: unknown): Promise<Outcome<CommandEnd>> => {
  const wish = methods["app.begin"].request.safeParse(given);
  if (!wish.success) return refuse("beginUnfit", `Nothing can be begun with this: ${requestFault(wish.error)}.`);
  const fit = fitBeginning(wish.data);
  if (!fit.ok) return fit;
  const begun = await beginDataFolder({ ...nodeOptions(call), ...fit.value });
  if (!begun.ok) return begun;
  const { folder, installation, register, theft } = begun.value;
  const { party, person, roles } = fit.value;
  return success({
    json: { folder, installation, party, person: person?.name ?? null, register, roles },
    lines: [`Begun in ${folder}.`, `register ${register}`, `installation ${installation}`, theft],
  });
};

const callMethod: Command = {
  name: "call",
  usage: "METHOD [JSON] | --list",
  does: "Calls any method; --list prints every method with its JSON Schema.",
  options: { list: { type: "boolean" } },
  positionals: [0, 2],
  run: async (call) => {
    if (flag(call, "list")) return listMethods(call);
    if (call.positionals.length === 0)
      return refuse(usageKind, "Usage: throughlife call METHOD [JSON], or throughlife call --list");
    const request = parseJson(word(call, 1) === "" ? "{}" : word(call, 1), "the request");
    if (!request.ok) return request;
    return withNode(call, async (node) => {
      const answer = await node.dispatch(word(call, 0), request.value);
      return answer.ok
        ? success({ json: asObject(answer.value), lines: [JSON.stringify(answer.value, null, 2)] })
        : answer;
    });
  },
};

const record: Command = {
  name: "record",
  usage: "HISTORY TYPE BODY.json [--at TIME]",
  does: "Records one thing; HISTORY is an id, an unambiguous prefix or a tag, or - to found a history. BODY.json may be - for standard input.",
  options: { at: { type: "string" } },
  positionals: [3, 3],
  run: async (call) => {
    const body = await readJson(call, word(call, 2));
    if (!body.ok) return body;
    const checked = z.record(z.string(), z.unknown()).safeParse(body.value);
    if (!checked.success)
      return refuse("bodyNotAnObject", `${word(call, 2)} does not hold a JSON object, and a record's body is one.`);
    const at = textOption(call, "at");
    return withNode(call, async (node) => {
      const history = word(call, 0) === "-" ? null : word(call, 0);
      const recorded = await node.call("record.append", {
        body: checked.data,
        history,
        type: word(call, 1),
        ...(at === undefined ? {} : { at }),
      });
      if (!recorded.ok) return recorded;
      return success({
        json: recorded.value,
        lines: [`Recorded ${recorded.value.id} in ${recorded.value.history}: ${recorded.value.standing}.`],
      });
    });
  },
};

const log: Command = {
  name: "log",
  usage: "HISTORY [--limit N] [--offset N]",
  does: "The history in its order, with standing and bounds.",
  options: { limit: { type: "string" }, offset: { type: "string" } },
  positionals: [1, 1],
  run: async (call) => {
    const [limit, offset] = [numberOption(call, "limit", 1), numberOption(call, "offset")];
    if (!limit.ok) return limit;
    if (!offset.ok) return offset;
    const window = { from: offset.value ?? 0, wanted: limit.value ?? Number.MAX_SAFE_INTEGER };
    return withNode(call, (node) => readLog(node, word(call, 0), window));
  },
};

/** The most entries that one question answers. */
const entriesMax = 500;

const readLog = async (
  node: CommandNode,
  history: string,
  { from, wanted }: { readonly from: number; readonly wanted: number },
): Promise<Outcome<CommandEnd>> => {
  const entries: LogEntry[] = [];
  for (;;) {
    const limit = Math.min(entriesMax, wanted - entries.length);
    const page = await node.call("history.timeline", { history, limit, offset: from + entries.length });
    if (!page.ok) return page;
    entries.push(...page.value.entries);
    if (page.value.entries.length === limit && entries.length < wanted) continue;
    const { history: id, pending, tag, total } = page.value;
    return success({
      json: { entries, history: id, pending, tag, total },
      lines: [`${tag ?? id}: ${total} records`, ...entries.map(logLine), ...pending.map(logLine)],
    });
  }
};

const people: Command = {
  name: "person list",
  usage: "",
  does: "The people who sign on this installation.",
  positionals: [0, 0],
  run: (call) =>
    withNode(call, async (node) => {
      const rows = await node.call("person.list", {});
      return rows.ok
        ? success({
            json: { people: rows.value },
            lines: rows.value.map(({ key, name, roles }) => `${name}  ${roles.join(", ")}  ${key}`),
          })
        : rows;
    }),
};

const addPerson: Command = {
  name: "person add",
  usage: "NAME --role ROLE... --new-pin-file FILE",
  does: "Makes a key for another person under a PIN and enrols it; a validator signs with --as. The new PIN comes from THROUGHLIFE_NEW_PIN or a file.",
  options: { "new-pin-file": { type: "string" }, role: { type: "string", multiple: true } },
  positionals: [1, 1],
  run: async (call) => {
    const file = textOption(call, "new-pin-file");
    const newPin = file === undefined ? success(call.env["THROUGHLIFE_NEW_PIN"] ?? "") : await readText(call, file);
    if (!newPin.ok) return newPin;
    if (newPin.value === "")
      return refuse(
        usageKind,
        "A person signs with a PIN of six digits or more: set THROUGHLIFE_NEW_PIN or give --new-pin-file FILE.",
      );
    return withNode(call, async (node) => {
      const added = await node.call("person.add", {
        name: word(call, 0),
        pin: newPin.value.trim(),
        roles: [...textOptions(call, "role")],
      });
      return added.ok
        ? success({ json: added.value, lines: [`${added.value.name} signs with the key ${added.value.key}.`] })
        : added;
    });
  },
};

const rebuildIndex: Command = {
  name: "rebuild-index",
  usage: "",
  does: "Throws the index away and builds it from the journal.",
  positionals: [0, 0],
  run: (call) =>
    withNode(call, async (node) => {
      const built = await node.call("index.rebuild", {});
      return built.ok
        ? success({ json: built.value, lines: [`${built.value.records} records in ${built.value.seconds} s.`] })
        : built;
    }),
};

const checkpoint: Command = {
  name: "checkpoint",
  usage: "",
  does: "Signs the size and root of the journal as they are now.",
  positionals: [0, 0],
  run: (call) =>
    withNode(call, async (node) => {
      const note = await node.call("journal.checkpoint", {});
      return note.ok ? success({ json: note.value, lines: [note.value.note.trimEnd()] }) : note;
    }),
};

/** The commands of this file. */
export const dataCommands: ReadonlyArray<Command> = [
  init,
  record,
  log,
  callMethod,
  people,
  addPerson,
  rebuildIndex,
  checkpoint,
];

/** Reads a JSON file, or standard input for `-`. */
export const readJson = async (call: CommandCall, path: string): Promise<Outcome<unknown>> => {
  const read = await readText(call, path);
  return read.ok ? parseJson(read.value, path) : read;
};

const readText = async (call: CommandCall, path: string): Promise<Outcome<string>> => {
  try {
    return success(path === "-" ? await text(process.stdin) : await readFile(call.resolve(path), "utf8"));
  } catch {
    return refuse("fileUnreadable", `The file ${path} cannot be read. Check its name and your permission.`);
  }
};

const parseJson = (json: string, what: string): Outcome<unknown> => {
  try {
    return success(JSON.parse(json));
  } catch (fault) {
    return refuse("notJson", `${what} is not JSON: ${fault instanceof Error ? fault.message : String(fault)}.`);
  }
};

const listMethods = (call: CommandCall): Outcome<{ readonly json: object; readonly lines: ReadonlyArray<string> }> => {
  const list = Object.entries(methods).map(([name, { does, request, response }]) => ({
    does,
    method: name,
    request: z.toJSONSchema(request, { io: "input", unrepresentable: "any" }),
    response: z.toJSONSchema(response, { unrepresentable: "any" }),
  }));
  return success({ json: { methods: list }, lines: call.json ? [] : list.map((method) => JSON.stringify(method)) });
};

type LogEntry = ResponseOf<"history.timeline">["entries"][number];

const logLine = (entry: LogEntry): string => {
  const marks = [
    entry.standing.standing === "accepted" ? "" : `[${entry.standing.standing}]`,
    entry.forked ? "[fork]" : "",
    entry.late ? "[late]" : "",
  ];
  const who = entry.writer.name ?? entry.writer.key.slice(0, 12);
  return [
    entry.at.slice(0, 19),
    entry.id.slice(0, 12),
    entry.type,
    who,
    entry.summary,
    ...marks,
    `bounds ${entry.bounds.lower ?? "open"}..${entry.bounds.upper ?? "open"}`,
  ]
    .filter((part) => part !== "")
    .join("  ");
};

const asObject = (value: unknown): object => (typeof value === "object" && value !== null ? value : { value });
