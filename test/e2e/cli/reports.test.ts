/** Reports of a file, the book of what was issued, and to whom it went, through the command line. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingProgram, readWith } from "../../unit/document/outside-readers.ts";
import { alphaPng } from "../../unit/document/gallery-document.ts";
import { refusalOf } from "./refusal.ts";
import { sha256 } from "./verifier/record-reading.ts";
import { at, createWorkspace, listAt, textAt, type Wish } from "./workspace.ts";

const workspace = createWorkspace();
const { cli, cliAll, path, write } = workspace;
afterAll(() => workspace.remove());

const ann = { THROUGHLIFE_PIN: "271828" };
const data = ["--data", path("acme"), "--json"];
const asAnn = (...words: ReadonlyArray<string>): Wish => ({ words: [...words, "--as", "Ann", ...data], env: ann });
const call = (method: string, request: object): Wish => asAnn("call", method, JSON.stringify(request));
const report = (...words: ReadonlyArray<string>): Wish => asAnn("report", ...words);
let register = "";
let dossier = "";

beforeAll(async () => {
  write("pump.json", JSON.stringify({ equipment_class: { code: "PU", edition: "ISO 14224:2016" }, tag: "P-7" }));
  const [begun] = await cliAll([
    { words: ["init", "--party", "Acme", "--role", "owner", "--person", "Ann", ...data], env: ann },
    asAnn("record", "-", "asset/registered@1", "pump.json"),
    { words: ["bundle", "export", "fleet.tlbundle", "--history", "P-7", ...data] },
  ]);
  register = textAt(begun?.json, "register");
  const bytes = readFileSync(path("fleet.tlbundle"));
  writeFileSync(path("cut.tlbundle"), bytes.subarray(0, bytes.length - 40));
  const [, cut, , issued] = await cliAll([
    report("verification-report", "--file", "fleet.tlbundle", "--out", "look.pdf", "--preview"),
    report("verification-report", "--file", "cut.tlbundle", "--trust", register, "--out", "cut.pdf"),
    report("verification-report", "--file", "fleet.tlbundle", "--out", "check.pdf", "--paper", "a4-landscape"),
    report("service-dossier", "--history", "P-7", "--out", "dossier.pdf"),
  ]);
  if (cut?.exit !== 0) throw new Error(cut?.err);
  dossier = textAt(issued?.json, "record");
});

const book = async (request: object = {}) => {
  const [ended] = await cliAll([call("report.issued", request)]);
  return ended?.json ?? null;
};

describe("a verification report", () => {
  test("states its verdict in a history of its own and proves itself; its preview records nothing", async () => {
    const verified = await cli(["verify", path("check.pdf"), "--trust", register, "--strict", "--json"]);
    expect(verified).toMatchObject({ exit: 0, json: { kind: "document", reason: null, verdict: "verified" } });
    expect(listAt(verified.json, "histories").map((one) => at(one, "title"))).toContain("fleet.tlbundle");
    const listed = listAt(await book({ kind: "verification-report" }), "rows");
    expect(listed.map((row) => at(row, "title"))).toEqual(["Verification report fleet.tlbundle", "Verification report cut.tlbundle"]);
    const history = textAt(listed[0] ?? null, "history");
    const [first] = listAt((await cliAll([call("history.timeline", { history })]))[0]?.json ?? null, "entries");
    expect(at(first ?? null, "body")).toMatchObject({
      name: "fleet.tlbundle", sha256: sha256(readFileSync(path("fleet.tlbundle"))), trusted: null, verdict: "self-consistent",
    });
  });

  test("says of a damaged bundle what does not hold, and is a good document itself", async () => {
    expect(await cli(["verify", path("cut.pdf"), "--trust", register, "--json"])).toMatchObject({ exit: 0, json: { verdict: "verified" } });
    expect(await cli(["verify", path("cut.tlbundle"), "--json"])).toMatchObject({ exit: 1, json: { verdict: "incomplete" } });
  });
});

describe("the book of reports", () => {
  test("lists what was issued by kind, words, writer and day, newest first", async () => {
    const all = await book();
    expect(listAt(all, "rows").map((row) => at(row, "kind"))).toEqual(["service-dossier", "verification-report", "verification-report"]);
    expect(listAt(all, "rows")[0]).toMatchObject({ by: { name: "Ann", organisation: "Acme" }, handed: [], kept: true, role: "owner", standing: "accepted", tag: "P-7" });
    const [writer] = listAt(all, "writers");
    const asked = [
      { search: "dossier p-7" }, { search: "nothing like it" }, { kind: "service-dossier" }, { history: "P-7" }, { writer: textAt(writer ?? null, "key") },
      { from: "2100-01-01" }, { before: "2100-01-01" }, { limit: 1 },
    ];
    const ended = await cliAll(asked.map((request) => call("report.issued", request)));
    expect(ended.map(({ json }) => listAt(json, "rows").length)).toEqual([1, 0, 1, 1, 3, 0, 3, 1]);
  });

  test("a document is given out again byte for byte, verified again, and its handing over is a sealed record", async () => {
    const [opened, verified, handed] = await cliAll([
      call("report.open", { path: path("again.pdf"), record: dossier }),
      call("report.verify", { record: dossier }),
      call("report.handed-to", { means: "file", record: dossier, to: "Marsh & Keel Insurance" }),
    ]);
    expect(opened?.exit).toBe(0);
    expect(sha256(readFileSync(path("again.pdf")))).toBe(sha256(readFileSync(path("dossier.pdf"))));
    expect(verified?.json).toMatchObject({ trusted: register, verdict: "verified" });
    expect(handed?.json).toMatchObject({ standing: "accepted" });
    expect(listAt(await book({ history: "P-7" }), "rows")[0]).toMatchObject({ handed: [{ means: "file", to: "Marsh & Keel Insurance" }] });
    const [proof] = await cliAll([call("record.get", { id: textAt(handed?.json ?? null, "id") })]);
    expect(textAt(proof?.json ?? null, "bytes")).not.toContain("Marsh");
  });

  test("a document whose copy was changed or removed is named", async () => {
    const [row] = listAt(await book({ history: "P-7" }), "rows");
    const copy = path(`acme/documents/${textAt(row ?? null, "document")}.pdf`);
    const whole = readFileSync(copy);
    const changed = Buffer.from(whole);
    changed[Math.floor(whole.indexOf("endstream") / 2)] = 0x41;
    writeFileSync(copy, changed);
    const [tampered] = await cliAll([call("report.verify", { record: dossier })]);
    expect(tampered?.json).toMatchObject({ verdict: "not verified" });
    rmSync(copy);
    const gone = await cliAll([call("report.verify", { record: dossier }), call("report.open", { record: dossier })]);
    for (const ended of gone) expect(refusalOf(ended).kind).toBe("documentNotKept");
    writeFileSync(copy, whole);
  });
});

test("what does not fit together is refused with the words that would", async () => {
  const [paper, kind, role, subject, nobody, notIssue] = await cliAll([
    call("report.preview", { history: "P-7", kind: "service-dossier", paper: "a3" }),
    call("report.preview", { history: "P-7", kind: "novel" }),
    report("service-dossier", "--history", "P-7", "--out", "x.pdf", "--role", "auditor"),
    call("report.preview", { history: "P-7", kind: "verification-report" }),
    call("report.handed-to", { means: "paper", record: dossier }),
    call("report.open", { record: register }),
  ]);
  expect(refusalOf(paper)).toMatchObject({ kind: "paperUnfit" });
  expect(refusalOf(kind).message).toContain("service-dossier");
  expect(refusalOf(role)).toMatchObject({ kind: "roleNotHeld" });
  expect(refusalOf(subject).message).toContain("give a file");
  expect(refusalOf(nobody)).toMatchObject({ kind: "nobodyNamed" });
  expect(refusalOf(notIssue)).toMatchObject({ kind: "notAnIssue" });
});

test("photos of a defect are printed with caption and digest; what is no photo is named with the reason", async ({ skip }) => {
  const missing = missingProgram("pdftotext", "poppler-utils");
  skip(missing !== null, missing ?? "");
  write("crack.png", alphaPng());
  write("no photo.jpg", "plain text");
  const put = (name: string, media_type: string) => call("attachment.put", { file: { path: path(name) }, media_type, name });
  const [crack, text] = await cliAll([put("crack.png", "image/png"), put("no photo.jpg", "image/jpeg")]);
  const failure = { cause: null, detection: null, impact: null, mechanism: null, mode: null, operating_condition: null, text: null };
  const defect = {
    attachments: [crack?.json, text?.json], failure, history: "P-7", occurred: { precision: "day", value: "2026-11-20", zone: "unstated" }, summary: "Crack at the foot",
  };
  const [, made] = await cliAll([
    call("work.report-defect", defect),
    report("service-dossier", "--history", "P-7", "--out", "photos.pdf"),
  ]);
  expect(made?.exit).toBe(0);
  const bytes = readFileSync(path("photos.pdf"));
  const words = readWith("pdftotext", bytes, ["-raw"], ["-"]).replaceAll(/\s+/g, "");
  expect(words).toContain(`2026-11-20Crackatthefootcrack.png·SHA-256${textAt(crack?.json ?? null, "sha256")}`);
  expect(words).toContain("nophoto.jpg");
  expect(words).toContain("itisnotaJPEGfile");
  expect(readWith("pdfimages", bytes, ["-list"])).toMatch(/32 +32 +rgb/);
});
