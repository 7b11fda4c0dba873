/** Promises between a depot and whoever brought it a record: given, kept, and broken with a proof that stands alone. */
import { expect, test } from "vitest";
import { instantFromMillis, type Instant } from "../../../shared/clock/instant.ts";
import { digestHex } from "../../../shared/crypto/digest.ts";
import { base64Of } from "../../../shared/encoding/base64.ts";
import { hexOf } from "../../../shared/encoding/hex.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { noOtherKeys, openCosignedNote } from "../../../shared/witness/cosigned-note.ts";
import {
  brokenPromiseText,
  nobodyBelieved,
  parseBrokenPromise,
  signPromise,
  verifyBrokenPromise,
  verifyPromise,
  type Believed,
} from "../../../shared/witness/promise.ts";
import type { AskPeer } from "../../../shared/witness/witness-message.ts";
import { openLogWatch } from "../../../main/witness/log-watch.ts";
import { openPromiseBook } from "../../../main/witness/promise-book.ts";
import { askForPromises, checkOpenPromises, type PromiseParts } from "../../../main/witness/promise-giving.ts";
import { readProofEvidence } from "../../../main/verify/verify-proof.ts";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import { lineBytes } from "../../../main/journal/journal-line.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { entriesFrom } from "../journal/journal-fixture.ts";
import { cosigned, testLog, testWitness, type TestLog } from "../../doubles/test-log.ts";
import { testSigner } from "../../doubles/test-company.ts";
import { frameBytes } from "../../../shared/ledger/frame.ts";
import { leafHash } from "../../../shared/ledger/merkle.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const depot = testSigner("Depot installation");
const own = testSigner("Owner installation");
const witness = testWitness("Owner");
const start = Date.parse("2026-03-01T08:00:00Z");
const received = instantFromMillis(start);
const [entry] = entriesFrom(0, 1);
if (entry === undefined) throw new Error("There is no record to bring");
const { record } = entry;
const line = lineBytes({ frame: frameBytes(record), from: own.key, received });
const peer = { installation: depot.key, name: "Depot" };

/** The depot's log: five lines, the record, and five more; a forger leaves the record out. */
const depotLog = (isHonest = true): TestLog => {
  const log = testLog("Depot", 5);
  log.tree.append(isHonest ? leafHash(line) : leafHash(utf8Of("something else")));
  for (let more = 0; more < 5; more++) log.tree.append(leafHash(utf8Of(`later ${more}`)));
  return log;
};
const log = depotLog();
const origin = log.signer.key.name;
const promised = signPromise(
  { by: depot.key, from: own.key, id: record.id, index: 5, leaf: hexOf(leafHash(line)), log: origin, received },
  depot.sign,
);

const believing = (...keys: ReadonlyArray<string>): Believed => ({
  known: noOtherKeys,
  satisfies: (has) => keys.length > 0 && keys.every(has),
});

const begin = async (hour = 0, believed = believing(witness.key.key)) => {
  const { files } = faultyDisk();
  valueOf(await files.makeFolder("/witness"));
  const book = valueOf(await openPromiseBook(files, "/witness"));
  const watch = valueOf(await openLogWatch(files, "/witness", { log: log.signer.key, witness: witness.key }));
  const broken: string[] = [];
  const now = (): Instant => instantFromMillis(start + hour * 3_600_000);
  const parts: PromiseParts = {
    believed: () => believed,
    book,
    journal: {
      lineOf: () => 0,
      read: async () => ({
        ok: true,
        value: { frame: frameBytes(record), from: own.key, id: record.id, line: 0, offset: 0, part: 0, received },
      }),
    },
    logs: { all: [], current: { first: 0, origin: "", tree: log.tree }, of: () => null, placeOf: () => null },
    now,
    onBroken: (sentence) => broken.push(sentence),
    signer: own,
    watchOf: () => watch,
  };
  const sees = async (of: TestLog, size: number): Promise<void> => {
    const note = of.note(size);
    valueOf(await watch.see(valueOf(openCosignedNote(note, nodeVerify)), note));
  };
  return { book, broken, parts, sees, watch };
};

const giving =
  (promise = promised): AskPeer =>
  async (ask) =>
    "promise" in ask ? { promises: [promise] } : null;
const proving =
  (of: TestLog): AskPeer =>
  async (ask) =>
    "inclusion" in ask
      ? {
          inclusion: {
            leaf: base64Of(of.tree.leafAt(ask.inclusion.index)),
            proof: of.tree.inclusionProof(ask.inclusion.index, ask.inclusion.size).map(base64Of),
          },
        }
      : null;
const asked = (ask: AskPeer) => ({ ask, heads: [record.id] });

test("a promise about the line that was sent is kept, once, and settled by a checkpoint that holds it", async () => {
  const { book, parts, sees } = await begin();
  valueOf(await askForPromises(parts, { log: origin, peer }, asked(giving())));
  expect(book.openOf(depot.key)).toEqual([promised]);
  await sees(log, 11);
  valueOf(await checkOpenPromises(parts, depot.key, proving(log)));
  expect(book.all().map(({ state }) => state)).toEqual(["kept"]);
});

