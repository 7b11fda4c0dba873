/**
 * The import law: which module may import which, and which packages. Types count as imports, circles between files are
 * forbidden everywhere, and a folder or package that no row names is an error. This table is the only place where it is
 * written; `import-law.test.ts` holds the sources to it.
 */

/** One row. A name ending in `/*` stands for every module below that folder. */
export interface LawRow {
  /** A folder with everything below it that has no row of its own, or one file. */
  readonly module: string;
  /** Modules it may import besides its own files. */
  readonly mayImport: readonly string[];
  /** Packages it may import, with their subpaths; `node:*` stands for the modules built into Node. */
  readonly packages: readonly string[];
  /** What must never be added to this row: a module, a layer or a package. */
  readonly never: readonly string[];
}

/** The modules of shared/ from low to high: each may import those before it, unless its row says less. */
export const sharedOrder = [
  "shared/outcome",
  "shared/encoding",
  "shared/quantity",
  "shared/clock",
  "shared/crypto",
  "shared/ledger",
  "shared/witness",
  "shared/register",
  "shared/privacy",
  "shared/custody",
  "shared/asset",
  "shared/service",
  "shared/condition",
  "shared/reman",
  "shared/warranty",
  "shared/hazop",
  "shared/record-type",
  "shared/projection",
  "shared/query",
  "shared/sync",
  "shared/report",
  "shared/rpc",
] as const;

type SharedModule = (typeof sharedOrder)[number];

/** The modules of one trade each. A record's body is theirs alone: the ledger below never looks into it. */
const trades = [
  "shared/asset",
  "shared/service",
  "shared/condition",
  "shared/reman",
  "shared/warranty",
  "shared/hazop",
] as const;

/** What the pure domain must never touch: the outside world comes in as arguments. */
const outsideWorld = ["main", "renderer", "test", "fixtures", "node:*", "electron", "react", "sql.js", "serialport"];

const below = (module: SharedModule): readonly SharedModule[] => sharedOrder.slice(0, sharedOrder.indexOf(module));

const sharedRow = (module: SharedModule, packages: readonly string[]): LawRow => ({
  module,
  mayImport: below(module),
  packages,
  never: outsideWorld,
});

/** Lower modules of everyday use, then the trades before it. */
const tradeRow = (module: (typeof trades)[number]): LawRow => ({
  module,
  mayImport: [
    "shared/outcome",
    "shared/encoding",
    "shared/quantity",
    "shared/clock",
    ...trades.slice(0, trades.indexOf(module)),
  ],
  packages: ["zod"],
  never: [...outsideWorld, "shared/ledger", "shared/crypto", "shared/rpc", ...trades.slice(trades.indexOf(module) + 1)],
});

const sharedRows: readonly LawRow[] = [
  sharedRow("shared/outcome", []),
  { module: "shared/encoding", mayImport: ["shared/outcome"], packages: [], never: [...outsideWorld, ...trades] },
  sharedRow("shared/quantity", ["zod"]),
  sharedRow("shared/clock", ["zod"]),
  {
    module: "shared/crypto",
    mayImport: ["shared/outcome", "shared/encoding"],
    packages: ["@noble/ciphers", "@noble/ed25519", "@noble/hashes"],
    never: [...outsideWorld, ...trades],
  },
  {
    module: "shared/ledger",
    mayImport: ["shared/outcome", "shared/encoding", "shared/clock", "shared/crypto"],
    packages: ["@noble/hashes"],
    never: [...outsideWorld, ...trades, "shared/witness", "shared/register", "shared/record-type"],
  },
  sharedRow("shared/witness", ["zod"]),
  sharedRow("shared/register", ["zod"]),
  sharedRow("shared/privacy", []),
  // Looks at graph and register alone: what a seal covers says nothing about the thing that is sealed.
  sharedRow("shared/custody", ["zod"]),
  ...trades.map(tradeRow),
  sharedRow("shared/record-type", ["zod"]),
  sharedRow("shared/projection", []),
  sharedRow("shared/query", ["zod"]),
  sharedRow("shared/sync", ["zod"]),
  sharedRow("shared/report", []),
  sharedRow("shared/rpc", ["zod"]),
];

