/** Asks for the part of a study that is looked at. */
import { useAsk } from "../rpc/use-ask.ts";
import { Answered } from "../design/Answered.tsx";
import type { StudyNodeRow } from "../../shared/rpc/hazop-rows.ts";
import { hazopWords } from "../vocabulary/hazop-words.ts";
import { FindingsView } from "./FindingsView.tsx";
import { HeaderView } from "./HeaderView.tsx";
import { MatrixView } from "./MatrixView.tsx";
import { NodeFactsView } from "./NodeFactsView.tsx";
import { RecommendationTable } from "./RecommendationTable.tsx";
import { SafeguardTable } from "./SafeguardTable.tsx";
import type { StudyViewProps } from "./study-view-props.ts";
import { WorksheetScreen } from "./WorksheetScreen.tsx";
import { askedAt } from "./study-part.ts";

export interface StudyPartProps extends StudyViewProps {
  /** The node that is looked at. */
  readonly shown: StudyNodeRow | null;
}

/** One part at a time. */
export const StudyPartScreen = (props: StudyPartProps) => {
  const { here, part, shown, at, ask } = props;
  const moment = { at, study: here.row.study };
  const may = at === null;
  switch (part) {
    case "worksheet":
      return shown === null ? null : (
        <>
          <NodeFactsView node={shown} may={may} ask={ask} />
          <WorksheetScreen key={shown.node} moment={moment} node={shown.node} ask={ask} />
        </>
      );
    case "safeguards":
      return <Safeguards {...props} />;
    case "actions":
      return <Actions {...props} />;
    case "matrix":
      return <Matrix {...props} />;
    case "findings":
      return <Findings {...props} />;
    case "header":
      return <HeaderView here={here} />;
  }
};

const Safeguards = ({ here, at, ask }: StudyPartProps) => {
  const rows = useAsk("hazop.safeguards", askedAt({ at, study: here.row.study }), { keep: true });
  return (
    <Answered answer={rows} waiting={hazopWords.waiting}>
      {(safeguards) => <SafeguardTable rows={safeguards} may={at === null} ask={ask} />}
    </Answered>
  );
};

const Actions = ({ here, at, ask }: StudyPartProps) => {
  const rows = useAsk("hazop.recommendations", askedAt({ at, study: here.row.study }), { keep: true });
  return (
    <Answered answer={rows} waiting={hazopWords.waiting}>
      {(actions) => <RecommendationTable rows={actions} may={at === null} ask={ask} />}
    </Answered>
  );
};

const Matrix = ({ here }: StudyPartProps) => {
  const matrix = useAsk("hazop.matrix", { study: here.row.study });
  return (
    <Answered answer={matrix} waiting={hazopWords.waiting}>
      {(value) => <MatrixView matrix={value} />}
    </Answered>
  );
};

const Findings = ({ here }: StudyPartProps) => {
  const lint = useAsk("hazop.lint", { study: here.row.study });
  return (
    <Answered answer={lint} waiting={hazopWords.waiting}>
      {({ findings }) => <FindingsView findings={findings} />}
    </Answered>
  );
};
