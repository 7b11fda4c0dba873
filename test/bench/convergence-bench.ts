/**
 * Measures how long five companies with a log each need until all hold everything, beside the rate of verification:
 * five processes that find each other on the loopback and stay linked.
 */
import { spawn, type ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { rateFigure, stopwatch, type Figure } from "./figure.ts";

export interface ConvergenceWish {
  readonly folder: string;
  /** Records that each company begins with. */
  readonly records: number;
  /** Records a second that this machine verifies on all its processors. */
  readonly verifiedPerSecond: number;
}

const companies = 5;
/** The network inside of the computer, as `peer.presence` names it. */
const loopback = "this computer";

/** Every company joins every other one, shares everything, and then all begin to link at the same moment. */
export const benchConvergence = async (wish: ConvergenceWish): Promise<ReadonlyArray<Figure>> => {
  const all = await Promise.all(Array.from({ length: companies }, (_, number) => begin(wish, number)));
  try {
    await acquaint(all);
    const before = await Promise.all(all.map(recordsOf));
    const watch = stopwatch();
    await Promise.all(all.map((one) => one.call("peer.trust-network", { network: loopback, trusted: true })));
    const held = await untilEqual(all, companies * wish.records);
    const seconds = watch();
    // Each company verifies what the others have written; what comes twice is checked twice, and counts once.
    const verified = before.reduce((sum, records) => sum + held - records, 0);
    return [
      rateFigure({
        name: `convergence of ${companies} peers with ${wish.records} records each`,
        beside: "verification on all processors",
        measured: verified / seconds,
        limit: wish.verifiedPerSecond,
        target: 0.5,
      }),
    ];
  } finally {
    await Promise.all(all.map((one) => one.end()));
  }
};

interface Company {
  readonly call: (method: string, request: unknown) => Promise<Readonly<Record<string, unknown>>>;
  readonly listen: () => Promise<number>;
  readonly end: () => Promise<void>;
}

const acquaint = async (all: ReadonlyArray<Company>): Promise<void> => {
  const share = { attachments: true, histories: "all", openings: false };
  const addresses: string[] = [];
  for (const one of all) addresses.push(`127.0.0.1:${await one.listen()}`);
  for (const [number, host] of all.entries()) {
    for (const guest of all.slice(number + 1)) {
      const invitation = { addresses: [addresses[number]], name: "guest", roles: ["service-provider"], share };
      const { code } = await host.call("peer.invite", invitation);
      const { installation } = await guest.call("peer.join", { code });
      await guest.call("peer.share", { installation, share });
    }
  }
};

const recordsOf = async (one: Company): Promise<number> => {
  const { records } = await one.call("app.status", {});
  return typeof records === "number" ? records : 0;
};

/** Looked at so seldom that looking costs nothing. */
const lookEveryMs = 250;

/** Resolves with the number of records that all hold: the same, and at least so many. */
const untilEqual = async (all: ReadonlyArray<Company>, least: number): Promise<number> => {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    const counts = await Promise.all(all.map(recordsOf));
    const [first = 0] = counts;
    if (first >= least && counts.every((count) => count === first)) return first;
  }
};

const begin = async ({ folder, records }: ConvergenceWish, number: number): Promise<Company> => {
  const program = join(import.meta.dirname, "convergence-program.ts");
  const words = [program, join(folder, `company-${number}`), String(records), String(number + 1)];
  const child = spawn(process.execPath, words, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = answersOf(child);
  await answers();
  const ask = async (question: unknown): Promise<Readonly<Record<string, unknown>>> => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const answer = await answers();
    if (answer["ok"] !== true) throw new Error(`A company refused ${JSON.stringify(question)}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    call: async (method, request) => {
      const { value } = await ask({ method, request });
      return objectOf(value);
    },
    listen: async () => Number((await ask({ listen: true }))["value"]),
    end: () => {
      const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
      child.stdin.end();
      return ended;
    },
  };
};

/** One answer after the other, as they are said. */
const answersOf = (child: ChildProcess & { readonly stdout: Readable }): (() => Promise<Readonly<Record<string, unknown>>>) => {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`A company of the bench ended with ${child.exitCode}`);
    return objectOf(JSON.parse(line.value));
  };
};

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
