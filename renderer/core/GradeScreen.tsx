/** Grades a core: criteria, photos, and the credit as it follows from them. */
import { useState } from "react";
import { useLocation } from "wouter";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Answered } from "../design/Answered.tsx";
import { useDraft } from "../design/draft.ts";
import { say } from "../design/said.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";
import { useCommand } from "../rpc/use-command.ts";
import { useSigner } from "../rpc/use-signer.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { moneyWords } from "../vocabulary/money-words.ts";
import { emptyGradeDraft, gradeDraftShape, gradeFaults, gradeOf, gradeRequestOf } from "./grade-draft.ts";
import { GradeView } from "./GradeView.tsx";
import { usePhotos } from "./use-photos.ts";

/** Waits for the core, then keeps a draft of its own. */
export const GradeScreen = ({ receipt }: { readonly receipt: string }) => (
  <Answered answer={useAsk("core.get", { receipt })} waiting={coreWords.waiting}>
    {(detail) => <Grading detail={detail} />}
  </Answered>
);

const Grading = ({ detail }: { readonly detail: ResponseOf<"core.get"> }) => {
  const { core, entitlement, window } = detail;
  const [draft, changeDraft, dropDraft] = useDraft(`grade.${core.record}`, begun(detail), gradeDraftShape);
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const programmes = valueOr(useAsk("core.programmes", {}), []);
  const photos = usePhotos((code, photo) =>
    changeDraft(({ findings }) => ({
      findings: findings.map((one) => (one.code === code ? { ...one, photos: [...one.photos, photo] } : one)),
    })),
  );
  const publish = useCommand("core.publish-programme");
  const command = useCommand("core.grade");
  const signer = useSigner();
  const [, go] = useLocation();
  const programme = programmes.find(({ record, terms }) => (record ?? terms.title) === draft.programme) ?? null;
  const terms = programme?.terms ?? null;
  const deposit = entitlement?.deposit ?? { currency: terms?.currency ?? "USD", minor: 0 };
  const grade = terms === null ? null : gradeOf(draft, terms, { deposit, window });
  const recordProgramme = async (): Promise<void> => {
    if (terms === null) return;
    const outcome = await publish.run({ history: null, terms });
    if (outcome?.ok === true) changeDraft(() => ({ programme: outcome.value.id }));
  };
  const submit = async (): Promise<void> => {
    const missing = gradeFaults(draft, programme?.record == null ? null : terms);
    setFaults(missing);
    if (missing.size > 0 || terms === null || photos.running !== null) return;
    const outcome = await command.run(gradeRequestOf(draft, terms, core.record));
    if (outcome?.ok !== true) return;
    dropDraft();
    const { credit_minor, currency, outcome: name } = outcome.value;
    const credit = credit_minor === null ? coreWords.grading.undecided : moneyWords({ currency, minor: credit_minor });
    say(coreWords.grading.done(coreWords.outcome(name), credit));
    go(addresses.core(core.record));
  };
  return (
    <GradeView
      core={core}
      draft={draft}
      change={(part) => changeDraft(() => part)}
      changeFindings={(change) => changeDraft(({ findings }) => ({ findings: change(findings) }))}
      faults={faults}
      programmes={programmes}
      programme={programme}
      recordProgramme={() => void recordProgramme()}
      deposit={deposit}
      grade={grade}
      photos={photos}
      refusal={command.failure?.message ?? publish.failure?.message ?? null}
      running={command.running || publish.running}
      signer={signer}
      submit={() => void submit()}
    />
  );
};

/** The programme that was agreed at the sale, and the models that both plates say. */
const begun = ({ core, entitlement }: ResponseOf<"core.get">) => ({
  ...emptyGradeDraft,
  coreModel: core.model ?? "",
  programme: entitlement?.programme ?? "",
  soldModel: entitlement?.model ?? "",
});
