/** Kinds of reports as the screens' double answers them. */
import { reportKind, reportKindNames } from "../../shared/report/report-kinds.ts";
import type { ReportKindRow } from "../../shared/rpc/report-methods.ts";

/** Every kind; whoever holds no role may issue none. */
export const reportKindRows = (roles: ReadonlyArray<string>): ReportKindRow[] =>
  reportKindNames.map((kind) => {
    const { about, papers, scope, title } = reportKind(kind);
    const refusal = roles.length === 0 ? "Nobody is signed in. Sign in as somebody who may issue reports." : null;
    return { about, kind, papers: [...papers], refusal, roles: [...roles], scope, title };
  });
