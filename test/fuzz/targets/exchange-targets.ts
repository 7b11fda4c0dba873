/** What a peer says: messages, the bytes of a link, the hello, and the code that invites. */
import { duplexPair } from "node:stream";
import { canonicalBytes, type JsonValue } from "../../../shared/encoding/canonical-json.ts";
import { hexOf } from "../../../shared/encoding/hex.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { helloMessage, type LinkFacts } from "../../../shared/sync/hello.ts";
import { joinCodeText, parseJoinCode, type JoinCode } from "../../../shared/sync/join-code.ts";
import { parseSyncMessage, syncMessageBytes, type SyncMessage } from "../../../shared/sync/sync-message.ts";
import { shakeHands } from "../../../main/peer/handshake.ts";
import { linkLimits, MessageLink } from "../../../main/peer/message-link.ts";
import { nodeDigest } from "../../../main/signature/node-digest.ts";
import { randomBelow } from "../../doubles/seeded-random.ts";
import { seededSigner } from "../../doubles/seeded-signer.ts";
import { looseJsonText, oneOf, spoilBytes, spoilJson, type Spoiling } from "../spoil.ts";
import { noteAt, receiptOf, stranger } from "../good-inputs.ts";
import { accepted, find, refused, type FuzzAnswer, type FuzzTarget } from "../fuzz-target.ts";

const id = "ab".repeat(32);
const other = "cd".repeat(32);
const caller = seededSigner(301);
const host = seededSigner(302);
const facts: LinkFacts = { clientCertificate: id, exporter: other, serverCertificate: "ef".repeat(32) };
const hello = { hello: { installation: caller.key, name: "Depot", register: id } };
const keys = { client: caller.key, server: host.key };
const prove = { prove: { sig: hexOf(caller.sign(helloMessage(facts, keys, "client"))) } };

const messages: ReadonlyArray<SyncMessage> = [
  hello,
  prove,
  { digests: { histories: [[id, other]], more: false, round: 1 } },
  { tips: { history: id, more: true, tips: [[id, 3, other], [other, 0, id]] } },
  { probe: { history: id, ids: [other] } },
  { held: { flags: "0101", known: true } },
  { openings: { list: [{ opening: { for: id, salt: "ab".repeat(16), value: { name: ["Ann", 1, null] } }, record: other }] } },
  { proof: { note: noteAt(8, 2) } },
  { proof: { line: "x", proof: receiptOf(1) } },
  { sent: { records: 12 } },
  { ack: { apart: false, records: 12, whole: true } },
  { want: { offset: 1_048_576, record: id, sha256: other } },
  { lacking: { sha256: other } },
  { stop: { kind: "peerGone", message: "Gone." } },
  { join: { people: [], secret: "ab".repeat(10) } },
  { joined: { message: "Welcome.", party: id, roles: ["owner"], waits: false } },
  { twin: { root: id, size: 7 } },
  { apart: { both: true } },
  { enough: {} },
  { alive: {} },
];
const samples = messages.map(syncMessageBytes);
const values = samples.map((bytes): JsonValue => JSON.parse(Buffer.from(bytes).toString("utf8")));

const spoilMessage: Spoiling = (input, random) =>
  random() < 0.5 ? spoilBytes(samples)(input, random) : Buffer.from(looseJsonText(spoilJson(oneOf(random, values), random), random));

const judgeMessage = (input: Uint8Array): FuzzAnswer => {
  const parsed = parseSyncMessage(input);
  if (!parsed.ok) return refused(parsed.failure.kind);
  return Buffer.compare(syncMessageBytes(parsed.value), input) === 0
    ? accepted("it is a message; who says it was proved before, and what it says is checked behind it")
    : find("a message is not written as it was read");
};

const framed = (kind: number, bytes: Uint8Array): Uint8Array => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length, 0);
  head[4] = kind;
  return Buffer.concat([head, bytes]);
};

const said = (list: ReadonlyArray<Uint8Array>): Uint8Array => Buffer.concat(list.map((bytes) => framed(0, bytes)));
const linkSamples = [said(samples.slice(2, 6)), Buffer.concat([framed(1, utf8Of("frames\n")), said(samples.slice(9, 12)), framed(2, new Uint8Array(40))])];
const limits = { ...linkLimits, firstBytesMax: 4096, messageBytesMax: 8192 };

/** Everything that comes is a message within its limits, or ends the link with a reason. */
const judgeLink = async (input: Uint8Array): Promise<FuzzAnswer> => {
  const [near, far] = quietPair();
  const link = new MessageLink(near, limits);
  far.end(input);
  for (let count = 0; ; count++) {
    const received = await link.receive();
    if (!received.ok) {
      link.destroy();
      return received.failure.kind === "peerGone" && count > 0 ? accepted("each message has its form; the link says no more than that") : refused(received.failure.kind);
    }
    const { value } = received;
    const length = value.kind === "control" ? syncMessageBytes(value.message).length : value.bytes.length;
    if (length > limits.firstBytesMax) return find("a stranger's message over the limit was read");
  }
};

