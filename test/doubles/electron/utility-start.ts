/** Runs before a utility process of the double: gives it the parent port that Electron gives. */
import { EventEmitter } from "node:events";
import { z } from "zod";

const toChildSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("message"), data: z.unknown(), lines: z.array(z.int()) }),
  z.strictObject({ kind: z.literal("line"), line: z.int(), data: z.unknown() }),
  z.strictObject({ kind: z.literal("line-closed"), line: z.int() }),
]);

class Line extends EventEmitter {
  readonly #number: number;
  #waiting: (() => void)[] | null = [];

  constructor(number: number) {
    super();
    this.#number = number;
  }

  postMessage(data: unknown): void {
    process.send?.({ kind: "line", line: this.#number, data });
  }

  /** As with Electron's ports: nothing is heard before the line was started. */
  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const tell of waiting) tell();
  }

  tell(event: "message" | "close", data: unknown): void {
    const emit = (): void => void this.emit(event, { data });
    if (this.#waiting === null) emit();
    else this.#waiting.push(emit);
  }
}

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    process.send?.({ kind: "message", data });
  }
}

const lines = new Map<number, Line>();
const parentPort = new ParentPort();
const early: unknown[] = [];

const hear = (raw: unknown): void => {
  const message = toChildSchema.parse(raw);
  if (message.kind === "line") return lines.get(message.line)?.tell("message", message.data);
  if (message.kind === "line-closed") return lines.get(message.line)?.tell("close", null);
  // "Messages received on this port will be queued up until a handler is registered."
  if (parentPort.listenerCount("message") === 0) return void early.push(raw);
  const ports = message.lines.map((number) => {
    const line = new Line(number);
    lines.set(number, line);
    return line;
  });
  parentPort.emit("message", { data: message.data, ports });
};

parentPort.on("newListener", (event) => {
  if (event === "message") queueMicrotask(() => early.splice(0).forEach(hear));
});
process.on("message", hear);
process.on("disconnect", () => process.exit(0));
Object.defineProperty(process, "parentPort", { value: parentPort });
