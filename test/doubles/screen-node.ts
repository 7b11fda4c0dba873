/** A node that answers the screens from rows in memory, by the same contract and the same dispatch as the real one. */
import { readFile } from "node:fs/promises";
import { createDispatch, type Dispatch, type Handlers } from "../../main/rpc/dispatch.ts";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import { eventSchema, type RpcEvent } from "../../shared/rpc/messages.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { screenRegister } from "./screen-register.ts";
import { screenReports } from "./screen-reports.ts";
import type { NoticeRow } from "../../shared/rpc/task-methods.ts";
import type { AssetRow, ImportSummary, PeerRow, PersonRow, TimelineEntry } from "../../shared/rpc/rows.ts";
import { screenCores } from "./screen-cores.ts";
import { screenDecisions } from "./screen-decisions.ts";
import { screenPrivacy } from "./screen-privacy.ts";
import { screenProtection } from "./screen-protection.ts";
import { screenStudies } from "./screen-studies.ts";
import { screenPeers } from "./screen-peers.ts";
import { screenWitnesses } from "./screen-witnesses.ts";
import {
  codeTables, dueOfPump, fleetRows, idOf, peers as peerRows, pendingEntry, people as personRows, plainDetail, planOfPump, proofOf, pump, register, shortTimeline, turbine, turbineDetail,
  turbineTimeline, verdictRow,
} from "./screen-rows.ts";

export interface ScreenNode {
  readonly dispatch: Dispatch;
  readonly onEvent: (listener: (event: RpcEvent) => void) => () => void;
  readonly emit: (event: RpcEvent) => void;
  /** What was recorded through it, newest last. */
  readonly recorded: () => readonly { readonly method: string; readonly request: unknown }[];
  readonly setFault: (sentence: string | null) => void;
  readonly close: () => void;
}

export interface ScreenNodeParts {
  /** Where uploads lie, so that their first bytes can be looked at. */
  readonly uploadsFolder: string;
  /** False: a folder that nobody has begun. */
  readonly begun?: boolean;
  /** Why keys must be renewed; nothing where nothing is said. */
  readonly mustRenew?: ResponseOf<"app.status">["must_renew"];
}

const pinOfAll = "123456";
const at = "2026-11-22T09:30:00.000000Z";

type Only = "all" | "open-defects" | "conflicts" | "unshared" | "due" | "overdue";

const holds = (row: AssetRow, only: Only): boolean => {
  const day = at.slice(0, 10);
  return {
    all: true, "open-defects": row.open_defects > 0, conflicts: row.conflicts > 0, unshared: row.unshared > 0, due: (row.due_on ?? "9") <= day, overdue: (row.overdue_after ?? "9") < day,
  }[only];
};

