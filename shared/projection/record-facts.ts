/** What a record says by itself, whatever becomes of it: the facts that the index keeps of a body, by type. */
import type { Quantity } from "../quantity/quantity.ts";
import { isKnownType, recordTypes, type RecordTypeName } from "../record-type/record-types.ts";
import type { CoreFact } from "./core-rows.ts";
import { plainKey } from "../reman/programme.ts";
import { windowEnd } from "../reman/decide-receipt.ts";
import { endDay } from "../warranty/warranty-term.ts";
import type { JsonObject } from "../encoding/canonical-json.ts";
import type { PlanTask } from "../service/plan-body.ts";
import { shortened, summaries } from "./record-summary.ts";

export interface RecordFacts {
  /** One line of at most `summaryCharactersMax` characters. */
  readonly summary: string;
  readonly founding: AssetFounding | null;
  readonly defect: ReportedDefect | null;
  /** Defects that the record closes, by id. */
  readonly closes: ReadonlyArray<string>;
  readonly counters: ReadonlyArray<CounterFact>;
  readonly poll: PollFact | null;
  readonly issuedReport: IssuedReportFact | null;
  /** The issue of which it says to whom the document went. */
  readonly handing: { readonly issue: string } | null;
  /** Tasks that the record plans. */
  readonly plans: ReadonlyArray<PlanTask>;
  /** Plans that the record ends, by id. */
  readonly replaces: ReadonlyArray<string>;
  /** Tasks that the record does, by their keys. */
  readonly fulfils: ReadonlyArray<string>;
  /** What it says of a core, a programme or a warranty. */
  readonly core: CoreFact | null;
}

/** What the first record of an asset says once and for all. */
export interface AssetFounding {
  readonly lifeNumber: number;
  readonly identifiers: ReadonlyArray<{ readonly scheme: string; readonly value: string }>;
}

export interface ReportedDefect {
  /** ISO 14224 failure mode, where it is known. */
  readonly mode: string | null;
}

/** A document that was issued, as the list of reports shows it. */
export interface IssuedReportFact {
  /** SHA-256 of its base, hex64. */
  readonly document: string;
  readonly pages: number;
  readonly role: string;
  readonly template: string;
  readonly title: string;
}

export interface CounterFact {
  readonly counter: string;
  readonly reading: Quantity;
}

/** One poll of an instrument. */
export interface PollFact {
  readonly at: string;
  readonly profile: string;
  readonly simulated: boolean;
  readonly readings: ReadonlyArray<ReadingFact>;
}

export interface ReadingFact extends Quantity {
  readonly channel: string;
  readonly quality: string;
}

/** The facts of a body. A body that does not fit its type, and a type that is not known, say nothing but their type. */
export const factsOf = (type: string, body: JsonObject): RecordFacts =>
  (isKnownType(type) ? projections[type](body) : null) ?? { ...nothing, summary: `A record of the type ${type}` };

interface Schema<B> {
  readonly safeParse: (value: unknown) => { readonly success: true; readonly data: B } | { readonly success: false };
}

type Project = (body: JsonObject) => RecordFacts | null;

const nothing = {
  founding: null,
  defect: null,
  closes: [],
  counters: [],
  poll: null,
  issuedReport: null,
  handing: null,
  plans: [],
  replaces: [],
  core: null,
  fulfils: [],
} as const;

const projecting =
  <B>(
    schema: Schema<B>,
    summary: (body: B) => string,
    facts: (body: B) => Partial<RecordFacts> = () => nothing,
  ): Project =>
  (body) => {
    const parsed = schema.safeParse(body);
    return parsed.success ? { ...nothing, ...facts(parsed.data), summary: shortened(summary(parsed.data)) } : null;
  };

