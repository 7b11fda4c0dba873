/** Whether something is covered, limit by limit, with the records that each answer rests on. */
import { Link } from "wouter";
import type { WarrantyVerdict } from "../../shared/rpc/warranty-methods.ts";
import { RulesFold } from "../evidence/RulesFold.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { timeText } from "../vocabulary/time-words.ts";
import { warrantyWords } from "../vocabulary/warranty-words.ts";
import { CoverMark } from "./CoverMark.tsx";

export interface VerdictPanelProps {
  readonly verdict: WarrantyVerdict;
  readonly history: string;
  readonly large?: boolean;
}

const words = warrantyWords.detail;

/** The gap that keeps it open is in the sentence. */
export const VerdictPanel = ({ history, large = false, verdict }: VerdictPanelProps) => (
  <div className="stack tight">
    <CoverMark cover={verdict.cover} large={large} />
    <ul className="checks">
      {verdict.checks.map(({ cover, records, sentence, what }) => (
        <li key={`${what} ${sentence}`}>
          <span className="check-head">
            <span className="muted">{words.checks[what]}</span>
            <CoverMark cover={cover} />
          </span>
          <span>
            {sentence}{" "}
            {records.map((record) => (
              <Link key={record} href={addresses.entry(history, record)}>
                {words.record}
              </Link>
            ))}
          </span>
        </li>
      ))}
    </ul>
    <p className="muted">
      {words.judgedAt} {timeText(verdict.at)}; {words.knownBy} {timeText(verdict.known_by)},{" "}
      {verdict.witnessed ? words.witnessed : words.selfDeclared}
    </p>
    <RulesFold rules={verdict.rules} />
  </div>
);
