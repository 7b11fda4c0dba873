/** Bodies: what an enrolled writer, or a stranger, may sign although it makes no sense. Everybody must survive it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { canonicalText, isObject, type JsonObject, type JsonValue } from "../../../shared/encoding/canonical-json.ts";
import type { SignedRecord } from "../../../shared/ledger/frame.ts";
import { Ledger } from "../../../shared/ledger/ledger.ts";
import { parseRecord, recordBytesMax, type RecordId } from "../../../shared/ledger/record.ts";
import { factsOf } from "../../../shared/projection/record-facts.ts";
import { rowsOfRecord } from "../../../shared/projection/record-rows.ts";
import { inspectRecord } from "../../../shared/record-type/inspect-record.ts";
import { isKnownType } from "../../../shared/record-type/record-types.ts";
import { StandingJudge } from "../../../shared/register/standing-judge.ts";
import { SeededWriter } from "../../doubles/seeded-writer.ts";
import type { SeededRandom } from "../../doubles/seeded-random.ts";
import { oneOf, spoilBytes, spoilJson, type Spoiling } from "../spoil.ts";
import { histories, stranger } from "../good-inputs.ts";
import { accepted, find, refused, type FuzzAnswer, type FuzzTarget } from "../fuzz-target.ts";

const vectors = z
  .object({ records: z.array(z.object({ frame: z.string() })) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "../../../fixtures/records/accepted.json"), "utf8")));

/** A type and a body, as JSON. */
const samples = vectors.records
  .map(({ frame }) => parseRecord(Buffer.from(frame.slice(129), "utf8")))
  .flatMap((parsed) => (parsed.ok ? [parsed.value] : []))
  .map(({ body, type }): Uint8Array => Buffer.from(canonicalText({ body, type })));
const values = samples.map((bytes): JsonValue => JSON.parse(Buffer.from(bytes).toString("utf8")));

const spoilBody: Spoiling = (input, random) =>
  random() < 0.2 ? spoilBytes(samples)(input, random) : Buffer.from(JSON.stringify(withSpoiltBody(oneOf(random, values), random)));

const withSpoiltBody = (value: JsonValue, random: SeededRandom): JsonValue => {
  const { body = null, type = null } = isObject(value) ? value : {};
  return { body: spoilJson(body, random), type: random() < 0.95 ? type : "record/strange@1" };
};

/** The register and one asset, with which every input begins. */
const founding = histories.records.slice(0, 6);
const asset = histories.assets[0];

/** Parsed with the product's own reader: what is no record never comes so far. */
const recordOf = (writer: SeededWriter, type: string, body: JsonObject, history: RecordId | null): SignedRecord | null => {
  try {
    const signed = writer.write({ atMillis: now, body, history, type, utcMillis: now });
    return signed.bytes.length <= recordBytesMax && parseRecord(signed.bytes).ok ? signed : null;
  } catch {
    return null;
  }
};
const now = Date.parse("2026-02-01T08:00:00Z");

const everythingOf = (signed: SignedRecord, ledger: Ledger, judge: StandingJudge): string | null => {
  const { record } = signed;
  const inspected = inspectRecord(record);
  const taken = ledger.take(signed, inspected);
  if (!taken.ok || taken.value.kind !== "taken") return "it was not taken in";
  judge.arrived(taken.value.completed, []);
  const held = taken.value.record;
  const { standing } = judge.verdict(held);
  if (inspected.fault !== null && standing === "accepted") return `it is accepted although it must be marked: ${inspected.fault}`;
  const facts = factsOf(record.type, record.body);
  rowsOfRecord({ apart: false, line: 0, record: held, shared: false, standing }, facts, record.body, { channel: () => 0, history: 0 });
  return record.writer === stranger.key && standing === "accepted" ? "a stranger's record is accepted" : null;
};

/** Into the asset, into the register and as a history of its own; by an enrolled key and by a stranger. */
const judgeBody = (input: Uint8Array): FuzzAnswer => {
  const said = bodyIn(input);
  if (said === null) return refused("no body");
  const ledger = new Ledger();
  const judge = new StandingJudge(ledger, isKnownType);
  for (const signed of founding) {
    const taken = ledger.take(signed, inspectRecord(signed.record));
    if (taken.ok && taken.value.kind === "taken") judge.arrived(taken.value.completed, []);
  }
  let count = 0;
  for (const signer of [enrolled, stranger]) {
    const writer = new SeededWriter(signer, () => histories.register);
    for (const signed of founding) writer.learn(signed);
    for (const history of [asset ?? null, histories.register, null]) {
      const signed = recordOf(writer, said.type, said.body, history);
      if (signed === null) continue;
      count++;
      const wrong = everythingOf(signed, ledger, judge);
      if (wrong !== null) return find(`${said.type}: ${wrong}`);
    }
  }
  return count === 0 ? refused("no record") : accepted("it is a record; it is marked, and excluded, where its body makes no sense");
};

const enrolled = histories.writers[1]?.signer ?? stranger;

const bodyIn = (input: Uint8Array): { readonly type: string; readonly body: JsonObject } | null => {
  try {
    const value: JsonValue = JSON.parse(Buffer.from(input).toString("utf8"));
    return isObject(value) && typeof value["type"] === "string" && isObject(value["body"]) ? { body: value["body"], type: value["type"] } : null;
  } catch {
    return null;
  }
};

/** The targets of this file. */
export const bodyTargets: ReadonlyArray<FuzzTarget> = [{ name: "body", perMille: 20, samples, spoil: spoilBody, judge: judgeBody }];
