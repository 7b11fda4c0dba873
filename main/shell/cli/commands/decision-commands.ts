/**
 * Commands on decisions: what waits, endorsing, resolving, correcting, the proof of an equivocation, why it stands so.
 */
import { readFile } from "node:fs/promises";
import { isObject, type JsonObject, type JsonValue } from "../../../../shared/encoding/canonical-json.ts";
import { refuse, success, type Outcome } from "../../../../shared/outcome/outcome.ts";
import { decisionLines, standingLines } from "../decision-lines.ts";
import { textOption, usageKind, word, type Command } from "../command.ts";
import { withNode } from "../with-node.ts";

const list: Command = {
  name: "decisions list",
  usage: "",
  does: "What waits for people: endorsements, fields in conflict, seals to confirm, keys with two branches.",
  positionals: [0, 0],
  run: (call) =>
    withNode(call, async (node) => {
      const endorsements = await node.call("decision.endorsements", {});
      const conflicts = await node.call("decision.conflicts", {});
      const seals = await node.call("custody.list", {});
      const equivocations = await node.call("decision.equivocations", {});
      const disputes = await node.call("decision.disputes", {});
      if (!endorsements.ok) return endorsements;
      if (!conflicts.ok) return conflicts;
      if (!seals.ok) return seals;
      if (!equivocations.ok) return equivocations;
      if (!disputes.ok) return disputes;
      const json = {
        conflicts: conflicts.value.rows,
        disputes: disputes.value.rows,
        endorsements: endorsements.value.rows,
        equivocations: equivocations.value.rows,
        seals: seals.value.rows,
      };
      return success({ json, lines: decisionLines(json) });
    }),
};

const endorse: Command = {
  name: "decisions endorse",
  usage: "RECORD [--role ROLE] [--statement TEXT]",
  does: "Stands behind a record of another, or confirms a seal as its receiver.",
  options: { role: { type: "string" }, statement: { type: "string" } },
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const role = textOption(call, "role");
      const statement = textOption(call, "statement") ?? "";
      const done = await node.call("decision.endorse", {
        ...(role === undefined ? {} : { role }),
        statement,
        target: word(call, 0),
      });
      if (!done.ok) return done;
      const { id, role: as, target_standing } = done.value;
      return success({
        json: done.value,
        lines: [`Endorsed as ${as}, record ${id}.`, `The record is ${target_standing} now.`],
      });
    }),
};

const resolve: Command = {
  name: "decisions resolve",
  usage: "HISTORY FIELD (--take RECORD | --value TEXT) [--reason TEXT]",
  does: "Resolves a conflict by one record that has seen all of its values.",
  options: { reason: { type: "string" }, take: { type: "string" }, value: { type: "string" } },
  positionals: [2, 2],
  run: (call) => {
    const [record, text] = [textOption(call, "take"), textOption(call, "value")];
    if ((record === undefined) === (text === undefined))
      return Promise.resolve(refuse(usageKind, "Say which value holds: --take RECORD or --value TEXT, one of them."));
    const take = record === undefined ? { text: text ?? null } : { record };
    return withNode(call, async (node) => {
      const wish = { field: word(call, 1), history: word(call, 0), reason: textOption(call, "reason") ?? "", take };
      const done = await node.call("decision.resolve", wish);
      if (!done.ok) return done;
      const end = done.value.resolved ? "The conflict is resolved." : "It is resolved when the record has its quorum.";
      return success({ json: done.value, lines: [`Record ${done.value.id}`, end] });
    });
  },
};

const proof: Command = {
  name: "decisions proof",
  usage: "HISTORY --out FILE.tlbundle [--key KEY] [--seq N]",
  does: "Makes the proof that a key signed two records with one number: a bundle that verify judges alone.",
  options: { key: { type: "string" }, out: { type: "string" }, seq: { type: "string" } },
  positionals: [1, 1],
  run: (call) => {
    const out = textOption(call, "out");
    if (out === undefined) return Promise.resolve(refuse(usageKind, "Say where to: --out FILE.tlbundle."));
    return withNode(call, async (node) => {
      const all = await node.call("decision.equivocations", {});
      if (!all.ok) return all;
      const [key, seq] = [textOption(call, "key"), textOption(call, "seq")];
      const named = word(call, 0);
      const row = all.value.rows.find(
        (one) =>
          (one.title === named || one.history.startsWith(named)) &&
          (key === undefined || one.writer.key.startsWith(key)) &&
          (seq === undefined || String(one.seq) === seq),
      );
      if (row === undefined)
        return refuse(
          "noEquivocation",
          `No key signed two records with one number in "${named}", as far as is known here.`,
        );
      const wish = { history: row.history, path: call.resolve(out), seq: row.seq, writer: row.writer.key };
      const made = await node.call("decision.export-proof", wish);
      if (!made.ok) return made;
      const says = `${out}: ${made.value.bytes} bytes. The key ${row.writer.key} signed two records with seq ${row.seq}.`;
      return success({ json: { ...made.value, seq: row.seq, writer: row.writer.key }, lines: [says] });
    });
  },
};

const standing: Command = {
  name: "decisions standing",
  usage: "RECORD",
  does: "Why a record stands as it does: the reason, the records behind it, its quorum, the rules and who made them.",
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) => {
      const done = await node.call("decision.standing", { id: word(call, 0) });
      return done.ok ? success({ json: done.value, lines: standingLines(done.value) }) : done;
    }),
};

const correct: Command = {
  name: "decisions correct",
  usage: "RECORD --reason did_not_occur|incorrect_data|late_entry|superseded [--with BODY.json]",
  does: "Corrects a record: it stays as it was signed, and a record beside it says what holds instead.",
  options: { reason: { type: "string" }, with: { type: "string" } },
  positionals: [1, 1],
  run: async (call) => {
    const reason = reasons.find((one) => one === textOption(call, "reason"));
    if (reason === undefined) return refuse(usageKind, `Say why: --reason ${reasons.join("|")}.`);
    const file = textOption(call, "with");
    const replacement = file === undefined ? success(null) : await bodyIn(call.resolve(file));
    if (!replacement.ok) return replacement;
    return withNode(call, async (node) => {
      const done = await node.call("record.correct", { reason, replacement: replacement.value, target: word(call, 0) });
      if (!done.ok) return done;
      const instead = done.value.replacement === null ? [] : [`In its place stands ${done.value.replacement}.`];
      return success({ json: done.value, lines: [`Corrected by ${done.value.correction}.`, ...instead] });
    });
  },
};

const reasons = ["did_not_occur", "incorrect_data", "late_entry", "superseded"] as const;

/** The commands of this file. */
export const decisionCommands: ReadonlyArray<Command> = [list, endorse, resolve, correct, proof, standing];

const bodyIn = async (path: string): Promise<Outcome<JsonObject>> => {
  try {
    const body: JsonValue = JSON.parse(await readFile(path, "utf8"));
    return isObject(body) ? success(body) : refuse("bodyUnfit", `${path} holds no JSON object.`);
  } catch {
    return refuse("bodyUnfit", `${path} cannot be read as JSON. Give the whole body of the record that replaces it.`);
  }
};
