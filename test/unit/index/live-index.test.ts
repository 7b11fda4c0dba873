/** Records that arrive one group after the other, with an index that has been asked before each: nothing of before goes stale. */
import { expect, test } from "vitest";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { recordBytes, recordIdOf, type RecordId } from "../../../shared/ledger/record.ts";
import type { Index } from "../../../main/index/create-index.ts";
import { indexCompany } from "../../doubles/index-company.ts";
import { hours, smallFleet } from "../../doubles/small-fleet.ts";
import { valueOf } from "../../doubles/value-of.ts";

const timelineOf = async (index: Index, history: RecordId) => {
  const { entries, pending } = valueOf(await index.timeline(history, { limit: 100, offset: 0, latest: false }));
  return [...entries, ...pending];
};

/** The standings that the rows hold, in the order of the list of standings. */
const standingsOf = async (index: Index, history: RecordId) =>
  valueOf(await index.asset(history)).standings.flatMap(({ count, standing }) => Array.from({ length: count }, () => standing));

/** Takes groups in with a first index and asks; stops, starts again from its snapshot without having judged anything, and goes on. */
const acrossRestart = async (before: ReadonlyArray<SignedRecord>, history: RecordId) => {
  const company = indexCompany();
  company.bring(before);
  const index = await company.open();
  const standings = await standingsOf(index, history);
  await company.close();
  const restarted = indexCompany(company.files);
  restarted.bring(before);
  const resumed = await restarted.open();
  expect(resumed.opened.how).toBe("snapshot");
  return { company: restarted, index: resumed, standings };
};

test("two records of one group that were written apart are both marked", async () => {
  const { found, founding, inspector, service, write } = smallFleet();
  const asset = found();
  const left = write(service, asset.id, "asset/counter-read@1", hours("1"));
  const right = write(inspector, asset.id, "asset/counter-read@1", hours("2"));
  const company = indexCompany();
  const index = await company.open();
  company.bring([...founding, asset]);
  await timelineOf(index, asset.id);
  company.bring([left, right]);
  expect((await timelineOf(index, asset.id)).map(({ forked }) => forked)).toEqual([false, true, true]);
  expect(valueOf(await index.asset(asset.id)).forks).toBe(1);
  await company.close();
});

test("a late record moves the places of those after it", async () => {
  const { found, founding, inspector, service, write } = smallFleet();
  const asset = found();
  const late = write(inspector, asset.id, "asset/counter-read@1", hours("1"));
  const early = write(service, asset.id, "asset/counter-read@1", hours("2"));
  const company = indexCompany();
  const index = await company.open();
  company.bring([...founding, asset, early]);
  expect((await timelineOf(index, asset.id)).map(({ id }) => id)).toEqual([asset.id, early.id]);
  company.bring([late]);
  expect((await timelineOf(index, asset.id)).map(({ id, position }) => [id, position])).toEqual([[asset.id, 0], [late.id, 1], [early.id, 2]]);
  await company.close();
});

test("the end of a key reaches histories that were not judged since the start", async () => {
  const { found, founding, owner, register, service, write } = smallFleet();
  const asset = found();
  const done = write(service, asset.id, "asset/counter-read@1", hours("1"));
  const revoked = write(owner, register, "register/key-revoked@1", {
    compromised_since: null, key: service.signer.key, last_good: [], reason: "The laptop was stolen.",
  });
  const { company, index, standings } = await acrossRestart([...founding, asset, done], asset.id);
  expect(standings).toEqual(["accepted", "accepted"]);
  company.bring([revoked]);
  expect(await standingsOf(index, asset.id)).toEqual(["accepted", "disputed"]);
  await company.close();
});

test("a record that names a register record which is not here waits, also across a restart", async () => {
  const { found, founding, owner, register, service, write } = smallFleet();
  const asset = found();
  const rules = write(owner, register, "record/joined@1", {});
  service.learn(rules);
  const done = write(service, asset.id, "asset/counter-read@1", hours("1"));
  const { company, index, standings } = await acrossRestart([...founding, asset, done], asset.id);
  expect(standings).toEqual(["accepted", "pending"]);
  company.bring([rules]);
  expect(await standingsOf(index, asset.id)).toEqual(["accepted", "accepted"]);
  await company.close();
});

test("a record that turns out to name a parent of another history is marked when that parent comes", async () => {
  const { found, founding, inspector, service, write } = smallFleet();
  const [asset, other] = [found(), found()];
  const elsewhere = write(inspector, other.id, "asset/counter-read@1", hours("1"));
  const usual = write(service, asset.id, "asset/counter-read@1", hours("2"));
  const record = { ...usual.record, seen: [elsewhere.id] };
  const bytes = recordBytes(record);
  const crossed = { id: recordIdOf(bytes), record, bytes, signature: usual.signature };
  const company = indexCompany();
  const index = await company.open();
  company.bring([...founding, asset, other, crossed]);
  expect(await standingsOf(index, asset.id)).toEqual(["accepted", "pending"]);
  company.bring([elsewhere]);
  expect(await standingsOf(index, asset.id)).toEqual(["accepted", "malformed"]);
  await company.close();
});

test("a second record with a number that is used casts doubt on both, also while it waits for a parent", async () => {
  const { found, founding, inspector, service, write } = smallFleet();
  const asset = found();
  const first = write(service, asset.id, "asset/counter-read@1", hours("1"));
  const second = write(service, asset.id, "asset/counter-read@1", hours("2"));
  service.forgetLast(asset.id);
  service.learn(write(inspector, asset.id, "asset/counter-read@1", hours("3")));
  const twin = write(service, asset.id, "asset/counter-read@1", hours("4"));
  const company = indexCompany();
  const index = await company.open();
  company.bring([...founding, asset, first, second]);
  expect(await standingsOf(index, asset.id)).toEqual(["accepted", "accepted", "accepted"]);
  company.bring([twin]);
  expect(await standingsOf(index, asset.id)).toEqual(["accepted", "accepted", "pending", "disputed"]);
  await company.close();
});