/** Every module of main/ sees all of shared/ and Node; never a shell, the screens or a test. */
const mainRow = (name: string, row: Pick<LawRow, "mayImport" | "packages" | "never">): LawRow => ({
  module: `main/${name}`,
  mayImport: ["shared/*", "main/turn", ...row.mayImport.map((module) => `main/${module}`)],
  packages: ["node:*", ...row.packages],
  never: ["renderer", "test", "electron", "react", ...row.never.map((module) => `main/${module}`)],
});

const mainRows: readonly LawRow[] = [
  mainRow("turn", { mayImport: [], packages: [], never: ["shell", "rpc", "journal", "recorder", "index"] }),
  mainRow("disk", { mayImport: [], packages: [], never: ["shell", "rpc", "journal", "recorder", "index"] }),
  mainRow("signature", { mayImport: [], packages: [], never: ["shell", "rpc", "journal", "recorder", "index"] }),
  mainRow("document", {
    mayImport: [],
    packages: ["pdfkit", "qrcode"],
    never: ["shell", "rpc", "journal", "recorder", "index"],
  }),
  mainRow("journal", {
    mayImport: ["disk", "signature"],
    packages: [],
    never: ["shell", "keystore", "attachment", "instrument", "recorder", "index", "rpc"],
  }),
  mainRow("keystore", {
    mayImport: ["disk", "signature"],
    packages: ["@noble/ciphers", "@peculiar/x509", "reflect-metadata", "zod"],
    never: ["shell", "journal", "attachment", "instrument", "recorder", "index", "rpc"],
  }),
  mainRow("attachment", {
    mayImport: ["disk"],
    packages: [],
    never: ["shell", "journal", "keystore", "instrument", "recorder", "index", "rpc"],
  }),
  mainRow("instrument", {
    mayImport: [],
    packages: ["serialport", "zod"],
    never: ["shell", "journal", "keystore", "attachment", "recorder", "index", "rpc"],
  }),
  mainRow("recorder", {
    mayImport: ["disk", "journal", "keystore", "signature"],
    packages: [],
    never: ["shell", "index", "peer", "rpc"],
  }),
  mainRow("index", {
    mayImport: ["disk", "journal", "signature"],
    packages: ["sql.js"],
    never: ["shell", "recorder", "rpc"],
  }),
  mainRow("witness", { mayImport: ["disk", "journal", "signature"], packages: [], never: ["shell", "recorder", "rpc"] }),
  mainRow("bundle", {
    mayImport: ["disk", "attachment", "signature"],
    packages: [],
    never: ["shell", "journal", "recorder", "index", "peer", "rpc"],
  }),
  mainRow("verify", {
    mayImport: ["disk", "journal", "attachment", "bundle", "document", "signature"],
    packages: [],
    never: ["shell", "index", "recorder", "rpc"],
  }),
  mainRow("peer", {
    mayImport: ["disk", "journal", "attachment", "bundle", "recorder", "signature"],
    packages: [],
    never: ["shell", "index", "rpc"],
  }),
  mainRow("privacy", { mayImport: ["disk"], packages: ["zod"], never: ["shell", "index", "rpc"] }),
  mainRow("protection", {
    mayImport: ["disk", "journal", "attachment", "bundle", "signature", "keystore", "recorder", "peer"],
    packages: ["zod"],
    never: ["shell", "index", "rpc"],
  }),
  mainRow("import", {
    mayImport: ["disk", "journal", "attachment", "recorder", "signature"],
    packages: ["papaparse"],
    never: ["shell", "index", "rpc"],
  }),
  mainRow("report", {
    mayImport: ["disk", "index", "attachment", "document"],
    packages: ["pdfkit", "qrcode", "dejavu-fonts-ttf"],
    never: ["shell", "journal", "recorder", "rpc"],
  }),
  mainRow("rpc", { mayImport: [...roomsBelowRpc()], packages: ["zod"], never: ["shell"] }),
  mainRow("demo", { mayImport: ["rpc", "node.ts"], packages: [], never: ["shell", "journal", "recorder", "index"] }),
  mainRow("open-logs.ts", {
    mayImport: ["disk", "journal", "keystore"],
    packages: [],
    never: ["shell", "node.ts", "rpc", "index"],
  }),
  mainRow("renew-folder.ts", {
    mayImport: [...roomsBelowRpc(), "rpc", "open-folder.ts"],
    packages: [],
    never: ["shell", "node.ts"],
  }),
  mainRow("restore-folder.ts", {
    mayImport: [...roomsBelowRpc(), "rpc", "open-folder.ts"],
    packages: [],
    never: ["shell", "node.ts"],
  }),
  mainRow("open-folder.ts", {
    mayImport: [...roomsBelowRpc(), "rpc", "open-logs.ts"],
    packages: [],
    never: ["shell", "node.ts"],
  }),
  mainRow("node.ts", {
    mayImport: [...roomsBelowRpc(), "rpc", "open-folder.ts", "renew-folder.ts", "restore-folder.ts"],
    packages: [],
    never: ["shell"],
  }),
  mainRow("shell/local", {
    mayImport: ["rpc", "node.ts"],
    packages: [],
    never: ["journal", "recorder", "index", "shell/electron"],
  }),
  mainRow("shell/cli", {
    mayImport: ["rpc", "node.ts", "verify", "demo", "shell/browser", "shell/local"],
    packages: ["zod"],
    never: ["journal", "recorder", "index", "shell/electron"],
  }),
  mainRow("shell/window", {
    mayImport: [],
    packages: [],
    never: ["rpc", "node.ts", "journal", "recorder", "index", "shell/browser", "shell/electron"],
  }),
  mainRow("shell/browser", {
    mayImport: ["rpc", "node.ts", "shell/window"],
    packages: ["ws"],
    never: ["journal", "recorder", "index", "shell/electron"],
  }),
  {
    module: "main/shell/electron",
    mayImport: [
      "shared/*",
      "main/rpc",
      "main/node.ts",
      "main/keystore",
      "main/instrument",
      "main/shell/window",
      "main/shell/local",
      // The demo is played by commands; the command line knows nothing of a window.
      "main/shell/cli",
    ],
    packages: ["node:*", "electron", "vite", "zod"],
    never: ["renderer", "test", "react", "main/journal", "main/recorder", "main/index", "main/shell/browser"],
  },
  {
    module: "main/shell/start",
    mayImport: [],
    packages: ["node:*"],
    never: ["shared", "renderer", "test", "electron"],
  },
];

