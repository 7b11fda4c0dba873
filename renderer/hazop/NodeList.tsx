/** The nodes of a study with both axes: the arrows walk, what is chosen is shown beside. */
import { useRef, type KeyboardEvent } from "react";
import type { StudyNodeRow } from "../../shared/rpc/hazop-rows.ts";
import { StatusShape } from "../design/StatusShape.tsx";
import { hazopWords, type StateMark } from "../vocabulary/hazop-words.ts";

export interface NodeListProps {
  readonly nodes: ReadonlyArray<StudyNodeRow>;
  readonly chosen: string | null;
  readonly choose: (node: string) => void;
}

/** The reason stands below the name: a colour alone says nothing. */
export const NodeList = ({ nodes, chosen, choose }: NodeListProps) => {
  const list = useRef<HTMLUListElement>(null);
  const press = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const next = nodes[nodes.findIndex(({ node }) => node === chosen) + step];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    choose(next.node);
    list.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next.node)}"]`)?.focus();
  };
  return (
    <nav className="node-list" aria-label={hazopWords.nodes}>
      <ul ref={list}>
        {nodes.map((row) => (
          <li key={row.node}>
            <button
              type="button"
              data-node={row.node}
              className="node-line"
              aria-current={row.node === chosen}
              onClick={() => choose(row.node)}
              onKeyDown={press}
            >
              <span className="node-name">{hazopWords.node(row.number, row.name)}</span>
              <span className="node-marks">
                <Mark mark={hazopWords.protection[row.protection.state]} />
                <Mark mark={hazopWords.validity[row.validity.state]} />
              </span>
              {row.protection.reasons[0] === undefined ? null : (
                <span className="node-reason">
                  {row.protection.reasons[0].text}
                  {row.protection.reasons.length > 1 ? (
                    <span className="muted"> {hazopWords.moreReasons(row.protection.reasons.length - 1)}</span>
                  ) : null}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const Mark = ({ mark: { shape, tone, word } }: { readonly mark: StateMark }) => (
  <span className="node-mark" data-tone={tone}>
    <StatusShape shape={shape} tone={tone} label={null} size={14} /> {word}
  </span>
);
