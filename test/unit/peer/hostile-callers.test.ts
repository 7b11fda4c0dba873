/** Whoever calls without a right to: turned away by name, bounded in number and time, and nothing of it kept. */
import { connect as connectPlain } from "node:net";
import { connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { hexOf } from "../../../shared/encoding/hex.ts";
import { exporterLabel, helloMessage, type LinkFacts } from "../../../shared/sync/hello.ts";
import type { SyncMessage } from "../../../shared/sync/sync-message.ts";
import { MessageLink } from "../../../main/peer/message-link.ts";
import { peerLimits } from "../../../main/peer/peer-context.ts";
import { tlsServer, type LinkIdentity } from "../../../main/peer/tls-link.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { nodeDigestHex } from "../../../main/signature/node-digest.ts";
import { testIdentity } from "../../doubles/link-pair.ts";
import { testCompany, testSigner } from "../../doubles/test-company.ts";
import { joinTo, testPeer, type TestPeer } from "../../doubles/test-peer.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

let owner: TestPeer;
let service: TestPeer;
let serviceIdentity: LinkIdentity;
let strange: LinkIdentity;
let address: string;
const sockets: TLSSocket[] = [];

beforeAll(async () => {
  [serviceIdentity, strange] = [await testIdentity(), await testIdentity()];
});

beforeEach(async () => {
  const limits = { ...peerLimits, handshakeMs: 400, strangersMax: 3 };
  owner = await testPeer(await testCompany("Owner"), { checker, limits });
  service = await testPeer(await testCompany("Service"), { checker, identity: serviceIdentity });
  address = await joinTo(owner, service);
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all([owner.service.close(), service.service.close()]);
});

const port = (): number => owner.service.port() ?? 0;

const dial = (identity: LinkIdentity | null, more: ConnectionOptions = {}): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const keys = identity === null ? {} : { cert: identity.certificatePem, key: identity.privateKeyPem };
    const socket = connect({ host: "127.0.0.1", port: port(), ...keys, ALPNProtocols: ["throughlife-sync/1"], rejectUnauthorized: false, ...more });
    sockets.push(socket);
    socket.once("secureConnect", () => resolve(socket));
    socket.once("error", reject);
  });

/** What the other side says last. */
const farewell = async (socket: TLSSocket): Promise<string> => {
  const received = await new MessageLink(socket).receive();
  if (!received.ok) return received.failure.kind;
  const { value } = received;
  return value.kind === "control" && "stop" in value.message ? value.message.stop.kind : "no refusal";
};

const factsOf = (socket: TLSSocket, identity: LinkIdentity): LinkFacts => ({
  clientCertificate: identity.pin,
  exporter: socket.exportKeyingMaterial(32, exporterLabel, Buffer.alloc(0)).toString("hex"),
  serverCertificate: nodeDigestHex(socket.getPeerX509Certificate()?.raw ?? new Uint8Array(0)),
});

describe("is turned away", () => {
  test("with a certificate that nobody pinned, before anything that it sends is read", async () => {
    const socket = await dial(strange);
    socket.write(Buffer.alloc(100_000, 0xff));
    expect(await farewell(socket)).toBe("certificateUnknown");
    expect(owner.service.refusals().at(-1)?.kind).toBe("certificateUnknown");
  });

  test("without a certificate, and with another language", async () => {
    expect(await farewell(await dial(null))).toBe("certificateMissing");
    expect(await farewell(await dial(serviceIdentity, { ALPNProtocols: [] }))).toBe("tlsRefused");
    await expect(dial(serviceIdentity, { ALPNProtocols: ["http/1.1"] })).rejects.toThrow(/protocol/i);
  });

  test("with an older TLS", async () => {
    await expect(dial(serviceIdentity, { maxVersion: "TLSv1.2" })).rejects.toThrow(/version/i);
  });

  test("without TLS at all", async () => {
    const plain = connectPlain(port(), "127.0.0.1");
    plain.write("GET / HTTP/1.1\r\n\r\n");
    await new Promise((resolve) => plain.once("close", resolve));
    expect(valueOf(await service.service.sync(address)).received.complete).toBe(true);
  });

  test("when it would join without an invitation", async () => {
    expect(await farewell(await dial(strange, { ALPNProtocols: ["throughlife-join/1"] }))).toBe("invitationUnknown");
  });

  test("with a message that is larger than a hello may be", async () => {
    const socket = await dial(serviceIdentity);
    socket.write(Uint8Array.of(0, 1, 0, 0, 0));
    const link = new MessageLink(socket);
    expect((await link.receive()).ok).toBe(true);
    expect(valueOf(await link.receive())).toMatchObject({ message: { stop: { kind: "peerTooLarge" } } });
  });
});

