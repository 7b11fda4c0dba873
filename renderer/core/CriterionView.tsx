/** One criterion of the programme; when it is found, its pieces, its words and its photos. */
import { ActionIcon, TextInput } from "@mantine/core";
import { IconCamera, IconX } from "@tabler/icons-react";
import type { Criterion } from "../../shared/reman/programme.ts";
import { DropField } from "../design/DropField.tsx";
import { Notice } from "../design/Notice.tsx";
import { coreWords } from "../vocabulary/core-words.ts";
import type { FindingDraft } from "./grade-draft.ts";
import { OutcomeFlag } from "./OutcomeFlag.tsx";
import { PhotoView } from "./PhotoView.tsx";
import { takesText } from "./takes-text.ts";
import type { Photos } from "./use-photos.ts";

export interface CriterionViewProps {
  readonly criterion: Criterion;
  readonly currency: string;
  readonly finding: FindingDraft | null;
  readonly faults: ReadonlySet<string>;
  readonly photos: Photos;
  readonly tick: (found: boolean) => void;
  readonly change: (part: Partial<FindingDraft>) => void;
}

const words = coreWords.grading;

/** The whole head is pressed. */
export const CriterionView = (props: CriterionViewProps) => {
  const { criterion, currency, finding, tick } = props;
  const { code, deduction, name, outcome } = criterion;
  return (
    <li className="criterion" data-found={finding !== null}>
      <label className="criterion-head">
        <input
          type="checkbox"
          checked={finding !== null}
          aria-label={words.found(name)}
          onChange={({ currentTarget }) => tick(currentTarget.checked)}
        />
        <span className="criterion-code mono muted">{code}</span>
        <span>{name}</span>
        <span className="criterion-takes muted">{takesText(deduction, currency)}</span>
        <OutcomeFlag outcome={outcome} />
      </label>
      {finding === null ? null : <FoundFields {...props} finding={finding} />}
    </li>
  );
};

const FoundFields = (props: CriterionViewProps & { readonly finding: FindingDraft }) => {
  const { change, criterion, faults, finding } = props;
  const { code, deduction } = criterion;
  const isCounted = deduction?.kind === "fixed" && deduction.per === "piece";
  return (
    <div className="criterion-found">
      <div className="stack tight">
        {isCounted ? (
          <TextInput
            label={words.pieces}
            value={finding.count}
            inputMode="numeric"
            onChange={({ currentTarget }) => change({ count: currentTarget.value })}
          />
        ) : null}
        {deduction?.kind === "stated" ? (
          <TextInput
            label={words.amount}
            value={finding.stated}
            inputMode="decimal"
            error={faults.has(`amount ${code}`) ? words.amountMissing : null}
            onChange={({ currentTarget }) => change({ stated: currentTarget.value })}
          />
        ) : null}
        <TextInput
          label={words.words}
          value={finding.text}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
        />
      </div>
      <PhotoFields {...props} />
    </div>
  );
};

const PhotoFields = ({
  change,
  criterion: { code, name },
  faults,
  finding,
  photos,
}: CriterionViewProps & { readonly finding: FindingDraft }) => (
  <div className="stack tight">
    <span className="field-label">{words.photo}</span>
    <ul className="photos" aria-label={`${words.photo}: ${name}`}>
      {finding.photos.map((photo) => (
        <li key={photo.sha256}>
          <PhotoView photo={photo}>
            <ActionIcon
              aria-label={words.removePhoto(photo.name)}
              onClick={() => change({ photos: finding.photos.filter(({ sha256 }) => sha256 !== photo.sha256) })}
            >
              <IconX size={16} />
            </ActionIcon>
          </PhotoView>
        </li>
      ))}
    </ul>
    <DropField
      label={
        <>
          <IconCamera size={18} aria-hidden="true" /> {photos.running === code ? words.taking : words.addPhoto}
        </>
      }
      accept="image/jpeg,image/png,image/webp,image/heic,.heic"
      many
      small
      disabled={photos.running !== null}
      take={(files) => photos.take(code, files)}
    />
    {photos.refusal?.code === code ? (
      <Notice tone="bad" urgent>
        {photos.refusal.message}
      </Notice>
    ) : null}
    {faults.has(`photo ${code}`) && finding.photos.length === 0 ? <p role="alert">{words.photoMissing}</p> : null}
  </div>
);
