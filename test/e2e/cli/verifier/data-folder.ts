/** A data folder judged from its files and the page alone (record-format.md, section 7). */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isObject, parseCanonical, textIn, type JsonObject } from "./canonical-json.ts";
import { keyFault } from "./ed25519-rule.ts";
import { leafHash, noteKeyId, openCheckpoint, openProof, rootOf } from "./log-tree.ts";
import { graphOf, type ReadHistory } from "./record-graph.ts";
import { isTime, readFrame, sha256, type ReadRecord } from "./record-reading.ts";

export interface FolderFindings {
  readonly faults: ReadonlyArray<string>;
  readonly installation: string;
  readonly records: ReadonlyArray<ReadRecord>;
  readonly histories: ReadonlyMap<string, ReadHistory>;
  /** Lines below the mark. */
  readonly size: number;
  readonly root: string;
}

/** Reads a closed data folder whole. */
export const checkDataFolder = (folder: string): FolderFindings => {
  const lines = linesOf(folder);
  const read = lines.all.map(readLine);
  const records = read.flatMap((line) => (typeof line === "string" ? [] : [line]));
  const graph = graphOf(records);
  const installation = installationOf(folder);
  const root = rootOf(lines.all.map(leafHash)).toString("hex");
  const faults = [
    ...lines.faults,
    ...read.flatMap((line, index) => (typeof line === "string" ? [`line ${index}: ${line}`] : [])),
    ...graph.faults,
    ...installationFaults(installation, records),
    ...markFaults(folder, lines.all, root),
    ...checkpointFaults(folder, lines.all, installation),
    ...openingFaults(folder),
    ...attachmentFaults(folder),
    ...proofFaults(folder),
    ...secretFaults(folder),
  ];
  return { faults, installation: textIn(installation["installation"]), records, histories: graph.histories, size: lines.all.length, root };
};

const partBytesMax = 64 * 1024 * 1024;
const lineBytesMax = 60_400;
const slotBytes = 4096;

interface Lines {
  readonly all: ReadonlyArray<Uint8Array>;
  readonly faults: ReadonlyArray<string>;
}

const linesOf = (folder: string): Lines => {
  const names = readdirSync(join(folder, "journal")).sort();
  const parts = names.filter((name) => name.endsWith(".log"));
  const numbered = parts.every((name, index) => name === `${String(index).padStart(6, "0")}.log`);
  const strange = names.filter((name) => !/^\d{6}\.(log|leaves)$/.test(name));
  const read = parts.map((name) => partOf(folder, name));
  return {
    all: read.flatMap(({ all }) => all),
    faults: [
      ...(numbered ? [] : [`the parts are ${parts.join()}`]),
      ...strange.map((name) => `${name} lies in the journal`),
      ...read.flatMap(({ faults }) => faults),
    ],
  };
};

const partOf = (folder: string, name: string): Lines => {
  const bytes = readFileSync(join(folder, "journal", name));
  const leaves = readFileSync(join(folder, "journal", name.replace(".log", ".leaves")));
  const all: Uint8Array[] = [];
  let from = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    all.push(bytes.subarray(from, end));
    from = end + 1;
  }
  const faults = [
    bytes.length > partBytesMax ? "more than 64 MiB" : null,
    from === bytes.length ? null : "does not end in LF",
    all.some((line) => line.length >= lineBytesMax) ? "a line is too long" : null,
    Buffer.concat(all.map(leafHash)).equals(leaves) ? null : "the leaf hashes beside it are not its own",
  ];
  return { all, faults: faults.flatMap((fault) => (fault === null ? [] : [`${name}: ${fault}`])) };
};

const readLine = (line: Uint8Array): ReadRecord | string => {
  const end = Buffer.from(line).indexOf("} ") + 1;
  const meta = parseCanonical(line.subarray(0, end));
  if (typeof meta === "string" || !isObject(meta.value)) return `the meta object: ${typeof meta === "string" ? meta : "no object"}`;
  const { from, received, ...others } = meta.value;
  if (Object.keys(others).length > 0 || typeof from !== "string" || !isTime(received)) return "the meta object";
  return keyFault(from) ?? readFrame(line.subarray(end + 1));
};

const installationOf = (folder: string): JsonObject => {
  const parsed = parseCanonical(readFileSync(join(folder, "installation.json")));
  return typeof parsed === "string" || !isObject(parsed.value) ? {} : parsed.value;
};

const installationMembers = "format,installation,log_vkey,v,witness_vkey,writers";

const installationFaults = (installation: JsonObject, records: ReadonlyArray<ReadRecord>): ReadonlyArray<string> => {
  if (Object.keys(installation).sort().join() !== installationMembers) return ["installation.json has other members"];
  const { installation: key, log_vkey: log, witness_vkey: witness, writers } = installation;
  const own = [key, ...(Array.isArray(writers) ? writers : [])].map(textIn);
  const faults = [
    ...own.map(keyFault),
    vkeyFault(textIn(log), 1),
    vkeyFault(textIn(witness), 4),
    records[0] === undefined || own.includes(records[0].writer) ? null : "somebody else wrote the first line",
  ];
  return faults.flatMap((fault) => (fault === null ? [] : [`installation.json: ${fault}`]));
};

