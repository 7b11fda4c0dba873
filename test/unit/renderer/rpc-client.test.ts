/** The client of the contract: numbers calls, checks what comes back, and comes back itself when the line was lost. */
import { beforeEach, expect, test } from "vitest";
import { makeRpcClient, type LineState, type RpcClient } from "../../../renderer/rpc/rpc-client.ts";
import type { Transport, TransportEnds } from "../../../renderer/rpc/transport.ts";

const words = { lost: "The line was lost.", notUnderstood: (method: string) => `${method} was not understood.` };

let sent: string[];
let ends: TransportEnds[];
let due: { readonly millis: number; readonly callback: () => void }[];
let client: RpcClient;

const transport: Transport = {
  connect: (each) => {
    ends.push(each);
    return { send: (text) => sent.push(text), close: () => undefined };
  },
  upload: () => Promise.resolve({ ok: false, message: null }),
  addressOf: (handle) => handle,
};

const line = (): TransportEnds => {
  const last = ends.at(-1);
  if (last === undefined) throw new Error("No line was opened");
  return last;
};

beforeEach(() => {
  sent = [];
  ends = [];
  due = [];
  client = makeRpcClient({ transport, words, later: (millis, callback) => void due.push({ millis, callback }) });
});

test("a call waits for the line, and its answer finds it by its number, in any order", async () => {
  const first = client.ask("import.mappings", {});
  const second = client.ask("person.list", {});
  expect(sent).toEqual([]);
  line().onOpen();
  expect(sent.map((text) => JSON.parse(text))).toEqual([
    { call: 1, method: "import.mappings", request: {} },
    { call: 2, method: "person.list", request: {} },
  ]);
  line().onText('{"call":2,"failure":{"kind":"k","message":"No."}}');
  line().onText('{"call":1,"value":[{"describes":"d","name":"n"}]}');
  expect(await first).toEqual({ ok: true, value: [{ describes: "d", name: "n" }] });
  expect(await second).toEqual({ ok: false, failure: { kind: "k", message: "No." } });
});

test("an answer that does not fit the contract is refused, noise is passed over", async () => {
  const asked = client.ask("import.mappings", {});
  line().onOpen();
  for (const noise of ["", "{", "[]", '{"call":99,"value":1}', '{"event":"unheard-of"}']) line().onText(noise);
  line().onText('{"call":1,"value":[{"name":7}]}');
  expect(await asked).toEqual({ ok: false, failure: { kind: "notUnderstood", message: "import.mappings was not understood." } });
});

test("a lost line refuses what is open and what is asked meanwhile, then is opened again, ever more patiently", async () => {
  const states: LineState[] = [];
  client.onLineState((state) => states.push(state));
  line().onOpen();
  const open = client.ask("person.list", {});
  line().onEnd(false);
  const lost = { ok: false, failure: { kind: "lineLost", message: "The line was lost." } };
  expect(await open).toEqual(lost);
  expect(await client.ask("person.list", {})).toEqual(lost);
  for (let round = 0; round < 6; round++) {
    due.at(-1)?.callback();
    line().onEnd(false);
  }
  expect(due.map(({ millis }) => millis)).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000]);
  due.at(-1)?.callback();
  line().onOpen();
  expect(client.lineState()).toBe("open");
  expect(states.filter((state) => state === "open")).toHaveLength(2);
  line().onEnd(true);
  expect(client.lineState()).toBe("refused");
  expect(due.at(-1)?.millis).toBe(250);
});

test("events reach every listener until it stops", () => {
  const heard: string[] = [];
  const stop = client.onEvent(({ event }) => heard.push(event));
  line().onOpen();
  line().onText('{"event":"changed","histories":[],"what":"peers"}');
  stop();
  line().onText('{"event":"changed","histories":[],"what":"peers"}');
  expect(heard).toEqual(["changed"]);
});
