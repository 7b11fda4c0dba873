/**
 * One exchange between two installations that know each other: both ways at once, in rounds, until neither has anything
 * new.
 */
import { clearInterval, setInterval } from "node:timers";
import type { HistoryId, RecordId } from "../../shared/ledger/record.ts";
import { refuse, type Failure } from "../../shared/outcome/outcome.ts";
import type { ImportSummary } from "../../shared/rpc/rows.ts";
import type { ContentOf, SyncMessage } from "../../shared/sync/sync-message.ts";
import type { AskPeer, WitnessAsk, WitnessReply } from "../../shared/witness/witness-message.ts";
import { AttachmentFetching } from "./attachment-fetching.ts";
import { AttachmentGiving } from "./attachment-giving.ts";
import type { AttachmentPort } from "../bundle/attachment-port.ts";
import { createCondition } from "./condition.ts";
import type { TipsHeld } from "./held-tips.ts";
import type { LinkMessage } from "./message-link.ts";
import { openingMessages, openingsOf } from "./opening-messages.ts";
import { SyncReceiving, type ReceivingParts } from "./sync-receiving.ts";
import { SyncSending, type SendingParts, type SentRound } from "./sync-sending.ts";
import { TheirRounds } from "./their-rounds.ts";

export interface SessionParts extends ReceivingParts, Omit<SendingParts, "store"> {
  readonly attachments: AttachmentPort;
  /** Whether the other side may have attachments of the histories that are shared with it. */
  readonly givesAttachments: boolean;
  /** Whether openings are owed for records that the other side holds already. */
  readonly owesOpenings: boolean;
  /** Notes and receipts of the records that were sent and of the heads they lead to; and what to do with theirs. */
  readonly proofs?: {
    readonly give: (histories: ReadonlyArray<HistoryId>, sent: ReadonlySet<RecordId>) => AsyncIterable<CarriedProof>;
    readonly take: (proof: CarriedProof) => Promise<Failure | null>;
  };
  /** Asks the other side as a log and as a witness once the records are settled, and answers what it asks. */
  readonly witness?: WitnessTalk;
  /** Called with records that the other side now holds durably. */
  readonly onShared?: (records: ReadonlyArray<RecordId>) => void;
  readonly signal?: AbortSignal;
}

/** What witnesses say to each other in an exchange; a failure of this machine ends it. */
export interface WitnessTalk {
  readonly talk: (ask: AskPeer, sent: ReadonlyArray<HistoryId>) => Promise<Failure | null>;
  readonly answer: (ask: WitnessAsk) => Promise<WitnessReply>;
}

/** A note of a checkpoint, or a journal line with the proof that it stands in such a one. */
export type CarriedProof = ContentOf<"proof">;

export interface SessionReport {
  readonly received: ImportSummary;
  readonly sent: { readonly attachments: number; readonly openings: number; readonly records: number };
  /** Why the exchange ended early, or `null`. What was acknowledged until then is safe on both sides. */
  readonly fault: Failure | null;
  /** The tips that the other side holds now, of the histories that are shared with it. */
  readonly held: TipsHeld;
}

/** Exchanges until both sides hold the same of what they share, or one of them cannot go on. */
export const exchange = (parts: SessionParts): Promise<SessionReport> => new Session(parts).run();

/** Each round sends what came in the one before; two are enough unless somebody writes meanwhile. */
const roundsMax = 8;
/** Well below the silence after which the other side counts as gone. */
const aliveMs = 15_000;
/** Some for each log that both know; whoever asks more keeps this side's disk busy for nothing. */
const witnessAsksMax = 2000;
/** Whoever asks waits for each answer before the next question. */
const openAsksMax = 16;

