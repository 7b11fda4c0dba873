/** The service dossier through the command line: issued, judged by a verifier of our own, and edited in every way. */
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingProgram, readWith, rewrittenWith } from "../../unit/document/outside-readers.ts";
import { refusalOf } from "./refusal.ts";
import { checkDocument, makeUpdate } from "./verifier/issued-document.ts";
import { sha256 } from "./verifier/record-reading.ts";
import { at, createWorkspace, listAt, textAt } from "./workspace.ts";

const workspace = createWorkspace();
const { cli, cliAll, path, write } = workspace;
afterAll(() => workspace.remove());

const ann = { THROUGHLIFE_PIN: "271828" };
const bob = { THROUGHLIFE_PIN: "314159" };
const on = (folder: string): ReadonlyArray<string> => ["--data", path(folder), "--json"];
const report = (out: string, ...more: ReadonlyArray<string>) => ["report", "service-dossier", "--history", "Насос-7", "--out", path(out), "--as", "Ann Λεωνίδου", ...on("acme"), ...more];
const names = { maker: "Αντλίες Αιγαίου ΑΕ", model: "型号-7 泵", serial: "Ø 42 ±0,5 µm ≤ 10 °C", tag: "Насос-7" };
let register = "";
let photo = "";

beforeAll(async () => {
  const pump = { ...names, description: "Насос охлаждения", equipment_class: { code: "PU", edition: "ISO 14224:2016" }, location: "Hall 1" };
  write("pump.json", JSON.stringify(pump));
  photo = sha256(readFileSync(write("photo.bin", "a photo of the seal")));
  const counter = (value: string) => ({ readings: [{ counter: "hours", reading: { unit: "h", value } }], remark: null });
  write("counter.json", JSON.stringify(counter("100")));
  for (const bay of ["Bay 1", "Bay 2"]) write(`${bay}.json`, JSON.stringify({ reason: null, set: { location: bay } }));
  const put = { file: { path: path("photo.bin") }, media_type: "application/octet-stream", name: "Фото 1.bin" };
  const recording = (folder: string, type: string, file: string, who: string) => ["record", names.tag, type, file, "--as", who, ...on(folder)];
  const [begun, , , counted, attached] = await cliAll([
    { words: ["init", "--party", "Acme ΑΕ", "--role", "owner", "--person", "Ann Λεωνίδου", ...on("acme")], env: ann },
    { words: ["person", "add", "Боб", "--role", "operator", "--as", "Ann Λεωνίδου", ...on("acme")], env: { ...ann, THROUGHLIFE_NEW_PIN: bob.THROUGHLIFE_PIN } },
    { words: ["record", "-", "asset/registered@1", "pump.json", "--as", "Ann Λεωνίδου", ...on("acme")], env: ann },
    { words: recording("acme", "asset/counter-read@1", "counter.json", "Ann Λεωνίδου"), env: ann },
    { words: ["call", "attachment.put", JSON.stringify(put), ...on("acme")] },
  ]);
  register = textAt(begun?.json, "register");
  const work = {
    active_hours: "2.5", activity: null, attachments: [attached?.json], category: "corrective", closes: [], cost: null, counters: [], done: "Уплотнение 密封",
    down_hours: null, failure: null, history: names.tag, occurred: { precision: "day", value: "2024-05-06", zone: "unstated" }, parts: [], people: [], references: [],
    summary: "Seal replaced, στεγανοποίηση",
  };
  const correction = { reason: "incorrect_data", replacement: counter("90.5"), target: textAt(counted?.json, "id") };
  await cliAll([
    { words: ["call", "work.log", JSON.stringify(work), "--as", "Ann Λεωνίδου", ...on("acme")], env: ann },
    { words: ["call", "record.correct", JSON.stringify(correction), "--as", "Ann Λεωνίδου", ...on("acme")], env: ann },
  ]);
  const clone = workspace.copy("acme", "clone");
  const ended = await cliAll([
    { words: recording("acme", "asset/described@1", "Bay 1.json", "Ann Λεωνίδου"), env: ann },
    { words: recording("clone", "asset/described@1", "Bay 2.json", "Боб"), env: { ...clone, ...bob } },
    { words: ["bundle", "export", "clone.tlbundle", "--history", names.tag, ...on("clone")], env: clone },
    { words: ["bundle", "import", "clone.tlbundle", ...on("acme")] },
    { words: ["renew", "--as", "Ann Λεωνίδου", ...on("acme")], env: ann },
    { words: report("packed.pdf"), env: ann },
    { words: report("plain.pdf", "--no-compression"), env: ann },
  ]);
  if (ended.some(({ exit }) => exit !== 0)) throw new Error(ended.map(({ err }) => err).join("\n"));
});

