/** The one place where everything is put together: the node process of Throughlife, the same for every shell. */
import type { Outcome } from "../shared/outcome/outcome.ts";
import type { RpcEvent } from "../shared/rpc/messages.ts";
import type { Call, Dispatch } from "./rpc/dispatch.ts";

export interface NodeOptions {
  readonly folder: string;
  readonly markFolder: string;
  readonly shell: "browser" | "cli" | "electron";
  /** Simulated instruments answer to `sim:` paths; off unless asked for. */
  readonly simulators: boolean;
}

export interface ThroughlifeNode {
  readonly folder: string;
  readonly dispatch: Dispatch;
  readonly call: Call;
  readonly onEvent: (listener: (event: RpcEvent) => void) => () => void;
  /** What opening found and did: a cut tail, a rebuilt index. */
  readonly remarks: ReadonlyArray<string>;
  /** Listens for peers; resolves with the port. */
  readonly listenForPeers: (port: number) => Promise<Outcome<number>>;
  /** Orderly: no more commands, drain, fsync, checkpoint, snapshot. */
  readonly close: () => Promise<Outcome<null>>;
}

export declare const openNode: (options: NodeOptions) => Promise<Outcome<ThroughlifeNode>>;