function roomsBelowRpc(): readonly string[] {
  const services = ["bundle", "recorder", "index", "witness", "verify", "peer", "privacy", "protection", "import", "report"];
  return ["disk", "signature", "document", "journal", "keystore", "attachment", "instrument", ...services];
}

/** What draws: allowed wherever screens are made. */
const drawing = ["react", "react-dom", "@mantine/core", "@mantine/hooks", "@tabler/icons-react"];

/**
 * A feature sees the looks, the words, the node process, the evidence and the domain; never another feature. What
 * several of them need stands in a room below.
 */
const featureRow = (name: string): LawRow => ({
  module: `renderer/${name}`,
  mayImport: ["shared/*", "renderer/design", "renderer/vocabulary", "renderer/rpc", "renderer/evidence"],
  packages: [
    ...drawing,
    "@mantine/dates",
    // What was kept on this computer is checked before it is believed.
    ...(name === "fleet" ? ["zod"] : []),
    "@tanstack/react-query",
    "@tanstack/react-virtual",
    "qrcode",
    "uplot",
    "wouter",
    // Codes are read by the camera at goods-in.
    ...(name === "core" ? ["zxing-wasm"] : []),
  ],
  never: [
    "main",
    "test",
    "node:*",
    "electron",
    "renderer/app",
    ...features.filter((other) => other !== name).map((other) => `renderer/${other}`),
  ],
});

