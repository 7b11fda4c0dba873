/** The wire: who may open it, what it carries, and how it ends for a message that is no call. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { refuse, success } from "../../../shared/outcome/outcome.ts";
import { startShellUnderTest, type ShellUnderTest } from "./shell-under-test.ts";

let under: ShellUnderTest;
let cookie: string;

beforeAll(async () => {
  under = await startShellUnderTest({
    dispatch: async (method, request) => {
      if (method === "broken") throw new Error("a fault");
      return method === "known" ? success({ request }) : refuse("unknownMethod", `There is no method ${method}.`);
    },
  });
  cookie = await under.signIn();
});
afterAll(() => under.end());

const openWire = (path = "/rpc", headers: Readonly<Record<string, string>> = {}): WebSocket =>
  new WebSocket(`ws://${under.host}${path}`, { headers: { origin: under.origin, cookie, ...headers }, maxPayload: 64 * 1024 * 1024 });

/** The HTTP status with which the upgrade is refused, 101 when it is not. */
const statusOf = (socket: WebSocket): Promise<number> =>
  new Promise((resolve, reject) => {
    socket.once("open", () => {
      socket.terminate();
      resolve(101);
    });
    socket.once("unexpected-response", (_request, answer) => {
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    socket.on("error", reject);
  });

const opened = async (): Promise<WebSocket> => {
  const socket = openWire();
  await new Promise((resolve) => socket.once("open", resolve));
  return socket;
};

const nextMessage = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.once("message", (data: Buffer) => resolve(JSON.parse(data.toString("utf8")))));

const endOf = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.once("close", resolve));

describe("the upgrade", () => {
  test("passes with Host, Origin and cookie", async () => {
    expect(await statusOf(openWire())).toBe(101);
  });

  test("is refused for each of them that is wrong", async () => {
    expect(await statusOf(openWire("/rpc", { origin: "http://evil.example" }))).toBe(403);
    expect(await statusOf(openWire("/rpc", { origin: under.origin.replace(/\d+$/, "1") }))).toBe(403);
    expect(await statusOf(openWire("/rpc", { origin: under.origin.replace("http:", "https:") }))).toBe(403);
    expect(await statusOf(openWire("/rpc", { cookie: "" }))).toBe(403);
    expect(await statusOf(openWire("/rpc", { host: "evil.example" }))).toBe(421);
    expect(await statusOf(openWire("/rpc", { "sec-fetch-site": "cross-site" }))).toBe(403);
    expect(await statusOf(openWire("/elsewhere"))).toBe(404);
  });

  test("is refused to a program that is no browser", async () => {
    expect(await statusOf(new WebSocket(`ws://${under.host}/rpc`, { headers: { cookie } }))).toBe(403);
  });
});

describe("an open wire", () => {
  test("answers calls under their number, refusals with their sentence, and survives a broken method", async () => {
    const socket = await opened();
    socket.send(JSON.stringify({ call: 7, method: "known", request: { a: [1] } }));
    expect(await nextMessage(socket)).toEqual({ call: 7, value: { request: { a: [1] } } });
    socket.send(JSON.stringify({ call: 8, method: "unheard-of", request: {} }));
    expect(await nextMessage(socket)).toEqual({ call: 8, failure: { kind: "unknownMethod", message: "There is no method unheard-of." } });
    socket.send(JSON.stringify({ call: 9, method: "broken", request: {} }));
    expect(await nextMessage(socket)).toMatchObject({ call: 9, failure: { kind: "brokenProgram" } });
    socket.terminate();
  });

  test("brings events", async () => {
    const socket = await opened();
    const heard = nextMessage(socket);
    under.emit({ event: "changed", histories: [], what: "status" });
    expect(await heard).toEqual({ event: "changed", histories: [], what: "status" });
    socket.terminate();
  });

  test.each([
    ["text that is no JSON", "{", 1008],
    ["a call without a number", JSON.stringify({ method: "known", request: {} }), 1008],
    ["a call with more in it", JSON.stringify({ call: 1, method: "known", request: {}, more: 1 }), 1008],
    ["bytes", Buffer.from("{}"), 1003],
  ])("is closed for %s", async (_name, message, code) => {
    const socket = await opened();
    socket.send(message);
    expect(await endOf(socket)).toBe(code);
  });

  test("is closed for a message over 8 MiB", async () => {
    const socket = await opened();
    socket.on("error", () => socket.terminate());
    socket.send(JSON.stringify({ call: 1, method: "known", request: "x".repeat(8 * 1024 * 1024) }));
    expect([1009, 1006]).toContain(await endOf(socket));
  });
});
