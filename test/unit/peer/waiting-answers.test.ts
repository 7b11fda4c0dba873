/**
 * Two that ask each other as witnesses: nobody waits for what can only come over the link that nobody reads meanwhile.
 */
import { duplexPair } from "node:stream";
import { afterAll, expect, test } from "vitest";
import type { WitnessReply } from "../../../shared/witness/witness-message.ts";
import { linkLimits, MessageLink } from "../../../main/peer/message-link.ts";
import type { WitnessTalk } from "../../../main/peer/sync-session.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { exchangeInMemory } from "../../doubles/memory-exchange.ts";
import { testCompany } from "../../doubles/test-company.ts";

const checker = createFrameChecker({ threads: 1 });
afterAll(() => checker.close());

const heard: WitnessReply = { heard: {} };
const question = { alarm: { proof: "P" } };

const exchangeWitnessed = async (one: WitnessTalk, other: WitnessTalk) => {
  const [north, south] = [await testCompany("North"), await testCompany("South")];
  const sides = [
    { key: north.installation.key, more: { witness: one }, store: north.store },
    { key: south.installation.key, more: { witness: other }, store: south.store },
  ] as const;
  return exchangeInMemory(sides[0], sides[1], checker);
};

test("an answer may wait for what the other side answers first", async () => {
  const told: string[] = [];
  const waiting = (name: string): WitnessTalk => {
    let free: () => void = () => undefined;
    const isFree = new Promise<void>((resolve) => (free = resolve));
    return {
      answer: async () => (name === "South" ? heard : isFree.then(() => heard)),
      talk: async (ask) => {
        if ((await ask(question)) !== null) told.push(name);
        free();
        return null;
      },
    };
  };
  const reports = await exchangeWitnessed(waiting("North"), waiting("South"));
  expect(reports.map(({ fault }) => fault)).toEqual([null, null]);
  expect(told).toEqual(["North", "South"]);
});

test("an exchange ends with its link, also while an answer and a question wait for ever", async () => {
  const never = new Promise<never>(() => undefined);
  const stuck: WitnessTalk = { answer: () => never, talk: () => never };
  const leaving: WitnessTalk = {
    answer: async () => heard,
    talk: async (ask) => {
      setTimeout(() => leave(), 50);
      await ask(question);
      return null;
    },
  };
  const control = new AbortController();
  const leave = (): void => control.abort();
  const [north, south] = [await testCompany("North"), await testCompany("South")];
  const [stayed, left] = await exchangeInMemory(
    { key: north.installation.key, more: { witness: stuck }, store: north.store },
    { key: south.installation.key, more: { signal: control.signal, witness: leaving }, store: south.store },
    checker,
  );
  expect([stayed.fault?.kind, left.fault?.kind]).toEqual(["peerStopped", "cancelled"]);
});

test("whoever asks without waiting for answers is a flood", async () => {
  const never = new Promise<never>(() => undefined);
  const flooding: WitnessTalk = {
    answer: async () => heard,
    talk: async (ask) => {
      await Promise.all(Array.from({ length: 17 }, () => ask(question)));
      return null;
    },
  };
  const [stayed] = await exchangeWitnessed({ answer: () => never, talk: async () => null }, flooding);
  expect(stayed.fault?.kind).toBe("peerFlood");
});

test("nobody waits for room on a link that was ended, where the other side reads no more", async () => {
  const [left] = duplexPair();
  const link = new MessageLink(left, linkLimits);
  const sending = link.send({ bytes: new Uint8Array(1 << 20), kind: "frames" });
  link.end();
  expect(await sending).toMatchObject({ failure: { kind: "peerGone" }, ok: false });
  left.destroy();
});
