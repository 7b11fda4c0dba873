/** What a report is about, as people call it. */
import type { ReportKindRow } from "../../shared/rpc/report-methods.ts";
import { valueOr } from "../rpc/answer.ts";
import { useAsk } from "../rpc/use-ask.ts";

/** A history, or a file with the register that is trusted. */
export type ReportAbout =
  | { readonly history: string }
  | { readonly upload: string; readonly name: string; readonly trust: string | null };

/** The tag of an asset, the name of a study or a file, the number of a warranty, or the beginning of an id. */
export const useSubject = (about: ReportAbout, scope: ReportKindRow["scope"] | null): string => {
  const history = "history" in about ? about.history : "";
  const isStudy = scope === "study";
  const study = useAsk("hazop.study", { study: history }, { when: isStudy });
  const isAsset = history !== "" && scope !== null && !isStudy;
  const asset = useAsk("asset.get", { history }, { when: isAsset });
  // A certificate is about one warranty of an asset, named by its record.
  const isRecord = isAsset && asset.state === "refused" && /^[0-9a-f]{64}$/.test(history);
  const warranty = useAsk("warranty.get", { warranty: history }, { when: isRecord });
  if ("name" in about) return about.name;
  const name =
    valueOr(study, null)?.row.name ??
    valueOr(asset, null)?.tag[0]?.value ??
    valueOr(warranty, null)?.row.certificate_number;
  const isAsked = scope === null || (isStudy ? study : isRecord ? warranty : asset).state === "waiting";
  return name ?? (isAsked ? "…" : history.slice(0, shownDigits));
};

const shownDigits = 12;
