/**
 * One request and its reply at a time on a line, with the rules of timing: silence before a request, a deadline for
 * the reply, and a window in which a late reply is awaited and recognised before anything else is asked.
 */
import { replyLength, requestFrame, type ReadRequest } from "../../shared/condition/read-request.ts";
import { quietFraming, type Framing, type Unanswered } from "../../shared/condition/framing-state.ts";
import { interFrameMillis, wireMillis, type LineSettings } from "../../shared/condition/line-settings.ts";
import { stillPossible } from "../../shared/condition/reply-doubt.ts";
import {
  expectReply,
  giveUp,
  receiveBytes,
  replyHasBegun,
  settlePending,
  type FramingEvent,
  type FramingFault,
  type Received,
} from "../../shared/condition/modbus-framing.ts";
import type { HostTime, Moment } from "./host-time.ts";
import type { Chunk, Transport, TransportFailure } from "./transport.ts";

export interface LineTiming {
  readonly line: LineSettings;
  readonly timeoutMs: number;
  readonly lateWindowMs: number;
}

export type Answer =
  | { readonly kind: "reply"; readonly certain: boolean; readonly frame: Uint8Array; readonly moment: Moment }
  | { readonly kind: "exception"; readonly certain: boolean; readonly frame: Uint8Array; readonly code: number }
  | { readonly kind: FramingFault | "babble"; readonly heard: Uint8Array }
  | { readonly kind: "lost"; readonly failure: TransportFailure }
  | { readonly kind: "stopped" };

/** A reply after its deadline, with the request that it answers. */
export interface LateReply {
  readonly request: ReadRequest;
  readonly frame: Uint8Array;
  readonly moment: Moment;
}

/**
 * A frame ends with 3.5 silent characters, but USB adapters hand bytes over in portions and systems pause: this long
 * is the end.
 */
export const replySilenceMs = 250;
/** A reply that has begun may go on past its deadline, byte by byte, for this long. */
export const trickleMsMax = 5000;
/** After a disturbance the line must be silent this long before the next request. */
export const quietMs = 30;
/** A line that never falls silent this long carries something else: another master or an instrument that streams. */
export const babbleMs = 2000;

/** The one who asks on a line. It owns what came in, and the memory of what was asked and not answered. */
export class ModbusExchange {
  readonly #transport: Transport;
  readonly #time: HostTime;
  readonly #timing: LineTiming;
  #framing: Framing = quietFraming;
  #answer: Answer | null = null;
  #lost: TransportFailure | null = null;
  #stopping = false;
  /** The last reply that came too late and of which it is certain what it answers. */
  #late: LateReply | null = null;
  /** Something went wrong since the last good reply, so more silence is asked for. */
  #disturbed = true;
  #lastByte_us: number;
  #lateUntil_us = 0;
  #wake: () => void = () => undefined;

