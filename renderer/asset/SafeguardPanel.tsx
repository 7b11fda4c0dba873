/** What the machine means to the safety studies: the safeguards that it carries, in plain words. */
import { Link } from "wouter";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Panel } from "../design/Panel.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { hazopWords, safeguardMark } from "../vocabulary/hazop-words.ts";
import { AxisMark } from "../evidence/AxisMark.tsx";

type Studies = ResponseOf<"hazop.of-asset">;

const words = hazopWords.ofAsset;

/** Nothing where no study counts on the machine. */
export const SafeguardPanel = ({ studies }: { readonly studies: Studies }) =>
  studies.length === 0 ? null : (
    <Panel title={words.title} flush>
      <ul className="lines">
        {studies.flatMap(({ name, nodes, safeguards, study }) => [
          ...safeguards.map((row) => (
            <li key={`${study} ${row.safeguard}`} className="carried">
              <strong>{`${row.tag} ${row.name}`.trim()}</strong>
              <AxisMark name={row.name} mark={safeguardMark(row)} reasons={row.reasons} />
              <span className="muted" title={row.used_in.join(", ")}>
                {words.depends(row.used_in.length)}: <Link href={addresses.study(study)}>{name}</Link>
              </span>
            </li>
          )),
          ...nodes.map((node) => (
            <li key={`${study} ${node.node}`} className="carried">
              <span>
                {words.covers}: <Link href={addresses.studyNode(study, node.node)}>{node.name}</Link>
              </span>
              <AxisMark
                name={node.name}
                mark={hazopWords.protection[node.protection.state]}
                reasons={node.protection.reasons}
              />
              <AxisMark
                name={node.name}
                mark={hazopWords.validity[node.validity.state]}
                reasons={node.validity.reasons}
              />
            </li>
          )),
        ])}
      </ul>
    </Panel>
  );
