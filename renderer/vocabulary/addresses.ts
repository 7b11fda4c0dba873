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
  describe: (history: string): string => `/asset/${history}/describe`,
  counters: (history: string): string => `/asset/${history}/counters`,
  dossier: (history: string): string => `/asset/${history}/dossier`,
  instrument: "/instrument",
  instrumentFor: (history: string): string => `/instrument/${history}`,
  exchange: "/exchange",
  verify: "/verify",
  settings: "/settings",
  cores: "/cores",
  hazop: "/hazop",
  reports: "/reports",
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
  describe: "/asset/:history/describe",
  counters: "/asset/:history/counters",
  dossier: "/asset/:history/dossier",
  instrumentFor: "/instrument/:history",
  helpPage: "/help/:page",
} as const;

/** The history of the asset that an address is about; null for every other address. */
export const historyAt = (address: string): string | null =>
  /^\/(?:asset|instrument)\/([^/]+)/.exec(address)?.[1] ?? null;
