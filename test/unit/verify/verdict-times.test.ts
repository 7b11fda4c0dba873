/** What a verifier says of times: bounds with who stands behind them, odd times, witnesses that contradict others. */
import { describe, expect, test } from "vitest";
import { Evidence } from "../../../main/verify/evidence.ts";
import { verdictOf } from "../../../main/verify/verdict.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { policyText, witnessKey } from "../../doubles/witness-keys.ts";
import { noteDigest, WitnessedLog } from "../../doubles/witnessed-log.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { minute } from "../ledger/plain-record.ts";
import { defect, RegisterScene } from "../register/register-scene.ts";

const log = () => new WitnessedLog(700);

/** A note that was there before the first record. */
const early = (...witnesses: ReadonlyArray<number>): string => log().note(minute(0), ...witnesses);

interface Told {
  readonly asset: SignedRecord;
  readonly reports: ReadonlyArray<SignedRecord>;
  readonly scene: RegisterScene;
}

/** The owner reports a defect at each of these minutes, the first one naming a note. */
const told = (named: string | null, minutes: ReadonlyArray<number>, more = {}): Told => {
  const scene = new RegisterScene({}, { witness_policy: policyText(3, 2), ...more });
  const head = scene.enrol("owner", ["owner"]);
  const asset = scene.asset("owner", head);
  const reports = minutes.map((at, index) =>
    scene.say("owner", "service/defect-reported@1", {
      at,
      history: asset,
      body: { ...defect, summary: `${index}` },
      ...(named === null || index > 0 ? {} : { named: noteDigest(named) }),
    }),
  );
  return { asset, reports, scene };
};

const evidenceOf = ({ scene }: Pick<Told, "scene">): Evidence => {
  const evidence = new Evidence();
  for (const record of scene.records) valueOf(evidence.add(record));
  return evidence;
};

const verdictIn = (evidence: Evidence, { asset }: Told) => {
  const report = verdictOf(evidence, { end: null, kind: "bundle", strict: false, trust: null });
  return { report, history: report.histories.find(({ history }) => history === asset.id) };
};

describe("bounds", () => {
  test("follow from notes and receipts, and name how many organisations stand behind them", () => {
    const named = early(1, 2);
    const story = told(named, [10, 20]);
    const evidence = evidenceOf(story);
    const depot = log();
    const [first, second] = story.reports;
    if (first === undefined || second === undefined) throw new Error("Two were told");
    depot.add(first, minute(11));
    const held = depot.note(minute(12), 1, 2);
    valueOf(evidence.times.addNote(named, nodeVerify));
    valueOf(evidence.times.addReceipt(depot.receipt(0, held), nodeVerify));
    const { history, report } = verdictIn(evidence, story);
    const bounds = evidence.judge.bounds(evidence.ledger.record(first.id) ?? fail());
    expect([bounds.lower?.time, bounds.upper?.time]).toEqual([minute(0), minute(12)]);
    // The asset's registration and the first report are bounded by the receipt of the latter; the second by nothing.
    expect(history?.bounds).toEqual({ open: 1, organisations: 2 });
    expect(report.known.notes).toEqual([noteDigest(named), noteDigest(held)]);
    expect(report.warnings).toEqual([]);
    expect(report.remarks.join()).toContain("are self-declared");
  });

  test("do not count the writer's own organisation", () => {
    const story = told(null, [10]);
    const { scene, asset } = story;
    scene.rule("party-enrolled", {
      keys: [{ key: witnessKey(1).key, next_sha256: null }],
      kind: "equipment",
      name: "Owner's laptop",
      organisation: ownerParty(scene),
      party: null,
      roles: [],
      valid_from: null,
      valid_until: null,
    });
    const evidence = evidenceOf(story);
    const depot = log();
    depot.add(asset, minute(3));
    valueOf(evidence.times.addReceipt(depot.receipt(0, depot.note(minute(12), 1, 2)), nodeVerify));
    expect(verdictIn(evidence, story).history?.bounds).toEqual({ open: 1, organisations: 1 });
  });

  test("are open where no policy is met, however many notes there are", () => {
    const story = told(null, [10]);
    const evidence = evidenceOf(story);
    const depot = log();
    depot.add(story.asset, minute(3));
    valueOf(evidence.times.addReceipt(depot.receipt(0, depot.note(minute(12), 1)), nodeVerify));
    expect(verdictIn(evidence, story).history?.bounds).toEqual({ open: 2, organisations: 0 });
  });
});