const quietPair = () => {
  const pair = duplexPair();
  for (const end of pair) end.on("error", () => undefined);
  return pair;
};

const helloSample = Buffer.concat([canonicalBytes(hello), utf8Of("\n"), canonicalBytes(prove)]);
/** The same by somebody who has no such key: taken from another connection, another role, another installation. */
const borrowed = [
  helloMessage({ ...facts, exporter: id }, keys, "client"),
  helloMessage(facts, keys, "server"),
  helloMessage(facts, { client: host.key, server: caller.key }, "client"),
].map((message) => Buffer.concat([canonicalBytes(hello), utf8Of("\n"), canonicalBytes({ prove: { sig: hexOf(caller.sign(message)) } })]));
const strangers = Buffer.concat([canonicalBytes({ hello: { ...hello.hello, installation: stranger.key } }), utf8Of("\n"), canonicalBytes(prove)]);

/** Two messages, one a line; the called side is the product. */
const judgeHello = async (input: Uint8Array): Promise<FuzzAnswer> => {
  const text = Buffer.from(input).toString("latin1");
  const [near, far] = quietPair();
  far.end(Buffer.concat(text.split("\n").map((line) => framed(0, Buffer.from(line, "latin1")))));
  far.resume();
  const link = new MessageLink(near);
  const own = { hello: { name: "Host", register: id }, signer: host };
  const shaken = await shakeHands({ expected: null, facts, link, own, role: "server", timeoutMs: 5000 });
  link.destroy();
  if (!shaken.ok) return refused(shaken.failure.kind);
  if (shaken.value.installation !== caller.key) return find("an installation is believed that did not sign this connection");
  return text.includes(prove.prove.sig) ? accepted("the proof is the right one; its name is what it calls itself") : find("a hello without the right proof is believed");
};

const code: JoinCode = { addresses: ["192.168.1.7:4711", "depot.local:4711"], pin: new Uint8Array(16).fill(3), secret: new Uint8Array(10).fill(4) };
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codes = [code, { ...code, addresses: ["10.0.0.1:1"] }, { ...code, addresses: [] }].map((one) => utf8Of(joinCodeText(one)));

/** Typing errors, or other contents behind a checksum that fits, as only a program makes them. */
const spoilCode: Spoiling = (input, random) => {
  if (random() < 0.6) return spoilBytes(codes)(input, random);
  const body = Buffer.from(spoilBytes([Buffer.from(code.pin)])(Buffer.from([1, ...code.secret, ...code.pin, 0, 10, 0, 0, 1, 4, 210, 5, 97, 46, 98, 46, 99, 4, 210]), random));
  return utf8Of(base32(Buffer.concat([body, nodeDigest(body).subarray(0, 3)]).subarray(0, 2 + randomBelow(random, 5000))));
};

const base32 = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters.charAt(Number.parseInt(five.padEnd(5, "0"), 2))).join("");
};

const meaningOf = ({ addresses, pin, secret }: JoinCode): string => [...addresses, hexOf(pin), hexOf(secret)].join(" ");
const plainLetters = (text: string): string => text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
const meanings = new Map(codes.map((bytes) => [plainLetters(Buffer.from(bytes).toString("utf8")), true]));

const judgeCode = (input: Uint8Array): FuzzAnswer => {
  const text = Buffer.from(input).toString("utf8");
  const parsed = parseJoinCode(text);
  if (!parsed.ok) return refused(parsed.failure.kind);
  const { addresses, pin, secret } = parsed.value;
  if (pin.length !== 16 || secret.length !== 10) return find("a code without a whole pin or secret is read");
  if (meanings.has(plainLetters(text))) return accepted("it is typed otherwise and says the same");
  const again = addresses.length > 8 ? parsed : parseJoinCode(joinCodeText(parsed.value));
  if (!again.ok || meaningOf(again.value) !== meaningOf(parsed.value)) return find("a code is not written as it was read");
  return accepted("somebody made it with a checksum that fits; the pin and the secret decide");
};

/** The targets of this file. */
export const exchangeTargets: ReadonlyArray<FuzzTarget> = [
  { name: "sync-message", perMille: 100, samples, spoil: spoilMessage, judge: judgeMessage },
  { name: "link", perMille: 10, samples: linkSamples, spoil: spoilBytes(linkSamples), judge: judgeLink },
  { name: "hello", perMille: 4, samples: [helloSample], spoil: spoilBytes([helloSample, ...borrowed, strangers]), judge: judgeHello },
  { name: "join-code", perMille: 40, samples: codes, spoil: spoilCode, judge: judgeCode },
];
