/** Messages over a connection: length, kind, bytes. Bounded in size, in time and in what waits, in both directions. */
import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";
import { clearTimeout, setTimeout } from "node:timers";
import { refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";
import { parseSyncMessage, syncMessageBytes, type SyncMessage } from "../../shared/sync/sync-message.ts";

/**
 * `control` is a message of shared/sync; `frames` are LF-ended frames; a `range` is 32 bytes of digest, 8 of offset,
 * and bytes.
 */
export type LinkMessage =
  | { readonly kind: "control"; readonly message: SyncMessage }
  | { readonly kind: "frames"; readonly bytes: Uint8Array }
  | { readonly kind: "range"; readonly bytes: Uint8Array };

export type LinkFailure = Failure & {
  readonly kind: "peerGone" | "peerSilent" | "peerSlow" | "peerMessage" | "peerTooLarge" | "peerFlood";
};

export interface LinkLimits {
  /** Until both sides have proved who they are. */
  readonly firstBytesMax: number;
  readonly messageBytesMax: number;
  /** Without a message for so long the other side counts as gone. */
  readonly silenceMsMax: number;
  /** A message must come at least at this rate, besides `silenceMsMax`. */
  readonly bytesPerMsMin: number;
  /** What waits to be sent without anybody waiting for it; beyond it the other side asks faster than it reads. */
  readonly unsentBytesMax: number;
}

/**
 * A message is at most a range of 1 MiB or frames of 256 KiB and one record more; 8 bytes a millisecond is a bad radio.
 */
export const linkLimits: LinkLimits = {
  firstBytesMax: 16 * 1024,
  messageBytesMax: 4 * 1024 * 1024,
  silenceMsMax: 60_000,
  bytesPerMsMin: 8,
  unsentBytesMax: 32 * 1024 * 1024,
};

/** One end of a connection. */
export class MessageLink {
  readonly #socket: Duplex;
  readonly #limits: LinkLimits;
  #bytesMax: number;
  #chunks: Uint8Array[] = [];
  #buffered = 0;
  #needed = 0;
  #ended = false;
  #isClosing = false;
  readonly #draining = new Set<() => void>();
  #wake: (() => void) | null = null;
  #next: Promise<Outcome<LinkMessage, LinkFailure>> | null = null;

  constructor(socket: Duplex, limits: LinkLimits = linkLimits) {
    this.#socket = socket;
    this.#limits = limits;
    this.#bytesMax = limits.firstBytesMax;
    socket.on("data", (chunk: Uint8Array) => this.#arrived(chunk));
    for (const end of ["end", "error", "close"]) socket.on(end, () => this.#finished());
  }

  /** Lets messages of full size in: the other side has proved who it is. */
  trust(): void {
    this.#bytesMax = this.#limits.messageBytesMax;
  }

  /** Sends a message; resolves when the connection has room for the next. */
  async send(
    message: SyncMessage | { readonly kind: "frames" | "range"; readonly bytes: Uint8Array },
  ): Promise<Outcome<null, LinkFailure>> {
    if ("kind" in message) return this.#write(message.kind, message.bytes);
    return this.#write("control", syncMessageBytes(message));
  }

  /** Sends an answer without waiting for room, so that reading never waits for writing. */
  answer(message: SyncMessage): Outcome<null, LinkFailure> {
    if (this.#socket.writableLength > this.#limits.unsentBytesMax) {
      return refuse("peerFlood", "The other side asks more than it reads answers. The exchange was ended.");
    }
    this.#put("control", syncMessageBytes(message));
    return success(null);
  }

  /** The next message. After a failure the connection is of no use any more. */
  async receive(): Promise<Outcome<LinkMessage, LinkFailure>> {
    const message = await this.peek();
    this.drop();
    return message;
  }

  /** The next message, which stays the next one until it is dropped: whoever stops waiting for it loses nothing. */
  peek(): Promise<Outcome<LinkMessage, LinkFailure>> {
    this.#next ??= this.#read();
    return this.#next;
  }

  /** Done with the message that `peek` gave. */
  drop(): void {
    this.#next = null;
  }

  /** Sends what is waiting and ends this side; nobody waits any more for room that may never come. */
  end(): void {
    this.#socket.end();
    for (const stop of this.#draining) stop();
  }

  /** Sends what is waiting, and ends the connection for good, at the latest after a moment. */
  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#socket.end();
    // What still comes is of no use, but must be read away for the end to come through.
    this.#socket.resume();
    this.#chunks = [];
    this.#buffered = 0;
    const timer = setTimeout(() => this.destroy(), closingMs);
    timer.unref();
    this.#socket.once("close", () => clearTimeout(timer));
  }

  /** Ends the connection at once when the signal comes; the answer takes that back. */
  endBy(signal: AbortSignal | undefined): () => void {
    const onAbort = (): void => this.destroy();
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted === true) onAbort();
    return () => signal?.removeEventListener("abort", onAbort);
  }

  /** Ends the connection at once. */
  destroy(): void {
    this.#socket.destroy();
    this.#finished();
  }

  async #read(): Promise<Outcome<LinkMessage, LinkFailure>> {
    const head = await this.#take(headBytes, this.#limits.silenceMsMax);
    if (!head.ok) return head;
    const length = Buffer.from(head.value).readUInt32BE(0);
    const kind = kinds[head.value[4] ?? kinds.length];
    if (kind === undefined) return refuse("peerMessage", "The other side does not speak this program's language.");
    if (length > this.#bytesMax) {
      return refuse(
        "peerTooLarge",
        `The other side announced a message of ${length} bytes, where ${this.#bytesMax} are the most.`,
      );
    }
    const bytes = await this.#take(length, this.#limits.silenceMsMax + length / this.#limits.bytesPerMsMin);
    if (!bytes.ok) return bytes;
    if (kind !== "control") return success({ kind, bytes: bytes.value });
    const message = parseSyncMessage(bytes.value);
    return message.ok ? success({ kind, message: message.value }) : message;
  }

  async #write(kind: LinkMessage["kind"], bytes: Uint8Array): Promise<Outcome<null, LinkFailure>> {
    const put = this.#put(kind, bytes);
    if (put === "gone") return gone;
    return put === "room" ? success(null) : this.#drained();
  }

  #put(kind: LinkMessage["kind"], bytes: Uint8Array): "full" | "gone" | "room" {
    if (this.#ended || !this.#socket.writable) return "gone";
    const head = Buffer.alloc(headBytes);
    head.writeUInt32BE(bytes.length, 0);
    head[4] = kinds.indexOf(kind);
    this.#socket.cork();
    this.#socket.write(head);
    const hasRoom = this.#socket.write(bytes);
    this.#socket.uncork();
    return hasRoom ? "room" : "full";
  }

  #drained(): Promise<Outcome<null, LinkFailure>> {
    return new Promise((resolve) => {
      const settle = (outcome: Outcome<null, LinkFailure>): void => {
        this.#socket.off("drain", onDrain);
        this.#socket.off("close", onClose);
        this.#draining.delete(onClose);
        resolve(outcome);
      };
      const onDrain = (): void => settle(success(null));
      const onClose = (): void => settle(gone);
      this.#socket.once("drain", onDrain);
      this.#socket.once("close", onClose);
      this.#draining.add(onClose);
      if (this.#socket.destroyed) onClose();
    });
  }

  #arrived(chunk: Uint8Array): void {
    if (this.#isClosing) return;
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    // Whoever sends waits in the network, not in this process's memory.
    if (this.#buffered >= this.#needed && this.#buffered > readAheadBytes) this.#socket.pause();
    this.#wake?.();
  }

  #finished(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async #take(length: number, timeoutMs: number): Promise<Outcome<Uint8Array, LinkFailure>> {
    this.#needed = length;
    if (this.#buffered < length) {
      const failure = await this.#await(length, timeoutMs);
      if (failure !== null) return failure;
    }
    const bytes = this.#cut(length);
    if (this.#buffered <= readAheadBytes) this.#socket.resume();
    return success(bytes);
  }

  async #await(length: number, timeoutMs: number): Promise<Outcome<never, LinkFailure> | null> {
    const wait = { isOver: false };
    const timer = setTimeout(() => {
      wait.isOver = true;
      this.#wake?.();
    }, timeoutMs);
    this.#socket.resume();
    while (this.#buffered < length && !this.#ended && !wait.isOver) {
      await new Promise<void>((wake) => (this.#wake = wake));
    }
    this.#wake = null;
    clearTimeout(timer);
    if (this.#buffered >= length) return null;
    return this.#ended ? gone : silent(this.#buffered);
  }

  #cut(length: number): Uint8Array {
    const [first] = this.#chunks;
    if (first !== undefined && first.length > length) {
      this.#chunks[0] = first.subarray(length);
      this.#buffered -= length;
      return first.subarray(0, length);
    }
    const all = Buffer.concat(this.#chunks, this.#buffered);
    this.#chunks = all.length > length ? [all.subarray(length)] : [];
    this.#buffered -= length;
    return all.subarray(0, length);
  }
}

/** Time for the last words to arrive. */
const closingMs = 2000;
/** Four bytes of length, one of kind. */
const headBytes = 5;
const kinds = ["control", "frames", "range"] as const;
/** Read beyond the message that is waited for. */
const readAheadBytes = 1024 * 1024;

const gone = refuse(
  "peerGone",
  "The connection to the other side ended. What was confirmed is safe; exchange again to go on.",
);

const silent = (received: number): Outcome<never, LinkFailure> =>
  received === 0
    ? refuse("peerSilent", "The other side said nothing for too long, so the connection was ended.")
    : refuse("peerSlow", "The other side sent a message so slowly that the connection was ended.");