/** Everybody's PIN is 123456. */
export const makeScreenNode = ({ uploadsFolder, begun: begunAtFirst = true, mustRenew = null }: ScreenNodeParts): ScreenNode => {
  const listeners = new Set<(event: RpcEvent) => void>();
  const log: { readonly method: string; readonly request: unknown }[] = [];
  const fleet: AssetRow[] = fleetRows();
  const timelines = new Map<string, TimelineEntry[]>([[turbine, turbineTimeline()], [pump, shortTimeline(pump, "P-101A")]]);
  const timers = new Map<string, NodeJS.Timeout>();
  let people: PersonRow[] = [...personRows];
  let peers: PeerRow[] = [...peerRows];
  let fault: string | null = null;
  let begun = begunAtFirst;
  let notices: NoticeRow[] = [...noticeRows];
  let rules = registerRow;
  let need = mustRenew;
  let made = 0;

  const emit = (event: RpcEvent): void => listeners.forEach((listener) => listener(event));
  const changed = (what: "records" | "peers" | "people" | "status" | "notices"): void => emit({ event: "changed", histories: [], what });
  const find = (history: string) =>
    fleet.find((row) => row.history === history || row.tag === history || (history.length >= 6 && row.history.startsWith(history)));
  const timelineOf = (row: AssetRow): TimelineEntry[] => {
    const kept = timelines.get(row.history) ?? shortTimeline(row.history, row.tag);
    timelines.set(row.history, kept);
    return kept;
  };
  const noAsset = (history: string) => refuse("historyUnknown", `There is no asset ${history} here. Search the fleet, or take its bundle in.`);
  const signer = () => people.find((person) => person.unlocked);
  const record = (method: string, type: string, request: { readonly history: string; readonly summary?: string }) => {
    const person = signer();
    if (person === undefined) return refuse("nobodySigns", "Nobody signs at the moment. Unlock a person, then record again.");
    const row = find(request.history);
    if (row === undefined) return noAsset(request.history);
    log.push({ method, request });
    const body = Object.fromEntries(Object.entries(request).filter(([member]) => member !== "history"));
    const entries = timelineOf(row);
    const last = entries.at(-1);
    if (last === undefined) throw new Error("A history begins with its first record");
    const id = idOf(`recorded ${(made += 1)}`);
    entries.push({
      ...last, at, body, corrected_by: [], corrects: null, forked: false, id, late: false, line: 2_000 + made, opened: [], position: last.position + 1, received: at,
      recorded_at: at, seq: last.seq + 1, shared: false, standing: { behind: [], reason: null, standing: "accepted" }, summary: request.summary ?? type, type,
      writer: { key: person.key, kind: "person", name: person.name, organisation: "Nordwind Service ApS", party: person.party, roles: person.roles },
    });
    fleet.splice(fleet.indexOf(row), 1, { ...row, last_at: at, last_summary: request.summary ?? type, records: entries.length, unshared: row.unshared + 1 });
    changed("records");
    return success({ history: row.history, id, standing: "accepted" });
  };
  const file = (name: string) => ({ bytes: 48_213, download: `handle-${name.replaceAll(".", "-")}`, path: null, sha256: idOf(name) });
  const summary = (known: boolean): ImportSummary => ({
    already: 12, attachments: 2, complete: true, fault: null, openings: 3, pending: 1, quarantined: 0, records: 9,
    histories: [
      { forks: 1, history: turbine, known: true, new_records: 7, tag: "WTG-07" },
      { forks: 0, history: idOf("new history"), known, new_records: 2, tag: "P-204" },
    ],
  });
  const firstBytes = async (sent: { readonly path: string } | { readonly upload: string }): Promise<string> =>
    readFile("path" in sent ? sent.path : `${uploadsFolder}/${sent.upload}`, "latin1").then((text) => text.slice(0, 64), () => "");

  const read = (session: string, path: string, poll: number, history: string | null): void => {
    if (path.includes("gone")) {
      emit({ event: "reading-fault", message: "The port /dev/gone did not answer within 300 ms. The reading goes on.", session });
      return;
    }
    const value = (base: number, swing: number) => (base + swing * Math.sin(poll / 7)).toFixed(2);
    emit(
      eventSchema.parse({
        at: new Date(Date.UTC(2026, 10, 22, 9, 30) + poll * 200).toISOString().replace("Z", "000Z"), event: "reading",
        gaps: poll % 20 < 3 ? [{ channel: "vz", reason: "the register says that it has no value" }] : [], profile: idOf("wtvb"), raw: `50031e${(poll % 256).toString(16).padStart(2, "0")}00e700c2`,
        readings: [
          { channel: "vx", quality: "unverified-profile", unit: "mm/s", value: value(2.3, 0.6) },
          { channel: "vy", quality: "good", unit: "mm/s", value: value(1.9, 0.3) },
          ...(poll % 20 < 3 ? [] : [{ channel: "vz", quality: "out-of-range", unit: "mm/s", value: value(0.9, 0.1) }]),
          { channel: "temp", quality: "good", unit: "Cel", value: value(24.3, 0.4) },
        ],
        record: history === null ? null : idOf(`reading ${poll}`), session, simulated: path.startsWith("sim:"),
      }),
    );
  };

  const handlers: Handlers = {
    ...screenStudies,
    ...screenDecisions,
    "app.state": async () => success({ begun, demo: false, folder: "/home/anna/throughlife", roles: ["operator", "owner", "remanufacturer", "service-provider"], version: "0.1.0" }),
    "app.begin": async ({ person }) => {
      begun = true;
      if (person !== null) people = [{ ...personRows[0], key: idOf(person.name), name: person.name, party: null, roles: ["validator"], unlocked: true, waits_until: null }];
      changed("people");
      return success({ installation: idOf("installation"), register });
    },
    "app.status": async () =>
      success({
        demo: false, fault, folder: "/home/anna/throughlife", histories: fleet.length + 1, installation: idOf("installation"), last_seen: "2026-11-22T08:12:00.000000Z",
        last_seen_name: "Depot Esbjerg", must_renew: need, party: "Nordwind Service ApS", peer_port: 47_600, person: signer() ?? null, records: 48_211, register, shell: "browser",
        protection: { last_copy: null, message: null, state: "off", waiting: 0 },
        simulators: true,
        stolen_laptop: "Whoever steals this laptop can read what is recorded on it. He cannot sign as you without your PIN: each guess costs about a second, so six digits last for days. Have the owner of the register revoke the keys of this laptop.",
        unshared: fleet.reduce((sum, row) => sum + row.unshared, 37), version: "0.1.0",
      }),
    "person.list": async () => success(people),
    "person.add": async ({ name, roles }) => {
      const person = { key: idOf(name), name, party: idOf(`party ${name}`), roles, unlocked: false, waits_until: null };
      people = [...people, person];
      changed("people");
      return success(person);
    },
    "person.unlock": async ({ person, pin }) => {
      const found = people.find(({ name }) => name === person);
      if (found === undefined) return refuse("personUnknown", `Nobody called "${person}" has a key on this installation.`);
      if (pin !== pinOfAll) return refuse("wrongPin", "This is not the PIN of this key. Try again; after five wrong ones it waits longer each time.");
      people = people.map((row) => ({ ...row, unlocked: row === found }));
      changed("people");
      return success({ ...found, unlocked: true });
    },
    "person.lock-after": async () => success({}),
    "app.explore-demo": async () => success({ folder: "/home/anna/throughlife-demo" }),
    "app.leave-demo": async () => success({}),
    "task.cancel": async ({ id }) => {
      log.push({ method: "task.cancel", request: { id } });
      return success({ cancelled: true });
    },
    "notice.list": async () => success(notices),
    "notice.read": async ({ ids }) => {
      notices = notices.map((row) => (ids === "all" || ids.includes(row.id) ? { ...row, read: true } : row));
      changed("notices");
      return success({});
    },
    "person.lock": async () => {
      people = people.map((row) => ({ ...row, unlocked: false }));
      changed("people");
      return success({});
    },
    "person.change-pin": async ({ pin }) => (pin === pinOfAll ? success({}) : refuse("wrongPin", "This is not the PIN of this key.")),
    "register.show": async () => success(rules),
    ...screenRegister({
      idOf,
      record: (method, request) => {
        log.push({ method, request });
        changed("people");
        return { history: register, id: idOf(`recorded ${(made += 1)}`), standing: "accepted" };
      },
      roles: () => signer()?.roles ?? [],
      shown: () => rules,
    }),
    "register.add-usual-rules": async (request) => {
      const { missing: added } = rules;
      if (signer() === undefined) return refuse("notPermitted", "The role installation may not write register/rules-changed; the register allows validator. Sign in as a validator first (on the command line: --as NAME with a PIN).");
      log.push({ method: "register.add-usual-rules", request });
      rules = { ...rules, missing: [], permissions: [...rules.permissions, ...added].sort((left, right) => compare(left.type, right.type)) };
      changed("people");
      return success({ added, history: register, id: idOf("rules changed"), standing: "accepted" });
    },
    "asset.list": async ({ limit, offset, only, search, sort, equipment_class, location, maker }) => {
      const rows = fleet
        .filter((row) => equipment_class === undefined || row.equipment_class === equipment_class)
        .filter((row) => [row.tag, row.serial, row.maker, row.model].some((text) => (text ?? "").toLowerCase().includes(search.toLowerCase())))
        .filter((row) => maker === undefined || row.maker === maker)
        .filter((row) => location === undefined || row.location === location)
        .filter((row) => holds(row, only))
        .sort((left, right) => (sort === "records" ? right.records - left.records : sort === "last" ? compare(right.last_at ?? "", left.last_at ?? "") : 0));
      return success({ rows: rows.slice(offset, offset + limit), total: rows.length });
    },
    "asset.facets": async () => {
      const named = (pick: (row: AssetRow) => string | null) =>
        [...Map.groupBy(fleet.filter((row) => pick(row) !== null), pick)].map(([value, rows]) => ({ count: rows.length, value: value ?? "" }));
      const only = (name: Only) => fleet.filter((row) => holds(row, name)).length;
      return success({
        counts: { all: fleet.length, conflicts: only("conflicts"), due: only("due"), "open-defects": only("open-defects"), overdue: only("overdue"), unshared: only("unshared") },
        equipment_class: named((row) => row.equipment_class), location: named((row) => row.location), maker: named((row) => row.maker),
      });
    },
    "asset.due": async ({ history }) => success({ plans: history === pump ? [planOfPump] : [], tasks: history === pump ? dueOfPump : [], today: at.slice(0, 10) }),
    "asset.plan": async (request) => record("asset.plan", "service/planned@1", { ...request, summary: "Planned" }),
    "due.list": async () => success({ items: dueOfPump.map((task) => ({ history: pump, tag: "P-101A", task })), today: at.slice(0, 10) }),
    "history.writers": async ({ history }) => {
      const row = find(history);
      const written = Map.groupBy(row === undefined ? [] : timelineOf(row), ({ writer }) => writer.key);
      return success([...written.values()].flatMap((entries) => (entries[0] === undefined ? [] : [{ records: entries.length, writer: entries[0].writer }])));
    },
    "asset.get": async ({ history }) => {
      const row = find(history);
      if (row === undefined) return noAsset(history);
      const detail = row.history === turbine ? turbineDetail : plainDetail(row);
      return success({ ...detail, records: timelineOf(row).length });
    },
    "asset.register": async (request) => {
      if (signer() === undefined) return refuse("nobodySigns", "Nobody signs at the moment. Unlock a person, then record again.");
      const history = idOf(`registered ${(made += 1)}`);
      log.push({ method: "asset.register", request });
      fleet.unshift({
        conflicts: 0, due_on: null, location: request.location, overdue_after: null, equipment_class: request.equipment_class.code, history, last_at: at, last_summary: `${request.tag} registered`, maker: request.maker, model: request.model,
        open_defects: 0, pending: 0, records: 1, serial: request.serial, tag: request.tag, unshared: 1,
      });
      changed("records");
      return success({ history, id: history, standing: "accepted" });
    },
    "asset.describe": async (request) => record("asset.describe", "asset/described@1", { ...request, summary: "Described" }),
    "asset.read-counter": async (request) => record("asset.read-counter", "asset/counter-read@1", { ...request, summary: "Counter read" }),
    "work.log": async (request) => record("work.log", "service/performed@1", request),
    "work.report-defect": async (request) => record("work.report-defect", "service/defect-reported@1", request),
    "record.append": async ({ body, history, type }) => record("record.append", type, { ...body, history: history ?? turbine }),
    "record.correct": async (request) => {
      log.push({ method: "record.correct", request });
      const entries = timelines.get(turbine) ?? [];
      const index = entries.findIndex(({ id }) => id === request.target);
      const target = entries[index];
      if (target === undefined) return refuse("recordUnknown", `There is no record ${request.target} here.`);
      entries[index] = { ...target, corrected_by: [idOf("correction")], standing: { behind: [idOf("correction")], reason: "A later record corrects it.", standing: "corrected" } };
      changed("records");
      return success({ correction: idOf("correction"), replacement: request.replacement === null ? null : idOf("replacement") });
    },
    "record.get": async ({ id }) => {
      const entry = [...timelines.values()].flat().find((each) => each.id.startsWith(id));
      return entry === undefined ? refuse("recordUnknown", `There is no record ${id} here.`) : success(proofOf(entry));
    },
    "history.timeline": async ({ history, latest, limit, offset, text, types, writer }) => {
      const row = find(history);
      if (row === undefined) return noAsset(history);
      const all = timelineOf(row).filter(
        (entry) =>
          (types === undefined || types.includes(entry.type)) && entry.summary.toLowerCase().includes(text.toLowerCase()) && (writer === undefined || entry.writer.key === writer),
      );
      const end = all.length - offset;
      const entries = latest ? all.slice(Math.max(0, end - limit), Math.max(0, end)) : all.slice(offset, offset + limit);
      return success({ entries, history: row.history, pending: row.history === turbine ? [pendingEntry] : [], tag: row.tag, total: all.length });
    },
    "history.readings": async ({ channel }) =>
      success({
        points: Array.from({ length: 240 }, (_, index) => ({
          at: new Date(Date.UTC(2026, 10, 1) + index * 7_200_000).toISOString().replace("Z", "000Z"),
          max: (2.4 + Math.sin(index / 9) * 0.5).toFixed(2), min: (2.2 + Math.sin(index / 9) * 0.5).toFixed(2),
        })),
        total: 24_000, unit: channel === "temp" ? "Cel" : "mm/s",
      }),
    "attachment.put": async ({ media_type, name }) => success({ media_type, name, sha256: idOf(name), size: 48_213 }),
    "attachment.get": async ({ sha256 }) => success(file(sha256.slice(0, 12))),
    "code.tables": async () => success(codeTables),
    "import.work-orders": async ({ dry_run, mapping }) =>
      success({ already: 0, assets: [], dry_run, file_sha256: idOf("csv"), mapping, recorded: 0, rejected: 0, rejections: [], remarks: [], rows: 0 }),
    "import.mappings": async () => success([{ describes: "Excavator work orders", name: "excavator" }]),
    "instrument.ports": async () => success({ ports: [{ detail: "FTDI FT232R USB UART", path: "/dev/ttyUSB0" }, { detail: "Simulated WTVB01-485", path: "sim:wtvb01-485" }], remark: null }),
    "instrument.profiles": async () =>
      success([{ channels: ["vx", "vy", "vz", "temp"], evidence: "document-only", id: "witmotion-wtvb01-485", sha256: idOf("wtvb"), title: "WitMotion WTVB01-485 vibration sensor" }]),
    "instrument.probe": async () => success([{ explanation: "Unit 80 answered with 19 registers from 0x003a.", matches: true, profile: "witmotion-wtvb01-485" }]),
    "instrument.start": async (request) => {
      if (request.path.includes("nowhere")) return refuse("portUnknown", `There is no port ${request.path}. Plug the adapter in, or choose another port.`);
      const session = `session-${(made += 1)}`;
      log.push({ method: "instrument.start", request });
      let poll = 0;
      timers.set(session, setInterval(() => read(session, request.path, (poll += 1), request.history), 100));
      return success({ session });
    },
    "instrument.stop": async ({ session }) => {
      clearInterval(timers.get(session));
      emit({ event: "reading-ended", failure: null, polls: 42, session });
      return success({});
    },
    "peer.list": async () => success(peers),
    "peer.invite": async ({ name, roles }) => {
      log.push({ method: "peer.invite", request: { name, roles } });
      return success({ code: `TL1-${idOf(name).slice(0, 120).toUpperCase()}-192.168.4.20-47600`, expires: "2026-11-22T10:30:00.000000Z" });
    },
    "peer.join": async ({ code }) => {
      const [first] = peers;
      if (!code.startsWith("TL1-") || first === undefined) return refuse("codeUnreadable", "This is no invitation code. Copy it whole, from TL1 to its end.");
      return success(first);
    },
    "peer.share": async ({ installation, share }) => {
      peers = peers.map((peer) => (peer.installation === installation ? { ...peer, shares: { ...share, histories: share.histories === "all" ? "all" : [turbine] } } : peer));
      changed("peers");
      const peer = peers.find((each) => each.installation === installation);
      return peer === undefined ? refuse("peerUnknown", "There is no such peer.") : success(peer);
    },
    "installation.renew": async ({ person }) => {
      if (need === null) return refuse("renewalNotNeeded", "This data folder was neither restored nor damaged: its keys are good as they are.");
      if (person !== null && person.pin !== pinOfAll) return refuse("wrongPin", "This is not the PIN of this key.");
      log.push({ method: "installation.renew", request: { person: person?.name ?? null } });
      const { reason } = need;
      need = null;
      changed("status");
      return success({
        after: [], asks: [{ name: "Register of Havblik Energy", register: idOf("Havblik register") }],
        before: [{ failure: null, name: "Depot Esbjerg", received: 3, sent: 0 }, { failure: "Nothing answers at 192.168.4.21:47600.", name: "Havblik Energy", received: 0, sent: 0 }],
        former: idOf("installation"), installation: idOf("installation anew"), log: idOf("log anew"), promised: true, reason, waiting: people.map(({ name }) => name).filter((name) => name !== person?.name),
      });
    },
    "peer.sync": async ({ address }) => {
      if (address.includes("off")) return refuse("peerUnreachable", `Nothing answers at ${address}. Check that the other machine runs and is on this network.`);
      for (const done of [0, 20, 42]) emit({ done, event: "progress", id: "exchange", of: 42, task: "sync" });
      return success({ peer: "Depot Esbjerg", received: summary(false), sent: { attachments: 2, openings: 5, records: 42 } });
    },
    ...screenPrivacy,
    ...screenProtection,
    ...screenWitnesses,
    ...screenPeers({
      changed,
      exchange: async () => success({ peer: "Depot Esbjerg", received: summary(false), sent: { attachments: 2, openings: 5, records: 42 } }),
      noted: (method, request) => void log.push({ method, request }),
      remove: (installation) => void (peers = peers.filter((peer) => peer.installation !== installation)),
    }),
    "peer.quarantine": async () => success([{ from: idOf("depot Esbjerg"), key: idOf("stranger"), records: 3 }]),
    "bundle.export": async ({ histories }) => success({ ...file(`${histories.length}.tlbundle`), records: 74 }),
    "bundle.preview": async () => success(summary(false)),
    "bundle.import": async () => {
      changed("records");
      return success(summary(true));
    },
    "verify.file": async (request) => {
      const start = await firstBytes(request.file);
      if (start.startsWith("%PDF-changed")) return success(verdictRow("document", "not verified"));
      if (start === "") return refuse("fileUnreadable", "The file cannot be read.");
      return success(verdictRow(start.startsWith("%PDF") ? "document" : "bundle", request.trust === undefined ? "self-consistent" : "verified"));
    },
    ...screenReports({
      file, log,
      handOver: (history) => record("report.handed-to", "report/handed-to@1", { history, summary: "Handed over" }),
      rolesOfSigner: () => signer()?.roles ?? [],
    }),
    ...screenCores((method, type, request) => record(method, type, request)),
    "index.rebuild": async () => success({ records: 48_211, seconds: "3.2" }),
    "journal.checkpoint": async () => success({ note: "throughlife/4f1d\n1317\nroot\n\n— key sig\n", size: 1_317 }),
  };
  return {
    dispatch: createDispatch(handlers),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit,
    recorded: () => log,
    setFault: (sentence) => {
      fault = sentence;
      changed("status");
    },
    close: () => timers.forEach((timer) => clearInterval(timer)),
  };
};

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