describe("an issued dossier", () => {
  test.for(["packed.pdf", "plain.pdf"])("proves itself: %s", async (file) => {
    const found = checkDocument(readFileSync(path(file)));
    expect(found.faults).toEqual([]);
    expect(found.issuedBy?.body).toMatchObject({ role: "owner", template: "service-dossier" });
    expect(found.bundle?.attachments).toEqual(new Set([photo]));
    const verified = await cli(["verify", path(file), "--trust", register, "--strict", "--json"]);
    const issued = found.bundle?.records.length;
    expect(verified).toMatchObject({ exit: 0, json: { checked: { attachments: 1, records: issued }, kind: "document", reason: null, verdict: "verified" } });
    const history = listAt(verified.json, "histories").find((one) => at(one, "title") === names.tag);
    expect(history).toMatchObject({ forks: 1, standings: { conflicting: 2, corrected: 1 } });
  });

  test("prints names in every script, the correction, the conflict and the attachment", ({ skip }) => {
    const missing = missingProgram("pdftotext", "poppler-utils");
    skip(missing !== null, missing ?? "");
    const text = readWith("pdftotext", readFileSync(path("packed.pdf")), ["-layout"], ["-"]).replaceAll(/\s+/g, " ");
    for (const name of [...Object.values(names), "Ann Λεωνίδου", "Боб", "Уплотнение 密封", "στεγανοποίηση", "Фото 1.bin", "Bay 1", "Bay 2"]) expect(text).toContain(name);
    expect(text).toContain(photo.slice(0, 12));
    expect(text).toMatch(/Page 1 of \d/);
  });

  test("is not issued where its file cannot be, or by whom may not, and then nothing is recorded", async () => {
    const records = async () => at((await cli(["call", "app.status", "{}", ...on("acme")])).json, "records");
    const before = await records();
    const [nowhere, folder, role, who] = await cliAll([
      { words: report("missing/dossier.pdf"), env: ann },
      { words: report("."), env: ann },
      { words: report("role.pdf", "--role", "insurer"), env: ann },
      { words: ["report", "service-dossier", "--history", names.tag, "--out", path("nobody.pdf"), ...on("acme")] },
    ]);
    expect(refusalOf(nowhere).message).toContain("missing/dossier.pdf");
    expect(refusalOf(folder)).toMatchObject({ kind: "targetIsFolder" });
    expect(refusalOf(role).message).toContain('"insurer"');
    expect(refusalOf(who)).toMatchObject({ kind: "notPermitted" });
    const preview = await cli(report("preview.pdf", "--preview"), { env: ann });
    expect(preview).toMatchObject({ exit: 0, json: { path: path("preview.pdf") } });
    expect(before).toBeGreaterThan(0);
    expect(await records()).toBe(before);
    expect(["missing/dossier.pdf", "role.pdf", "nobody.pdf"].filter((name) => existsSync(path(name)))).toEqual([]);
    expect(await cli(["verify", path("preview.pdf"), "--json"])).toMatchObject({ exit: 1, json: { verdict: "not verified" } });
  });
});

