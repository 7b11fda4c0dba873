/** What a node is about: its intention, its limits, the assets it covers, its reviews. */
import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { StudyNodeRow } from "../../shared/rpc/hazop-rows.ts";
import { Facts } from "../design/Facts.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { dayText } from "../vocabulary/time-words.ts";
import { AxisMark } from "../evidence/AxisMark.tsx";
import type { AskDialog } from "./StudyDialogs.tsx";

export interface NodeFactsProps {
  readonly node: StudyNodeRow;
  /** False at a past time: nothing is recorded there. */
  readonly may: boolean;
  readonly ask: AskDialog;
}

const words = hazopWords.nodeFacts;

/** Only what the study states. */
export const NodeFactsView = ({ node, may, ask }: NodeFactsProps) => (
  <section className="node-facts" aria-label={node.name}>
    <div className="node-facts-head">
      <h2>{hazopWords.node(node.number, node.name)}</h2>
      {may ? (
        <span className="row-of">
          <Button variant="default" onClick={() => ask({ kind: "link-node", node })}>
            {words.linkAssets}
          </Button>
          <Button variant="default" onClick={() => ask({ kind: "review", node })}>
            {words.reviewIt}
          </Button>
        </span>
      ) : null}
    </div>
    <div className="node-facts-axes">
      <AxisMark
        name={node.name}
        mark={hazopWords.protection[node.protection.state]}
        reasons={node.protection.reasons}
      />
      <AxisMark name={node.name} mark={hazopWords.validity[node.validity.state]} reasons={node.validity.reasons} />
    </div>
    <details>
      <summary>{words.intention}</summary>
      <Facts
        facts={[
          ...textFact(words.intention, node.intention),
          ...textFact(words.boundary, node.boundary),
          ...textFact(words.operating, node.operating_conditions),
          ...textFact(words.design, node.design_conditions),
          ...textFact(words.materials, node.hazardous_materials),
          ...textFact(words.drawings, node.drawings.join(", ")),
          { name: words.assets, value: <Assets node={node} /> },
          {
            name: words.review,
            value:
              node.last_review === null
                ? words.never
                : `${dayText(node.last_review.at)}: ${outcomeText(node.last_review.outcome)}`,
          },
          ...textFact(words.changes, node.open_changes.map(({ tag, summary }) => `${tag ?? ""} ${summary}`).join("; ")),
        ]}
      />
    </details>
  </section>
);

const Assets = ({ node }: { readonly node: StudyNodeRow }) =>
  node.assets.length === 0 ? (
    <span className="muted">{hazopWords.safeguards.notLinked}</span>
  ) : (
    node.assets.map(({ asset, tag }) => (
      <Link key={asset} href={addresses.asset(asset)} className="row-of">
        {tag ?? asset.slice(0, shownDigits)}
      </Link>
    ))
  );

const shownDigits = 10;

const outcomes: Readonly<Record<string, string>> = hazopWords.review.outcomes;

const outcomeText = (outcome: string): string => outcomes[outcome] ?? outcome;

const textFact = (name: string, value: string) => (value.trim() === "" ? [] : [{ name, value }]);
