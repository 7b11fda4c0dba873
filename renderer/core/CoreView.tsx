/** A core as the records have it: receipt, entitlement, grades with photos, and what contradicts them. */
import "./core.css";
import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { CoreGradeRow } from "../../shared/rpc/core-methods.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import { Facts } from "../design/Facts.tsx";
import { Notice } from "../design/Notice.tsx";
import { Panel } from "../design/Panel.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { RulesFold } from "../evidence/RulesFold.tsx";
import { StandingMark } from "../evidence/StandingMark.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { coreWords } from "../vocabulary/core-words.ts";
import { moneyWords } from "../vocabulary/money-words.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { CreditPanel } from "./CreditPanel.tsx";
import { PhotoView } from "./PhotoView.tsx";

type Detail = ResponseOf<"core.get">;

const words = coreWords.detail;

/** Plain rows in. */
export const CoreView = ({ detail }: { readonly detail: Detail }) => {
  const { core, grades, others } = detail;
  return (
    <ScreenFrame
      title={words.title(core.serial ?? coreWords.noPlate)}
      about={coreWords.place(timeText(core.at), core.by, core.place, core.rga)}
      actions={<Actions detail={detail} />}
      body="columns"
    >
      <div className="stack">
        {core.contradicted ? (
          <Notice tone="bad">
            <p>{words.contradicted}</p>
            <ul>
              {others.map((other) => (
                <li key={other.record}>
                  <Link href={addresses.core(other.record)}>
                    {coreWords.place(timeText(other.at), other.by, other.place, other.rga)}
                  </Link>
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <ReceiptPanel detail={detail} />
        <EntitlementPanel detail={detail} />
      </div>
      <Panel title={words.grades}>
        {grades.length === 0 ? <p className="muted">{words.ungraded}</p> : null}
        <div className="stack">
          {grades.map((grade, index) => (
            <GradeSection key={grade.record} grade={grade} history={core.history} earlier={index > 0} />
          ))}
        </div>
      </Panel>
    </ScreenFrame>
  );
};

const Actions = ({ detail: { core, grades } }: { readonly detail: Detail }) => (
  <>
    <Button component={Link} href={addresses.asset(core.history)} variant="default">
      {words.history}
    </Button>
    <Button component={Link} href={addresses.warrantiesOf(core.history)} variant="default">
      {words.warranty}
    </Button>
    <Button component={Link} href={addresses.gradeCore(core.record)}>
      {grades.length === 0 ? words.grade : words.gradeAgain}
    </Button>
  </>
);

const ReceiptPanel = ({ detail: { core } }: { readonly detail: Detail }) => (
  <Panel title={words.facts}>
    <Facts
      facts={[
        {
          name: words.received,
          value: <Link href={addresses.entry(core.history, core.record)}>{timeText(core.at)}</Link>,
        },
        {
          name: decisionWords.standing.name,
          value: <StandingMark record={core.record} standing={core.standing} worded />,
        },
        { name: words.by, value: core.by },
        { name: words.sold, value: core.sold_serial ?? coreWords.none },
        { name: words.part, value: core.part_number ?? coreWords.none },
        {
          name: words.maker,
          value: [core.maker, core.model].filter((part) => part !== null).join(" ") || coreWords.none,
        },
        { name: words.life, value: core.life_number },
        ...(core.remark === null ? [] : [{ name: words.remark, value: core.remark }]),
      ]}
    />
  </Panel>
);

const EntitlementPanel = ({ detail: { entitlement, window } }: { readonly detail: Detail }) => (
  <Panel title={words.entitlement}>
    {entitlement === null ? (
      <p className="muted">{words.noEntitlement}</p>
    ) : (
      <Facts
        facts={[
          {
            name: words.sold,
            value: (
              <Link href={addresses.entry(entitlement.history, entitlement.record)}>{entitlement.sold_serial}</Link>
            ),
          },
          { name: words.deposit, value: moneyWords(entitlement.deposit) },
          { name: words.holder, value: entitlement.holder ?? coreWords.none },
          { name: words.window, value: `${entitlement.ends ?? coreWords.none}, ${words.windows[window]}` },
        ]}
      />
    )}
  </Panel>
);

interface GradeSectionProps {
  readonly grade: CoreGradeRow;
  readonly history: string;
  readonly earlier: boolean;
}

const GradeSection = ({ earlier, grade, history }: GradeSectionProps) => {
  const { terms } = grade.programme;
  return (
    <section className="stack core-grades">
      <p>
        {earlier ? `${words.earlier} · ` : ""}
        {words.by_programme(terms.title, terms.edition)} ·{" "}
        <StandingMark record={grade.record} standing={grade.standing} />
        <Link href={addresses.entry(history, grade.record)}>{`${timeText(grade.at)}, ${grade.by}`}</Link>
      </p>
      <RulesFold rules={grade.rules} />
      {grade.reason === null && grade.doubt === null ? null : (
        <Notice tone="warn">{[grade.reason, grade.doubt].filter((part) => part !== null).join(" ")}</Notice>
      )}
      <CreditPanel
        deposit={grade.deposit}
        grade={{ credit_minor: grade.credit_minor, lines: grade.lines, outcome: grade.outcome }}
        programme={terms}
      />
      {grade.findings.map(({ code, count, photos, text }) => (
        <div key={code} className="stack tight">
          <span>
            {terms.criteria.find((one) => one.code === code)?.name ?? code}
            {count > 1 ? ` × ${count}` : ""} <span className="muted">{text}</span>
          </span>
          <ul className="photos">
            {photos.map((photo) => (
              <li key={photo.sha256}>
                <PhotoView photo={photo} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {grade.remark === null ? null : <p>{grade.remark}</p>}
    </section>
  );
};
