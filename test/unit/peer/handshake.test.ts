/** The hello of two installations, said by somebody who does not keep to it: each step is refused by its own name. */
import { duplexPair } from "node:stream";
import { describe, expect, test } from "vitest";
import { canonicalBytes, type JsonObject } from "../../../shared/encoding/canonical-json.ts";
import { hexOf } from "../../../shared/encoding/hex.ts";
import { helloMessage, type LinkFacts, type LinkRole } from "../../../shared/sync/hello.ts";
import { shakeHands } from "../../../main/peer/handshake.ts";
import { MessageLink } from "../../../main/peer/message-link.ts";
import { testSigner } from "../../doubles/test-company.ts";

const id = "ab".repeat(32);
const facts: LinkFacts = { clientCertificate: id, exporter: "cd".repeat(32), serverCertificate: "ef".repeat(32) };
const [caller, host, third] = [testSigner("caller"), testSigner("host"), testSigner("third")];
const hello = (installation: string = caller.key): JsonObject => ({ hello: { installation, name: "Depot", register: id } });
const proof = (role: LinkRole, signer = caller, seen: LinkFacts = facts): JsonObject => ({
  prove: { sig: hexOf(signer.sign(helloMessage(seen, role === "client" ? { client: signer.key, server: host.key } : { client: host.key, server: signer.key }, role))) },
});

interface Meeting {
  readonly role?: LinkRole;
  readonly expected?: string | null;
  readonly succeeds?: (shown: string, expected: string) => boolean;
}

/** What the host makes of these messages: the caller's name for itself, or the refusal's kind. */
const saidOf = async (messages: ReadonlyArray<JsonObject>, { expected = null, role = "server", succeeds }: Meeting = {}): Promise<string> => {
  const [near, far] = duplexPair();
  for (const end of [near, far]) end.on("error", () => undefined);
  for (const message of messages) {
    const bytes = canonicalBytes(message);
    const head = Buffer.alloc(5);
    head.writeUInt32BE(bytes.length, 0);
    far.write(Buffer.concat([head, bytes]));
  }
  far.end();
  far.resume();
  const own = { hello: { name: "Host", register: id }, signer: host };
  const shaken = await shakeHands({ expected, facts, link: new MessageLink(near), own, role, timeoutMs: 5000, ...(succeeds === undefined ? {} : { succeeds }) });
  return shaken.ok ? shaken.value.name : shaken.failure.kind;
};

describe("a hello", () => {
  test("is believed when its key signed this very connection, in either role", async () => {
    expect(await saidOf([hello(), proof("client")])).toBe("Depot");
    expect(await saidOf([hello(), proof("server")], { role: "client" })).toBe("Depot");
    expect(await saidOf([hello(), proof("client")], { expected: caller.key })).toBe("Depot");
  });

  test("is refused from the installation itself", async () => expect(await saidOf([hello(host.key), proof("client", host)])).toBe("helloOwn"));

  test("is refused from another installation than the certificate's, unless a register put it in its place", async () => {
    expect(await saidOf([hello(), proof("client")], { expected: third.key })).toBe("helloInstallation");
    expect(await saidOf([hello(), proof("client")], { expected: third.key, succeeds: () => false })).toBe("helloInstallation");
    expect(await saidOf([hello(), proof("client")], { expected: third.key, succeeds: (shown, before) => shown === caller.key && before === third.key })).toBe("Depot");
  });

  test("is refused with a proof of another key, role, connection, or of none", async () => {
    expect(await saidOf([hello(), proof("client", third)])).toBe("helloSignature");
    expect(await saidOf([hello(), proof("server")])).toBe("helloSignature");
    expect(await saidOf([hello(), proof("client", caller, { ...facts, exporter: id })])).toBe("helloSignature");
    expect(await saidOf([hello(), { prove: { sig: "00".repeat(64) } }])).toBe("helloSignature");
    expect(await saidOf([hello(`01${"00".repeat(31)}`), { prove: { sig: `01${"00".repeat(63)}` } }])).toBe("helloSignature");
  });

  test("gives way to a refusal of the other side, and to nothing else", async () => {
    expect(await saidOf([{ stop: { kind: "blocked", message: "You are blocked." } }])).toBe("blocked");
    expect(await saidOf([hello(), { stop: { kind: "blocked", message: "You are blocked." } }])).toBe("blocked");
    expect(await saidOf([{ alive: {} }])).toBe("peerMessage");
    expect(await saidOf([hello(), hello()])).toBe("peerMessage");
    expect(await saidOf([hello()])).toBe("peerGone");
    expect(await saidOf([])).toBe("peerGone");
  });
});
