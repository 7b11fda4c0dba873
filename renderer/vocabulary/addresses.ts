/** Where each screen is, as the address bar says it. */

export const addresses = {
  fleet: "/",
  fleetView: (view: string): string => `/view/${view}`,
  register: "/register",
  asset: (history: string): string => `/asset/${history}`,
  entry: (history: string, record: string): string => `/asset/${history}/entry/${record}`,
  log: (history: string): string => `/asset/${history}/log`,
  logTask: (history: string, task: string): string => `/asset/${history}/log/${task}`,
  plan: (history: string): string => `/asset/${history}/plan`,
  defect: (history: string): string => `/asset/${history}/defect`,
  change: (history: string): string => `/asset/${history}/change`,
  describe: (history: string): string => `/asset/${history}/describe`,
  counters: (history: string): string => `/asset/${history}/counters`,
  dossier: (history: string): string => `/asset/${history}/dossier`,
  instrument: "/instrument",
  instrumentFor: (history: string): string => `/instrument/${history}`,
  exchange: "/exchange",
  verify: "/verify",
  settings: "/settings",
  cores: "/cores",
  receiveCore: "/cores/receive",
  core: (receipt: string): string => `/cores/received/${receipt}`,
  gradeCore: (receipt: string): string => `/cores/received/${receipt}/grade`,
  entitlements: "/cores/entitlements",
  entitle: "/cores/entitle",
  programmes: "/cores/programmes",
  programme: (key: string): string => `/cores/programmes/${encodeURIComponent(key)}`,
  warranties: "/warranty",
  warranty: (record: string): string => `/warranty/${record}`,
  warrantiesOf: (history: string): string => `/asset/${history}/warranty`,
  issueWarranty: (history: string): string => `/asset/${history}/warranty/issue`,
  hazop: "/hazop",
  study: (study: string): string => `/hazop/${study}`,
  studyNode: (study: string, node: string): string => `/hazop/${study}/node/${encodeURIComponent(node)}`,
  studyEntry: (study: string, record: string): string => `/hazop/${study}/entry/${record}`,
  reports: "/reports",
  issuedReport: (record: string): string => `/reports/${record}`,
  makeReport: (kind: string, history: string): string => `/report/${kind}/of/${history}`,
  makeFileReport: (kind: string): string => `/report/${kind}/file`,
  notices: "/notices",
  firstSteps: "/first-steps",
  design: "/design",
  help: "/help",
  helpPage: (page: string): string => `/help/${page}`,
} as const;

/** The same with placeholders, for the table of routes. */
export const routes = {
  fleetView: "/view/:view",
  asset: "/asset/:history",
  entry: "/asset/:history/entry/:record",
  log: "/asset/:history/log",
  logTask: "/asset/:history/log/:task",
  plan: "/asset/:history/plan",
  defect: "/asset/:history/defect",
  change: "/asset/:history/change",
  describe: "/asset/:history/describe",
  counters: "/asset/:history/counters",
  dossier: "/asset/:history/dossier",
  instrumentFor: "/instrument/:history",
  issuedReport: "/reports/:record",
  makeReport: "/report/:kind/of/:history",
  makeFileReport: "/report/:kind/file",
  study: "/hazop/:study",
  studyNode: "/hazop/:study/node/:node",
  studyEntry: "/hazop/:study/entry/:record",
  helpPage: "/help/:page",
  core: "/cores/received/:receipt",
  gradeCore: "/cores/received/:receipt/grade",
  programme: "/cores/programmes/:programme",
  warranty: "/warranty/:warranty",
  warrantiesOf: "/asset/:history/warranty",
  issueWarranty: "/asset/:history/warranty/issue",
} as const;

/** Where a record is shown with its bytes: those of a study beside the study, all others beside their asset. */
export const recordAddress = (type: string, history: string, record: string): string =>
  type.startsWith("hazop/") ? addresses.studyEntry(history, record) : addresses.entry(history, record);

/** The history of the asset that an address is about; null for every other address. */
export const historyAt = (address: string): string | null =>
  /^\/(?:asset|instrument)\/([^/]+)/.exec(address)?.[1] ?? null;
