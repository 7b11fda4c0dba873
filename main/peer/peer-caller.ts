/**
 * Calls one peer again and again: as long as it is linked there is nothing to do, and failures make the pauses longer.
 */
import { clearTimeout, setTimeout } from "node:timers";
import { instantFromMillis, millisOfInstant, type Instant } from "../../shared/clock/instant.ts";
import type { Failure } from "../../shared/outcome/outcome.ts";
import { backOffMs, peerBackOff, type BackOff } from "../../shared/sync/back-off.ts";
import { callPeer } from "./peer-calls.ts";
import type { PeerContext } from "./peer-context.ts";

export interface CallerParts {
  readonly context: PeerContext;
  readonly installation: string;
  /** Where to call now, the likeliest first; none ends the calling. */
  readonly addresses: () => ReadonlyArray<string>;
  /** In [0, 1). */
  readonly random: () => number;
  readonly backOff?: BackOff;
  /** Called when `state`, `nextTry` or `failure` has changed. */
  readonly onChanged: () => void;
}

/** What the caller is doing; `waiting` until the next try. */
export type CallerState = "calling" | "ended" | "linked" | "waiting";

export class PeerCaller {
  readonly #parts: CallerParts;
  readonly #control = new AbortController();
  #state: CallerState = "waiting";
  #nextTry: Instant | null = null;
  #failure: Failure | null = null;
  #failures = 0;
  #skip: () => void = () => undefined;

  constructor(parts: CallerParts) {
    this.#parts = parts;
  }

  get state(): CallerState {
    return this.#state;
  }

  /** When it will call again; null while it calls or is linked. */
  get nextTry(): Instant | null {
    return this.#nextTry;
  }

  /** Why the last call failed; null after one that did not. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Calls now, if it is waiting: the peer was heard, or a person wants it. */
  hurry(): void {
    this.#failures = 0;
    this.#skip();
  }

  /** Hangs up and calls no more. */
  end(): void {
    this.#control.abort();
    this.#skip();
    this.#parts.context.turn.changed();
  }

  /** Calls until it is ended, or no address is left. */
  async run(): Promise<void> {
    const { signal } = this.#control;
    const { context, installation } = this.#parts;
    while (!signal.aborted) {
      if (context.links.has(installation)) await this.#untilFree();
      else if (!(await this.#call())) break;
      if (!signal.aborted) await this.#pause();
    }
    this.#become("ended", null);
  }

  /** The peer is linked, by its own call or by ours. */
  async #untilFree(): Promise<void> {
    const { context, installation } = this.#parts;
    this.#linked();
    await context.turn.until(() => !context.links.has(installation) || this.#control.signal.aborted);
  }

  async #call(): Promise<boolean> {
    const { addresses, context, installation } = this.#parts;
    const all = addresses();
    const address = all[this.#failures % Math.max(1, all.length)];
    if (address === undefined) return false;
    this.#become("calling", null);
    const call = { address, installation, onFirst: () => this.#linked(), signal: this.#control.signal };
    const called = await callPeer(context, call);
    const fault = called.ok ? called.value.report.fault : called.failure;
    // Whoever called us in the same moment is linked now, and our own call was turned away.
    if (fault === null || context.links.has(installation)) return true;
    this.#failure = fault;
    this.#failures++;
    return true;
  }

  #linked(): void {
    this.#failures = 0;
    this.#failure = null;
    this.#become("linked", null);
  }

  async #pause(): Promise<void> {
    const { backOff = peerBackOff, context, random } = this.#parts;
    const wait = backOffMs(this.#failures, random(), backOff);
    this.#become("waiting", instantFromMillis(millisOfInstant(context.parts.now()) + wait));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      timer.unref();
      this.#skip = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#skip = () => undefined;
  }

  #become(state: CallerState, nextTry: Instant | null): void {
    this.#state = state;
    this.#nextTry = nextTry;
    this.#parts.onChanged();
  }
}
