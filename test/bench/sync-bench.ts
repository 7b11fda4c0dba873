/** Measures an exchange over TLS on the loopback between two processes, beside the rate of verification. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { beginDataFolder, openNode } from "../../main/node.ts";
import { valueOf } from "../doubles/value-of.ts";
import { nodeFolders } from "./bench-folder.ts";
import { watchStalls } from "./stall-watch.ts";
import { stallFigure } from "./answers-bench.ts";
import { rateFigure, stopwatch, type Figure } from "./figure.ts";

export interface SyncWish {
  /** The data folder of the company that sends. */
  readonly sender: string;
  /** Where the other company begins its own. */
  readonly receiver: string;
  readonly records: number;
  readonly verifiedPerSecond: number;
}

/** The other company joins, then fetches everything. */
export const benchSync = async ({ receiver, records, sender, verifiedPerSecond }: SyncWish): Promise<ReadonlyArray<Figure>> => {
  const serving = await serve(sender);
  try {
    const options = { ...nodeFolders(receiver), shell: "cli", simulators: false } as const;
    valueOf(await beginDataFolder({ ...options, party: "South", person: null, roles: ["service-provider"] }));
    const node = valueOf(await openNode(options));
    valueOf(await node.call("peer.join", { code: serving.code }));
    const stalls = watchStalls();
    const watch = stopwatch();
    valueOf(await node.call("peer.sync", { address: serving.address }));
    const seconds = watch();
    const longest = stalls();
    const status = valueOf(await node.call("app.status", {}));
    valueOf(await node.close());
    if (status.records < records) throw new Error(`Of ${records} records ${status.records} came`);
    const rate = rateFigure({
      name: "exchange over TLS between two processes",
      beside: "verification of the same records",
      measured: records / seconds,
      limit: verifiedPerSecond,
      target: 0.6,
    });
    return [rate, stallFigure(`while ${records} records come in`, longest)];
  } finally {
    await serving.end();
  }
};

interface Serving {
  readonly address: string;
  readonly code: string;
  readonly end: () => Promise<void>;
}

const serve = async (folder: string): Promise<Serving> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "serve-program.ts"), folder], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (piece: Buffer) => {
      text += piece.toString();
      if (text.includes("\n")) resolve(text);
    });
    child.once("close", (code) => reject(new Error(`serve-program.ts ended with ${code}`)));
  });
  const said: Pick<Serving, "address" | "code"> = JSON.parse(line);
  return {
    ...said,
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
};
