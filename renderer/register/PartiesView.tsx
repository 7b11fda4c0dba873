/** Who is enrolled, with which roles and keys; and the ways to enrol, change, merge, and end a key. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { Flag } from "../design/Flag.tsx";
import { registerWords } from "../vocabulary/register-words.ts";
import { EndKeyDialog } from "./EndKeyDialog.tsx";
import { EnrolDialog } from "./EnrolDialog.tsx";
import { MergeDialog } from "./MergeDialog.tsx";
import type { PartyRow, RegisterPartProps } from "./register-part.ts";

const words = registerWords.parties;

/** Organisations first, each with its people and equipment below it. */
export const PartiesView = ({ register, shown }: RegisterPartProps) => {
  const [enrolling, setEnrolling] = useState<PartyRow | "new" | null>(null);
  const [merging, setMerging] = useState(false);
  const [ending, setEnding] = useState<string | null>(null);
  return (
    <>
      <div className="panel-body row-of">
        <Button onClick={() => setEnrolling("new")}>{words.enrol}</Button>
        <Button variant="default" onClick={() => setMerging(true)}>
          {words.merge}
        </Button>
      </div>
      <div className="figures-frame" tabIndex={0} role="group" aria-label={words.caption}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.kind}</th>
              <th scope="col">{words.roles}</th>
              <th scope="col">{words.keys}</th>
              <th scope="col">
                <span className="unseen">{words.act}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {inOrder(shown.parties).map((party) => (
              <PartyLine
                key={party.id}
                party={party}
                organisation={nameOf(shown.parties, party.organisation)}
                change={() => setEnrolling(party)}
                end={setEnding}
              />
            ))}
          </tbody>
        </table>
      </div>
      <EnrolDialog party={enrolling} shown={shown} register={register} close={() => setEnrolling(null)} />
      <MergeDialog opened={merging} shown={shown} register={register} close={() => setMerging(false)} />
      <EndKeyDialog ending={ending} register={register} close={() => setEnding(null)} />
    </>
  );
};

interface PartyLineProps {
  readonly party: PartyRow;
  readonly organisation: string;
  readonly change: () => void;
  readonly end: (key: string) => void;
}

const PartyLine = ({ change, end, organisation, party }: PartyLineProps) => {
  const { ended, keys, kind, merged, roles } = party;
  const name = party.name ?? registerWords.withheld;
  return (
    <tr>
      <th scope="row">
        {name} <span className="muted">{organisation}</span>{" "}
        {merged.length > 1 ? <Flag>{words.merged(merged.length)}</Flag> : null}
      </th>
      <td>{words.kinds[isKind(kind) ? kind : "organisation"]}</td>
      <td className="wraps">{roles.length === 0 ? <span className="muted">{words.noRole}</span> : roles.join(", ")}</td>
      <td>
        {keys.length === 0 ? <span className="muted">{words.noKey}</span> : null}
        <ul className="key-list">
          {keys.map((key) => (
            <li key={key}>
              <KeyText value={key} ended={ended.includes(key)} />
              {ended.includes(key) ? null : (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={words.endOf(key.slice(0, 12))}
                  onClick={() => end(key)}
                >
                  {words.end}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </td>
      <td>
        <Button variant="default" size="compact-sm" aria-label={words.changeOf(name)} onClick={change}>
          {words.change}
        </Button>
      </td>
    </tr>
  );
};

const KeyText = ({ ended, value }: { readonly ended: boolean; readonly value: string }) => (
  <>
    <span className={ended ? "mono key-ended" : "mono"} title={value}>
      {value.slice(0, 12)}
    </span>
    {ended ? <Flag tone="warn">{words.ended}</Flag> : null}
  </>
);

const isKind = (kind: string): kind is keyof typeof words.kinds => Object.hasOwn(words.kinds, kind);

const nameOf = (parties: ReadonlyArray<PartyRow>, id: string | null): string =>
  parties.find((party) => party.id === id || (id !== null && party.merged.includes(id)))?.name ?? "";

const inOrder = (parties: ReadonlyArray<PartyRow>): ReadonlyArray<PartyRow> => {
  const place = ({ id, kind, name, organisation }: PartyRow): string =>
    `${nameOf(parties, organisation ?? id)} ${organisation === null ? "0" : kind === "person" ? "1" : "2"} ${name ?? ""}`;
  return [...parties].sort((left, right) => (place(left) < place(right) ? -1 : 1));
};
