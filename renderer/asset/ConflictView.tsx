/** What a person must decide: fields with two values, keys with two versions, files that are missing. */
import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { AssetDetail } from "../../shared/rpc/rows.ts";
import { Notice } from "../design/Notice.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { assetWords } from "../vocabulary/asset-words.ts";
import { fieldTitle, gradedReceipt } from "../vocabulary/record-words.ts";
import { RecordLink } from "../evidence/RecordLink.tsx";

/** A grade is decided by grading again, everything else by describing. */
const wayOut = (history: string, field: string): string => {
  const receipt = gradedReceipt(field);
  return receipt === null ? addresses.describe(history) : addresses.gradeCore(receipt);
};

/** Nothing where there is nothing to decide. */
export const ConflictView = ({ asset }: { readonly asset: AssetDetail }) => (
  <>
    {asset.conflicts.map(({ field, records, values }) => (
      <Notice key={field} tone="warn">
        <p>{assetWords.conflict.says(fieldTitle(field))}</p>
        <ul className="conflict-values">
          {values.map((value, index) => (
            <li key={`${value} ${records[index] ?? ""}`}>
              <strong>{value}</strong>{" "}
              <span className="muted">
                {assetWords.conflict.by} <RecordLink history={asset.history} id={records[index] ?? ""} />
              </span>
            </li>
          ))}
        </ul>
        <Button component={Link} href={wayOut(asset.history, field)} variant="default">
          {assetWords.conflict.decide}
        </Button>
      </Notice>
    ))}
    {asset.equivocations.map(({ records, writer, seq }) => (
      <Notice key={`${writer} ${seq}`} tone="bad">
        <p>{assetWords.conflict.equivocation}</p>
        <p className="row-of">
          {records.map((id) => (
            <RecordLink key={id} history={asset.history} id={id} />
          ))}
        </p>
        <Button component={Link} href={addresses.decisionsOn("equivocations")} variant="default">
          {assetWords.conflict.proof}
        </Button>
      </Notice>
    ))}
    {asset.attachments_missing === 0 ? null : (
      <Notice tone="calm">{assetWords.conflict.attachments(asset.attachments_missing)}</Notice>
    )}
  </>
);
