/** Files in and out: whole or not at all, bounded, and only for the window itself. */
import { createHash, randomBytes } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { DownloadFile } from "../../../main/shell/browser/download.ts";
import { ask, startShellUnderTest, type Question, type ShellUnderTest } from "./shell-under-test.ts";

const limitBytes = 100_000;
const handed = new Map<string, DownloadFile>();
const uploadSchema = z.strictObject({ upload: z.string().regex(/^[0-9a-f]{32}$/), bytes: z.int(), sha256: z.string() });

let under: ShellUnderTest;
let cookie: string;

beforeAll(async () => {
  under = await startShellUnderTest({ uploadLimitBytes: limitBytes, findDownload: async (handle) => handed.get(handle) ?? null });
  cookie = await under.signIn();
});
afterAll(() => under.end());

const asked = (question: Question) =>
  ask(under.shell.port, { ...question, headers: { cookie, origin: under.origin, ...question.headers } });

const uploadsLeft = () => readdir(join(under.folder, "uploads"));

describe("an upload", () => {
  test("lies under its handle, byte for byte", async () => {
    const body = randomBytes(limitBytes);
    const answer = await asked({ method: "PUT", path: "/upload", body });
    const { upload, bytes, sha256 } = uploadSchema.parse(JSON.parse(answer.body));
    expect(answer.status).toBe(200);
    expect(bytes).toBe(limitBytes);
    expect(sha256).toBe(createHash("sha256").update(body).digest("hex"));
    expect(await readFile(join(under.folder, "uploads", upload))).toEqual(body);
  });

  test("is refused from a foreign page, without an Origin, and without a cookie", async () => {
    const before = await uploadsLeft();
    const put = { method: "PUT", path: "/upload", body: "x" };
    expect((await asked({ ...put, headers: { origin: "http://evil.example" } })).status).toBe(403);
    expect((await asked({ ...put, headers: { origin: "null" } })).status).toBe(403);
    expect((await ask(under.shell.port, { ...put, headers: { cookie } })).status).toBe(403);
    expect((await asked({ ...put, headers: { cookie: "" } })).status).toBe(403);
    expect(await uploadsLeft()).toEqual(before);
  });

  test("over the limit leaves nothing behind, whether it says its length or not", async () => {
    const before = await uploadsLeft();
    const body = new Uint8Array(limitBytes + 1);
    const declared = await asked({ method: "PUT", path: "/upload", body });
    expect(declared).toMatchObject({ status: 413, body: expect.stringContaining("larger than 100000 bytes") });
    const streamed = await asked({ method: "PUT", path: "/upload", body, headers: { "transfer-encoding": "chunked" } });
    expect(streamed.status).toBe(413);
    expect(await uploadsLeft()).toEqual(before);
  });

  test("that breaks off leaves nothing behind", async () => {
    const before = await uploadsLeft();
    const socket = connect(under.shell.port, "127.0.0.1");
    socket.write(`PUT /upload HTTP/1.1\r\nHost: ${under.host}\r\nOrigin: ${under.origin}\r\nCookie: ${cookie}\r\nContent-Length: 90000\r\n\r\n`);
    socket.write(Buffer.alloc(5_000));
    await expect.poll(async () => (await uploadsLeft()).length).toBe(before.length + 1);
    socket.destroy();
    await expect.poll(uploadsLeft).toEqual(before);
  });
});

describe("a download", () => {
  test("is saved under its name and never drawn as a page", async () => {
    const path = join(under.folder, "page.html");
    await writeFile(path, "<script>alert(1)</script>");
    handed.set("page-1", { path, name: "Prüfung 'Ω' P-101.html", mediaType: "text/html" });
    for (const address of ["/download/page-1", "/download/page-1?show"]) {
      const { status, headers } = await asked({ path: address });
      expect(status).toBe(200);
      expect(headers["content-type"]).toBe("application/octet-stream");
      expect(headers["content-disposition"]).toBe("attachment; filename*=UTF-8''Pr%C3%BCfung%20%27%CE%A9%27%20P-101.html");
      expect(headers["content-security-policy"]).toContain("sandbox");
    }
  });

  test("of a PDF can be shown in a frame of the window", async () => {
    const path = join(under.folder, "dossier.pdf");
    await writeFile(path, "%PDF-1.7");
    handed.set("pdf", { path, name: "dossier.pdf", mediaType: "application/pdf" });
    const { headers, body } = await asked({ path: "/download/pdf?show" });
    expect(headers).toMatchObject({ "content-type": "application/pdf", "content-disposition": "inline; filename*=UTF-8''dossier.pdf" });
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'self'");
    expect(body).toBe("%PDF-1.7");
    expect((await asked({ method: "HEAD", path: "/download/pdf" })).headers["content-length"]).toBe("8");
  });

  test("that is not there is said in words", async () => {
    handed.set("gone", { path: join(under.folder, "gone"), name: "gone", mediaType: "application/pdf" });
    for (const handle of ["gone", "never-made"]) {
      expect(await asked({ path: `/download/${handle}` })).toMatchObject({ status: 404, body: expect.stringContaining("not there any more") });
    }
  });
});

test("uploads of an earlier run are removed, other files stay", async () => {
  const uploadsFolder = join(under.folder, "uploads");
  await writeFile(join(uploadsFolder, "notes"), "kept");
  const again = await startShellUnderTest({ uploadsFolder });
  expect(await uploadsLeft()).toEqual(["notes"]);
  await again.end();
});
