/** Finding out what the other side holds of a key whose end over there is unknown here. */
import { expect, test } from "vitest";
import type { HeldRecord } from "../../../shared/ledger/history.ts";
import { cover, narrow, openBranches, probesMax, probesOf } from "../../../shared/sync/coverage.ts";
import { digestOfTips, historyDigest, tipsOf } from "../../../shared/sync/history-digest.ts";
import { testCompany } from "../../doubles/test-company.ts";
import { nodeDigestHex } from "../../../main/signature/node-digest.ts";

test("a branch is narrowed to the very record, in few questions, wherever the other side stops", async () => {
  const company = await testCompany("Owner");
  const pump = await company.asset("P-101");
  for (let count = 0; count < 300; count++) await company.write(pump, `Defect ${count}`);
  const history = company.store.ledger.history(pump);
  if (history === undefined) throw new Error("The pump is held");
  for (const held of [0, 1, 2, 150, 299, 300]) {
    const theirs = new Set(history.order.slice(0, held));
    const covered = new Set<HeldRecord>();
    let questions = 0;
    let branches = openBranches(history, covered, () => true);
    expect(branches.map(({ length }) => length)).toEqual([300]);
    for (; branches.length > 0; questions++) {
      cover(history, branches.flatMap(probesOf).filter((probe) => theirs.has(probe)).map(({ id }) => id), covered);
      branches = branches.map((branch) => narrow(branch, (probe) => theirs.has(probe))).filter(({ length }) => length > 0);
    }
    expect(covered.size).toBe(held);
    expect(questions).toBeLessThanOrEqual(3);
  }
  expect(probesOf(history.order).length).toBe(probesMax);
});

test("the digest is SHA-256 over the sorted tips, one on each line", async () => {
  const company = await testCompany("Owner");
  const pump = await company.asset("P-101");
  const id = await company.write(pump, "Defect");
  const history = company.store.ledger.history(pump);
  if (history === undefined) throw new Error("The pump is held");
  expect(tipsOf(history)).toEqual([{ writer: company.person.key, seq: 1, id }]);
  expect(historyDigest(history)).toBe(nodeDigestHex(new TextEncoder().encode(`${id}\n`)));
  const sorted = [id, pump].sort();
  expect(digestOfTips([pump, id])).toBe(nodeDigestHex(new TextEncoder().encode(sorted.map((tip) => `${tip}\n`).join(""))));
});
