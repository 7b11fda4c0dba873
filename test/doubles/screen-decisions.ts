/** Answers about decisions for the screens: one record that waits, one field in conflict, nothing in doubt. */
import { refuse, success } from "../../shared/outcome/outcome.ts";
import type { Handlers } from "../../main/rpc/dispatch.ts";
import type { SealRow } from "../../shared/rpc/custody-methods.ts";
import type { EndorsementRow } from "../../shared/rpc/decision-methods.ts";
import { idOf, pump, shortTimeline, turbine, turbineTimeline } from "./screen-rows.ts";

const by = { name: "Anna Vestergaard", organisation: "Nordwind Service ApS", party: idOf("party Anna Vestergaard") };
const rule = { by, name: "quorum of service/performed: 1 role:inspector", record: idOf("rules"), version: "register/rules-changed@1 of 2026-05-01" };
const quorum = {
  behind: [{ ...by, counts: false, record: idOf("waiting"), role: null }],
  groups: [{ found: 0, group: "1 role:inspector", members: ["role:inspector"], needed: 1 }],
  may: [{ ...by, name: "Bo Iversen", party: idOf("party Bo Iversen"), roles: ["inspector"] }],
  rules: [rule],
};

const waiting = (): EndorsementRow[] =>
  turbineTimeline().slice(-1).map((entry) => ({
    entry: { ...entry, standing: { behind: [], reason: "It needs 1 of role:inspector to stand behind it; 0 did.", standing: "provisional" } },
    history: turbine, own: { roles: ["inspector"], why: null }, quorum, title: "WTG-07",
  }));

const sealRow = (): SealRow => {
  const [first, second] = turbineTimeline();
  if (first === undefined || second === undefined) throw new Error("The turbine has a history");
  const entry = { ...second, id: idOf("sealed"), summary: "Sealed at hand-over, 1 head: Sold with its life", type: "custody/sealed@1" };
  return {
    act: "handed-over", confirmed: [], entry, heads: 1, history: turbine, own: { roles: [], why: "Only the receiver can confirm it." }, reason: "Sold with its life",
    surfaced: [{ ...first, surfaced_after: [idOf("sealed")] }], surfaced_total: 1, title: "WTG-07", to: { ...by, name: "Havblik Energy", organisation: null },
  };
};

type Decisions = Extract<keyof Handlers, `custody.${string}` | `decision.${string}`>;

export const screenDecisions: Pick<Handlers, Decisions> = {
  "custody.list": async ({ history }) => {
    const rows = history === undefined || history === turbine ? [sealRow()] : [];
    return success({ rows, statement: "Later records, and records that somebody withheld, cannot be excluded.", total: rows.length });
  },
  "custody.seal": async () => success({ heads: 2, history: turbine, id: idOf("sealed"), standing: "accepted" }),
  "decision.count": async () => success({ conflicts: 1, endorsements: 1, seals: 0, waiting: 2 }),
  "decision.endorsements": async () => success({ rows: waiting(), total: 1 }),
  "decision.conflicts": async () => {
    const values = [...shortTimeline(pump, "P-101A"), ...shortTimeline(pump, "P-101B")].slice(0, 2).map((entry, index) => ({ entry, text: `Hall ${index + 2}` }));
    return success({ rows: [{ field: "location", history: pump, resolvable: true, title: "P-101A", values }], total: 1 });
  },
  "decision.corrections": async () => success({ rows: [], total: 0 }),
  "decision.equivocations": async () => {
    const records = turbineTimeline().slice(0, 2);
    const rows = records.slice(0, 1).map(({ writer }) => ({ disputed: 2, history: turbine, own: false, records, seq: 4, title: "WTG-07", writer }));
    return success({ rows, total: rows.length });
  },
  "decision.disputes": async () => success({ rows: [], total: 0 }),
  "decision.standing": async ({ id }) => {
    const entry = [...turbineTimeline(), ...shortTimeline(pump, "P-101A")].find((one) => one.id === id);
    if (entry === undefined) return refuse("notHeld", `The record ${id.slice(0, 12)}… is not here.`);
    return success({ behind: [], entry, history: turbine, own: { roles: [], why: null }, permission: rule, quorum: null });
  },
  "decision.endorse": async ({ role, target }) =>
    success({ history: turbine, id: idOf(`endorsed ${target}`), role: role ?? "inspector", standing: "accepted", target_standing: "accepted" }),
  "decision.resolve": async ({ history }) => success({ history: history.length === 64 ? history : pump, id: idOf("resolved"), resolved: true, standing: "accepted" }),
  "decision.export-proof": async () => success({ bytes: 5_219, download: "handle-proof", path: null, sha256: idOf("proof") }),
};
