/** Methods about HAZOP studies that take in, give out and answer; those that record are in hazop-recording.ts. */
import { digestHex } from "../../shared/crypto/digest.ts";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import { patchOpha } from "../../shared/hazop/opha-patch.ts";
import { studyPatches } from "../../shared/hazop/study-edits.ts";
import { studyCounts } from "../../shared/hazop/study.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ParsedRequest, ResponseOf } from "../../shared/rpc/methods.ts";
import { importedBody, studyToImport } from "../import/study-import.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import { allFindings, lintAsked, readGiven } from "./hazop-lint.ts";
import { hazopTables, readGuideWords, readRiskMatrix } from "./hazop-tables.ts";
import { readMoment } from "./moment.ts";
import type { NodeParts } from "./node-parts.ts";
import { asBody, founding, write } from "./recording-handlers.ts";
import {
  axisRow,
  headerRow,
  matrixRow,
  nodeRow,
  recommendationRows,
  safeguardRows,
  stateRow,
  studyRow,
  worksheetRows,
} from "./study-rows.ts";
import { noNode, openAsked, openAt, type Asked, type StudyAtMoment } from "./study-moment.ts";
import { studyRules } from "./study-rules.ts";
import { createStudyShelf, type StudyShelf } from "./study-shelf.ts";

type Studies = HandlersOf<
  | "hazop.import"
  | "hazop.export"
  | "hazop.lint"
  | "hazop.list"
  | "hazop.study"
  | "hazop.state"
  | "hazop.worksheet"
  | "hazop.safeguards"
  | "hazop.recommendations"
  | "hazop.matrix"
  | "hazop.of-asset"
>;

/** Makes the methods of a node. */
export const hazopHandlers = (parts: NodeParts): Studies => {
  const shelf = createStudyShelf(parts);
  const asked = (wish: Asked) => openAsked(parts, shelf, wish);
  return {
    "hazop.import": (wish) => importStudy(parts, shelf, wish),
    "hazop.export": (wish) => exportStudy(parts, shelf, wish),
    "hazop.lint": (wish) => lintAsked(parts, shelf, wish),
    "hazop.list": (wish) => listStudies(parts, shelf, wish.at),
    "hazop.study": async (wish) => {
      const open = await asked(wish);
      if (!open.ok) return open;
      const { state, study } = open.value;
      return success({
        at: state.at,
        header: headerRow(study.known.study),
        nodes: state.nodes.map(nodeRow),
        row: studyRow(study, open.value),
        rules: await studyRules(parts, study),
      });
    },
    "hazop.state": async (wish) => {
      const open = await asked(wish);
      if (!open.ok) return open;
      const { state, study } = open.value;
      return success(stateRow(study, state, await studyRules(parts, study)));
    },
    "hazop.worksheet": async ({ limit, node, offset, ...wish }) => {
      const open = await asked(wish);
      if (!open.ok) return open;
      const { state, study } = open.value;
      const wanted = node === undefined ? null : state.nodes.find((one) => one.node.id === node);
      if (wanted === undefined) return noNode(node ?? "");
      const rows = worksheetRows(study, state, wanted);
      return success({ rows: rows.slice(offset, offset + limit), total: rows.length });
    },
    "hazop.safeguards": async (wish) => {
      const open = await asked(wish);
      return open.ok ? success(safeguardRows(open.value.study.known.study, open.value.state.safeguards)) : open;
    },
    "hazop.recommendations": async (wish) => {
      const open = await asked(wish);
      return open.ok ? success(recommendationRows(open.value.study, open.value.state)) : open;
    },
    "hazop.matrix": async ({ study: name }) => {
      if (name === undefined) return readRiskMatrix(hazopTables(parts.fixturesFolder));
      const open = await asked({ at: undefined, study: name });
      if (!open.ok) return open;
      const { imported, known } = open.value.study;
      const edition = `${imported.dialect.name} ${imported.dialect.revision}`;
      const source = `The study ${imported.name}, file ${imported.file.name} (SHA-256 ${imported.file.sha256}).`;
      return success(matrixRow(known.study.matrix, `Risk matrix of ${imported.name}`, { edition, source }));
    },
    "hazop.of-asset": (wish) => ofAsset(parts, shelf, wish),
  };
};

