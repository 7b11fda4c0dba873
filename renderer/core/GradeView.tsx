/** Criteria with their photos on one side, the credit that follows on the other. */
import "./core.css";
import { Button, Select, Textarea, TextInput } from "@mantine/core";
import type { Money } from "../../shared/quantity/money.ts";
import type { CoreGrade } from "../../shared/reman/grade-core.ts";
import type { CoreRow, ProgrammeRow } from "../../shared/rpc/core-methods.ts";
import { Form } from "../design/Form.tsx";
import { FormFoot } from "../design/FormFoot.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import type { Signer } from "../rpc/use-signer.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { formWords } from "../vocabulary/form-words.ts";
import { CreditPanel } from "./CreditPanel.tsx";
import { CriterionView } from "./CriterionView.tsx";
import { emptyFinding, type FindingDraft, type GradeDraft } from "./grade-draft.ts";
import type { Photos } from "./use-photos.ts";

export interface GradeViewProps {
  readonly core: CoreRow;
  readonly draft: GradeDraft;
  readonly change: (part: Partial<GradeDraft>) => void;
  readonly changeFindings: (change: (findings: ReadonlyArray<FindingDraft>) => ReadonlyArray<FindingDraft>) => void;
  readonly faults: ReadonlySet<string>;
  readonly programmes: ReadonlyArray<ProgrammeRow>;
  readonly programme: ProgrammeRow | null;
  readonly recordProgramme: () => void;
  readonly deposit: Money;
  readonly grade: CoreGrade | null;
  readonly photos: Photos;
  readonly refusal: string | null;
  readonly running: boolean;
  readonly signer: Signer;
  readonly submit: () => void;
}

const words = coreWords.grading;

/** Every fault stands beside its criterion. */
export const GradeView = (props: GradeViewProps) => (
  <ScreenFrame title={words.title(props.core.serial ?? coreWords.noPlate)} about={words.about}>
    <Form submit={props.submit}>
      <div className="grading">
        <div className="stack">
          <ProgrammeFields {...props} />
          <Criteria {...props} />
          <Textarea
            label={words.remark}
            value={props.draft.remark}
            autosize
            minRows={2}
            onChange={({ currentTarget }) => props.change({ remark: currentTarget.value })}
          />
        </div>
        <div className="credit" aria-live="polite">
          <Panel title={words.credit}>
            {props.grade === null || props.programme === null ? (
              <p className="muted">{coreWords.faults["programme"]}</p>
            ) : (
              <CreditPanel deposit={props.deposit} grade={props.grade} programme={props.programme.terms} />
            )}
          </Panel>
        </div>
      </div>
      <FormFoot
        record={words.record}
        running={props.running || props.photos.running !== null}
        refusal={props.refusal}
        signer={props.signer.person?.name ?? null}
        changeSigner={props.signer.change}
        words={formWords}
      />
    </Form>
  </ScreenFrame>
);

const keyOf = ({ record, terms }: ProgrammeRow): string => record ?? terms.title;

const ProgrammeFields = ({
  change,
  changeFindings,
  draft,
  faults,
  programme,
  programmes,
  recordProgramme,
  running,
}: GradeViewProps) => (
  <>
    <div className="form-grid">
      <Select
        className="wide"
        label={words.programme}
        data={programmes.map((row) => ({ label: `${row.terms.title}, ${row.terms.edition}`, value: keyOf(row) }))}
        value={programme === null ? null : keyOf(programme)}
        error={faults.has("programme") && programme === null ? (coreWords.faults["programme"] ?? null) : null}
        searchable
        required
        onChange={(chosen) => {
          change({ programme: chosen ?? "" });
          changeFindings(() => []);
        }}
      />
      {programme === null || programme.terms.upgrades.length === 0 ? null : (
        <>
          {(["coreModel", "soldModel"] as const).map((member) => (
            <TextInput
              key={member}
              label={words[member]}
              value={draft[member]}
              onChange={({ currentTarget }) => change({ [member]: currentTarget.value })}
            />
          ))}
        </>
      )}
    </div>
    {programme === null || programme.record !== null ? null : (
      <Notice tone="warn">
        <p>{words.unrecorded}</p>
        <Button variant="default" loading={running} onClick={recordProgramme}>
          {words.recordProgramme(programme.terms.title)}
        </Button>
      </Notice>
    )}
  </>
);

const Criteria = ({ changeFindings, draft, faults, photos, programme }: GradeViewProps) => {
  if (programme === null) return null;
  const { criteria, currency } = programme.terms;
  return (
    <ul className="criteria" aria-label={coreWords.programme.criteria}>
      {criteria.map((criterion) => {
        const { code } = criterion;
        return (
          <CriterionView
            key={code}
            criterion={criterion}
            currency={currency}
            finding={draft.findings.find((one) => one.code === code) ?? null}
            faults={faults}
            photos={photos}
            tick={(found) =>
              changeFindings((findings) => [
                ...findings.filter((one) => one.code !== code),
                ...(found ? [emptyFinding(code)] : []),
              ])
            }
            change={(part) =>
              changeFindings((findings) => findings.map((one) => (one.code === code ? { ...one, ...part } : one)))
            }
          />
        );
      })}
    </ul>
  );
};