/** NAME+ID+BASE64, where the base64 holds the type and the key. */
const vkeyFault = (vkey: string, type: number): string | null => {
  const [name = "", id, data = ""] = vkey.split(/\+(?=[0-9a-f]{8}\+)|(?<=\+[0-9a-f]{8})\+/);
  const key = Buffer.from(data, "base64");
  if (key.length !== 33 || key[0] !== type) return `${vkey} is no key of the type ${type}`;
  const bytes = key.subarray(1);
  if (name !== `throughlife/${bytes.toString("hex")}`) return `${vkey} is not named after its key`;
  return id === noteKeyId(name, type, bytes).toString("hex") ? keyFault(bytes.toString("hex")) : `${vkey} has another id`;
};

const markFaults = (folder: string, lines: ReadonlyArray<Uint8Array>, root: string): ReadonlyArray<string> => {
  const bytes = readFileSync(join(folder, "mark"));
  const slots = [0, 1].map((slot) => slotOf(bytes.subarray(slot * slotBytes, (slot + 1) * slotBytes)));
  const [mark] = slots.flatMap((slot) => slot ?? []).sort((left, right) => right.size - left.size);
  if (bytes.length !== 2 * slotBytes || mark === undefined) return ["the mark has no intact slot"];
  if (mark.size !== lines.length) return [`the mark says ${mark.size} lines, there are ${lines.length}`];
  return mark.root === root ? [] : ["the mark has another root"];
};

const slotOf = (slot: Uint8Array): { readonly root: string; readonly size: number } | null => {
  const match = /^(\{"root":"([0-9a-f]{64})","size":(0|[1-9][0-9]*)\})\n *$/.exec(Buffer.from(slot).toString("latin1"));
  return match === null ? null : { root: match[2] ?? "", size: Number(match[3]) };
};

const checkpointFaults = (folder: string, lines: ReadonlyArray<Uint8Array>, installation: JsonObject): ReadonlyArray<string> => {
  const checkpoint = openCheckpoint(readFileSync(join(folder, "checkpoint"), "utf8"));
  if (typeof checkpoint === "string") return [`checkpoint: ${checkpoint}`];
  // A log that was closed was signed with a key of its own; the installation names that of the log which is written.
  const isClosed = existsSync(join(folder, "logs"));
  if (!isClosed && !textIn(installation["log_vkey"]).startsWith(`${checkpoint.origin}+`)) return ["checkpoint: of another log"];
  if (checkpoint.size > lines.length) return ["checkpoint: ahead of the journal"];
  return rootOf(lines.slice(0, checkpoint.size).map(leafHash)).equals(checkpoint.root) ? [] : ["checkpoint: another root"];
};

const openingFaults = (folder: string): ReadonlyArray<string> =>
  storedIn(join(folder, "openings")).flatMap(({ name, path }) => {
    const bytes = readFileSync(path);
    const fault = sha256(bytes) === name ? openingFault(bytes) : "is not what its name says";
    return fault === null ? [] : [`opening ${name}: ${fault}`];
  });

/** Why bytes are no opening: `{"for": writer, "salt": hex32, "value": V}`, canonical. */
export const openingFault = (bytes: Uint8Array): string | null => {
  const parsed = parseCanonical(bytes);
  if (typeof parsed === "string" || !isObject(parsed.value)) return "not canonical";
  const { for: writer, salt } = parsed.value;
  if (Object.keys(parsed.value).sort().join() !== "for,salt,value") return "other members";
  return typeof salt === "string" && /^[0-9a-f]{32}$/.test(salt) ? keyFault(textIn(writer)) : "salt";
};

const attachmentFaults = (folder: string): ReadonlyArray<string> =>
  storedIn(join(folder, "attachments"))
    .filter(({ name, path }) => sha256(readFileSync(path)) !== name)
    .map(({ name }) => `attachment ${name} is not what its name says`);

/** Notes and receipts of others lie under their own digest; a receipt is a line, LF and its proof. */
const proofFaults = (folder: string): ReadonlyArray<string> =>
  ["notes", "receipts"].flatMap((room) =>
    (existsSync(join(folder, room)) ? readdirSync(join(folder, room)) : []).flatMap((name) => {
      const bytes = readFileSync(join(folder, room, name));
      const text = bytes.toString("utf8");
      const end = text.indexOf("\n");
      const opened = room === "notes" ? openCheckpoint(text) : openProof(Buffer.from(text.slice(0, end)), text.slice(end + 1));
      const fault = sha256(bytes) !== name ? "is not what its name says" : typeof opened === "string" ? opened : null;
      return fault === null ? [] : [`${room}/${name}: ${fault}`];
    }),
  );

const secretFaults = (folder: string): ReadonlyArray<string> =>
  readdirSync(join(folder, "secret"))
    .filter((name) => (statSync(join(folder, "secret", name)).mode & 0o777) !== 0o600)
    .map((name) => `secret/${name} can be read by others`);

/** Files below `ab/abcd...`; anything else there is a fault of its name. */
const storedIn = (folder: string): ReadonlyArray<{ readonly name: string; readonly path: string }> => {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((shelf) =>
    readdirSync(join(folder, shelf)).map((name) => ({ name: name.startsWith(shelf) ? name : `${shelf}/${name}`, path: join(folder, shelf, name) })),
  );
};
