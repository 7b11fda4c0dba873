/** Copies of one data folder that meet: each learns which of them gets new keys. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { success } from "../../../shared/outcome/outcome.ts";
import type { TwinParts } from "../../../main/peer/twin.ts";
import type { LinkIdentity } from "../../../main/peer/tls-link.ts";
import { createFrameChecker } from "../../../main/signature/frame-checker.ts";
import { testIdentity } from "../../doubles/link-pair.ts";
import { testCompany } from "../../doubles/test-company.ts";
import { testPeer, type TestPeer } from "../../doubles/test-peer.ts";
import { valueOf } from "../../doubles/value-of.ts";

const checker = createFrameChecker({ threads: 1 });
let identity: LinkIdentity;
beforeAll(async () => {
  identity = await testIdentity();
});
afterAll(() => checker.close());

interface Copy {
  readonly peer: TestPeer;
  readonly heard: string[];
}

/** A copy whose journal holds these lines; the root at a size is the lines up to there. */
const copyWith = async (lines: string): Promise<Copy> => {
  const heard: string[] = [];
  const rootAt = (size: number): string => Buffer.from(lines.slice(0, size).padEnd(32, ".")).toString("hex");
  const twin: TwinParts = {
    calling: new Set(),
    extent: () => ({ root: rootAt(lines.length), size: lines.length }),
    mustRenew: async (reason) => (heard.push(`renew: ${reason}`), success(null)),
    otherRenews: (sentence) => heard.push(`go on: ${sentence}`),
    rootAt,
  };
  return { heard, peer: await testPeer(await testCompany("twins"), { checker, identity, wiring: { twin } }) };
};

/** `one` calls `other`; gives what each of them was told. */
const meet = async (one: Copy, other: Copy): Promise<readonly [string, string]> => {
  const port = valueOf(await other.peer.service.listen(0, "127.0.0.1"));
  const answer = await one.peer.service.sync(`127.0.0.1:${port}`);
  if (answer.ok) throw new Error("Copies have nothing to exchange");
  await Promise.all([one, other].map(({ peer }) => peer.service.close()));
  return [one.heard.join(), other.heard.join()];
};

describe("two copies of a data folder", () => {
  test("of which one has gone on: the other gets new keys, whoever calls", async () => {
    const told = await meet(await copyWith("abc"), await copyWith("abcde"));
    expect(told).toEqual([expect.stringMatching(/^renew: .*goes on with these keys/), expect.stringMatching(/^go on: /)]);
    const back = await meet(await copyWith("abcde"), await copyWith("abc"));
    expect(back).toEqual([expect.stringMatching(/^go on: /), expect.stringMatching(/^renew: .*goes on with these keys/)]);
  });

  test("that have both gone on: both get new keys", async () => {
    for (const [one, other] of [["abcx", "abcyz"], ["abcx", "abcy"]] as const) {
      const told = await meet(await copyWith(one), await copyWith(other));
      expect(told).toEqual([expect.stringMatching(/^renew: .*both have recorded/), expect.stringMatching(/^renew: .*both have recorded/)]);
    }
  });

  test("that are the same: the one that calls gets new keys", async () => {
    const told = await meet(await copyWith("abc"), await copyWith("abc"));
    expect(told).toEqual([expect.stringMatching(/^renew: /), expect.stringMatching(/^go on: /)]);
  });

  test("an installation that calls itself is told so, and keeps its keys", async () => {
    const one = await copyWith("abc");
    const port = valueOf(await one.peer.service.listen(0, "127.0.0.1"));
    const answer = await one.peer.service.sync(`127.0.0.1:${port}`);
    expect(answer).toMatchObject({ ok: false, failure: { kind: "helloOwn" } });
    expect(one.heard).toEqual([]);
    await one.peer.service.close();
  });
});
