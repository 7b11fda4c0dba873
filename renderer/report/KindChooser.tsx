/** The kinds of reports: what each says, and the choice of what it is about. */
import { Autocomplete, Button } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { ReportKindRow } from "../../shared/rpc/report-methods.ts";
import { Panel } from "../design/Panel.tsx";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { reportWords } from "../vocabulary/report-words.ts";

const words = reportWords.kinds;

/** One card for each kind. */
export const KindChooser = ({ kinds }: { readonly kinds: ReadonlyArray<ReportKindRow> }) => (
  <Panel title={reportWords.library.make}>
    <ul className="report-kinds">
      {kinds.map((kind) => (
        <li key={kind.kind} className="report-kind">
          <h3>
            <IconFileText size={18} stroke={1.5} aria-hidden="true" /> {kind.title}
          </h3>
          <p className="muted">{kind.about}</p>
          {kind.scope === "file" ? (
            <Button component={Link} href={addresses.makeFileReport(kind.kind)} variant="default">
              {words.file}
            </Button>
          ) : (
            <SubjectForm kind={kind} />
          )}
        </li>
      ))}
    </ul>
  </Panel>
);

/** More is found by typing on. */
const foundMax = 12;

/** A tag or an id; what was typed stays when it fits nothing, and says so. */
const SubjectForm = ({ kind }: { readonly kind: ReportKindRow }) => {
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const [, go] = useLocation();
  const subjects = useSubjects(kind, typed);
  const open = (named: string): void => {
    const history = subjects.find(({ name }) => name === named.trim())?.history ?? idIn(named);
    setTried(history === null);
    if (history !== null) go(addresses.makeReport(kind.kind, history));
  };
  return (
    <form
      className="row-of"
      onSubmit={(event) => {
        event.preventDefault();
        open(typed);
      }}
    >
      <Autocomplete
        className="grow"
        aria-label={`${kind.title}: ${words[kind.scope]}`}
        placeholder={words[kind.scope]}
        data={[...new Set(subjects.map(({ name }) => name))]}
        filter={({ options }) => options}
        value={typed}
        error={tried ? words.nameFault : null}
        onChange={(text) => {
          setTried(false);
          setTyped(text);
        }}
        onOptionSubmit={open}
      />
      <Button type="submit" variant="default">
        {words.open}
      </Button>
    </form>
  );
};

/** A history can be named by the beginning of its id too. */
const idIn = (text: string): string | null => (/^[0-9a-f]{6,64}$/.test(text.trim()) ? text.trim() : null);

interface Subject {
  readonly name: string;
  readonly history: string;
}

/** Assets and cores are found by tag and serial number, studies by name. */
const useSubjects = ({ scope }: ReportKindRow, typed: string): ReadonlyArray<Subject> => {
  const isStudy = scope === "study";
  const assets = useAsk("asset.list", { limit: foundMax, search: typed }, { keep: true, when: !isStudy });
  const studies = useAsk("hazop.list", {}, { when: isStudy });
  if (!isStudy) return (valueOr(assets, null)?.rows ?? []).map(({ history, tag }) => ({ history, name: tag }));
  return valueOr(studies, []).map(({ name, study }) => ({ history: study, name }));
};