describe("times that cannot be", () => {
  test("are counted, and never change a standing", () => {
    const story = told(early(1, 2), [600, 30, 700]);
    const evidence = evidenceOf(story);
    const depot = log();
    for (const [index, record] of story.reports.entries()) depot.add(record, minute(100 + index));
    valueOf(evidence.times.addReceipt(depot.receipt(2, depot.note(minute(40), 1, 2)), nodeVerify));
    const { history, report } = verdictIn(evidence, story);
    expect([history?.impossible_times, history?.late_entries]).toEqual([2, 0]);
    expect(history?.standings).toEqual({ accepted: 4 });
    expect(report.remarks.join()).toContain("impossible times: 2 records");
  });

  test("a backdated entry is late by its lower bound, whatever its clock says", () => {
    const named = log().note(minute(120), 1, 2);
    const story = told(named, [10], { late_entry_hours: 1 });
    const evidence = evidenceOf(story);
    valueOf(evidence.times.addNote(named, nodeVerify));
    expect(verdictIn(evidence, story).history).toMatchObject({ impossible_times: 1, late_entries: 1 });
  });
});

describe("a suspected witness is named", () => {
  test("when it saw a record long before others cosigned what the record names", () => {
    const named = log().note(minute(500), 1, 2);
    const story = told(named, [510]);
    const evidence = evidenceOf(story);
    const depot = log();
    const [report] = story.reports;
    depot.add(report ?? fail(), minute(511));
    valueOf(evidence.times.addNote(named, nodeVerify));
    valueOf(evidence.times.addReceipt(depot.receipt(0, depot.note(minute(5), 3)), nodeVerify));
    const { warnings } = verdictIn(evidence, story).report;
    expect(warnings).toEqual([
      expect.stringMatching(/^suspected witness: W3 \(key .*others prove that it is younger than/),
    ]);
  });

  test("when it cosigned a record before the note that the record names, by its own clock", () => {
    const named = log().note(minute(500), 1);
    const story = told(named, [510]);
    const evidence = evidenceOf(story);
    const depot = log();
    depot.add(story.reports[0] ?? fail(), minute(511));
    valueOf(evidence.times.addNote(named, nodeVerify));
    valueOf(evidence.times.addReceipt(depot.receipt(0, depot.note(minute(400), 1)), nodeVerify));
    expect(verdictIn(evidence, story).report.warnings).toEqual([expect.stringContaining("cosigned a note at")]);
  });

  test("when it cosigned two roots for one size, and the log that signed both is named, too", () => {
    const story = told(null, [10]);
    const evidence = evidenceOf(story);
    for (const [index, record] of [story.asset, story.reports[0] ?? fail()].entries()) {
      const depot = log();
      depot.add(record, minute(index));
      valueOf(evidence.times.addNote(depot.note(minute(50 + index), 2), nodeVerify));
    }
    const { warnings } = verdictIn(evidence, story).report;
    expect(warnings).toEqual([
      expect.stringMatching(/^suspected witness: W2 .* cosigned two roots for 1 lines/),
      expect.stringMatching(/^split view: two roots were signed for 1 lines/),
    ]);
  });

  test("but not for a few minutes between honest clocks", () => {
    const named = log().note(minute(12), 1, 2);
    const story = told(named, [13]);
    const evidence = evidenceOf(story);
    const depot = log();
    depot.add(story.reports[0] ?? fail(), minute(13));
    valueOf(evidence.times.addNote(named, nodeVerify));
    valueOf(evidence.times.addReceipt(depot.receipt(0, depot.note(minute(8), 3)), nodeVerify));
    expect(verdictIn(evidence, story).report.warnings).toEqual([]);
  });
});

test("a note that was changed is refused, and so is a receipt of another line", () => {
  const evidence = new Evidence();
  const changed = early(1).replace("\n0\n", "\n1\n");
  expect(evidence.times.addNote(changed, nodeVerify).ok).toBe(false);
  const { asset, reports } = told(null, [10]);
  const depot = log();
  depot.add(asset, minute(1));
  depot.add(reports[0] ?? fail(), minute(2));
  const note = depot.note(minute(3), 1);
  const [one, other] = [depot.receipt(0, note), depot.receipt(1, note)];
  expect(evidence.times.addReceipt({ line: other.line, proof: one.proof }, nodeVerify).ok).toBe(false);
  expect(evidence.times.version()).toBe(0);
});

const ownerParty = ({ records }: RegisterScene): string =>
  records.find(({ record }) => record.type === "register/party-enrolled@1")?.id ?? fail();

const fail = (): never => {
  throw new Error("It was told");
};