const features = [
  "welcome",
  "fleet",
  "asset",
  "work",
  "instrument",
  "core",
  "warranty",
  "hazop",
  "peer",
  "report",
  "verify",
  "register",
  "decision",
  "settings",
  "protection",
  "privacy",
  "witness",
  "help",
] as const;

const rendererRows: readonly LawRow[] = [
  {
    module: "renderer/design",
    mayImport: [],
    packages: [...drawing, "uplot"],
    never: ["shared", "main", "test", "node:*", "electron"],
  },
  {
    module: "renderer/vocabulary",
    mayImport: ["shared/*"],
    packages: [],
    never: ["main", "test", "node:*", "electron", "react"],
  },
  {
    module: "renderer/rpc",
    mayImport: ["shared/*"],
    packages: ["react", "@tanstack/react-query", "zod"],
    never: ["main", "test", "node:*", "electron"],
  },
  // Where a figure comes from: the records behind it, their bytes and their proof, shown alike by every feature.
  {
    module: "renderer/evidence",
    mayImport: ["shared/*", "renderer/design", "renderer/vocabulary", "renderer/rpc"],
    packages: [...drawing, "wouter"],
    never: ["main", "test", "node:*", "electron", "renderer/app", ...features.map((name) => `renderer/${name}`)],
  },
  ...features.map(featureRow),
  {
    module: "renderer/app",
    mayImport: [
      "shared/*",
      "renderer/design",
      "renderer/vocabulary",
      "renderer/rpc",
      // One dialog for the standing of any record stands around all screens.
      "renderer/evidence",
      ...features.map((name) => `renderer/${name}`),
    ],
    packages: [
      ...drawing,
      "@mantine/modals",
      "@mantine/notifications",
      "@mantine/spotlight",
      "@tanstack/react-query",
      "get-nonce",
      "uplot",
      "wouter",
      "zod",
    ],
    never: ["main", "test", "node:*", "electron"],
  },
  {
    module: "renderer/vite.config.ts",
    mayImport: [],
    packages: ["node:*", "vite", "@vitejs/plugin-react"],
    never: ["main", "shared"],
  },
];

/** How the desktop is packed: it knows what the build knows, and nothing of the program. */
const packagingRow: LawRow = {
  module: "forge.config.ts",
  mayImport: ["main/shell/electron"],
  packages: [
    "@electron-forge/maker-deb",
    "@electron-forge/maker-dmg",
    "@electron-forge/maker-squirrel",
    "@electron-forge/maker-zip",
    "@electron-forge/plugin-fuses",
    "@electron-forge/plugin-vite",
    "@electron-forge/shared-types",
    "@electron/fuses",
  ],
  never: ["shared", "renderer", "test", "electron"],
};

/** Tests may look at everything; nothing looks at them. */
const testRows: readonly LawRow[] = [
  {
    module: "test",
    mayImport: ["shared/*", "main/*", "renderer/*", "fixtures"],
    packages: [
      "node:*",
      "@axe-core/playwright",
      "@electron/asar",
      "@electron/fuses",
      "fast-check",
      "oxc-parser",
      "papaparse",
      "playwright-core",
      "vitest",
      "@noble/ed25519",
      "@noble/hashes",
      "ws",
      "zod",
    ],
    never: ["electron"],
  },
  {
    module: "fixtures",
    mayImport: ["shared/*"],
    packages: ["node:*", "playwright-core"],
    never: ["main", "renderer", "test"],
  },
];

export const importLaw: readonly LawRow[] = [...sharedRows, ...mainRows, ...rendererRows, packagingRow, ...testRows];

/** Where the program begins. Every file of the three layers is reached from one of these, or it is dead. */
export const entryPoints: readonly string[] = [
  "main/shell/start/start.mjs",
  "main/shell/cli/throughlife.ts",
  "main/shell/electron/main.ts",
  "main/shell/electron/node-program.ts",
  "main/shell/electron/preload.ts",
  "main/shell/electron/build/preload.vite.config.ts",
  "main/shell/electron/build/programs.vite.config.ts",
  "renderer/app/main.tsx",
  "renderer/vite.config.ts",
  "forge.config.ts",
];
