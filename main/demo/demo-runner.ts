/** Plays the demo story through the command line: every step is a command that a user could type. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { demoApart, demoBeginning, demoPins, type DemoStep } from "./demo-story.ts";

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
  readonly #kept = new Map<string, string>();
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
      () => this.#exchange(),
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

  async #step({ body, company, keep, words }: DemoStep): Promise<Outcome<null>> {
    const text = body === undefined ? "" : this.#filled(JSON.stringify(body));
    const answered = await this.#run(
      company,
      words.map((word) => (word === "{BODY}" ? text : this.#filled(word))),
    );
    if (!answered.ok || keep === undefined) return answered.ok ? success(null) : answered;
    const [name, member] = keep;
    this.#kept.set(name, memberText(answered.value, member));
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

  async #exchange(): Promise<Outcome<null>> {
    this.#parts.print("They meet again and exchange: the fork and the two serial numbers are seen by both");
    return this.#parts.whileListening(this.#folder("north"), this.#person("north"), async ({ port }) => {
      const synced = await this.#run("south", ["sync", `127.0.0.1:${port}`]);
      return synced.ok ? success(null) : synced;
    });
  }

  async #documents(): Promise<Outcome<null>> {
    this.#parts.print("North Shore Wind exports a bundle and issues a dossier of each machine");
    const bundle = join(this.#parts.folder, "fleet.tlbundle");
    const exported = await this.#run("north", [
      "bundle",
      "export",
      bundle,
      "--history",
      "WT-047",
      "--history",
      "P-101A",
      "--history",
      "CORE-2031",
    ]);
    if (!exported.ok) return exported;
    this.#files.push(bundle);
    for (const tag of ["WT-047", "P-101A", "CORE-2031"]) {
      const file = join(this.#parts.folder, `dossier-${tag}.pdf`);
      const issued = await this.#run("north", ["report", "service-dossier", "--history", tag, "--out", file]);
      if (!issued.ok) return issued;
      this.#files.push(file);
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
    return text.replaceAll(/\{([A-Z]+)\}/g, (whole, name: string) => this.#kept.get(name) ?? whole);
  }

  #folder(company: Company): string {
    return join(this.#parts.folder, company === "north" ? "north-shore-wind" : "aegean-turbo-works");
  }

  #person(company: Company): { readonly name: string; readonly pin: string } {
    const name = people[company];
    return { name, pin: demoPins[name] };
  }
}

/** The steps of the story; joining and two exchanges; a bundle and three dossiers; six verdicts. */
const commandsInAll = demoBeginning.length + demoApart.length + 3 + 4 + 6;

const memberText = (value: unknown, member: string): string => {
  const found =
    typeof value === "object" && value !== null
      ? Object.entries(value).find(([name]) => name === member)?.[1]
      : undefined;
  return typeof found === "string" ? found : "";
};

const quoted = (word: string): string => (/^[\w.@:/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
