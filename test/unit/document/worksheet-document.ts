/** A HAZOP worksheet as large as a test wants: cells over many rows, empty lists, text higher than a page. */
import { serviceDossier } from "../../../shared/report/service-dossier.ts";
import type { PageFormat, ReportDocument, WorksheetColumn } from "../../../shared/report/report-document.ts";
import { worksheetRows, type WorksheetBranch } from "../../../shared/report/worksheet-rows.ts";
import { pumpInput } from "./dossier-input.ts";

/** So many nodes with four deviations each on a page format. */
export const worksheetDocument = (format: PageFormat, nodes: number): ReportDocument => ({
  ...serviceDossier(pumpInput(0)),
  format,
  title: "Worksheet of a study",
  sections: [
    {
      title: "Worksheet",
      blocks: [
        {
          kind: "worksheet",
          description: "Deviations with causes, consequences, safeguards and actions",
          whenEmpty: "No node has a deviation.",
          columns,
          groups: Array.from({ length: nodes }, (_, node) => ({
            title: `Node ${node + 1}: lube oil supply line ${node + 1}`,
            text: `Design intent: ${32 + node} °C to 45 °C at 1.8 bar, 240 l/min to four bearings. Drawing P&ID 4711-${node + 1}, revision C.`,
            rows: guideWords.flatMap((word, index) => worksheetRows(deviation(node, index, word))),
          })),
        },
      ],
    },
  ],
});

const guideWords = ["No flow", "Less flow", "More temperature", "Reverse flow"] as const;

const column = (title: string, width: number, more: Partial<WorksheetColumn> = {}): WorksheetColumn => ({
  title,
  width,
  align: "left",
  band: null,
  heads: false,
  ...more,
});

const columns: ReadonlyArray<WorksheetColumn> = [
  column("Deviation", 9, { heads: true }),
  column("Cause", 14),
  column("Consequence", 18),
  column("S", 3, { align: "centre", band: "Risk before" }),
  column("L", 3, { align: "centre", band: "Risk before" }),
  column("R", 6, { align: "centre", band: "Risk before" }),
  column("Safeguard", 20),
  column("Action", 18),
  column("By", 8),
  column("Due", 7),
];

const deviation = (node: number, index: number, word: string): WorksheetBranch => ({
  cells: [`${node + 1}.${index + 1} ${word}`],
  lists: [{ columns: 9, branches: Array.from({ length: (index % 3) + 1 }, (_, cause) => causeOf(node, index, cause)) }],
});

const causeOf = (node: number, index: number, cause: number): WorksheetBranch => ({
  cells: [`Cause ${node + 1}.${index + 1}.${cause + 1}: ${causes[(index + cause) % causes.length] ?? ""}`],
  lists: [
    {
      columns: 8,
      branches: Array.from({ length: (cause % 2) + 1 }, (_, at) => ({
        cells: [
          consequence(node, index, at),
          String((index % 5) + 1),
          "3",
          ["low", "medium", "high"][(index + at) % 3] ?? "",
        ],
        marked: index === 1 && at === 0,
        lists: [safeguards(index + cause), actions(index)],
      })),
    },
  ],
});

const causes = [
  "Main pump trips on motor protection while the stand-by pump is under maintenance",
  "Strainer blocked (≥ 0.8 bar difference)",
  "Cooler bypass valve TV-12 sticks open; operator does not see it because the transmitter range ends at 80 °C",
] as const;

const consequence = (node: number, index: number, at: number): string =>
  node === 0 && index === 0 && at === 0
    ? "Bearings run dry within 20 s. Wiped bearings, shaft damage, up to three months without the machine. ".repeat(12)
    : "Oil film breaks; bearing metal above 115 °C; wiped bearing. Unit trip and up to three weeks of repair.";

const safeguards = (count: number) => ({
  columns: 1,
  branches: Array.from({ length: count % 4 }, (_, index) => ({
    cells: [
      `SG-${index + 1} Low pressure trip PSLL-${index + 7}, 1 out of 2, proof test every 12 months (last 2026-03-0${index + 1})`,
    ],
    lists: [],
  })),
});

const actions = (count: number) => ({
  columns: 3,
  branches: Array.from({ length: count % 3 }, (_, index) => ({
    cells: [
      `Test the rundown tank with the pump stopped and record the level (${index + 1})`,
      "J. Köhler",
      "2027-02-28",
    ],
    lists: [],
  })),
});
