/** Witnesses as the screens see them: one that is well, one whose log shows two pasts, a promise that was broken. */
import type { HandlersOf } from "../../main/rpc/dispatch.ts";
import { refuse, success } from "../../shared/outcome/outcome.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";

type Witnessing = HandlersOf<
  | "witness.state"
  | "witness.add"
  | "witness.receipt"
  | "witness.export-alarm"
  | "witness.export-promise"
  | "witness.request"
  | "witness.answer"
  | "witness.take"
>;

const at = "2026-11-22T09:12:00.000000Z";
const vkey = (name: string, type: string): string =>
  `throughlife/${name.repeat(64)}+6cc59bf1+${type}YDzb79Kx3EgyH8ijnsz9FXzcUogjmmpvBO8C5XTnMZ`;
const note = (root: string): string =>
  `throughlife/${"b".repeat(64)}\n812\n${root}\n\n— throughlife/${"b".repeat(64)} t8FqifSjt+caT9+WxPGQ\n`;
const message = `The log throughlife/${"b".repeat(64)} signed two checkpoints of 812 lines with different roots: it shows different pasts.`;
const made = { bytes: 512, download: "f".repeat(32), path: null, sha256: "e".repeat(64) };

const state: ResponseOf<"witness.state"> = {
  alarms: [
    {
      found: at,
      kind: "split",
      message,
      name: "Anatolia Rotor",
      origin: `throughlife/${"b".repeat(64)}`,
      proof: JSON.stringify({
        notes: [
          note("ygqdGCaoH+Wf4QAf4gcsNC8vq52VFtdtEjo9OqXzVZo="),
          note("koTP7L9hicuWYv6Y729QzZbBveqKID62yU1TcTiosyc="),
        ],
      }),
    },
  ],
  log: { origin: `throughlife/${"a".repeat(64)}`, size: 1240, vkey: vkey("a", "A") },
  policies: ["witness depot throughlife/…\nquorum depot\n"],
  promises: {
    broken: 1,
    kept: 318,
    open: 1,
    rows: [
      {
        at,
        by: "b".repeat(64),
        due: "2026-11-22T08:00:00.000000Z",
        history: null,
        id: "c".repeat(64),
        index: 811,
        name: "Anatolia Rotor",
        received: "2026-11-21T08:00:00.000000Z",
        state: "broken",
      },
      {
        at,
        by: "d".repeat(64),
        due: "2026-11-23T09:12:00.000000Z",
        history: null,
        id: "e".repeat(64),
        index: 4120,
        name: "Depot Esbjerg",
        received: at,
        state: "open",
      },
    ],
  },
  witness: vkey("a", "B"),
  witnesses: [
    {
      alarm: null,
      asked: { at, refusal: null },
      damage: null,
      installation: "d".repeat(64),
      log: vkey("d", "A"),
      name: "Depot Esbjerg",
      ours: { at, size: 4121 },
      revoked: false,
      seen: 96,
      since: at,
      theirs: { at, size: 1240 },
      witness: vkey("d", "B"),
    },
    {
      alarm: { kind: "split", message },
      asked: null,
      damage: null,
      installation: "b".repeat(64),
      log: vkey("b", "A"),
      name: "Anatolia Rotor",
      ours: { at, size: 812 },
      revoked: false,
      seen: 12,
      since: at,
      theirs: null,
      witness: vkey("b", "B"),
    },
  ],
};

/** Answers as a node does; what needs a file refuses one that is none. */
export const screenWitnesses: Witnessing = {
  "witness.add": async () => success({ added: true }),
  "witness.answer": async () => success({ ...made, message: null, status: 200 }),
  "witness.export-alarm": async () => success(made),
  "witness.export-promise": async () => success(made),
  "witness.receipt": async ({ record }) =>
    "e".repeat(64).startsWith(record)
      ? success({ ...made, index: 812, record: "e".repeat(64), size: 1240, witnesses: 2 })
      : refuse("notHeld", `The record ${record}… is not here.`),
  "witness.request": async () => success({ ...made, old: 1200, size: 1240 }),
  "witness.state": async () => success(state),
  "witness.take": async () =>
    refuse("witnessFile", "This is no answer of a witness. Choose the file that the witness gave back."),
};
