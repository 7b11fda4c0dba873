/** Plays the demo story through the command line: every step is a command that a user could type. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { fixturesFolder } from "../node.ts";
import { demoCore } from "./demo-core.ts";
import { demoPlant } from "./demo-plant.ts";
import type { DemoStep } from "./demo-step.ts";
import { demoApart, demoBeginning, demoPins } from "./demo-story.ts";

/** Runs words of the command line with environment variables; the answer is the last JSON line and the exit code. */
export type RunWords = (
  words: ReadonlyArray<string>,
  env: Readonly<Record<string, string>>,
) => Promise<{ readonly exit: number; readonly json: unknown; readonly said: string }>;

/**
 * Opens a company's data folder for peers with an invitation made, as `serve` and `peer invite` do, while something is
 * done.
 */
export type WhileListening = (
  folder: string,
  person: { readonly name: string; readonly pin: string },
  run: (open: { readonly code: string; readonly port: number }) => Promise<Outcome<null>>,
) => Promise<Outcome<null>>;

export interface DemoParts {
  /** The folder that the demo fills; it must not exist yet, or be empty. */
  readonly folder: string;
  readonly run: RunWords;
  readonly whileListening: WhileListening;
  readonly print: (line: string) => void;
  /** Hears of every command that has ended. */
  readonly progress?: (done: number, of: number) => void;
  /** Stops the story between two commands. */
  readonly signal?: AbortSignal;
}

export interface DemoEnd {
  readonly north: string;
  readonly south: string;
  readonly files: ReadonlyArray<string>;
  readonly verdicts: ReadonlyArray<{ readonly file: string; readonly verdict: string }>;
}

/** Plays the whole story; the first command that fails ends it with its reason. */
export const playDemo = async (parts: DemoParts): Promise<Outcome<DemoEnd>> => {
  const player = new DemoPlayer(parts);
  return player.play();
};

type Company = DemoStep["company"];

const people: Readonly<Record<Company, keyof typeof demoPins>> = { north: "Ann Lee", south: "Γιώργος Νικολάου" };

class DemoPlayer {
  readonly #parts: DemoParts;
  /** Answers, or members of them, by their names. */
  readonly #kept = new Map<string, unknown>([["FIXTURES", fixturesFolder]]);
  readonly #files: string[] = [];
  #bodies = 0;
  #done = 0;

  constructor(parts: DemoParts) {
    this.#parts = parts;
  }

