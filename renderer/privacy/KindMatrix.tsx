/** Kinds of sealed values by peer: a tick is given with the next exchange. */
import "./privacy.css";
import { Checkbox } from "@mantine/core";
import type { PrivacyMatrix } from "../../shared/rpc/privacy-methods.ts";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { privacyWords as words } from "../vocabulary/privacy-words.ts";

type Reader = PrivacyMatrix["readers"][number];
type Kind = PrivacyMatrix["kinds"][number]["kind"];

export interface KindMatrixProps {
  readonly matrix: PrivacyMatrix;
  readonly running: boolean;
  readonly refusal: string | null;
  readonly set: (wish: {
    readonly installation: string;
    readonly openings: boolean;
    readonly withheld: Reader["withheld"];
  }) => void;
}

/** Pseudonyms are never given by a rule. */
export const KindMatrix = ({ matrix, refusal, running, set }: KindMatrixProps) => (
  <Panel title={words.byKind} flush>
    <p className="panel-body muted">{matrix.readers.length === 0 ? words.noPeers : words.byKindAbout}</p>
    {refusal === null ? null : (
      <div className="panel-body">
        <Notice tone="bad" urgent>
          {refusal}
        </Notice>
      </div>
    )}
    {matrix.readers.length === 0 ? null : (
      <div className="figures-frame" tabIndex={0} role="group" aria-label={words.byKind}>
        <table className="figures kind-matrix">
          <thead>
            <tr>
              <th scope="col">{words.kind}</th>
              {matrix.readers.map(({ installation, name }) => (
                <th key={installation} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.kinds.map(({ cells, kind }) => (
              <tr key={kind}>
                <th scope="row">{words.kinds[kind]}</th>
                {matrix.readers.map((reader, index) => (
                  <td key={reader.installation}>
                    {kind === "pseudonyms" ? (
                      <span className="muted">{words.pseudonymNever}</span>
                    ) : (
                      <Checkbox
                        aria-label={words.toggle(words.kinds[kind], reader.name)}
                        label={words.reasons[cells[index]?.why ?? "openings-withheld"]}
                        checked={cells[index]?.may ?? false}
                        disabled={running}
                        onChange={({ currentTarget }) => set(changed(reader, kind, currentTarget.checked))}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </Panel>
);

const rowsOfRules: ReadonlyArray<Kind> = ["people", "prices", "customers", "other"];

/** Where nothing is given yet, the first tick gives that kind alone. */
const changed = ({ installation, openings, withheld }: Reader, kind: Kind, may: boolean) => {
  const before = openings ? withheld : rowsOfRules;
  const kept = may ? before.filter((one) => one !== kind) : [...before, kind];
  const next = [...new Set(kept)];
  return { installation, openings: rowsOfRules.some((one) => !next.includes(one)), withheld: next };
};
