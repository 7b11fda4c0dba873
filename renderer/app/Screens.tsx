/** Which screen stands at which address. */
import { Route, Switch } from "wouter";
import { AssetScreen } from "../asset/AssetScreen.tsx";
import { CounterScreen } from "../asset/CounterScreen.tsx";
import { DescribeScreen } from "../asset/DescribeScreen.tsx";
import { PlanScreen } from "../asset/PlanScreen.tsx";
import { RegisterAssetScreen } from "../asset/RegisterAssetScreen.tsx";
import { FleetScreen } from "../fleet/FleetScreen.tsx";
import { HelpScreen } from "../help/HelpScreen.tsx";
import { InstrumentScreen } from "../instrument/InstrumentScreen.tsx";
import { ExchangeScreen } from "../peer/ExchangeScreen.tsx";
import { FileReportScreen } from "../report/FileReportScreen.tsx";
import { DossierScreen, MakeReportScreen } from "../report/MakeReportScreen.tsx";
import { ReportsScreen } from "../report/ReportsScreen.tsx";
import { DesignScreen } from "../settings/DesignScreen.tsx";
import { SettingsScreen } from "../settings/SettingsScreen.tsx";
import { VerifyScreen } from "../verify/VerifyScreen.tsx";
import { addresses, routes } from "../vocabulary/addresses.ts";
import { FirstStepsScreen } from "../welcome/FirstStepsScreen.tsx";
import { DefectScreen } from "../work/DefectScreen.tsx";
import { LogWorkScreen } from "../work/LogWorkScreen.tsx";
import { NowhereView } from "./NowhereView.tsx";

/** The table of routes. A form is made anew for each asset. */
export const Screens = () => (
  <Switch>
    <Route path={addresses.fleet}>
      <FleetScreen view={null} />
    </Route>
    <Route path={routes.fleetView}>{({ view }) => <FleetScreen view={view} />}</Route>
    <Route path={addresses.register} component={RegisterAssetScreen} />
    <Route path={routes.log}>{({ history }) => <LogWorkScreen key={history} history={history} task={null} />}</Route>
    <Route path={routes.logTask}>
      {({ history, task }) => <LogWorkScreen key={`${history} ${task}`} history={history} task={task} />}
    </Route>
    <Route path={routes.plan}>{({ history }) => <PlanScreen key={history} history={history} />}</Route>
    <Route path={routes.defect}>{({ history }) => <DefectScreen key={history} history={history} />}</Route>
    <Route path={routes.describe}>{({ history }) => <DescribeScreen key={history} history={history} />}</Route>
    <Route path={routes.counters}>{({ history }) => <CounterScreen key={history} history={history} />}</Route>
    <Route path={routes.dossier}>{({ history }) => <DossierScreen key={history} history={history} />}</Route>
    <Route path={routes.entry}>
      {({ history, record }) => <AssetScreen key={history} history={history} record={record} />}
    </Route>
    <Route path={routes.asset}>{({ history }) => <AssetScreen key={history} history={history} record={null} />}</Route>
    <Route path={addresses.instrument}>
      <InstrumentScreen history={null} />
    </Route>
    <Route path={routes.instrumentFor}>{({ history }) => <InstrumentScreen key={history} history={history} />}</Route>
    <Route path={addresses.exchange} component={ExchangeScreen} />
    <Route path={addresses.reports}>
      <ReportsScreen record={null} />
    </Route>
    <Route path={routes.issuedReport}>{({ record }) => <ReportsScreen record={record} />}</Route>
    <Route path={routes.makeFileReport}>{({ kind }) => <FileReportScreen key={kind} kind={kind} />}</Route>
    <Route path={routes.makeReport}>
      {({ kind, history }) => <MakeReportScreen key={`${kind} ${history}`} kind={kind} about={{ history }} />}
    </Route>
    <Route path={addresses.verify} component={VerifyScreen} />
    <Route path={addresses.settings} component={SettingsScreen} />
    <Route path={addresses.help}>
      <HelpScreen page={null} />
    </Route>
    <Route path={routes.helpPage}>{({ page }) => <HelpScreen page={page} />}</Route>
    <Route path={addresses.firstSteps} component={FirstStepsScreen} />
    <Route path={addresses.design} component={DesignScreen} />
    <Route component={NowhereView} />
  </Switch>
);
