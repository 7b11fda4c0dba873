/** A real browser shell on a free port, with screens of two lines, and requests that say exactly what they say. */
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBrowserShell, type BrowserShell, type BrowserShellParts } from "../../../main/shell/browser/browser-shell.ts";
import { success } from "../../../shared/outcome/outcome.ts";
import type { RpcEvent } from "../../../shared/rpc/messages.ts";
import { valueOf } from "../../doubles/value-of.ts";

export interface ShellUnderTest {
  readonly shell: BrowserShell;
  readonly host: string;
  readonly origin: string;
  readonly folder: string;
  /** Moves the shell's clock on. */
  passMillis(millis: number): void;
  /** Lets a browser in: the cookie that it would keep. */
  signIn(): Promise<string>;
  emit(event: RpcEvent): void;
  end(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Question {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

/** Starts one; the parts given here replace its own. */
export const startShellUnderTest = async (parts: Partial<BrowserShellParts> = {}): Promise<ShellUnderTest> => {
  const folder = await mkdtemp(join(tmpdir(), "throughlife-shell-"));
  await makeScreens(join(folder, "screens"));
  const listeners = new Set<(event: RpcEvent) => void>();
  let millis = 1_000_000;
  const shell = valueOf(
    await startBrowserShell({
      dispatch: async (method, sent) => success({ method, sent }),
      onEvent: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      findDownload: async () => null,
      rendererFolder: join(folder, "screens"),
      uploadsFolder: join(folder, "uploads"),
      randomBytes: (count) => randomBytes(count),
      now: () => millis,
      ...parts,
    }),
  );
  const host = `127.0.0.1:${shell.port}`;
  return {
    shell,
    host,
    origin: `http://${host}`,
    folder,
    passMillis: (more) => void (millis += more),
    signIn: async () => cookieOf(await ask(shell.port, { path: pathOf(shell.renewLink()) })),
    emit: (event) => listeners.forEach((listener) => listener(event)),
    end: async () => {
      await shell.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** One HTTP request, sent as it is written: path and Host are not tidied up. */
export const ask = (port: number, { method = "GET", path, headers = {}, body }: Question): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString("utf8") });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });

/** `/auth?token=...` of a link. */
export const pathOf = (link: string): string => {
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
};

/** The `Cookie` header that a browser would send after this answer. */
export const cookieOf = ({ headers }: Answer): string => headers["set-cookie"]?.[0]?.split(";")[0] ?? "";

const makeScreens = async (folder: string): Promise<void> => {
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(folder, "index.html"), `<meta name="csp-nonce" content="__NONCE__"><script src="./assets/main.js"></script>`);
  await writeFile(join(folder, "assets", "main.js"), "export {};");
  await writeFile(join(folder, "assets", "notes.txt"), "not a screen");
  await writeFile(join(folder, "..", "secret.html"), "outside");
};
