/** The application of the double: its events, its folders, the one instance of it. */
import { EventEmitter } from "node:events";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export interface AppParts {
  readonly root: string;
  readonly words: readonly string[];
  readonly ready: Promise<void>;
  /** Closes the windows that are open. */
  readonly closeWindows: () => Promise<void>;
  readonly end: (code: number) => void;
  readonly note: (what: string, facts?: unknown) => void;
}

/** An event whose usual consequence can be prevented. */
export const preventable = () => {
  const event = { defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) };
  return event;
};

/** `app`. */
export class DoubleApp extends EventEmitter {
  readonly isPackaged = false;
  readonly #parts: AppParts;
  readonly #paths = new Map<string, string>([
    ["home", homedir()],
    ["downloads", join(homedir(), "Downloads")],
  ]);

  constructor(parts: AppParts) {
    super();
    this.#parts = parts;
  }

  enableSandbox(): void {
    this.#parts.note("enableSandbox");
  }

  setName(name: string): void {
    this.#parts.note("setName", name);
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`electron double: the path ${name} is not emulated`);
    return path;
  }

  setPath(name: string, path: string): void {
    mkdirSync(path, { recursive: true });
    this.#paths.set(name, path);
  }

  getAppPath(): string {
    return this.#parts.root;
  }

  whenReady(): Promise<void> {
    return this.#parts.ready;
  }

  /** The first of a folder holds a file with its number; a later one leaves its words there and is told no. */
  requestSingleInstanceLock(): boolean {
    const folder = join(this.getPath("userData"), "instance");
    mkdirSync(folder, { recursive: true });
    const lock = join(folder, "lock");
    if (existsSync(lock) && isAlive(Number(readFileSync(lock, "utf8")))) {
      writeFileSync(join(folder, `second-${process.pid}.json`), JSON.stringify(process.argv));
      return false;
    }
    writeFileSync(lock, String(process.pid));
    watch(folder, () => this.#hearSecond(folder)).unref();
    process.on("exit", () => rmSync(lock, { force: true }));
    return true;
  }

  #hearSecond(folder: string): void {
    for (const name of readdirSync(folder).filter((one) => one.startsWith("second-"))) {
      const text = readFileSync(join(folder, name), "utf8");
      if (text === "") continue;
      rmSync(join(folder, name), { force: true });
      this.emit("second-instance", {}, JSON.parse(text), this.#parts.root);
    }
  }

  quit(): void {
    const event = preventable();
    this.emit("before-quit", event);
    if (!event.defaultPrevented) void this.#parts.closeWindows().then(() => this.#parts.end(0));
  }

  exit(code: number): void {
    this.#parts.end(code);
  }
}

const isAlive = (processId: number): boolean => {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
};
