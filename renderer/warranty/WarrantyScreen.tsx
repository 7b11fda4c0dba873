/** One warranty: its cover today, its terms, its claims, and the way to its certificate. */
import "./warranty.css";
import { Button } from "@mantine/core";
import { IconFileCertificate } from "@tabler/icons-react";
import { Link } from "wouter";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { WarrantyIssued } from "../../shared/warranty/warranty-body.ts";
import { Answered } from "../design/Answered.tsx";
import { Facts, type Fact } from "../design/Facts.tsx";
import { Panel } from "../design/Panel.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { StandingMark } from "../evidence/StandingMark.tsx";
import { useAsk } from "../rpc/use-ask.ts";
import { addresses } from "../vocabulary/addresses.ts";
import { decisionWords } from "../vocabulary/decision-words.ts";
import { saidText } from "../vocabulary/number-words.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { warrantyWords } from "../vocabulary/warranty-words.ts";
import { ClaimForm } from "./ClaimForm.tsx";
import { VerdictPanel } from "./VerdictPanel.tsx";

type Detail = ResponseOf<"warranty.get">;

const words = warrantyWords.detail;

/** Asks and shows. */
export const WarrantyScreen = ({ warranty }: { readonly warranty: string }) => (
  <Answered answer={useAsk("warranty.get", { warranty })} waiting={warrantyWords.waiting}>
    {(detail) => <WarrantyView detail={detail} />}
  </Answered>
);

const WarrantyView = ({ detail }: { readonly detail: Detail }) => {
  const { row, terms } = detail;
  return (
    <ScreenFrame
      title={words.title(row.certificate_number)}
      about={words.about(warrantyWords.strategies[row.strategy], terms.product.description)}
      actions={
        <>
          <Button component={Link} href={addresses.asset(row.history)} variant="default">
            {words.asset}
          </Button>
          <Button
            component={Link}
            href={addresses.makeReport("warranty-certificate", row.record)}
            leftSection={<IconFileCertificate size={16} />}
          >
            {words.certificate}
          </Button>
        </>
      }
      body="columns"
    >
      <div className="stack">
        <Panel title={words.cover}>
          <VerdictPanel verdict={row.verdict} history={row.history} large />
        </Panel>
        <Panel title={words.claims}>
          <Claims detail={detail} />
        </Panel>
      </div>
      <Panel title={words.terms}>
        <Facts facts={termFacts(detail)} />
      </Panel>
    </ScreenFrame>
  );
};

const Claims = ({ detail: { claims, row, terms } }: { readonly detail: Detail }) => (
  <div className="stack">
    {claims.length === 0 ? <p className="muted">{words.noClaims}</p> : null}
    {claims.map((claim) => (
      <section key={claim.record} className="stack tight claims">
        <p>
          <StandingMark record={claim.record} standing={claim.standing} />
          <Link href={addresses.entry(row.history, claim.record)}>{claim.occurred.value}</Link> {claim.summary}{" "}
          <span className="muted">{[claim.by, claim.rga].filter((part) => part !== null).join(" · ")}</span>
        </p>
        <VerdictPanel verdict={claim.verdict} history={row.history} />
      </section>
    ))}
    <ClaimForm warranty={row.record} counters={terms.limits.usage} />
  </div>
);

const termFacts = ({ holder, issued_at, row, terms, writer }: Detail): ReadonlyArray<Fact> => [
  { name: decisionWords.standing.name, value: <StandingMark record={row.record} standing={row.standing} worded /> },
  { name: words.limits, value: limitsText(terms.limits) },
  { name: words.start, value: `${terms.start.occurred.value}, ${warrantyWords.starts[terms.start.event]}` },
  ...(terms.meter_at_start.length === 0
    ? []
    : [
        {
          name: words.meter,
          value: terms.meter_at_start
            .map(({ counter, reading }) => `${counter} ${saidText(reading.value, reading.unit)}`)
            .join(", "),
        },
      ]),
  ...(terms.reference_new === null
    ? []
    : [{ name: words.asNew, value: `${limitsText(terms.reference_new)} (${terms.reference_new.source})` }]),
  { name: words.remedy, value: terms.remedy },
  ...(terms.service === null || terms.service.every_months === null
    ? []
    : [{ name: words.service, value: words.every(terms.service.every_months, terms.service.tolerance_percent) }]),
  ...linesFact(words.covered, terms.covered),
  ...linesFact(words.excluded, terms.excluded),
  ...linesFact(words.conditions, terms.conditions),
  ...linesFact(words.exclusions, terms.exclusions),
  ...linesFact(
    words.evidence,
    terms.evidence.map(({ kind, reference }) => `${kind}: ${reference}`),
  ),
  ...textFact(warrantyWords.issuing.procedure, terms.claim_procedure),
  ...textFact(warrantyWords.issuing.liability, terms.liability),
  ...textFact(warrantyWords.issuing.transfer, terms.transferable),
  ...textFact(warrantyWords.issuing.law, terms.governing_law),
  { name: words.holder, value: terms.holder === null ? "—" : (holder ?? words.withheld) },
  { name: words.issuer, value: `${terms.issuer.name}, ${writer.name ?? ""}, ${timeText(issued_at)}` },
];

const textFact = (name: string, value: string | null): ReadonlyArray<Fact> => (value === null ? [] : [{ name, value }]);

const linesFact = (name: string, lines: ReadonlyArray<string>): ReadonlyArray<Fact> =>
  lines.length === 0 ? [] : [{ name, value: <span className="warranty-lines">{lines.join("\n")}</span> }];

const limitsText = ({ months, usage }: Pick<WarrantyIssued["limits"], "months" | "usage">): string =>
  [
    ...(months === null ? [] : [words.months(months)]),
    ...usage.map(({ counter, limit }) => `${saidText(limit.value, limit.unit)} ${counter}`),
  ].join(" / ");
