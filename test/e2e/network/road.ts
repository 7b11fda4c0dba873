/**
 * A road between two real processes that a test can cut, narrow and make lossy: two network namespaces with a cable
 * between them where the machine allows it, a relay on the loopback elsewhere.
 */
import { execFileSync } from "node:child_process";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as timer } from "node:timers/promises";

export interface Road {
  readonly kind: "network namespaces" | "a relay on the loopback";
  /** Words that run a program at the end that serves, and at the end that calls. */
  readonly atServer: ReadonlyArray<string>;
  readonly atCaller: ReadonlyArray<string>;
  /** How the caller reaches a port of the server. */
  readonly addressOf: (port: number) => Promise<string>;
  /** Nothing passes, and nobody is told. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** So many kilobits a second pass in each direction. */
  readonly slow: (kilobits: number) => void;
  /** Many packets are lost: the queue before a narrow place is shorter than what is sent at once. A relay stumbles instead. */
  readonly lossy: () => void;
  readonly clear: () => void;
  /** Packets that were lost since the road became lossy; how often the relay stumbled. */
  readonly lost: () => number;
  readonly close: () => Promise<void>;
}

/** The best road that this machine has; THROUGHLIFE_ROAD=relay asks for the other one. */
export const buildRoad = async (): Promise<Road> => (process.env["THROUGHLIFE_ROAD"] === "relay" ? null : namespaceRoad()) ?? relayRoad();

const quietly = (command: string): boolean => {
  const [program = "", ...words] = command.split(" ");
  try {
    execFileSync(program, words, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

const must = (command: string): void => {
  if (!quietly(command)) throw new Error(`"${command}" failed`);
};

const droppedIn = (statistics: string): number => Number(/dropped ([0-9]+)/.exec(statistics)?.[1] ?? 0);

/** Names of at most 15 characters that no other run has. */
const namespaceRoad = (): Road | null => {
  const [server, caller] = [`tls${process.pid}`, `tlc${process.pid}`];
  const remove = (): void => [server, caller].forEach((name) => void quietly(`ip netns del ${name}`));
  const isBuilt = [
    `ip netns add ${server}`, `ip netns add ${caller}`, `ip -n ${server} link add road0 type veth peer name road1`,
    `ip -n ${server} link set road1 netns ${caller}`, `ip -n ${server} addr add 10.77.1.1/24 dev road0`, `ip -n ${caller} addr add 10.77.1.2/24 dev road1`,
    `ip -n ${server} link set lo up`, `ip -n ${caller} link set lo up`, `ip -n ${server} link set road0 up`, `ip -n ${caller} link set road1 up`,
    `tc -n ${server} qdisc add dev road0 root pfifo limit 1000`,
  ].every(quietly);
  if (!isBuilt) {
    remove();
    return null;
  }
  const both = (queue: string): void => {
    must(`tc -n ${server} qdisc replace dev road0 root ${queue}`);
    must(`tc -n ${caller} qdisc replace dev road1 root ${queue}`);
  };
  return {
    kind: "network namespaces",
    atServer: ["ip", "netns", "exec", server],
    atCaller: ["ip", "netns", "exec", caller],
    addressOf: (port) => Promise.resolve(`10.77.1.1:${port}`),
    cut: () => both("tbf rate 8bit burst 10 limit 1"),
    mend: () => both("pfifo limit 1000"),
    slow: (kilobits) => both(`tbf rate ${kilobits}kbit burst 4kb latency 400ms`),
    lossy: () => both("tbf rate 4mbit burst 3kb limit 4500"),
    clear: () => both("pfifo limit 1000"),
    lost: () => droppedIn(execFileSync("tc", ["-n", server, "-s", "qdisc", "show", "dev", "road0"], { encoding: "utf8" })),
    close: () => Promise.resolve(remove()),
  };
};

/** Bytes wait here as they would wait in a network; nothing is lost on a loopback, so a lossy road stands still now and then. */
const relayRoad = async (): Promise<Road> => {
  const sockets = new Set<Socket>();
  const state = { bytesPerMs: Number.POSITIVE_INFINITY, isCut: false, stumbled: 0, stumbles: false };
  let target = 0;
  const carry = async (from: Socket, to: Socket): Promise<void> => {
    let count = 0;
    for await (const bytes of from) {
      while (state.isCut) await timer(20);
      if (state.stumbles && ++count % 10 === 0) {
        state.stumbled++;
        await timer(300);
      }
      if (Number.isFinite(state.bytesPerMs)) await timer(bytes.length / state.bytesPerMs);
      if (!to.write(bytes)) await new Promise((room) => to.once("drain", room));
    }
    to.end();
  };
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    for (const [from, to] of [[near, far], [far, near]] as const) carry(from, to).catch(() => void to.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  return {
    kind: "a relay on the loopback",
    atServer: [],
    atCaller: [],
    addressOf: (to) => {
      target = to;
      return Promise.resolve(`127.0.0.1:${port}`);
    },
    cut: () => void (state.isCut = true),
    mend: () => void (state.isCut = false),
    slow: (kilobits) => void (state.bytesPerMs = kilobits / 8),
    lossy: () => void (state.stumbles = true),
    lost: () => state.stumbled,
    clear: () => void Object.assign(state, { bytesPerMs: Number.POSITIVE_INFINITY, isCut: false, stumbles: false }),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};
