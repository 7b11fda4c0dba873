/** A modification as it is being typed in, and the way from there to the request of the contract. */
import { changeKinds } from "../../shared/service/change-body.ts";
import { methods, type RequestOf } from "../../shared/rpc/methods.ts";
import { typedOccurred } from "../vocabulary/time-words.ts";
import { emptyPart, type FileDraft, type PartDraft } from "./work-draft.ts";
import { faultsOf, partOf, textOrNull, type Checked } from "./work-request.ts";

export interface ChangeDraft {
  readonly summary: string;
  /** A day, or a day and a time; its precision is what is typed. */
  readonly occurred: string;
  /** Empty until it is chosen. */
  readonly change: string;
  readonly inKind: boolean;
  readonly reason: string;
  readonly authorization: string;
  readonly parts: ReadonlyArray<PartDraft>;
  readonly attachments: ReadonlyArray<FileDraft>;
}

/** Nothing typed in yet. Not in kind until somebody says otherwise: that way nothing stays unreviewed by default. */
export const emptyChangeDraft = (occurred: string): ChangeDraft => ({
  summary: "",
  occurred,
  change: "",
  inKind: false,
  reason: "",
  authorization: "",
  parts: [],
  attachments: [],
});

/** With one item in each list: how a kept draft is recognised. */
export const changeDraftShape: ChangeDraft = {
  ...emptyChangeDraft(""),
  parts: [emptyPart],
  attachments: [{ media_type: "", name: "", sha256: "", size: 0 }],
};

/** True where the change can be, and is said to be, in kind. */
export const isInKind = ({ change, inKind }: ChangeDraft): boolean => change === "part" && inKind;

/** The change as the contract takes it; checked by the contract itself, so that form and node never disagree. */
export const changeRequestOf = (
  draft: ChangeDraft,
  { history, zone }: { readonly history: string; readonly zone: string },
): Checked<RequestOf<"asset.record-change">> => {
  const parsed = methods["asset.record-change"].request.safeParse({
    attachments: draft.attachments,
    authorization: textOrNull(draft.authorization),
    change: changeKinds.find((kind) => kind === draft.change),
    history,
    in_kind: isInKind(draft),
    occurred: typedOccurred(draft.occurred, zone),
    parts: draft.parts.map(partOf),
    reason: textOrNull(draft.reason),
    summary: draft.summary.trim(),
  });
  return parsed.success ? { ok: true, request: parsed.data } : { ok: false, faults: faultsOf(parsed.error.issues) };
};
