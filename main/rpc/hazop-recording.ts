/** Methods that record something about a study or a change of an asset: each is held against the study before. */
import type { Instant } from "../../shared/clock/instant.ts";
import type { JsonValue } from "../../shared/encoding/canonical-json.ts";
import { patchOpha } from "../../shared/hazop/opha-patch.ts";
import type { Safeguard } from "../../shared/hazop/study.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { RecordTypeName } from "../../shared/record-type/record-types.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import { readMoment } from "./moment.ts";
import type { NodeParts } from "./node-parts.ts";
import { asBody, instantOf, sealer, write, writeIn } from "./recording-handlers.ts";
import { noNode, openAsked, type StudyAtMoment } from "./study-moment.ts";
import { createStudyShelf, type StudyShelf } from "./study-shelf.ts";
import { asWritten, unfitIn } from "./written-text.ts";

type Recording = HandlersOf<
  | "hazop.link-safeguard"
  | "hazop.link-node"
  | "hazop.bind-channel"
  | "hazop.record-test"
  | "hazop.bypass"
  | "hazop.restore"
  | "hazop.review-node"
  | "hazop.close-recommendation"
  | "hazop.revalidate"
  | "hazop.edit"
  | "asset.record-change"
>;

/** Makes the methods of a node. */
export const hazopRecording = (parts: NodeParts): Recording => {
  const shelf = createStudyShelf(parts);
  const desk: Desk = { parts, shelf };
  return {
    "hazop.link-safeguard": async ({ asset, at, remark, safeguard, study }) => {
      const open = await openAsked(parts, shelf, { at, study });
      const found = open.ok ? findSafeguard(open.value, safeguard) : open;
      const linked = asset === null ? success(null) : await assetOf(parts, asset);
      if (!open.ok) return open;
      if (!found.ok) return found;
      if (!linked.ok) return linked;
      const body = {
        asset: linked.value?.asset ?? null,
        remark,
        safeguard: found.value.id,
        tag: linked.value?.tag ?? null,
      };
      return record(desk, open.value, { at: momentOf(at, open.value), body, type: "hazop/safeguard-linked@1" });
    },
    "hazop.link-node": async ({ assets, at, node, remark, study }) => {
      const open = await openAsked(parts, shelf, { at, study });
      if (!open.ok) return open;
      if (!open.value.state.nodes.some((one) => one.node.id === node)) return noNode(node);
      const linked = await assetsOf(parts, assets);
      if (!linked.ok) return linked;
      return record(desk, open.value, {
        at: momentOf(at, open.value),
        body: { assets: linked.value, node, remark },
        type: "hazop/node-linked@1",
      });
    },
    "hazop.bind-channel": async ({ asset: name, at, study, ...binding }) => {
      const open = await openAsked(parts, shelf, { at, study });
      const asset = open.ok ? await assetOf(parts, name) : open;
      if (!open.ok) return open;
      if (!asset.ok) return asset;
      const { nodes } = open.value.study.known.study;
      if (!nodes.some(({ deviations }) => deviations.some(({ id }) => id === binding.deviation)))
        return refuse("noDeviation", `The study has no deviation with the id "${binding.deviation}".`);
      const body = { ...binding, asset: asset.value.asset };
      return record(desk, open.value, { at: momentOf(at, open.value), body, type: "hazop/channel-bound@1" });
    },
    "hazop.record-test": async ({ people, safeguard, study, ...test }) => {
      const at = instantOf(test.occurred);
      const open = await openAsked(parts, shelf, { at: at ?? undefined, study });
      if (!open.ok) return open;
      const found = findSafeguard(open.value, safeguard);
      if (!found.ok) return found;
      const links = open.value.state.safeguards.find((one) => one.safeguard === found.value)?.links ?? [];
      const body = { ...test, asset: links[0]?.asset ?? null, safeguard: found.value.id };
      return record(desk, open.value, {
        at,
        body,
        names: { people: people.length === 0 ? null : people },
        type: "hazop/safeguard-tested@1",
      });
    },
    "hazop.bypass": async ({ at, authorized_by, ends, safeguard, study, ...bypass }) => {
      const [from, until] = [readMoment(at, parts.now()), readMoment(ends, parts.now())];
      if (!from.ok) return from;
      if (!until.ok) return until;
      if (until.value <= from.value)
        return refuse("endBeforeBegin", "The bypass ends before it begins. Give a later end.");
      const open = await openAsked(parts, shelf, { at: from.value, study });
      const found = open.ok ? findSafeguard(open.value, safeguard) : open;
      if (!open.ok) return open;
      if (!found.ok) return found;
      return record(desk, open.value, {
        at: at === undefined ? null : from.value,
        body: { ...bypass, ends: until.value, safeguard: found.value.id },
        names: { authorized_by },
        type: "hazop/bypassed@1",
      });
    },
    "hazop.restore": async ({ at, study, ...body }) => {
      const open = await openAsked(parts, shelf, { at, study });
      if (!open.ok) return open;
      const { facts } = open.value.study.known;
      if (!facts.bypasses.some(({ id }) => id === body.bypass))
        return refuse("noBypass", `The study has no bypass ${body.bypass.slice(0, 12)}….`);
      if (facts.restored.some((one) => one.body.bypass === body.bypass))
        return refuse("bypassEnded", "That bypass was ended already.");
      return record(desk, open.value, { at: momentOf(at, open.value), body, type: "hazop/restored@1" });
    },
    "hazop.review-node": async ({ at, changes, reviewers, study, ...review }) => {
      const open = await openAsked(parts, shelf, { at, study });
      if (!open.ok) return open;
      const node = open.value.state.nodes.find((one) => one.node.id === review.node);
      if (node === undefined) return noNode(review.node);
      return record(desk, open.value, {
        at: momentOf(at, open.value),
        body: { ...review, changes: changes ?? node.openChanges.map((change) => change.record) },
        names: { reviewers: reviewers.length === 0 ? null : reviewers },
        type: "hazop/node-reviewed@1",
      });
    },
    "hazop.close-recommendation": async ({ at, study, ...body }) => {
      const open = await openAsked(parts, shelf, { at, study });
      if (!open.ok) return open;
      if (!open.value.study.known.study.recommendations.some(({ id }) => id === body.recommendation))
        return refuse("noRecommendation", `The study has no recommendation "${body.recommendation}".`);
      if (body.outcome !== "completed" && body.remark === null)
        return refuse("reasonMissing", `Say in the remark why the recommendation is ${body.outcome}.`);
      return record(desk, open.value, { at: momentOf(at, open.value), body, type: "hazop/recommendation-closed@1" });
    },
    "hazop.revalidate": async ({ at, study, ...body }) => {
      const open = await openAsked(parts, shelf, { at, study });
      if (!open.ok) return open;
      if (body.due <= open.value.state.at.slice(0, 10))
        return refuse("dueInThePast", `${body.due} is not later than the revalidation itself. Give the next due day.`);
      return record(desk, open.value, { at: momentOf(at, open.value), body, type: "hazop/study-revalidated@1" });
    },
    "hazop.edit": async ({ at, study, ...body }) => {
      const open = await openAsked(parts, shelf, { at, study });
      if (!open.ok) return open;
      const { lost } = patchOpha(open.value.study.file.text, [body]);
      if (lost.length > 0)
        return refuse("noSuchText", `The study has no item "${body.item}" with a text "${body.member}".`);
      return record(desk, open.value, { at: momentOf(at, open.value), body, type: "hazop/worksheet-edited@1" });
    },
    "asset.record-change": async ({ history, ...body }) =>
      writeIn(parts, history, { at: instantOf(body.occurred), body: asBody(body), type: "asset/changed@1" }),
  };
};