const noticeRows: readonly NoticeRow[] = [
  { at: "2026-11-22T08:12:00.000000Z", id: "n1", kind: "exchange", read: false, text: "Exchanged with Depot Esbjerg: 128 records received, 42 sent." },
  { at: "2026-11-21T17:40:00.000000Z", id: "n2", kind: "refusal", read: false, text: "3 records from Depot Esbjerg are of unknown keys and held apart." },
  { at: "2026-11-20T11:05:00.000000Z", id: "n3", kind: "finished", read: true, text: "A report of 5 pages was issued." },
];

/** A party of one, none of whose keys was ended. */
const alone = { ended: [], merged: [], records: [] };

const registerRow: ResponseOf<"register.show"> = {
  id: register,
  missing: [
    { roles: ["operator", "owner", "service-provider"], type: "core/received" },
    { roles: ["operator", "owner", "service-provider"], type: "service/planned" },
    { roles: ["owner", "service-provider"], type: "warranty/issued" },
  ],
  late_entry_hours: 24,
  litmus: {
    absence_of_trust: "Owners, makers and workshops rely on each other's entries and must be able to check them without asking.",
    database: "The life of each machine is kept, because warranty, release and safety are decided by it.",
    disintermediation: "Nobody has to keep a shared server for all: every party holds and checks its own copy.",
    interaction: "Work answers defects, corrections answer entries, reports stand on all of them.",
    rules: "The table of permissions in this charter; it is changed by the validators.",
    sponsor: "Nordwind Service ApS founded this register and stands behind it.",
    validators: "Nordwind Service ApS enrols parties, because its people know who works on its machines.",
    writers: "The people and installations of the parties that are enrolled here.",
  },
  name: "Register of Nordwind Service ApS",
  parties: [
    { ...alone, id: idOf("org"), keys: [], kind: "organisation", name: "Nordwind Service ApS", organisation: null, roles: ["service-provider", "validator"] },
    { ...alone, id: idOf("party Anna"), keys: [idOf("Anna")], kind: "person", name: "Anna Vestergaard", organisation: idOf("org"), roles: ["service-provider"] },
    { ...alone, id: idOf("withheld"), keys: [idOf("x")], kind: "person", name: null, organisation: idOf("Havblik Energy"), roles: ["owner"] },
    { ...alone, id: idOf("laptop"), keys: [idOf("laptop key")], kind: "equipment", name: "Laptop 3", organisation: idOf("org"), roles: ["installation"] },
  ],
  permissions: [
    { roles: ["installation", "operator", "owner", "service-provider"], type: "asset/counter-read" },
    { roles: ["operator", "owner", "service-provider"], type: "asset/described" },
    { roles: ["operator", "owner", "service-provider"], type: "asset/registered" },
    { roles: ["installation", "operator", "owner", "service-provider"], type: "condition/read" },
    { roles: ["validator"], type: "register/party-enrolled" },
    { roles: ["auditor", "owner", "service-provider"], type: "report/issued" },
    { roles: ["operator", "owner", "service-provider"], type: "service/performed" },
  ],
  quorums: [{ group: "2 role:validator", type: "register/rules-changed" }],
  validators: [idOf("Jonas")],
  witness_policies: ["quorum none\n"],
};
