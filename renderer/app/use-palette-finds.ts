/** What the palette finds beside commands: records by the beginning of their id, studies and their nodes. */
import type { SpotlightActionData } from "@mantine/spotlight";
import { useLocation } from "wouter";
import { valueOr } from "../rpc/answer.ts";
import { useSavedViews } from "../fleet/saved-views.ts";
import { useAsk, useAskEach } from "../rpc/use-ask.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses, recordAddress } from "../vocabulary/addresses.ts";
import { appWords } from "../vocabulary/app-words.ts";
import { fleetWords } from "../vocabulary/fleet-words.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { holdsWords } from "./holds-words.ts";

/** The beginning of an id, as the program prints it: six digits at least, so that a tag is not taken for one. */
const idBeginning = /^[0-9a-f]{6,64}$/;
/** Digits of an id that are shown. */
const shownDigits = 16;
/** Nodes of more studies than this are found inside their study. */
const studiesMax = 8;
/** Enough to see that one must type on. */
const nodesShown = 8;

/** One record: its id is unique from its beginning, or the answer is a refusal and nothing is offered. */
export const useRecordActions = (search: string): SpotlightActionData[] => {
  const [, go] = useLocation();
  const isId = idBeginning.test(search);
  const found = valueOr(useAsk("record.get", { id: search }, { when: isId }), null);
  if (!isId || found === null) return [];
  const { entry, history, id } = found;
  const open = (): void => go(recordAddress(entry.type, history, id));
  return [
    { id, label: entry.summary, description: `${timeText(entry.at)} · ${id.slice(0, shownDigits)}…`, onClick: open },
  ];
};

/** Studies by name, nodes by name, number or equipment; asked for when something is looked for. */
export const useStudyActions = (search: string): SpotlightActionData[] => {
  const [, go] = useLocation();
  const when = search !== "";
  const studies = valueOr(useAsk("hazop.list", {}, { when }), []);
  const asked = when ? studies.slice(0, studiesMax) : [];
  const details = useAskEach(
    "hazop.study",
    asked.map(({ study }) => ({ study })),
  );
  const nodes = details.flatMap((answer) => {
    const here = valueOr(answer, null);
    return (here?.nodes ?? []).map((node) => ({ node, row: here?.row }));
  });
  return [
    ...studies
      .filter(({ name, unit }) => when && holdsWords(`${name} ${unit}`, search))
      .map(({ name, study }) => ({
        id: `study ${study}`,
        label: name,
        description: appWords.hazop,
        onClick: () => go(addresses.study(study)),
      })),
    ...nodes
      .filter(({ node }) => holdsWords(`${node.number} ${node.name} ${node.equipment_tags}`, search))
      .slice(0, nodesShown)
      .map(({ node, row }) => ({
        id: `node ${row?.study} ${node.node}`,
        label: appWords.spotlight.node(node.number, node.name),
        description: row?.name ?? "",
        onClick: () => go(addresses.studyNode(row?.study ?? "", node.node)),
      })),
  ];
};

/** Views of the fleet that the person has named. */
export const useViewActions = (query: string): SpotlightActionData[] => {
  const [, go] = useLocation();
  const { person } = useSigner();
  const { views } = useSavedViews(person?.key ?? null);
  return views
    .filter(({ name }) => holdsWords(`${fleetWords.title} ${name}`, query.trim()))
    .map(({ id, name }) => ({
      id: `view ${id}`,
      label: name,
      description: fleetWords.views.title,
      onClick: () => go(addresses.fleetView(id)),
    }));
};