class Session {
  readonly #parts: SessionParts;
  readonly #condition = createCondition();
  readonly #receiving: SyncReceiving;
  readonly #sending: SyncSending;
  readonly #giving: AttachmentGiving;
  readonly #fetching: AttachmentFetching;
  readonly #theirs = new TheirRounds(roundsMax);
  readonly #answers: ContentOf<"held">[] = [];
  readonly #replies: WitnessReply[] = [];
  readonly #acks: { readonly apart: boolean }[] = [];
  readonly #held = new Map<HistoryId, ReadonlyArray<RecordId>>();
  readonly #sent = { openings: 0, records: 0 };
  readonly #sentTo = new Set<HistoryId>();
  readonly #sentRecords = new Set<RecordId>();
  readonly #settling: Promise<void>[] = [];
  readonly #over: Promise<null>;
  #endWaiting: (() => void) | null = null;
  #shared: ReadonlySet<string> | null = null;
  #answering: Promise<null> = Promise.resolve(null);
  #witnessAsks = 0;
  #openAsks = 0;
  #theyHaveEnough = false;
  #weHaveEnough = false;
  #done = false;
  #fault: Failure | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#over = new Promise((resolve) => (this.#endWaiting = () => resolve(null)));
    this.#receiving = new SyncReceiving(parts);
    this.#sending = new SyncSending(parts, {
      announced: () => this.#theirs.announced(),
      digests: (round) =>
        this.#when(() => (this.#theirs.at(round)?.isTold === true ? this.#theirs.at(round)?.digests : undefined)),
      tips: (history) => this.#when(() => this.#theirs.latest?.tipsOf(history)),
      held: () => this.#when(() => this.#answers.shift()),
    });
    const { attachments, givesAttachments, link, store, wanted } = parts;
    this.#giving = new AttachmentGiving({
      attachments,
      link,
      store,
      mayGive: (history) => givesAttachments && this.#sharedIds().has(history),
    });
    this.#fetching = new AttachmentFetching({ attachments, link, wanted, isOpen: () => !this.#isOver() });
  }

  async run(): Promise<SessionReport> {
    const alive = setInterval(() => this.#parts.link.answer({ alive: {} }), aliveMs);
    const onAbort = (): void => this.#fail(cancelled);
    this.#parts.signal?.addEventListener("abort", onAbort, { once: true });
    if (this.#parts.signal?.aborted === true) this.#fail(cancelled);
    await Promise.all([this.#read(), this.#work()]);
    await Promise.all(this.#settling);
    await this.#unlessOver(this.#answering);
    clearInterval(alive);
    this.#parts.signal?.removeEventListener("abort", onAbort);
    const tally = this.#receiving.tally;
    tally.attachments = this.#fetching.fetched;
    return {
      received: this.#receiving.summary(this.#fault),
      sent: { attachments: this.#giving.given, ...this.#sent },
      fault: this.#fault,
      held: this.#held,
    };
  }

  async #work(): Promise<void> {
    const giving = this.#giving.run();
    await this.#rounds();
    // What is cosigned now is given with the proofs.
    if (!this.#isOver()) await this.#talk();
    if (!this.#isOver()) await this.#giveProofs();
    if (!this.#isOver()) await this.#payOpenings();
    if (!this.#isOver()) await this.#fetch();
    await this.#condition.until(() => this.#theyHaveEnough || this.#isOver());
    this.#giving.end();
    const given = await giving;
    if (!given.ok) this.#fail(given.failure);
    this.#done = true;
    this.#endWaiting?.();
  }

  async #rounds(): Promise<void> {
    for (let round = 0; round < roundsMax && !this.#isOver(); round++) {
      const sent = await this.#sending.round(round);
      if (!sent.ok) return this.#fail(sent.failure);
      if (sent.value === null) return;
      const theirs = this.#theirs.at(round);
      await this.#condition.until(() => (this.#acks.length > round && theirs?.isSettled === true) || this.#isOver());
      if (this.#isOver()) return;
      this.#noteSent(sent.value, this.#acks[round]?.apart === true);
      if (sent.value.records.length + (theirs?.sent ?? 0) === 0) return;
    }
  }

  #noteSent({ openings, records, tips }: SentRound, apart: boolean): void {
    this.#sent.openings += openings;
    this.#sent.records += records.length;
    for (const id of records) this.#sentRecords.add(id);
    for (const id of records) this.#sentTo.add(this.#parts.store.ledger.record(id)?.history ?? id);
    // What they set apart they do not hold; which of it that is they do not say.
    if (apart) return;
    for (const [history, ids] of tips) this.#held.set(history, ids);
    this.#parts.onShared?.(records);
  }

  async #giveProofs(): Promise<void> {
    const { link, proofs, store } = this.#parts;
    if (proofs === undefined || this.#sentTo.size === 0) return;
    const histories = [...this.#sentTo].filter((id) => store.ledger.history(id) !== undefined);
    for await (const proof of proofs.give(histories, this.#sentRecords)) {
      if (!(await link.send({ proof })).ok) return;
    }
  }

  async #talk(): Promise<void> {
    const { link, witness } = this.#parts;
    const ask: AskPeer = async (question) => {
      const sent = await link.send({ witness_ask: question });
      return sent.ok ? this.#when(() => this.#replies.shift()) : null;
    };
    if (witness === undefined) return;
    const failure = await this.#unlessOver(witness.talk(ask, [...this.#sentTo]));
    if (failure !== null) this.#fail(failure);
  }

  // One answer after another, beside the reading: what an answer waits for may come over this very link.
  #takeAsk(question: WitnessAsk): Failure | null {
    if (++this.#witnessAsks > witnessAsksMax || ++this.#openAsks > openAsksMax) return flooded;
    this.#answering = this.#answering.then(() => this.#answerWitness(question));
    return null;
  }

  async #answerWitness(question: WitnessAsk): Promise<null> {
    if (this.#isOver()) return null;
    const reply = (await this.#parts.witness?.answer(question)) ?? noWitness;
    this.#openAsks--;
    if (this.#isOver()) return null;
    const sent = this.#parts.link.answer({ witness_reply: reply });
    if (!sent.ok) this.#fail(sent.failure);
    return null;
  }

  #takeReply(reply: WitnessReply): Failure | null {
    this.#replies.push(reply);
    return null;
  }

  /** Openings for records of earlier exchanges, after the permission was given. */
  async #payOpenings(): Promise<void> {
    if (!this.#parts.owesOpenings) return;
    for (const history of this.#parts.shared(this.#theirs.announced())) {
      for (const { id } of history.order) {
        const record = await this.#parts.store.read(id);
        const openings = record.ok ? await openingsOf([record.value], this.#parts.opening) : [];
        this.#sent.openings += openings.length;
        for (const message of openingMessages(openings)) if (!(await this.#parts.link.send(message)).ok) return;
      }
    }
  }

  async #fetch(): Promise<void> {
    const announced = this.#theirs.announced();
    const { ledger } = this.#parts.store;
    const list = this.#parts.wanted
      .all()
      .filter(({ record }) => announced.has(ledger.record(record)?.history ?? record));
    const failure = await this.#fetching.run(list);
    if (failure !== null) return this.#fail(failure);
    this.#weHaveEnough = true;
    await this.#parts.link.send({ enough: {} });
  }

  async #read(): Promise<void> {
    const { link } = this.#parts;
    while (!this.#isOver() && !this.#bothHaveEnough()) {
      const received = await this.#unlessOver(link.peek());
      // What comes once both have enough belongs to the next exchange over the same link.
      if (received === null || this.#done || this.#bothHaveEnough()) return;
      link.drop();
      if (!received.ok) return this.#ended(received.failure);
      const failure = await this.#take(received.value);
      if (failure !== null) return this.#fail(failure);
      this.#wake();
    }
  }

  // Once both have said that they have enough, whoever is done first hangs up.
  #ended(failure: Failure): void {
    if (!this.#bothHaveEnough()) this.#fail(failure);
  }

  /** Attachments are asked for after the rounds, when it is known what the exchange is about. */
  #sharedIds(): ReadonlySet<string> {
    this.#shared ??= new Set(this.#parts.shared(this.#theirs.announced()).map(({ id }) => id));
    return this.#shared;
  }

  #bothHaveEnough(): boolean {
    return this.#theyHaveEnough && this.#weHaveEnough;
  }

  async #take(received: LinkMessage): Promise<Failure | null> {
    if (received.kind === "frames") return this.#receiving.frames(received.bytes);
    if (received.kind === "range") {
      return (await this.#parts.takes?.(received.bytes.length)) ?? this.#fetching.range(received.bytes);
    }
    return this.#takeMessage(received.message);
  }

  async #takeMessage(message: SyncMessage): Promise<Failure | null> {
    if ("alive" in message) return null;
    if ("ack" in message) return this.#takeAck(message.ack);
    if ("held" in message) return this.#takeAnswer(message.held);
    if ("openings" in message) return this.#receiving.openings(message.openings);
    if ("digests" in message) return this.#takeDigests(message.digests);
    if ("tips" in message) return this.#takeTips(message.tips);
    if ("probe" in message) return this.#reply(this.#receiving.holds(message.probe.history, message.probe.ids));
    if ("sent" in message) return this.#takeSent(message.sent.records);
    if ("want" in message) return this.#giving.ask(message.want);
    if ("proof" in message) return (await this.#parts.proofs?.take(message.proof)) ?? null;
    if ("witness_ask" in message) return this.#takeAsk(message.witness_ask);
    if ("witness_reply" in message) return this.#takeReply(message.witness_reply);
    if ("lacking" in message) return this.#fetching.lacking(message.lacking);
    if ("stop" in message)
      return { kind: "peerStopped", message: `The other side ended the exchange: ${message.stop.message}` };
    if (!("enough" in message)) return unexpected;
    this.#theyHaveEnough = true;
    return null;
  }

  #takeDigests(digests: ContentOf<"digests">): Failure | null {
    if (this.#theirs.begins(digests)) {
      this.#theirs.begin();
      this.#settling.push(this.#settle(digests.round));
    }
    return this.#theirs.takeDigests(digests) ? this.#theirs.excess() : unexpected;
  }

  async #settle(round: number): Promise<void> {
    const failure = await this.#receiving.round();
    if (failure !== null) return this.#fail(failure);
    this.#theirs.settle(round);
    this.#wake();
  }

  #takeTips(tips: ContentOf<"tips">): Failure | null {
    if (!this.#theirs.takeTips(tips)) return unexpected;
    const excess = this.#theirs.excess();
    if (excess !== null) return excess;
    return this.#reply(
      this.#receiving.holds(
        tips.history,
        tips.tips.map(([, , tip]) => tip),
      ),
    );
  }

  #takeSent(records: number): Failure | null {
    if (!this.#theirs.takeSent(records)) return unexpected;
    this.#receiving.endRound(records);
    return null;
  }

  #takeAck({ apart, whole }: ContentOf<"ack">): Failure | null {
    if (whole) this.#acks.push({ apart });
    return null;
  }

  #takeAnswer(held: ContentOf<"held">): Failure | null {
    this.#answers.push(held);
    return null;
  }

  #reply(held: ContentOf<"held">): Failure | null {
    const sent = this.#parts.link.answer({ held });
    return sent.ok ? null : sent.failure;
  }

  /** What `look` finds as soon as it finds something; `null` when the exchange has ended. */
  async #when<T>(look: () => T | undefined): Promise<T | null> {
    let found: T | undefined;
    await this.#condition.until(() => {
      found ??= look();
      return found !== undefined || this.#isOver();
    });
    return this.#isOver() ? null : (found ?? null);
  }

  /** What comes of it, or `null` when the exchange ends before. */
  #unlessOver<T>(running: Promise<T | null>): Promise<T | null> {
    return Promise.race([running, this.#over]);
  }

  #isOver(): boolean {
    return this.#fault !== null;
  }

  #fail(failure: Failure): void {
    if (this.#fault !== null || this.#done) return;
    this.#fault = { kind: failure.kind, message: failure.message };
    this.#parts.link.answer({ stop: { kind: failure.kind.slice(0, 60), message: failure.message.slice(0, 2000) } });
    this.#parts.link.end();
    this.#receiving.abort();
    this.#giving.end();
    this.#endWaiting?.();
    this.#wake();
  }

  #wake(): void {
    this.#condition.changed();
    this.#fetching.wake();
  }
}

const unexpected = refuse(
  "peerMessage",
  "The other side said something that does not come next in an exchange.",
).failure;
const flooded = refuse(
  "peerFlood",
  `The other side asked a witness too many questions: ${witnessAsksMax} are the most, ${openAsksMax} of them at once.`,
).failure;
const noWitness: WitnessReply = { refused: { kind: "witnessNone", message: "This installation is no witness." } };
const cancelled = refuse(
  "cancelled",
  "The exchange was cancelled. What was confirmed is safe; exchange again to go on.",
).failure;
