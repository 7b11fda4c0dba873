/** Which screen stands at which address. */
import { Route, Switch } from "wouter";
import { AssetScreen } from "../asset/AssetScreen.tsx";
import { CounterScreen } from "../asset/CounterScreen.tsx";
import { DescribeScreen } from "../asset/DescribeScreen.tsx";
import { PlanScreen } from "../asset/PlanScreen.tsx";
import { RegisterAssetScreen } from "../asset/RegisterAssetScreen.tsx";
import { CoreScreen } from "../core/CoreScreen.tsx";
import { CoresScreen } from "../core/CoresScreen.tsx";
import { EntitlementsScreen } from "../core/EntitlementsScreen.tsx";
import { EntitleScreen } from "../core/EntitleScreen.tsx";
import { GradeScreen } from "../core/GradeScreen.tsx";
import { ProgrammeScreen } from "../core/ProgrammeScreen.tsx";
import { ProgrammesScreen } from "../core/ProgrammesScreen.tsx";
import { ReceiveScreen } from "../core/ReceiveScreen.tsx";
import { DecisionsScreen } from "../decision/DecisionsScreen.tsx";
import { FleetScreen } from "../fleet/FleetScreen.tsx";
import { StudiesScreen } from "../hazop/StudiesScreen.tsx";
import { StudyScreen } from "../hazop/StudyScreen.tsx";
import { HelpScreen } from "../help/HelpScreen.tsx";
import { InstrumentScreen } from "../instrument/InstrumentScreen.tsx";
import { ExchangeScreen } from "../peer/ExchangeScreen.tsx";
import { RegisterRoomScreen } from "../register/RegisterRoomScreen.tsx";
import { PrivacyScreen } from "../privacy/PrivacyScreen.tsx";
import { ProtectionScreen } from "../protection/ProtectionScreen.tsx";
import { FileReportScreen } from "../report/FileReportScreen.tsx";
import { DossierScreen, MakeReportScreen } from "../report/MakeReportScreen.tsx";
import { ReportsScreen } from "../report/ReportsScreen.tsx";
import { DesignScreen } from "../settings/DesignScreen.tsx";
import { SettingsScreen } from "../settings/SettingsScreen.tsx";
import { VerifyScreen } from "../verify/VerifyScreen.tsx";
import { IssueWarrantyScreen } from "../warranty/IssueWarrantyScreen.tsx";
import { WarrantiesScreen } from "../warranty/WarrantiesScreen.tsx";
import { WarrantyScreen } from "../warranty/WarrantyScreen.tsx";
import { addresses, routes } from "../vocabulary/addresses.ts";
import { WitnessesScreen } from "../witness/WitnessesScreen.tsx";
import { FirstStepsScreen } from "../welcome/FirstStepsScreen.tsx";
import { ChangeScreen } from "../work/ChangeScreen.tsx";
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
    <Route path={routes.change}>{({ history }) => <ChangeScreen key={history} history={history} />}</Route>
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
    <Route path={addresses.hazop} component={StudiesScreen} />
    <Route path={routes.studyNode}>
      {({ study, node }) => <StudyScreen key={`${study} ${node}`} study={study} record={null} first={node} />}
    </Route>
    <Route path={routes.studyEntry}>
      {({ study, record }) => <StudyScreen key={study} study={study} record={record} />}
    </Route>
    <Route path={routes.study}>{({ study }) => <StudyScreen key={study} study={study} record={null} />}</Route>
    <Route path={addresses.cores} component={CoresScreen} />
    <Route path={addresses.receiveCore} component={ReceiveScreen} />
    <Route path={addresses.entitlements} component={EntitlementsScreen} />
    <Route path={addresses.entitle} component={EntitleScreen} />
    <Route path={addresses.programmes} component={ProgrammesScreen} />
    <Route path={routes.programme}>
      {({ programme }) => <ProgrammeScreen key={programme} programme={programme} />}
    </Route>
    <Route path={routes.gradeCore}>{({ receipt }) => <GradeScreen key={receipt} receipt={receipt} />}</Route>
    <Route path={routes.core}>{({ receipt }) => <CoreScreen key={receipt} receipt={receipt} />}</Route>
    <Route path={addresses.warranties}>
      <WarrantiesScreen history={null} />
    </Route>
    <Route path={routes.warranty}>{({ warranty }) => <WarrantyScreen key={warranty} warranty={warranty} />}</Route>
    <Route path={routes.issueWarranty}>
      {({ history }) => <IssueWarrantyScreen key={history} history={history} />}
    </Route>
    <Route path={routes.warrantiesOf}>{({ history }) => <WarrantiesScreen key={history} history={history} />}</Route>
    <Route path={addresses.exchange} component={ExchangeScreen} />
    <Route path={addresses.witnesses} component={WitnessesScreen} />
    <Route path={addresses.reports}>
      <ReportsScreen record={null} />
    </Route>
    <Route path={routes.issuedReport}>{({ record }) => <ReportsScreen record={record} />}</Route>
    <Route path={routes.makeFileReport}>{({ kind }) => <FileReportScreen key={kind} kind={kind} />}</Route>
    <Route path={routes.makeReport}>
      {({ kind, history }) => <MakeReportScreen key={`${kind} ${history}`} kind={kind} about={{ history }} />}
    </Route>
    <Route path={addresses.decisions}>
      <DecisionsScreen part={null} />
    </Route>
    <Route path={routes.decisionsOn}>{({ part }) => <DecisionsScreen part={part} />}</Route>
    <Route path={addresses.parties}>
      <RegisterRoomScreen part={null} />
    </Route>
    <Route path={routes.partiesOn}>{({ part }) => <RegisterRoomScreen part={part} />}</Route>
    <Route path={addresses.verify} component={VerifyScreen} />
    <Route path={addresses.privacy} component={PrivacyScreen} />
    <Route path={addresses.protection} component={ProtectionScreen} />
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
