/** What a message link promises, held over real TLS and over the connection in memory that other tests use. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { linkLimits, MessageLink, type LinkLimits } from "../../main/peer/message-link.ts";
import type { LinkIdentity } from "../../main/peer/tls-link.ts";
import { memoryStreams, testIdentity, tlsStreams, type ConnectionPair } from "../doubles/link-pair.ts";
import { kindOf, valueOf } from "../doubles/value-of.ts";

let identity: LinkIdentity;
beforeAll(async () => {
  identity = await testIdentity();
});

const connections: readonly (readonly [string, () => Promise<ConnectionPair>])[] = [
  ["TLS", () => tlsStreams(identity)],
  ["memory", memoryStreams],
];

const quick: LinkLimits = { ...linkLimits, silenceMsMax: 150 };

describe.each(connections)("over %s", (_, connect) => {
  let pair: ConnectionPair;
  beforeEach(async () => {
    pair = await connect();
  });
  afterEach(() => pair.close());
  const link = (end: 0 | 1, limits = linkLimits): MessageLink => {
    const made = new MessageLink(pair.ends[end], limits);
    made.trust();
    return made;
  };
  const raw = (end: 0 | 1, bytes: ReadonlyArray<number>): void => void pair.ends[end].write(Uint8Array.from(bytes));

  test("messages of all sizes come whole and in order, both ways at once", async () => {
    const [one, other] = [link(0), link(1)];
    const sizes = [1, 3000, 0, 70_000, 3_000_000, 12, 1_500_000];
    const send = async (from: MessageLink): Promise<void> => {
      for (const [index, size] of sizes.entries()) valueOf(await from.send({ kind: "frames", bytes: new Uint8Array(size).fill(index) }));
    };
    const receive = async (to: MessageLink): Promise<void> => {
      for (const [index, size] of sizes.entries()) {
        const message = valueOf(await to.receive());
        expect(message.kind).toBe("frames");
        if (message.kind !== "frames") continue;
        expect(message.bytes.length).toBe(size);
        expect(message.bytes.every((byte) => byte === index)).toBe(true);
      }
    };
    await Promise.all([send(one), send(other), receive(one), receive(other)]);
  });

  test("a message that comes byte by byte is put together", async () => {
    const bytes = [0, 0, 0, 16, 0, ...new TextEncoder().encode('{"sent":{"recor"')].slice(0, 21);
    const received = link(0).receive();
    for (const byte of bytes) raw(1, [byte]);
    expect(kindOf(await received)).toBe("peerMessage");
    const other = link(1).receive();
    const message = new TextEncoder().encode('{"sent":{"records":7}}');
    for (const byte of [0, 0, 0, message.length, 0, ...message]) raw(0, [byte]);
    expect(valueOf(await other)).toEqual({ kind: "control", message: { sent: { records: 7 } } });
  });

  test("an announced size beyond the limit is refused before anything of it is kept", async () => {
    const received = link(0).receive();
    raw(1, [0x7f, 0xff, 0xff, 0xff, 1]);
    expect(kindOf(await received)).toBe("peerTooLarge");
  });

  test("before the other side has proved itself the limit is a small one", async () => {
    const received = new MessageLink(pair.ends[0]).receive();
    raw(1, [0, 0, 0x80, 0, 0]);
    expect(kindOf(await received)).toBe("peerTooLarge");
  });

  test("an unknown kind, broken text and deep nesting are refused", async () => {
    const deep = new TextEncoder().encode(`{"sent":${"[".repeat(9000)}`);
    for (const bytes of [[0, 0, 0, 0, 9], [0, 0, 0, 2, 0, 0xff, 0xfe], [0, 0, deep.length >> 8, deep.length & 255, 0, ...deep]]) {
      const fresh = await connect();
      const received = new MessageLink(fresh.ends[0]).receive();
      fresh.ends[1].write(Uint8Array.from(bytes));
      expect(kindOf(await received)).toBe("peerMessage");
      await fresh.close();
    }
  });

  test("silence, and a message that trickles, end in time", async () => {
    expect(kindOf(await link(0, quick).receive())).toBe("peerSilent");
    const trickling = link(0, { ...quick, bytesPerMsMin: 1000 }).receive();
    raw(1, [0, 0, 4, 0, 0, 1, 2, 3]);
    expect(kindOf(await trickling)).toBe("peerSlow");
  });

  test("an end in the middle of a message is told from silence", async () => {
    const received = link(0).receive();
    raw(1, [0, 0, 0, 10, 0, 1, 2]);
    pair.ends[1].end();
    expect(kindOf(await received)).toBe("peerGone");
  });

  test("whoever sends waits when nobody reads", async () => {
    const [one] = [link(0), link(1)];
    let sent = 0;
    const sending = (async () => {
      for (; sent < 100; sent++) if (!(await one.send({ kind: "range", bytes: new Uint8Array(1_000_000) })).ok) return "ended";
      return "all sent";
    })();
    for (let turn = 0; turn < 300; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toBeLessThan(60);
    await pair.close();
    expect(await sending).toBe("ended");
  });

  test("answers that nobody reads are refused at a bound", async () => {
    const one = link(0, { ...linkLimits, unsentBytesMax: 100_000 });
    const note = { stop: { kind: "x", message: "y".repeat(2000) } };
    const kinds = Array.from({ length: 5000 }, () => kindOf(one.answer(note)));
    expect(kinds.at(-1)).toBe("peerFlood");
  });
});
