/** Before anybody signs a change: the nodes of the studies that stand on the asset, and what becomes of each. */
import { Link } from "wouter";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Answered } from "../design/Answered.tsx";
import { Panel } from "../design/Panel.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import type { Answer } from "../rpc/answer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { changeWords } from "../vocabulary/change-words.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";

type Studies = ResponseOf<"hazop.of-asset">;

export interface ChangeEffectProps {
  readonly studies: Answer<Studies>;
}

const words = changeWords.effect;

/** Read out when the answer changes: it may decide whether somebody signs. */
export const ChangeEffect = ({ studies, inKind }: ChangeEffectProps & { readonly inKind: boolean }) => (
  <Panel title={words.title} flush>
    <div className="change-effect" aria-live="polite">
      <Answered answer={studies} waiting={words.waiting}>
        {(found) => <Effect studies={found} inKind={inKind} />}
      </Answered>
    </div>
  </Panel>
);

const Effect = ({ studies, inKind }: { readonly studies: Studies; readonly inKind: boolean }) => {
  const count = studies.reduce((sum, { nodes }) => sum + nodes.length, 0);
  if (count === 0) return <p>{words.none}</p>;
  return (
    <>
      <p>{inKind ? words.inKind(count) : words.changed(count)}</p>
      <ul className="lines">
        {studies.flatMap(({ name, nodes, study }) =>
          nodes.map((node) => (
            <li key={`${study} ${node.node}`}>
              <NodeEffect validity={node.validity.state} inKind={inKind} />
              <Link href={addresses.studyNode(study, node.node)}>{node.name}</Link>
              <span className="muted">{name}</span>
            </li>
          )),
        )}
      </ul>
    </>
  );
};

type Validity = Studies[number]["nodes"][number]["validity"]["state"];

const NodeEffect = ({ validity, inKind }: { readonly validity: Validity; readonly inKind: boolean }) => {
  const { shape, tone, word } = hazopWords.validity[inKind || validity === "EXPIRED" ? validity : "STALE"];
  return (
    <span className="row-of change-becomes">
      <StatusShape shape={shape} tone={tone} label={null} />
      <strong>{inKind ? word : words.becomes[validity]}</strong>
    </span>
  );
};