test.each([
  ["of another installation", signPromise({ ...promised, by: own.key }, own.sign)],
  ["with a changed place", { ...promised, index: 6 }],
  ["about another line", signPromise({ ...promised, leaf: digestHex(utf8Of("x")) }, depot.sign)],
  ["of another log", signPromise({ ...promised, log: `throughlife/${own.key}` }, depot.sign)],
  ["by a clock of 1999", signPromise({ ...promised, received: "1999-12-31T23:59:59.000000Z" }, depot.sign)],
])("a promise %s is not taken", async (_, promise) => {
  const { sig: _sig, ...unsigned } = promise;
  const { book, parts } = await begin();
  valueOf(await askForPromises(parts, { log: origin, peer }, asked(giving({ ...unsigned, sig: promise.sig }))));
  expect(book.all()).toEqual([]);
});

test("another line at the promised place proves it broken", async () => {
  const forger = depotLog(false);
  const { book, broken, parts, sees } = await begin();
  valueOf(await askForPromises(parts, { log: origin, peer }, asked(giving())));
  await sees(forger, 11);
  valueOf(await checkOpenPromises(parts, depot.key, proving(forger)));
  expect(broken).toHaveLength(1);
  const [held] = book.all();
  const proof = valueOf(parseBrokenPromise(held?.proof ?? ""));
  expect(valueOf(verifyBrokenPromise(proof, nodeVerify))).toMatchObject({ by: depot.key, standing: "proved" });
  const honest = {
    ...proof,
    note: log.note(11),
    other: { leaf: log.tree.leafAt(5), proof: log.tree.inclusionProof(5, 11) },
  };
  expect(kindOf(verifyBrokenPromise(honest, nodeVerify))).toBe("promiseUnproved");
  expect(kindOf(verifyBrokenPromise({ ...proof, promise: { ...proof.promise, index: 4 } }, nodeVerify))).toBe(
    "promiseSignature",
  );
});

/** How a promise stands when the log still has five lines so many hours later. */
const stateAfter = async (hours: number, believed?: Believed): Promise<string> => {
  const { book, broken, parts, watch } = await begin(0, believed);
  valueOf(await askForPromises(parts, { log: origin, peer }, asked(giving())));
  const seconds = start / 1000 + hours * 3600;
  const whole = cosigned(log.note(5), witness, seconds);
  const opened = valueOf(openCosignedNote(whole, nodeVerify));
  const cosigning = { line: whole.slice(log.note(5).length), time: instantFromMillis(seconds * 1000) };
  valueOf(await watch.keepCosigned(opened, log.note(5), cosigning));
  valueOf(await checkOpenPromises(parts, depot.key, proving(log)));
  const state = book.all()[0]?.state ?? "";
  expect(broken).toHaveLength(state === "broken" ? 1 : 0);
  return state;
};

test("a log that rests without the line is a broken promise a day later, and not before", async () => {
  expect([await stateAfter(1), await stateAfter(24), await stateAfter(25)]).toEqual(["open", "open", "broken"]);
});

test("a witness that the register's policy does not name breaks no promise, nor does a part of a quorum", async () => {
  expect(await stateAfter(25, nobodyBelieved)).toBe("open");
  expect(await stateAfter(25, believing(witness.key.key, testWitness("Other").key.key))).toBe("open");
});

test("an old checkpoint that a stranger cosigns late is that stranger's word, and no proof", () => {
  const late = cosigned(log.note(5), testWitness("Stranger"), start / 1000 + 90_000);
  const accusation = { note: late, other: null, promise: promised };
  const standing = (believed?: Believed) => valueOf(verifyBrokenPromise(accusation, nodeVerify, believed)).standing;
  expect([standing(), standing(believing(witness.key.key))]).toEqual(["word", "word"]);
  expect(standing(believing(testWitness("Stranger").key.key))).toBe("proved");
  const { end, warnings } = readProofEvidence(utf8Of(brokenPromiseText(accusation)));
  expect(end).toBeNull();
  expect(warnings).toEqual([expect.stringMatching(/^Not proved, only said: /)]);
});

test("whoever is late in time counts, not whoever cosigned before the promise was due", () => {
  const [early, other] = [testWitness("Early"), testWitness("Late")];
  const note = cosigned(cosigned(log.note(5), early, start / 1000 + 3600), other, start / 1000 + 90_000);
  const accusation = { note, other: null, promise: promised };
  const both = believing(early.key.key, other.key.key);
  expect(valueOf(verifyBrokenPromise(accusation, nodeVerify, both)).standing).toBe("word");
});

test("a promise and the proof of a broken one are read as they were written", () => {
  expect(valueOf(verifyPromise(promised, nodeVerify))).toBe(received);
  const broken = { note: cosigned(log.note(5), witness, start / 1000 + 90_000), other: null, promise: promised };
  const read = valueOf(parseBrokenPromise(brokenPromiseText(broken)));
  expect(read).toEqual(broken);
  expect(valueOf(verifyBrokenPromise(read, nodeVerify)).sentence).toContain(record.id);
  expect(kindOf(parseBrokenPromise("{}"))).toBe("promiseShape");
});