describe("an edited dossier", () => {
  test("is refused with what was changed", async () => {
    const document = readFileSync(path("plain.pdf"));
    const text = document.toString("latin1");
    const found = checkDocument(document);
    const base = text.slice(0, text.indexOf("%%EOF\n") + "%%EOF\n".length);
    const otherBundle = readFileSync(path("clone.tlbundle")).toString("latin1");
    const edits: Readonly<Record<string, readonly [string, RegExp]>> = {
      "a changed digit on page 2": [withChangedDigit(text, 2), /page 2/i],
      "a page taken out": [withoutLastPage(text, found.pages), /page/i],
      "another bundle": [base + makeUpdate(base, otherBundle), /bundle|issue/i],
      "bytes behind its end": [`${text}\n% checked and found good`, /append|behind|after/i],
      "another update behind its end": [`${text}\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n`, /append|behind|after/i],
      "no bundle": [base, /no bundle/i],
      "its end cut off": [text.slice(0, -200), /./],
    };
    const files = Object.values(edits).map(([edited], index) => write(`edited-${index}.pdf`, Buffer.from(edited, "latin1")));
    const ended = await cliAll(files.map((file) => ({ words: ["verify", file, "--json"] })));
    for (const [index, [name, [edited, words]]] of Object.entries(edits).entries()) {
      expect({ name, ...Object(ended[index]?.json) }).toMatchObject({ name, exit: 1, kind: "document", verdict: "not verified" });
      expect(`${name}: ${textAt(ended[index]?.json, "reason", "message")}`).toMatch(words);
      expect(checkDocument(Buffer.from(edited, "latin1")).faults, name).not.toEqual([]);
    }
  });

  test("that another program wrote anew is refused, and the pages that changed or are gone are named", async ({ skip }) => {
    const missing = missingProgram("qpdf", "qpdf");
    skip(missing !== null, missing ?? "");
    const document = readFileSync(path("packed.pdf"));
    const kept = [[], ["--pages", ".", "1-z,r1", "--"], ["--pages", ".", "2-z", "--"]];
    const files = kept.map((pages, index) =>
      write(`anew-${index}.pdf`, rewrittenWith("qpdf", document, (from, to) => [from, ...pages, to])),
    );
    const ended = await cliAll(files.map((file) => ({ words: ["verify", file, "--json"] })));
    for (const one of ended) expect(one).toMatchObject({ exit: 1, json: { kind: "document", verdict: "not verified" } });
    expect(ended.map(({ json }) => /page/i.test(textAt(json, "reason", "message"))).slice(1)).toEqual([true, true]);
  });

  test("is found out wherever a byte of it was changed", async () => {
    const document = readFileSync(path("plain.pdf"));
    const places = Array.from({ length: 24 }, (_, index) => Math.floor(((index + 0.5) * document.length) / 24));
    const files = places.map((place) => write(`byte-${place}.pdf`, document.with(place, (document[place] ?? 0) ^ (1 << (place % 8)))));
    const ended = await cliAll(files.map((file) => ({ words: ["verify", file, "--json"] })));
    expect(places.filter((_, index) => ended[index]?.exit !== 1)).toEqual([]);
  });
});

/** One digit of the glyph codes that a page shows, in a file whose pages are not packed. */
const withChangedDigit = (text: string, page: number): string => {
  const contents = [...text.matchAll(/\/Type \/Page\n[^]*?\/Contents (\d+) 0 R|\/Contents (\d+) 0 R/g)].map((match) => match[1] ?? match[2] ?? "");
  const stream = text.indexOf(`\n${contents[page - 1]} 0 obj`);
  const shown = /<([0-9a-f]{8,})>/.exec(text.slice(stream));
  if (shown === null) throw new Error("the page shows no text");
  const place = stream + shown.index + 4;
  return text.slice(0, place) + (text[place] === "1" ? "2" : "1") + text.slice(place + 1);
};

/** The same length, so that every offset still fits. */
const withoutLastPage = (text: string, pages: number): string => {
  const kids = /\/Count (\d+)\n\/Kids \[([^\]]*)\]|\/Kids \[([^\]]*)\]\n\/Count (\d+)/.exec(text);
  if (kids === null) throw new Error("the document has no tree of pages");
  const [all] = kids;
  const fewer = all.replace(/ ?\d+ 0 R(?=\s*\])/, (last) => " ".repeat(last.length)).replace(`/Count ${pages}`, `/Count ${pages - 1}`);
  return text.replace(all, fewer);
};
