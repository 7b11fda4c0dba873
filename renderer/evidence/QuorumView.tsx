/** How far the quorum of a record is: each group with its number, who stands behind the record, who may. */
import type { QuorumRow, RuleRow } from "../../shared/rpc/decision-methods.ts";
import { Flag } from "../design/Flag.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { assetWords } from "../vocabulary/asset-words.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";

const words = decisionWords.quorum;

/** Read from top to bottom: what is wanted, who did, who may. */
export const QuorumView = ({ quorum }: { readonly quorum: QuorumRow }) => (
  <div className="quorum">
    {quorum.groups.map(({ found, group, members, needed }) => (
      <p key={group} className="row-of">
        <StatusShape
          shape={found >= needed ? "filled-tick" : "half"}
          tone={found >= needed ? "good" : "warn"}
          label={null}
        />
        <strong className="mono">{words.progress(Math.min(found, needed), needed)}</strong>
        <span>{words.wanted(members)}</span>
      </p>
    ))}
    <dl className="quorum-who">
      <dt>{words.did}</dt>
      <dd>
        <ul>
          {quorum.behind.map(({ counts, name, organisation, record, role }) => (
            <li key={record}>
              {actorText({ name, organisation })}, {role === null ? words.wrote : words.endorsed(role)}{" "}
              {counts ? null : <Flag tone="plain">{words.countsNot}</Flag>}
            </li>
          ))}
        </ul>
      </dd>
      <dt>{words.may}</dt>
      <dd>
        {quorum.may.length === 0 ? (
          <span className="muted">{words.nobody}</span>
        ) : (
          <ul>
            {quorum.may.map(({ name, organisation, party, roles }) => (
              <li key={`${party ?? ""} ${name ?? ""} ${roles.join()}`}>
                {actorText({ name, organisation })} {words.as(roles)}
              </li>
            ))}
          </ul>
        )}
      </dd>
    </dl>
  </div>
);

/** A party by name and organisation; one whose name is withheld says so. */
export const actorText = ({ name, organisation }: Pick<NonNullable<RuleRow["by"]>, "name" | "organisation">): string =>
  [name ?? assetWords.timeline.withheldName, organisation].filter((part) => part !== null).join(", ");