  async play(): Promise<Outcome<DemoEnd>> {
    await mkdir(join(this.#parts.folder, "steps"), { recursive: true });
    const acts = [
      () => this.#steps(demoBeginning),
      () => this.#meet(),
      () => this.#steps(demoApart),
      () => this.#exchange("They meet again and exchange: the fork and the two serial numbers are seen by both"),
      () => this.#steps(demoPlant),
      () => this.#steps(demoCore),
      () => this.#exchange("They exchange once more: North Shore Wind sees what its core was worth"),
      () => this.#documents(),
    ];
    for (const act of acts) {
      const done = await act();
      if (!done.ok) return done;
    }
    return this.#verdicts();
  }

  async #steps(steps: ReadonlyArray<DemoStep>): Promise<Outcome<null>> {
    for (const step of steps) {
      if (step.does !== "") this.#parts.print(step.does);
      const done = await this.#step(step);
      if (!done.ok) return done;
    }
    return success(null);
  }

  async #step(step: DemoStep): Promise<Outcome<null>> {
    const text = step.body === undefined ? "" : this.#filledBody(await bodyOf(step));
    const words = step.words.map((word) => (word === "{BODY}" ? text : this.#filled(word)));
    const answered = await this.#run(step.company, words);
    if (!answered.ok || step.keep === undefined) return answered.ok ? success(null) : answered;
    const [name, member] = step.keep;
    this.#kept.set(name, member === undefined ? answered.value : memberText(answered.value, member));
    return success(null);
  }

  async #meet(): Promise<Outcome<null>> {
    this.#parts.print("North Shore Wind invites Aegean Turbo Works, which joins over TLS and fetches the histories");
    return this.#parts.whileListening(this.#folder("north"), this.#person("north"), async ({ code, port }) => {
      const joined = await this.#run("south", ["peer", "join", code]);
      if (!joined.ok) return joined;
      const synced = await this.#run("south", ["sync", `127.0.0.1:${port}`]);
      return synced.ok ? success(null) : synced;
    });
  }

  async #exchange(does: string): Promise<Outcome<null>> {
    this.#parts.print(does);
    return this.#parts.whileListening(this.#folder("north"), this.#person("north"), async ({ port }) => {
      const synced = await this.#run("south", ["sync", `127.0.0.1:${port}`]);
      return synced.ok ? success(null) : synced;
    });
  }

  async #documents(): Promise<Outcome<null>> {
    this.#parts.print("They export a bundle and issue documents");
    const bundle = join(this.#parts.folder, "fleet.tlbundle");
    const histories = machines.flatMap((tag) => ["--history", tag]);
    const exported = await this.#run("north", ["bundle", "export", bundle, ...histories]);
    if (!exported.ok) return exported;
    this.#files.push(bundle);
    for (const { company, file, history, kind } of documents) {
      const path = join(this.#parts.folder, file);
      const words = ["report", kind, "--history", this.#filled(history), "--out", path];
      const issued = await this.#run(company, words);
      if (!issued.ok) return issued;
      this.#files.push(path);
    }
    return success(null);
  }

  async #verdicts(): Promise<Outcome<DemoEnd>> {
    const [north, south] = [this.#folder("north"), this.#folder("south")];
    const verdicts: { file: string; verdict: string }[] = [];
    for (const file of [north, south, ...this.#files]) {
      const answered = await this.#parts.run(["verify", file, "--json"], {});
      this.#tell();
      const verdict = memberText(answered.json, "verdict");
      verdicts.push({ file, verdict });
      this.#parts.print(`  ${verdict.padEnd(16)} ${file}`);
      if (answered.exit !== 0) return refuse("demoNotVerified", `${file} does not verify: ${answered.said}`);
    }
    return success({ files: this.#files, north, south, verdicts });
  }

  async #run(company: Company, words: ReadonlyArray<string>): Promise<Outcome<unknown>> {
    if (this.#parts.signal?.aborted === true)
      return refuse("cancelled", "Making the demo was stopped. Nothing of it is kept.");
    const person = this.#person(company);
    const signed = words[0] === "init" ? [] : ["--as", person.name];
    const all = [...words, "--data", this.#folder(company), ...signed, "--json"];
    const answered = await this.#parts.run(all, { THROUGHLIFE_PIN: person.pin, THROUGHLIFE_SIMULATORS: "1" });
    this.#tell();
    await this.#note(words, company);
    return answered.exit === 0
      ? success(answered.json)
      : refuse("demoStepFailed", `"throughlife ${words.slice(0, 3).join(" ")}" failed: ${answered.said}`);
  }

  #tell(): void {
    this.#done += 1;
    this.#parts.progress?.(this.#done, commandsInAll);
  }

  /** Each step is written down, so that a reader can type it again. */
  async #note(words: ReadonlyArray<string>, company: Company): Promise<void> {
    const name = `${String(this.#bodies++).padStart(2, "0")}-${company}.txt`;
    await writeFile(
      join(this.#parts.folder, "steps", name),
      `throughlife ${words.map(quoted).join(" ")} --data ${company} --as ${quoted(people[company])}\n`,
    );
  }

  #filled(text: string): string {
    return text.replaceAll(/\{([A-Z]+)\}/g, (whole, name: string) => textOf(this.#kept.get(name)) ?? whole);
  }

  /** A string that is nothing but a name gives way to the answer itself. */
  #filledBody(body: object): string {
    return JSON.stringify(body, (_member, value: unknown) => {
      if (typeof value !== "string") return value;
      const whole = /^\{([A-Z]+)\}$/.exec(value)?.[1];
      return (whole === undefined ? undefined : this.#kept.get(whole)) ?? this.#filled(value);
    });
  }

  #folder(company: Company): string {
    return join(this.#parts.folder, company === "north" ? "north-shore-wind" : "aegean-turbo-works");
  }

  #person(company: Company): { readonly name: string; readonly pin: string } {
    const name = people[company];
    return { name, pin: demoPins[name] };
  }
}

const machines = ["WT-047", "P-101A", "CORE-2031"];

interface DemoDocument {
  readonly company: Company;
  readonly kind: string;
  readonly history: string;
  readonly file: string;
}

const documents: ReadonlyArray<DemoDocument> = [
  ...machines.map((tag): DemoDocument => ({
    company: "north",
    file: `dossier-${tag}.pdf`,
    history: tag,
    kind: "service-dossier",
  })),
  { company: "north", file: "hazop-study.pdf", history: "{STUDY}", kind: "hazop-study" },
  { company: "south", file: "warranty-TC-61207.pdf", history: "TC-61207", kind: "warranty-certificate" },
];

const stepsInAll = [demoBeginning, demoApart, demoPlant, demoCore].flat().length;
/** Joining and three exchanges besides; a bundle and the documents; a verdict on each of these and on both folders. */
const commandsInAll = stepsInAll + 4 + 2 * (1 + documents.length) + 2;

const bodyOf = async ({ body = {}, fixture }: DemoStep): Promise<object> => {
  if (fixture === undefined) return body;
  const [member, file] = fixture;
  const content: unknown = JSON.parse(await readFile(join(fixturesFolder, file), "utf8"));
  return { ...body, [member]: content };
};

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const memberText = (value: unknown, member: string): string => {
  const found =
    typeof value === "object" && value !== null
      ? Object.entries(value).find(([name]) => name === member)?.[1]
      : undefined;
  return typeof found === "string" ? found : "";
};

const quoted = (word: string): string => (/^[\w.@:/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
