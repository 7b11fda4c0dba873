/** The door over real HTTP: each refusal on its own, with everything else in order. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, cookieOf, pathOf, startShellUnderTest, type Question, type ShellUnderTest } from "./shell-under-test.ts";

let under: ShellUnderTest;
let cookie: string;

beforeAll(async () => {
  under = await startShellUnderTest();
  cookie = await under.signIn();
});
afterAll(() => under.end());

const asked = async (question: Question) => {
  const answer = await ask(under.shell.port, { ...question, headers: { cookie, ...question.headers } });
  return { status: answer.status, body: answer.body };
};

describe("the link", () => {
  test("lets in once: a page with a strict cookie that leads on by itself", async () => {
    const path = pathOf(under.shell.renewLink());
    const first = await ask(under.shell.port, { path });
    expect(first.status).toBe(200);
    expect(first.body).toContain('http-equiv="refresh" content="0;url=/"');
    expect(first.headers["set-cookie"]?.[0]).toMatch(new RegExp(`^throughlife-${under.shell.port}=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict$`));
    const second = await ask(under.shell.port, { path });
    expect(second.status).toBe(403);
    expect(second.headers["set-cookie"]).toBeUndefined();
    expect(second.body).toContain("used already");
  });

  test("is worthless after a minute, and once a newer one was asked for", async () => {
    const stale = pathOf(under.shell.renewLink());
    under.passMillis(60_000);
    expect((await ask(under.shell.port, { path: stale })).status).toBe(403);
    const replaced = pathOf(under.shell.renewLink());
    const newest = pathOf(under.shell.renewLink());
    expect((await ask(under.shell.port, { path: replaced })).status).toBe(403);
    expect((await ask(under.shell.port, { path: newest })).status).toBe(200);
  });

  test("may be followed from another program, but a fetch or a prefetch does not burn it", async () => {
    const path = pathOf(under.shell.renewLink());
    const from = (headers: Readonly<Record<string, string>>) => ask(under.shell.port, { path, headers });
    expect((await from({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" })).status).toBe(403);
    expect((await from({ "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "sec-purpose": "prefetch" })).status).toBe(403);
    expect((await ask(under.shell.port, { method: "HEAD", path })).status).toBe(405);
    const opened = await from({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" });
    expect(opened.status).toBe(200);
  });

  test("is guessed at ten times a minute at the most", async () => {
    const other = await startShellUnderTest();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 11; attempt++) {
      statuses.push((await ask(other.shell.port, { path: `/auth?token=${"0".repeat(64)}` })).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(403), 429]);
    other.passMillis(60_000);
    expect(cookieOf(await ask(other.shell.port, { path: pathOf(other.shell.renewLink()) }))).not.toBe("");
    await other.end();
  });
});

describe("a request is refused", () => {
  test.each(["localhost", "evil.example", "127.0.0.1", "[::1]"])("for the Host %s, before anything else is looked at", async (name) => {
    for (const host of [name, `${name}:1`, ...(name === "127.0.0.1" ? [] : [`${name}:${under.shell.port}`])]) {
      expect((await asked({ path: "/", headers: { host } })).status).toBe(421);
      expect((await asked({ path: pathOf(under.shell.renewLink()), headers: { host } })).status).toBe(421);
    }
  });

  test("without a cookie, with a wrong one, and with one of another port", async () => {
    for (const wrong of ["", `throughlife-${under.shell.port}=${"0".repeat(64)}`, cookie.replace(String(under.shell.port), "1")]) {
      expect(await asked({ path: "/", headers: { cookie: wrong } })).toEqual({ status: 403, body: expect.stringContaining("not let in") });
    }
  });

  test.each(["cross-site", "same-site"])("when the browser says that it comes from elsewhere: %s", async (site) => {
    expect((await asked({ path: "/", headers: { "sec-fetch-site": site } })).status).toBe(403);
    expect((await asked({ path: "/download/abc", headers: { "sec-fetch-site": site } })).status).toBe(403);
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])("for the method %s", async (method) => {
    expect((await asked({ method, path: "/" })).status).toBe(405);
  });

  test("for another method than PUT where files come in, and for PUT anywhere else", async () => {
    expect((await asked({ method: "POST", path: "/upload", headers: { origin: under.origin } })).status).toBe(405);
    expect((await asked({ method: "PUT", path: "/uploads", headers: { origin: under.origin } })).status).toBe(405);
  });
});

describe("the screens", () => {
  test("come with a policy that allows no inline code, and a nonce that is new each time", async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { headers, body } = await ask(under.shell.port, { path: "/", headers: { cookie } });
        const nonce = /content="([A-Za-z0-9_-]{22})"/.exec(body)?.[1];
        expect(headers["content-security-policy"]).toContain(`style-src 'self' 'nonce-${nonce}'`);
        expect(String(headers["content-security-policy"]).replace("'wasm-unsafe-eval'", "")).not.toContain("unsafe-");
        expect(headers).toMatchObject({
          "cache-control": "no-store",
          "cross-origin-opener-policy": "same-origin",
          "cross-origin-resource-policy": "same-origin",
          "referrer-policy": "no-referrer",
          "x-content-type-options": "nosniff",
        });
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  test("are files of the build and nothing else", async () => {
    expect(await asked({ path: "/assets/main.js" })).toEqual({ status: 200, body: "export {};" });
    expect((await asked({ method: "HEAD", path: "/assets/main.js" })).body).toBe("");
    const elsewhere = ["/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/assets/../../secret.html", "//etc/passwd", "/assets"];
    for (const path of [...elsewhere, "/assets/notes.txt", "/download/../secret.html", "/constructor", `${under.origin}/secret.html`]) {
      expect([path, (await asked({ path })).status]).toEqual([path, 404]);
    }
  });

  test("must have been built", async () => {
    await expect(startShellUnderTest({ rendererFolder: "/nowhere" })).rejects.toThrow("screensMissing: No screens are built in /nowhere. Run: npm run build");
  });
});

test("a port that is taken is named", async () => {
  await expect(startShellUnderTest({ port: under.shell.port })).rejects.toThrow(/cannotListen: Port \d+ of 127\.0\.0\.1 cannot be opened .* Choose another: --port N/);
});