interface Desk {
  readonly parts: NodeParts;
  readonly shelf: StudyShelf;
}

interface StudyWish {
  readonly at: Instant | null;
  readonly body: object;
  /** Names of people, sealed before anything is signed. */
  readonly names?: Readonly<Record<string, string | ReadonlyArray<string> | null>>;
  readonly type: RecordTypeName;
}

const record = async ({ parts }: Desk, { study }: StudyAtMoment, { at, body, names = {}, type }: StudyWish) => {
  const written: JsonValue = asWritten(names);
  const unfit = unfitIn(written);
  if (unfit !== null) return refuse("malformed", `A name holds ${unfit}. Nothing was recorded.`);
  const sealing = sealer(parts);
  const sealed = Object.entries(names).map(
    ([name, value]) => [name, value === null ? null : sealing.seal(asWritten(value))] as const,
  );
  return write(parts, {
    at,
    body: asBody({ ...body, ...Object.fromEntries(sealed) }),
    history: study.history.id,
    openings: sealing.openings,
    type,
  });
};

/** The moment that was named; nothing named is now, by the recorder's own clock. */
const momentOf = (at: string | undefined, { state }: StudyAtMoment): Instant | null =>
  at === undefined ? null : state.at;

/** A safeguard by its id, or by a tag that only one has. */
const findSafeguard = ({ study }: StudyAtMoment, name: string): Outcome<Safeguard> => {
  const { safeguards } = study.known.study;
  const byId = safeguards.find(({ id }) => id === name);
  if (byId !== undefined) return success(byId);
  const [first, ...others] = safeguards.filter(({ tag }) => tag !== "" && tag === name);
  if (first !== undefined && others.length === 0) return success(first);
  return first === undefined
    ? refuse("noSafeguard", `The study has no safeguard with the id or tag "${name}".`)
    : refuse("ambiguousSafeguard", `${others.length + 1} safeguards have the tag "${name}". Give the id of one.`);
};

const assetOf = async (
  parts: NodeParts,
  name: string,
): Promise<Outcome<{ readonly asset: string; readonly tag: string | null }>> => {
  const history = resolveHistory(parts, name);
  if (!history.ok) return history;
  const asset = await parts.index.asset(history.value);
  return asset.ok ? success({ asset: history.value, tag: asset.value.tag[0]?.value ?? null }) : asset;
};

const assetsOf = async (parts: NodeParts, names: ReadonlyArray<string>): Promise<Outcome<ReadonlyArray<string>>> => {
  const found: string[] = [];
  for (const name of names) {
    const asset = await assetOf(parts, name);
    if (!asset.ok) return asset;
    found.push(asset.value.asset);
  }
  return success([...new Set(found)].sort());
};
