/** What is recorded about a study: each in a dialog of its own, made anew when it opens. */
import type { RecommendationRow, SafeguardRow, StudyNodeRow } from "../../shared/rpc/hazop-rows.ts";
import { BypassDialog } from "./BypassDialog.tsx";
import { ChannelDialog, type WatchedDeviation } from "./ChannelDialog.tsx";
import { CloseActionDialog } from "./CloseActionDialog.tsx";
import { LinkNodeDialog } from "./LinkNodeDialog.tsx";
import { LinkSafeguardDialog } from "./LinkSafeguardDialog.tsx";
import { RestoreDialog } from "./RestoreDialog.tsx";
import { RevalidateDialog } from "./RevalidateDialog.tsx";
import { ReviewDialog } from "./ReviewDialog.tsx";
import { TestDialog } from "./TestDialog.tsx";

export type StudyDialog =
  | { readonly kind: "link-safeguard"; readonly safeguard: SafeguardRow }
  | { readonly kind: "test"; readonly safeguard: SafeguardRow }
  | { readonly kind: "bypass"; readonly safeguard: SafeguardRow }
  | { readonly kind: "restore"; readonly safeguard: SafeguardRow; readonly bypass: string }
  | { readonly kind: "link-node"; readonly node: StudyNodeRow }
  | { readonly kind: "review"; readonly node: StudyNodeRow }
  | { readonly kind: "close-action"; readonly action: RecommendationRow }
  | { readonly kind: "channel"; readonly watched: WatchedDeviation }
  | { readonly kind: "revalidate" };

/** Opens one. */
export type AskDialog = (dialog: StudyDialog) => void;

export interface StudyDialogsProps {
  readonly study: string;
  /** Null: none is open. */
  readonly dialog: StudyDialog | null;
  readonly close: () => void;
}

/** The one that is open. */
export const StudyDialogs = ({ study, dialog, close }: StudyDialogsProps) => {
  const common = { study, close };
  switch (dialog?.kind) {
    case undefined:
      return null;
    case "link-safeguard":
      return <LinkSafeguardDialog {...common} safeguard={dialog.safeguard} />;
    case "test":
      return <TestDialog {...common} safeguard={dialog.safeguard} />;
    case "bypass":
      return <BypassDialog {...common} safeguard={dialog.safeguard} />;
    case "restore":
      return <RestoreDialog {...common} safeguard={dialog.safeguard} bypass={dialog.bypass} />;
    case "link-node":
      return <LinkNodeDialog {...common} node={dialog.node} />;
    case "review":
      return <ReviewDialog {...common} node={dialog.node} />;
    case "close-action":
      return <CloseActionDialog {...common} action={dialog.action} />;
    case "channel":
      return <ChannelDialog {...common} watched={dialog.watched} />;
    case "revalidate":
      return <RevalidateDialog {...common} />;
  }
};