const importStudy = async (
  parts: NodeParts,
  shelf: StudyShelf,
  { file, name }: ParsedRequest<"hazop.import">,
): Promise<Outcome<ResponseOf<"hazop.import">>> => {
  const given = await readGiven(parts, file, name);
  if (!given.ok) return given;
  const wish = studyToImport(given.value.bytes, given.value.name);
  if (!wish.ok) return wish;
  const words = await readGuideWords(hazopTables(parts.fixturesFolder));
  if (!words.ok) return words;
  const sha256 = digestHex(given.value.bytes);
  const answer = {
    counts: studyCounts(wish.value.study),
    file_sha256: sha256,
    findings: [...allFindings(wish.value, words.value)],
    name: wish.value.name,
  };
  const known = await shelf.all();
  if (!known.ok) return known;
  const already = known.value.find(({ imported }) => imported.file.sha256 === sha256);
  // The file of a study that a peer brought without it is taken in by importing it again.
  const put = await parts.attachments.putFile(given.value.path);
  if (!put.ok) return put;
  if (put.value.sha256 !== sha256)
    return refuse("fileChanged", `${given.value.name} was changed while it was read. Take it in again.`);
  if (already !== undefined) return success({ ...answer, already: true, study: already.history.id });
  const body = importedBody(wish.value, put.value, founding(parts));
  const recorded = await write(parts, {
    at: null,
    body: asBody(body),
    history: null,
    type: "hazop/study-imported@1",
  });
  return recorded.ok ? success({ ...answer, already: false, study: recorded.value.history }) : recorded;
};

const exportStudy = async (
  parts: NodeParts,
  shelf: StudyShelf,
  { original, path, study: name }: ParsedRequest<"hazop.export">,
): Promise<Outcome<ResponseOf<"hazop.export">>> => {
  const open = await openAsked(parts, shelf, { at: undefined, study: name });
  if (!open.ok) return open;
  const { bytes, file, imported, known } = open.value.study;
  const patches = original ? [] : studyPatches(known, file.root, open.value.state.at);
  const given = patches.length === 0 ? bytes : utf8Of(patchOpha(file.text, patches).text);
  const made = await parts.made.put({ bytes: given, mediaType: "application/json", name: imported.file.name, path });
  if (!made.ok) return made;
  return success({ ...made.value, edits: patches.length, unchanged: made.value.sha256 === imported.file.sha256 });
};

const listStudies = async (
  parts: NodeParts,
  shelf: StudyShelf,
  at: string | undefined,
): Promise<Outcome<ResponseOf<"hazop.list">>> => {
  const moment = readMoment(at, parts.now());
  const studies = moment.ok ? await shelf.all() : moment;
  if (!moment.ok) return moment;
  if (!studies.ok) return studies;
  const rows: ResponseOf<"hazop.list"> = [];
  for (const held of studies.value) {
    const open = await openAt(shelf, held, moment.value);
    if (!open.ok && !isFileFault(open.failure.kind)) return open;
    rows.push(studyRow(held, open.ok ? open.value : null));
  }
  return success(rows.sort((left, right) => (left.name < right.name ? -1 : 1)));
};

/** A study whose file is missing or damaged is listed without its axes; opening it says why. */
const isFileFault = (kind: string): boolean =>
  kind === "studyFileMissing" || kind === "attachmentDamaged" || kind.startsWith("opha");

const ofAsset = async (
  parts: NodeParts,
  shelf: StudyShelf,
  { at, history: name }: ParsedRequest<"hazop.of-asset">,
): Promise<Outcome<ResponseOf<"hazop.of-asset">>> => {
  const [moment, asset, studies] = [readMoment(at, parts.now()), resolveHistory(parts, name), await shelf.all()];
  if (!moment.ok) return moment;
  if (!asset.ok) return asset;
  if (!studies.ok) return studies;
  const rows: ResponseOf<"hazop.of-asset"> = [];
  for (const held of studies.value) {
    const open = await openAt(shelf, held, moment.value);
    const row = open.ok ? assetRow(open.value, asset.value) : null;
    if (row !== null) rows.push(row);
  }
  return success(rows);
};

const assetRow = ({ state, study }: StudyAtMoment, asset: string): ResponseOf<"hazop.of-asset">[number] | null => {
  const safeguards = safeguardRows(study.known.study, state.safeguards).filter(({ assets }) =>
    assets.some((link) => link.asset === asset),
  );
  const performed = new Set(safeguards.map(({ safeguard }) => safeguard));
  const nodes = state.nodes.filter(
    ({ links, scenarios }) =>
      links.some((link) => link.asset === asset) ||
      scenarios.some((one) => one.safeguards.some(({ safeguard }) => performed.has(safeguard.id))),
  );
  if (safeguards.length + nodes.length === 0) return null;
  return {
    name: study.imported.name,
    nodes: nodes.map(({ node, protection, validity }) => ({
      name: node.name,
      node: node.id,
      protection: axisRow(protection),
      validity: axisRow(validity),
    })),
    safeguards,
    study: study.history.id,
  };
};
