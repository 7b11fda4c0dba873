/** A relay on the loopback that lets through so much of what the called side sends, and holds the rest back. */
import { connect, createServer, type Socket } from "node:net";

export interface HoldingRelay {
  readonly port: number;
  /** Of each connection from now on so many bytes pass; `null` lets everything through. */
  readonly holdAt: (bytes: number | null) => void;
  readonly close: () => Promise<void>;
}

/** Relays to a port that may change. */
export const holdingRelay = async (target: () => number): Promise<HoldingRelay> => {
  let bytesMax: number | null = null;
  const sockets = new Set<Socket>();
  const server = createServer((caller) => {
    const called = connect(target(), "127.0.0.1");
    const most = bytesMax ?? Number.POSITIVE_INFINITY;
    let passed = 0;
    for (const socket of [caller, called]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    }
    called.on("data", (bytes: Uint8Array) => {
      const part = bytes.subarray(0, Math.max(0, most - passed));
      passed += part.length;
      if (part.length > 0) caller.write(part);
    });
    called.once("end", () => caller.end());
    caller.pipe(called);
    caller.once("close", () => called.destroy());
    called.once("close", () => caller.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const bound = server.address();
  return {
    port: typeof bound === "object" && bound !== null ? bound.port : 0,
    holdAt: (bytes) => (bytesMax = bytes),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};
