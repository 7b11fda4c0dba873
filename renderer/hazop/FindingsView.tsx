/** What is wrong or missing in a study as it was written. */
import type { FindingRow } from "../../shared/rpc/hazop-rows.ts";
import { Flag } from "../design/Flag.tsx";
import { hazopWords } from "../vocabulary/hazop-words.ts";

/** It scrolls, so the keyboard must reach it. */
const focusable = { role: "group", tabIndex: 0 } as const;

const tones = { error: "bad", warning: "warn", note: "plain" } as const;

/** Contradictions first, as the node sends them. */
export const FindingsView = ({ findings }: { readonly findings: ReadonlyArray<FindingRow> }) =>
  findings.length === 0 ? (
    <p className="nothing">{hazopWords.noFindings}</p>
  ) : (
    <div className="findings" {...focusable} aria-label={hazopWords.findings(findings.length)}>
      <ul className="lines">
        {findings.map(({ grade, message, place, rule }, index) => (
          <li key={index}>
            <Flag tone={tones[grade]} title={rule}>
              {hazopWords.grades[grade]}
            </Flag>
            <span className="mono">{place}</span>
            <span className="grow">{message}</span>
          </li>
        ))}
      </ul>
    </div>
  );
