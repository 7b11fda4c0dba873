/** One row of a worksheet in full: its arithmetic as it holds, its safeguards, why it is in its state. */
import { Modal } from "@mantine/core";
import type { LopaRow, WorksheetRow } from "../../shared/rpc/hazop-rows.ts";
import { Facts, type Fact } from "../design/Facts.tsx";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { AxisMark } from "../evidence/AxisMark.tsx";
import { WatchPanel, type WatchPanelProps } from "./WatchPanel.tsx";

export interface ScenarioDialogProps extends Pick<WatchPanelProps, "moment" | "watch"> {
  /** Null: closed. */
  readonly row: WorksheetRow | null;
  readonly close: () => void;
}

const words = hazopWords.scenario;

/** Closed by Escape. */
export const ScenarioDialog = ({ row, close, moment, watch }: ScenarioDialogProps) => (
  <Modal opened={row !== null} onClose={close} title={row === null ? "" : words.title(row.ref)} size="44rem">
    {row === null ? null : (
      <div className="stack">
        <Facts facts={factsOf(row)} />
        {row.lopa === null ? <p className="muted">{words.noLopa}</p> : <Facts facts={lopaFacts(row.lopa)} />}
        {row.protection === null ? null : (
          <ul className="lines">
            {row.protection.reasons.map(({ rule, text }) => (
              <li key={`${rule} ${text}`}>
                <span className="mono">{rule}</span> <span className="grow">{text}</span>
              </li>
            ))}
          </ul>
        )}
        <WatchPanel moment={moment} deviation={row.deviation} watch={watch} />
      </div>
    )}
  </Modal>
);

const columns = hazopWords.worksheet.columns;

const factsOf = ({
  cause,
  comments,
  consequence,
  deviation,
  protection,
  ref,
  safeguards,
}: WorksheetRow): ReadonlyArray<Fact> => [
  {
    name: columns[1],
    value: [`${deviation.guide_word} ${deviation.parameter}`.trim(), deviation.text]
      .filter((text) => text !== "")
      .join(": "),
  },
  { name: columns[2], value: cause?.text ?? hazopWords.worksheet.noCause },
  { name: columns[3], value: consequence?.text ?? hazopWords.worksheet.noConsequence },
  {
    name: columns[5],
    value:
      safeguards.length === 0
        ? hazopWords.worksheet.noSafeguard
        : safeguards.map(({ name, safeguard, state, tag }) => (
            <div key={safeguard}>
              {`${tag} ${name}`.trim()}: {hazopWords.safeguard[state].word}
            </div>
          )),
  },
  ...(comments.length === 0 ? [] : [{ name: words.comments, value: comments.join("; ") }]),
  ...(protection === null
    ? []
    : [
        {
          name: columns[7],
          value: (
            <AxisMark
              name={words.title(ref)}
              mark={hazopWords.protection[protection.state]}
              reasons={protection.reasons}
              reason={false}
            />
          ),
        },
      ]),
];

const lopaFacts = (lopa: LopaRow): ReadonlyArray<Fact> => [
  { name: words.frequency, value: words.perYear(lopa.frequency) },
  { name: words.credited, value: lopa.credited_tags.join(", ") || words.none },
  {
    name: words.dropped,
    value:
      lopa.dropped.length === 0
        ? words.none
        : lopa.dropped.map(({ tag, why }) => <div key={tag}>{`${tag}: ${why}`}</div>),
  },
  { name: words.mel, value: words.perYear(lopa.mel) },
  { name: words.studied, value: words.perYear(lopa.mel_as_studied) },
  { name: words.tmel, value: words.perYear(lopa.tmel) },
  { name: words.met, value: lopa.met ? words.yes : words.no },
];