  constructor(transport: Transport, time: HostTime, timing: LineTiming) {
    this.#transport = transport;
    this.#time = time;
    this.#timing = timing;
    this.#lastByte_us = this.#now();
    transport.listen((chunk) => this.#hear(chunk));
    void transport.lost.then((failure) => this.#lose(failure));
  }

  /** Requests whose reply may still come. */
  get unanswered(): ReadonlyArray<Unanswered> {
    return this.#framing.unanswered;
  }

  /** The late reply to this request, if one has come since `forgetLateReply`. */
  lateReplyTo({ unit, function_code, address, count }: ReadRequest): LateReply | null {
    const late = this.#late;
    if (late === null || late.request.address !== address || late.request.count !== count) return null;
    return late.request.unit === unit && late.request.function_code === function_code ? late : null;
  }

  forgetLateReply(): void {
    this.#late = null;
  }

  /** Asks once. A write is impossible: a request is a read by type. */
  async ask(request: ReadRequest): Promise<Answer> {
    await this.settle();
    if (!(await this.#fallSilent())) return { kind: "babble", heard: this.#framing.heard };
    if (this.#lost !== null) return { kind: "lost", failure: this.#lost };
    if (this.#stopping) return { kind: "stopped" };
    const written = await this.#send(request);
    if (!written.ok) return { kind: "lost", failure: written.failure };
    await this.#awaitAnswer(this.#now() + this.#patience_us(request));
    const answer = this.#conclude();
    this.#disturbed = answer.kind !== "reply" || !answer.certain;
    return answer;
  }

  /** Waits for replies that are late, as long as one may come within the late window. */
  async settle(): Promise<void> {
    this.#framing = { ...this.#framing, unanswered: stillPossible(this.unanswered, this.#now()) };
    const mayCome = (): boolean => this.unanswered.length > 0 && this.#now() < this.#lateUntil_us;
    while (this.#mayGoOn() && mayCome()) await this.#change(this.#lateUntil_us);
  }

  /**
   * Listens for some milliseconds without asking, after something that may be followed by an unasked reply. True when
   * nothing came.
   */
  async listen(millis: number): Promise<boolean> {
    const began_us = this.#now();
    const until_us = began_us + millis * 1000;
    while (this.#mayGoOn() && this.#now() < until_us) await this.#change(until_us);
    return this.#lastByte_us < began_us;
  }

  /** No further request goes out; the one in flight ends by itself. */
  stop(): void {
    this.#stopping = true;
    this.#wake();
  }

  #now(): number {
    return this.#time.moment().mono_us;
  }

  #mayGoOn(): boolean {
    return this.#lost === null && !this.#stopping;
  }

  #hear(chunk: Chunk): void {
    this.#lastByte_us = chunk.mono_us;
    this.#accept(receiveBytes(this.#framing, chunk.bytes), chunk);
    this.#wake();
  }

  #lose(failure: TransportFailure): void {
    this.#lost = failure;
    this.#wake();
  }

  #accept({ framing, events }: Received, { at, mono_us }: Moment): void {
    this.#framing = framing;
    const moment = { at, mono_us };
    for (const event of events) {
      if (event.kind !== "late") this.#answer ??= answerOf(event, moment);
      else if (event.request !== null) this.#late = { request: event.request, frame: event.frame, moment };
    }
  }

  /** Resolves at the next change, at the latest at `until_us`. */
  #change(until_us: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        this.#wake = () => undefined;
        resolve();
      };
      const cancel = this.#time.after(Math.max(1, Math.ceil((until_us - this.#now()) / 1000)), end);
      this.#wake = end;
    });
  }

  /** False when the line does not fall silent. */
  async #fallSilent(): Promise<boolean> {
    const silence_us = ((this.#disturbed ? quietMs : 0) + interFrameMillis(this.#timing.line)) * 1000;
    const until_us = this.#now() + babbleMs * 1000;
    while (this.#mayGoOn() && this.#now() - this.#lastByte_us < silence_us) {
      if (this.#now() > until_us) return false;
      await this.#change(this.#lastByte_us + silence_us);
    }
    return true;
  }

  #send(request: ReadRequest): ReturnType<Transport["write"]> {
    this.#answer = null;
    this.#framing = expectReply(this.#framing, request, this.#now());
    return this.#transport.write(requestFrame(request));
  }

  #patience_us({ count }: ReadRequest): number {
    const { line, timeoutMs } = this.#timing;
    return (timeoutMs + wireMillis(line, requestBytes + replyLength(count))) * 1000;
  }

  /** Ends with the reply, at the deadline before it has begun, or with the silence after it has. */
  async #awaitAnswer(deadline_us: number): Promise<void> {
    while (this.#answer === null && this.#lost === null) {
      const silent_us = this.#lastByte_us + replySilenceMs * 1000;
      const trickled_us = deadline_us + trickleMsMax * 1000;
      const until_us = replyHasBegun(this.#framing) ? Math.min(silent_us, trickled_us) : deadline_us;
      if (this.#now() >= until_us) return;
      await this.#change(until_us);
    }
  }

  #conclude(): Answer {
    this.#accept(settlePending(this.#framing), this.#time.moment());
    if (this.#answer !== null) return this.#answer;
    if (this.#lost !== null) return { kind: "lost", failure: this.#lost };
    const heard = this.#framing.damaged ?? this.#framing.heard;
    const { framing, fault } = giveUp(this.#framing);
    this.#framing = framing;
    // After bytes of a reply the device has spoken; in all other cases it may still be about to.
    if (fault === "noReply" || fault === "garbled") this.#lateUntil_us = this.#now() + this.#timing.lateWindowMs * 1000;
    return { kind: fault, heard };
  }
}

/** Of every request. */
const requestBytes = 8;

const answerOf = (event: Exclude<FramingEvent, { readonly kind: "late" }>, moment: Moment): Answer =>
  event.kind === "reply" ? { ...event, moment } : event;