/** One projection for each type; a type that is added to the union does not compile until it stands here. */
const projections: Readonly<Record<RecordTypeName, Project>> = {
  "asset/changed@1": projecting(recordTypes["asset/changed@1"], summaries["asset/changed@1"]),
  "asset/counter-read@1": projecting(
    recordTypes["asset/counter-read@1"],
    summaries["asset/counter-read@1"],
    ({ readings }) => ({ counters: readings }),
  ),
  "asset/described@1": projecting(recordTypes["asset/described@1"], summaries["asset/described@1"]),
  "asset/registered@1": projecting(
    recordTypes["asset/registered@1"],
    summaries["asset/registered@1"],
    ({ identifiers, life_number }) => ({ founding: { identifiers, lifeNumber: life_number } }),
  ),
  "condition/read@1": projecting(
    recordTypes["condition/read@1"],
    summaries["condition/read@1"],
    ({ instrument, readings, reply }) => ({
      poll: { at: reply.at, profile: instrument.profile_id, simulated: instrument.simulated, readings },
    }),
  ),
  "core/entitled@1": projecting(recordTypes["core/entitled@1"], summaries["core/entitled@1"], (body) => ({
    core: {
      ends: windowEnd(body.occurred, body.window_days),
      kind: "entitlement",
      search: searchText([body.sold_serial, body.part_number, body.model, body.reference]),
      serial_key: plainKey(body.sold_serial),
    },
  })),
  "core/graded@1": projecting(recordTypes["core/graded@1"], summaries["core/graded@1"], (body) => ({
    core: { kind: "grade", outcome: body.outcome, receipt: body.receipt },
  })),
  "core/programme-published@1": projecting(
    recordTypes["core/programme-published@1"],
    summaries["core/programme-published@1"],
    () => ({ core: { kind: "programme" } }),
  ),
  "core/programme-revised@1": projecting(
    recordTypes["core/programme-revised@1"],
    summaries["core/programme-revised@1"],
    () => ({ core: { kind: "programme" } }),
  ),
  "core/received@1": projecting(recordTypes["core/received@1"], summaries["core/received@1"], (body) => ({
    core: {
      entitlement: body.entitlement,
      kind: "receipt",
      maker_key: body.core.maker === null ? null : plainKey(body.core.maker),
      search: searchText([body.core.serial, body.core.part_number, body.core.model, body.rga, body.sold_serial]),
      serial_key: body.core.serial === null ? null : plainKey(body.core.serial),
    },
  })),
  "custody/sealed@1": projecting(recordTypes["custody/sealed@1"], summaries["custody/sealed@1"]),
  "hazop/bypassed@1": projecting(recordTypes["hazop/bypassed@1"], summaries["hazop/bypassed@1"]),
  "hazop/channel-bound@1": projecting(recordTypes["hazop/channel-bound@1"], summaries["hazop/channel-bound@1"]),
  "hazop/node-linked@1": projecting(recordTypes["hazop/node-linked@1"], summaries["hazop/node-linked@1"]),
  "hazop/node-reviewed@1": projecting(recordTypes["hazop/node-reviewed@1"], summaries["hazop/node-reviewed@1"]),
  "hazop/recommendation-closed@1": projecting(
    recordTypes["hazop/recommendation-closed@1"],
    summaries["hazop/recommendation-closed@1"],
  ),
  "hazop/restored@1": projecting(recordTypes["hazop/restored@1"], summaries["hazop/restored@1"]),
  "hazop/safeguard-linked@1": projecting(
    recordTypes["hazop/safeguard-linked@1"],
    summaries["hazop/safeguard-linked@1"],
  ),
  "hazop/safeguard-tested@1": projecting(
    recordTypes["hazop/safeguard-tested@1"],
    summaries["hazop/safeguard-tested@1"],
  ),
  "hazop/study-imported@1": projecting(recordTypes["hazop/study-imported@1"], summaries["hazop/study-imported@1"]),
  "hazop/study-revalidated@1": projecting(
    recordTypes["hazop/study-revalidated@1"],
    summaries["hazop/study-revalidated@1"],
  ),
  "hazop/worksheet-edited@1": projecting(
    recordTypes["hazop/worksheet-edited@1"],
    summaries["hazop/worksheet-edited@1"],
  ),
  "history/register-changed@1": projecting(
    recordTypes["history/register-changed@1"],
    summaries["history/register-changed@1"],
  ),
  "record/corrected@1": projecting(recordTypes["record/corrected@1"], summaries["record/corrected@1"]),
  "record/endorsed@1": projecting(recordTypes["record/endorsed@1"], summaries["record/endorsed@1"]),
  "record/erased@1": projecting(recordTypes["record/erased@1"], summaries["record/erased@1"]),
  "record/joined@1": projecting(recordTypes["record/joined@1"], summaries["record/joined@1"]),
  "register/charter@1": projecting(recordTypes["register/charter@1"], summaries["register/charter@1"]),
  "register/key-revoked@1": projecting(recordTypes["register/key-revoked@1"], summaries["register/key-revoked@1"]),
  "register/key-rotated@1": projecting(recordTypes["register/key-rotated@1"], summaries["register/key-rotated@1"]),
  "register/parties-merged@1": projecting(
    recordTypes["register/parties-merged@1"],
    summaries["register/parties-merged@1"],
  ),
  "register/party-enrolled@1": projecting(
    recordTypes["register/party-enrolled@1"],
    summaries["register/party-enrolled@1"],
  ),
  "register/rules-changed@1": projecting(
    recordTypes["register/rules-changed@1"],
    summaries["register/rules-changed@1"],
  ),
  "register/witness-policy-changed@1": projecting(
    recordTypes["register/witness-policy-changed@1"],
    summaries["register/witness-policy-changed@1"],
  ),
  "report/handed-to@1": projecting(recordTypes["report/handed-to@1"], summaries["report/handed-to@1"], ({ issue }) => ({
    handing: { issue },
  })),
  "report/issued@1": projecting(
    recordTypes["report/issued@1"],
    summaries["report/issued@1"],
    ({ base_sha256, pages, role, template, title }) => ({
      issuedReport: { document: base_sha256, pages: pages.length, role, template, title },
    }),
  ),
  "report/verified@1": projecting(recordTypes["report/verified@1"], summaries["report/verified@1"]),
  "service/defect-reported@1": projecting(
    recordTypes["service/defect-reported@1"],
    summaries["service/defect-reported@1"],
    ({ failure }) => ({ defect: { mode: failure.mode?.code ?? null } }),
  ),
  "service/performed@1": projecting(
    recordTypes["service/performed@1"],
    summaries["service/performed@1"],
    ({ closes, counters, fulfils }) => ({ closes, counters, fulfils: fulfils ?? [] }),
  ),
  "service/planned@1": projecting(
    recordTypes["service/planned@1"],
    summaries["service/planned@1"],
    ({ replaces, tasks }) => ({ plans: tasks, replaces }),
  ),
  "warranty/claimed@1": projecting(
    recordTypes["warranty/claimed@1"],
    summaries["warranty/claimed@1"],
    ({ counters, warranty }) => ({ core: { kind: "claim", warranty }, counters }),
  ),
  "warranty/issued@1": projecting(recordTypes["warranty/issued@1"], summaries["warranty/issued@1"], (body) => ({
    core: {
      ends: endDay(body),
      kind: "warranty",
      search: searchText([body.certificate_number, body.product.serial, body.product.part_number]),
    },
  })),
};

const searchText = (parts: ReadonlyArray<string | null>): string =>
  parts
    .flatMap((part) => (part === null ? [] : [part, plainKey(part)]))
    .join(" ")
    .toLowerCase();