describe("with a pinned certificate is turned away", () => {
  const say = async (messages: (facts: LinkFacts, server: string) => ReadonlyArray<SyncMessage>): Promise<string> => {
    const socket = await dial(serviceIdentity);
    const link = new MessageLink(socket);
    const hello = valueOf(await link.receive());
    const server = hello.kind === "control" && "hello" in hello.message ? hello.message.hello.installation : "";
    for (const message of messages(factsOf(socket, serviceIdentity), server)) await link.send(message);
    for (;;) {
      const received = await link.receive();
      if (!received.ok) return received.failure.kind;
      if (received.value.kind === "control" && "stop" in received.value.message) return received.value.message.stop.kind;
    }
  };
  const helloOf = (installation: string): SyncMessage => ({ hello: { installation, name: "Service", register: "ab".repeat(32) } });
  const proveOf = (message: Uint8Array, word = "Service installation"): SyncMessage => ({ prove: { sig: hexOf(testSigner(word).sign(message)) } });

  test("when it names another installation", async () => {
    expect(await say(() => [helloOf(testSigner("Mallory").key)])).toBe("helloInstallation");
  });

  test("when its proof is of another key, another connection, or the other role", async () => {
    const client = testSigner("Service installation").key;
    const right = (facts: LinkFacts, server: string) => helloMessage(facts, { client, server }, "client");
    const wrong: readonly ((facts: LinkFacts, server: string) => SyncMessage)[] = [
      (facts, server) => proveOf(right(facts, server), "Mallory"),
      (facts, server) => proveOf(right({ ...facts, exporter: "00".repeat(32) }, server)),
      (facts, server) => proveOf(right({ ...facts, serverCertificate: strange.pin }, server)),
      (facts, server) => proveOf(helloMessage(facts, { client, server }, "server")),
      (facts) => proveOf(right(facts, client)),
    ];
    for (const proof of wrong) expect(await say((facts, server) => [helloOf(client), proof(facts, server)])).toBe("helloSignature");
    expect(await say((facts, server) => [helloOf(client), proveOf(right(facts, server)), { enough: {} }, { enough: {} }, { sent: { records: 1 } }])).toBe("peerMessage");
    const counted = { digests: { histories: [], more: false, round: 0 } };
    expect(await say((facts, server) => [helloOf(client), proveOf(right(facts, server)), counted, { sent: { records: 1 } }])).toBe("peerMessage");
  });

  test("when it says nothing in time, and there are only so many of them", async () => {
    const silent = await Promise.all([1, 2, 3].map(() => dial(serviceIdentity)));
    await vi.waitFor(async () => expect(await farewell(await dial(serviceIdentity))).toBe("peerFlood"));
    await Promise.all(silent.map((socket) => new Promise((resolve) => socket.resume().once("close", resolve))));
    await vi.waitFor(() => expect(owner.service.refusals().filter(({ kind }) => kind === "helloTooSlow")).toHaveLength(3));
    expect(valueOf(await service.service.sync(address)).received.complete).toBe(true);
  });
});

test("a caller says nothing to whoever answers with another certificate", async () => {
  let heard = 0;
  const impostor = tlsServer(strange, {
    handshakeMs: 1000,
    onLink: ({ socket }) => socket.on("data", (bytes: Uint8Array) => (heard += bytes.length)),
    onRefused: (socket) => socket.destroy(),
  });
  await new Promise<void>((resolve) => impostor.listen(0, "127.0.0.1", () => resolve()));
  const bound = impostor.address();
  const there = `127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  expect(kindOf(await service.service.sync(there))).toBe("certificateUnknown");
  expect(heard).toBe(0);
  await new Promise((resolve) => impostor.close(resolve));
  expect(kindOf(await service.service.sync(there))).toBe("peerUnreachable");
  expect(kindOf(await service.service.sync("nowhere"))).toBe("peerAddress");
});

test("a second exchange with the same company waits its turn", async () => {
  const both = await Promise.all([service.service.sync(address), service.service.sync(address)]);
  expect(both.map(kindOf).sort()).toEqual(["peerBusy", "success"]);
});
