/**
 * A study through the command line: in, out, looked over, and its state through a year of records, at any past moment.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalOf } from "./refusal.ts";
import { checkDataFolder } from "./verifier/data-folder.ts";
import { at, begin, createWorkspace, listAt, textAt } from "./workspace.ts";

const workspace = createWorkspace();
const { cli, cliAll, path, write } = workspace;
afterAll(() => workspace.remove());

const small = readFileSync(fileURLToPath(new URL("../../../fixtures/hazop/seal-oil-skid.opha", import.meta.url)));
const study = "Seal oil skid (invented)";
const data = ["--data", path("plant"), "--json"];
const call = (method: string, request: object) => ({ words: ["call", method, JSON.stringify(request), ...data] });
const stateAt = (moment: string) => ({ words: ["hazop", "state", study, "--at", moment, ...data] });

const register = (tag: string) =>
  call("asset.register", {
    description: null,
    equipment_class: { code: "VA", edition: "ISO 14224:2016" },
    identifiers: [],
    life_number: 1,
    location: null,
    maker: null,
    model: null,
    serial: `SN-${tag}`,
    tag,
  });
const occurred = (value: string) => ({ precision: "second", value, zone: "utc" });
const proofTest = (safeguard: string, when: string) =>
  call("hazop.record-test", {
    description: "Lifted at 12.1 bar on the bench",
    device: `SN-${safeguard}`,
    evidence: [],
    interval: null,
    occurred: occurred(when),
    people: ["T. Ester"],
    result: "passed",
    safeguard,
    study,
  });

beforeAll(async () => {
  await begin(workspace, "plant");
  write("study.opha", small);
});

describe("a study on the command line", () => {
  test("is taken in once, named with its faults, looked over, and given out as the same bytes", async () => {
    const [first, again, lint, out] = await cliAll([
      { words: ["hazop", "import", path("study.opha"), ...data] },
      { words: ["hazop", "import", path("study.opha"), ...data] },
      { words: ["hazop", "lint", study, ...data] },
      { words: ["hazop", "export", path("out.opha"), "--study", study, ...data] },
    ]);
    expect(first).toMatchObject({
      exit: 0,
      json: { already: false, counts: { consequences: 3, nodes: 2 }, name: study },
    });
    expect(again).toMatchObject({ exit: 0, json: { already: true, study: textAt(first?.json, "study") } });
    expect(listAt(lint?.json, "findings").map((one) => at(one, "rule"))).toEqual([
      "dangling-reference",
      "guide-word-against-text",
      "deviation-without-cause",
    ]);
    expect(out).toMatchObject({ exit: 0, json: { edits: 0, unchanged: true } });
    expect(readFileSync(path("out.opha")).equals(small)).toBe(true);
  });

  test("refuses other files in words, and records nothing for them", async () => {
    write("cut.opha", small.subarray(0, 4000));
    write("coded.opha", small.toString().replace('"Encrypt":false', '"Encrypt":true'));
    write("old.opha", small.toString().replace('"Ds_Rev":39', '"Ds_Rev":28'));
    const refused = await cliAll(
      ["cut", "coded", "old"].map((name) => ({ words: ["hazop", "import", path(`${name}.opha`), ...data] })),
    );
    expect(refused.map((ended) => [ended.exit, refusalOf(ended).kind])).toEqual([
      [1, "ophaCutOff"],
      [1, "ophaEncrypted"],
      [1, "ophaOtherDialect"],
    ]);
    const list = await cli(["call", "hazop.list", "{}", ...data]);
    expect(list.out.match(/"file_name"/g)).toHaveLength(1);
  });

  test("its state follows from what is recorded, and is the same again for every past moment", async () => {
    await cliAll([
      register("PSV-101"),
      register("P-100"),
      call("hazop.link-safeguard", { asset: "PSV-101", at: "2026-01-09", safeguard: "PSV-101", study }),
      proofTest("PSV-101", "2026-01-10T08:00:00"),
      proofTest("PAHH-102", "2026-01-10T09:00:00"),
    ]);
    const shown = await cli(["call", "hazop.study", JSON.stringify({ study }), ...data]);
    const node = textAt(shown.json, "nodes", 0, "node");
    const before = await cli(stateAt("2026-01-11").words);
    expect(at(before.json, "scenarios", 0)).toMatchObject({
      lopa: { mel: "1E-4", met: true },
      protection: { state: "PROTECTED" },
    });

    const bypass = await cli(
      call("hazop.bypass", {
        at: "2026-02-01T08:00:00Z",
        authorization: "PTW-7",
        authorized_by: "S. Upervisor",
        compensating: "operator at the gauge",
        ends: "2026-02-01T16:00:00Z",
        reason: "sensor change",
        safeguard: "PAHH-102",
        study,
      }).words,
    );
    const [, bypassed, expired, , restored] = await cliAll([
      call("hazop.link-node", { assets: ["P-100"], at: "2026-01-09", node, study }),
      stateAt("2026-02-01T12:00:00Z"),
      stateAt("2026-02-01T16:00:01Z"),
      call("hazop.restore", { at: "2026-02-01T17:00:00Z", bypass: textAt(bypass.json, "id"), remark: null, study }),
      stateAt("2026-02-01T17:00:01Z"),
    ]);
    expect(at(bypassed?.json, "safeguards", 1)).toMatchObject({ bypass: { authorized: true }, state: "BYPASSED" });
    expect(at(bypassed?.json, "scenarios", 0)).toMatchObject({
      lopa: { credited_tags: ["PSV-101"], mel: "1E-3" },
      protection: { state: "NOT_PROTECTED" },
    });
    expect(at(expired?.json, "safeguards", 1)).toMatchObject({
      reasons: [{ records: [textAt(bypass.json, "id")], rule: "R4" }],
      state: "BYPASS_EXPIRED",
    });
    expect(at(restored?.json, "scenarios", 0)).toMatchObject({ protection: { state: "PROTECTED" } });

    const failure = {
      cause: null,
      detection: null,
      impact: null,
      mechanism: null,
      mode: null,
      operating_condition: null,
      text: "Spring corroded",
    };
    const defect = await cli(
      call("work.report-defect", {
        attachments: [],
        failure,
        history: "PSV-101",
        occurred: occurred("2026-03-01T08:00:00"),
        summary: "Relief valve leaks",
      }).words,
    );
    const change = {
      attachments: [],
      authorization: "MOC-3",
      change: "part",
      history: "P-100",
      in_kind: false,
      occurred: occurred("2026-03-05T08:00:00"),
      parts: [],
      reason: null,
      summary: "Larger impeller",
    };
    const [failed, , , stale, , reviewed] = await cliAll([
      stateAt("2026-03-02"),
      call("asset.record-change", change),
      call("asset.record-change", {
        ...change,
        in_kind: true,
        occurred: occurred("2026-03-06T08:00:00"),
        summary: "Same seal",
      }),
      stateAt("2026-03-07"),
      call("hazop.review-node", {
        at: "2026-03-10T08:00:00Z",
        node,
        outcome: "no-change-to-the-rows",
        remark: "Flow still below relief capacity",
        reviewers: ["L. Eader"],
        study,
      }),
      stateAt("2026-03-11"),
    ]);
    expect(at(failed?.json, "safeguards", 0)).toMatchObject({
      reasons: [{ records: [textAt(defect.json, "id")], rule: "R2" }],
      state: "FAILED",
    });
    expect(stale?.json).toMatchObject({
      nodes: [
        { open_changes: [{ summary: "Larger impeller" }], validity: { state: "STALE" } },
        { validity: { state: "VALID" } },
      ],
      validity: { state: "STALE" },
    });
    expect(reviewed?.json).toMatchObject({ nodes: [{ open_changes: [] }, {}], validity: { state: "VALID" } });

    const again = await cli(stateAt("2026-01-11").words);
    expect(at(again.json, "scenarios")).toEqual(at(before.json, "scenarios"));
    expect((await cli(stateAt("2030-07-01").words)).json).toMatchObject({
      validity: { reasons: [{ rule: "R14" }], state: "EXPIRED" },
    });
  });

  test("shows the deviation that readings of an instrument give, and never counts a simulated one", async () => {
    const deviation = /"ID":"([0-9a-z]+)","Deviation":"High header pressure"/.exec(small.toString())?.[1] ?? "";
    const at10 = (second: string) => `2026-04-01T10:00:${second}.000000Z`;
    const poll = (when: string, value: string, simulated: boolean) =>
      call("record.append", {
        at: when,
        body: {
          gaps: [],
          instrument: {
            line: { baud_rate: 9600, data_bits: 8, parity: "none", stop_bits: 1 },
            port: "/dev/ttyUSB0",
            profile_id: "pt",
            profile_sha256: "ab".repeat(32),
            serial: null,
            simulated,
            unit: 1,
          },
          readings: [{ channel: "pressure", quality: "good", unit: "bar", value }],
          reply: { at: when, mono_us: 1000, raw: "0103" },
          request: { address: 0, count: 1, function_code: 3, raw: "0103", unit: 1 },
        },
        history: "P-100",
        type: "condition/read@1",
      });
    const limits = { action_high: "12", action_low: null, alert_high: "10", alert_low: null };
    const binding = {
      asset: "P-100",
      at: "2026-04-01",
      channel: "pressure",
      dead_band: "0.5",
      delay_s: 2,
      deviation,
      limits,
      stale_after_s: null,
      study,
      unit: "bar",
    };
    const [, first, , raised, , cleared, , simulated] = await cliAll([
      call("hazop.bind-channel", binding),
      poll(at10("00"), "10.5", false),
      poll(at10("03"), "10.6", false),
      stateAt("2026-04-01T10:00:03Z"),
      poll(at10("10"), "9.5", false),
      stateAt("2026-04-01T10:00:10Z"),
      poll(at10("20"), "20.0", true),
      stateAt("2026-04-01T10:00:30Z"),
    ]);
    expect(at(raised?.json, "channels", 0)).toMatchObject({ reasons: [{ rule: "R7" }], state: "ALERT" });
    // The relief valve still has its defect: the row is told to deviate all the same.
    expect(at(raised?.json, "scenarios", 0, "protection", "state")).toBe("NOT_PROTECTED");
    expect(listAt(raised?.json, "scenarios", 0, "protection", "reasons").map((one) => at(one, "rule"))).toContain("R7");
    expect(listAt(raised?.json, "channels", 0, "reasons", 0, "records")).toContain(textAt(first?.json, "id"));
    expect(at(cleared?.json, "channels", 0)).toMatchObject({ reasons: [], state: "OK" });
    expect(at(simulated?.json, "channels", 0)).toMatchObject({ reasons: [{ rule: "R9" }], state: "UNKNOWN" });
  });

  test("refuses what does not fit the study, each with its reason", async () => {
    const answers = await cliAll([
      call("hazop.link-safeguard", { asset: "PSV-101", safeguard: "PSV-999", study }),
      call("hazop.link-safeguard", { asset: "nowhere", safeguard: "PSV-101", study }),
      call("hazop.restore", { bypass: "0".repeat(64), remark: null, study }),
      call("hazop.edit", { item: "nobody", member: "Cause", remark: null, study, text: "x" }),
      call("hazop.state", { at: "yesterday", study }),
      call("hazop.state", { study: "no such study" }),
    ]);
    expect(answers.map((ended) => refusalOf(ended).kind)).toEqual([
      "noSafeguard",
      "noHistory",
      "noBypass",
      "noSuchText",
      "notAMoment",
      "noStudy",
    ]);
  });

  test("goes out with what was recorded patched in, the rest byte by byte as it came, and the original on request", async () => {
    const cause = /"ID":"([0-9a-z]+)","Cause":"Filter blocked"/.exec(small.toString())?.[1] ?? "";
    await cli(
      call("hazop.edit", { item: cause, member: "Cause", remark: null, study, text: "Filter blocked by wax" }).words,
    );
    const [edited, original] = await cliAll([
      { words: ["hazop", "export", path("edited.opha"), "--study", study, ...data] },
      { words: ["hazop", "export", path("original.opha"), "--study", study, "--original", ...data] },
    ]);
    expect(edited).toMatchObject({ exit: 0, json: { unchanged: false } });
    expect(original).toMatchObject({ json: { unchanged: true } });
    expect(readFileSync(path("original.opha")).equals(small)).toBe(true);
    const text = readFileSync(path("edited.opha"), "utf8");
    expect(text).toContain('"Cause":"Filter blocked by wax"');
    expect(text).toMatch(
      /"Safeguard_Comments":"2026-01-10 proof test passed, SN-PSV-101: Lifted at 12.1 bar on the bench \[record [0-9a-f]{12}\]"/,
    );
    const withoutPatches = text
      .replace("Filter blocked by wax", "Filter blocked")
      .replaceAll(/"(Safeguard_Comments|Node_Comments)":"2026-(?:[^"\\]|\\.)*"/g, '"$1":""');
    expect(withoutPatches).toBe(small.toString());
    const taken = await cli(["hazop", "lint", path("edited.opha"), ...data]);
    expect(taken.exit).toBe(0);
  });

  test("is printed with its bundle inside, and everything that was signed verifies", async () => {
    const shown = await cli(["call", "hazop.list", "{}", ...data]);
    const id = /"study":"([0-9a-f]{64})"/.exec(shown.out)?.[1] ?? "";
    const issued = await cli(["report", "hazop-study", "--history", id, "--out", path("study.pdf"), ...data]);
    expect(issued.exit).toBe(0);
    const verdict = await cli(["verify", path("study.pdf"), "--json"]);
    expect(verdict).toMatchObject({ exit: 0, json: { kind: "document", verdict: "self-consistent" } });
    expect(listAt(verdict.json, "histories").length).toBeGreaterThan(2);
    expect(checkDataFolder(path("plant"))).toMatchObject({ faults: [] });
  });
});
