/** Reading study files: every refusal in words, faults that are named, and edits that leave all other bytes alone. */
import { describe, expect, test } from "vitest";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { lintStudy } from "../../../shared/hazop/lint-study.ts";
import { patchOpha } from "../../../shared/hazop/opha-patch.ts";
import { studyOfOpha } from "../../../shared/hazop/opha-study.ts";
import { ophaBytesMax, readOpha } from "../../../shared/hazop/read-opha.ts";
import { parseInterval, parseStudyDay } from "../../../shared/hazop/study-dates.ts";
import { guideWords, opened, smallStudyBytes } from "../../doubles/study-double.ts";

const text = new TextDecoder().decode(smallStudyBytes());
const refusal = (content: string | Uint8Array) => {
  const read = readOpha(typeof content === "string" ? utf8Of(content) : content, "x.opha");
  if (read.ok) throw new Error("it was taken");
  return read.failure;
};

describe("refusals", () => {
  test.each([
    ["a study that is cut off", text.slice(0, 5000), "ophaCutOff", /cut off after 5000 characters/],
    ["a study that is cut off inside a text", text.slice(0, text.indexOf("Seal fails") + 3), "ophaCutOff", /cut off/],
    ["text that is no JSON", "{ Nodes: [] }", "ophaNotJson", /is not JSON/],
    ["an encrypted study", text.replace('"Encrypt":false', '"Encrypt":true'), "ophaEncrypted", /switch encryption off/],
    ["an older revision", text.replace('"Ds_Rev":39', '"Ds_Rev":28'), "ophaOtherDialect", /Ds_Rev 28/],
    ["a revision that is text", text.replace('"Ds_Rev":39', '"Ds_Rev":"5"'), "ophaOtherDialect", /Ds_Rev is "5"/],
    [
      "severities of another dialect",
      text.replaceAll("RM_Description", "Name"),
      "ophaOtherDialect",
      /severities have ID, Severity_Type, Name/,
    ],
    ["JSON that is no study", '{"a":1}', "ophaNoStudy", /no Settings and no Nodes/],
    ["a list", "[1,2]", "ophaNoStudy", /holds no study/],
    ["an empty file", "", "ophaNoStudy", /is empty/],
    ["XML", "<xml/>", "ophaNotText", /XML/],
    ["a PDF", "%PDF-1.7", "ophaNotText", /a PDF/],
    ["nesting without end", "[".repeat(100_000), "ophaNotJson", /deeper/],
  ])("%s", (_what, content, kind, message) => {
    expect(refusal(content)).toMatchObject({ kind });
    expect(refusal(content).message).toMatch(message);
  });

  test("bytes that are no text, a workbook, and a file that is too large", () => {
    expect(refusal(new Uint8Array([0x7b, 0xff, 0xfe]))).toMatchObject({ kind: "ophaNotText" });
    expect(refusal(new Uint8Array([0x50, 0x4b, 3, 4, 20]))).toMatchObject({ kind: "ophaNotText" });
    expect(refusal(new Uint8Array(ophaBytesMax + 1))).toMatchObject({ kind: "ophaTooLarge" });
  });
});

describe("faults of a file", () => {
  test("a reference that leads nowhere is named with its place, an unknown member once for all records", () => {
    const strange = text
      .replaceAll('"Cause_Type":""', '"Cause_Type":"","Cause_Mood":"grim"')
      .replace('"Boundary":"",', "");
    const { findings } = studyOfOpha(opened(utf8Of(strange)));
    expect(findings.map(({ place, rule }) => [rule, place])).toEqual([
      ["missing-member", "Nodes[0]"],
      ["unknown-member", "Nodes[0].Deviations[0].Causes[0]"],
      ["dangling-reference", "Nodes[0].Deviations[1].Causes[0].Consequences[1]"],
    ]);
    expect(findings[1]?.message).toContain("in 2 records");
  });

  test("an id that is given twice is an error", () => {
    const { root, ...file } = opened(smallStudyBytes());
    const nodes = Array.isArray(root["Nodes"]) ? root["Nodes"] : [];
    const { findings } = studyOfOpha({ ...file, root: { ...root, Nodes: [...nodes, nodes[1]] } });
    expect(findings.filter(({ rule }) => rule === "duplicate-id")).toHaveLength(2);
  });

  test("the planted contradictions of the small study are found, and nothing else of weight", () => {
    const { findings, study } = studyOfOpha(opened(smallStudyBytes()));
    const found = [...findings, ...lintStudy(study, guideWords())].filter(({ grade }) => grade !== "note");
    expect(found.map(({ place, rule }) => [rule, place])).toEqual([
      ["dangling-reference", "Nodes[0].Deviations[1].Causes[0].Consequences[1]"],
      ["guide-word-against-text", "1.2"],
      ["deviation-without-cause", "2.1"],
    ]);
  });
});

describe("patches", () => {
  const { root } = opened(smallStudyBytes());
  const study = studyOfOpha(opened(smallStudyBytes())).study;
  const [relief] = study.safeguards;

  test("change one text and leave every other byte", () => {
    const patched = patchOpha(text, [{ item: relief?.id ?? "", member: "Ipl_Tag", text: 'PSV "A" \\ ü' }]);
    expect(patched.lost).toEqual([]);
    expect(patched.text).toBe(text.replace('"Ipl_Tag":"PSV-101"', `"Ipl_Tag":${JSON.stringify('PSV "A" \\ ü')}`));
  });

  test("reach the overview, and name what they do not find", () => {
    const lost = { item: "nobody", member: "Cause", text: "x" };
    const patched = patchOpha(text, [{ item: "Overview", member: "Unit", text: "K-200" }, lost]);
    expect(patched.lost).toEqual([lost]);
    expect(patched.text).toBe(text.replace('"Unit":"K-100"', '"Unit":"K-200"'));
  });

  test("without any the text is the same", () => {
    expect(patchOpha(text, []).text).toBe(text);
    expect(root["Settings"]).toMatchObject({ Ds_Rev: 39 });
  });
});

describe("days and intervals", () => {
  test.each([
    ["07/01/2031", "2031-07-01"],
    ["2031-07-01", "2031-07-01"],
    ["13/01/2031", null],
    ["soon", null],
    ["", null],
  ])("the day %j is %j", (given, day) => expect(parseStudyDay(given)).toBe(day));

  test.each([
    ["7 d", "7 d"],
    ["365 days", "365 d"],
    ["24 months", "24 mo"],
    ["1 y", "1 a"],
    ["every 6 months", "6 mo"],
    ["Weekly", "1 wk"],
    ["when needed", null],
    ["0 d", null],
  ])("the interval %j is %j", (given, interval) => {
    const parsed = parseInterval(given);
    expect(parsed === null ? null : `${parsed.value} ${parsed.unit}`).toBe(interval);
  });
});
