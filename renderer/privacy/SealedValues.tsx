/** Every sealed value: what it says where it is open here, and each peer's answer with its reason. */
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PrivacyMatrix, SealedRow } from "../../shared/rpc/privacy-methods.ts";
import { Panel } from "../design/Panel.tsx";
import { StatusShape } from "../design/StatusShape.tsx";
import { bodyFieldTitle, recordTitle } from "../vocabulary/record-words.ts";
import { privacyWords as words } from "../vocabulary/privacy-words.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { DecideDialog } from "./DecideDialog.tsx";
import { EraseDialog } from "./EraseDialog.tsx";

export interface SealedValuesProps {
  readonly matrix: PrivacyMatrix;
  readonly about: string;
  readonly setAbout: (about: string) => void;
}

/** Newest first, as many as one answer holds; the search narrows them. */
export const SealedValues = ({ about, matrix, setAbout }: SealedValuesProps) => {
  const [deciding, setDeciding] = useState<SealedRow | null>(null);
  const [erasing, setErasing] = useState<SealedRow | null>(null);
  const names = new Map(matrix.readers.map(({ installation, name }) => [installation, name]));
  return (
    <Panel title={words.values} flush actions={<span className="muted">{words.total(matrix.total)}</span>}>
      <div className="panel-body sealed-search">
        <TextInput
          label={words.search}
          description={words.searchHelp}
          value={about}
          onChange={({ currentTarget }) => setAbout(currentTarget.value)}
        />
      </div>
      {matrix.values.length === 0 ? (
        <p className="panel-body muted">{words.none}</p>
      ) : (
        <ul className="sealed-list">
          {matrix.values.map((row) => (
            <li key={`${row.sealed} ${row.record}`}>
              <ValueText row={row} />
              <Readers row={row} names={names} />
              <span className="sealed-acts">
                <Button variant="default" onClick={() => setDeciding(row)} disabled={row.state !== "open"}>
                  {words.decide}
                </Button>
                <Button variant="default" onClick={() => setErasing(row)} disabled={row.state === "erased"}>
                  {words.erase}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <DecideDialog row={deciding} readers={matrix.readers} close={() => setDeciding(null)} />
      <EraseDialog row={erasing} close={() => setErasing(null)} />
    </Panel>
  );
};

const ValueText = ({ row }: { readonly row: SealedRow }) => (
  <span className="sealed-what">
    <strong>{row.state === "open" ? row.value : words.states[row.state]}</strong>
    <span>
      {row.title} · {recordTitle(row.type)} · {bodyFieldTitle(row.field)}
    </span>
    <span className="muted">{words.by(row.writer, timeText(row.at))}</span>
    {row.given.map(({ at, to }) => (
      <span key={`${to} ${at}`} className="muted">
        {words.given(to, timeText(at))}
      </span>
    ))}
  </span>
);

const Readers = ({ names, row }: { readonly row: SealedRow; readonly names: ReadonlyMap<string, string> }) => (
  <ul className="sealed-readers" aria-label={words.columns.who}>
    {row.readers.map(({ installation, may, why }) => (
      <li key={installation}>
        <StatusShape
          shape={may ? "filled-tick" : "barred"}
          tone={may ? "good" : "calm"}
          label={may ? words.may : words.mayNot}
          size={14}
        />
        <span>
          {names.get(installation) ?? ""} <span className="muted">{words.reasons[why]}</span>
        </span>
      </li>
    ))}
  </ul>
);
