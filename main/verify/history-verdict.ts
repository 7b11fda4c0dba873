/** What a verifier reports of one history (record-format.md, section 11). */
import { sealsOf, surfacedAfter } from "../../shared/custody/seal.ts";
import type { History } from "../../shared/ledger/history.ts";
import { forksOf } from "../../shared/ledger/fork.ts";
import { isSealed, nameOf } from "../../shared/register/party-name.ts";
import { partyOfKey, rolesOfKey, type RegisterState } from "../../shared/register/register-state.ts";
import { countsInState } from "../../shared/register/standing.ts";
import type { HistoryVerdict, WriterRow } from "../../shared/rpc/rows.ts";
import type { Evidence } from "./evidence.ts";
import { boundsVerdict } from "./history-bounds.ts";

/** Judges one history with everything that was read beside it. */
export const historyVerdict = (evidence: Evidence, history: History): HistoryVerdict => {
  const verdicts = [...history.records.values()].map((record) => evidence.judge.verdict(record).standing);
  const standings: Record<string, number> = {};
  for (const standing of verdicts) standings[standing] = (standings[standing] ?? 0) + 1;
  const attachments = [...(evidence.attachments.get(history.id) ?? [])];
  const present = attachments.filter((sha256) => evidence.presentAttachments.has(sha256)).length;
  const register = history.root?.foundsUnder ?? null;
  return {
    attachments: { missing: attachments.length - present, present },
    ...boundsVerdict(evidence, history),
    conflicts: standings["conflicting"] ?? 0,
    equivocations: history.equivocations.map(({ records, seq, writer }) => ({ records: [...records], seq, writer })),
    forks: forksOf(history).length,
    history: history.id,
    openings: openingCounts(evidence, history),
    records: history.records.size,
    register,
    standings,
    surfaced: surfacedCount(evidence, history),
    title: evidence.titles.get(history.id) ?? null,
    writers: history.writers.map((key) => writerRow(registerOf(evidence, history, key), key, evidence)),
  };
};

const surfacedCount = ({ judge }: Evidence, history: History): number => {
  const seals = sealsOf(history, (record) => countsInState(judge.verdict(record))).map((seal) =>
    surfacedAfter(history, seal),
  );
  return history.order.filter((record) => seals.some((surfaced) => surfaced(record))).length;
};

/** Whoever acts through a key, as a register says it; a name that is sealed and not opened is null. */
export const writerRow = (state: RegisterState, key: string, evidence: Pick<Evidence, "openings">): WriterRow => {
  const party = partyOfKey(state, key);
  if (typeof party === "string")
    return { key, kind: null, name: null, organisation: null, party: null, roles: [...rolesOfKey(state, key)] };
  const organisation = state.parties.get(party.organisation ?? "");
  const openedName = (name: typeof party.name): string | null =>
    isSealed(name) ? (nameOf(evidence.openings.get(name.sealed)) ?? pseudonymText(state, evidence, name.sealed)) : name;
  return {
    key,
    kind: party.kind,
    name: openedName(party.name),
    organisation: organisation === undefined ? null : openedName(organisation.name),
    party: party.id,
    roles: [...rolesOfKey(state, key)],
  };
};

/** Whose pseudonym it is, where that was disclosed. */
const pseudonymText = (
  state: RegisterState,
  { openings }: Pick<Evidence, "openings">,
  sealed: string,
): string | null => {
  const value = openings.get(sealed)?.value;
  const organisation =
    typeof value === "object" && value !== null && "organisation" in value ? value.organisation : null;
  const name = typeof organisation === "string" ? state.parties.get(organisation)?.name : undefined;
  return typeof name === "string" ? `a pseudonym of ${name}` : null;
};

// Of a history that went over to another register each writer is shown as they are in the one that judged them last.
const registerOf = ({ judge }: Evidence, history: History, key: string): RegisterState => {
  const [tip] = history.tipsOf(key);
  return tip === undefined ? judge.registerNow(history.root?.foundsUnder ?? history.id) : judge.registerNowOf(tip);
};

const openingCounts = (evidence: Evidence, history: History): HistoryVerdict["openings"] => {
  const sealed = [...(evidence.sealed.get(history.id) ?? [])];
  const erased = sealed.filter((digest) => evidence.erased.has(digest)).length;
  const present = sealed.filter((digest) => !evidence.erased.has(digest) && evidence.openings.has(digest)).length;
  return { erased, present, withheld: sealed.length - erased - present };
};
