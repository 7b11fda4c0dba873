/** What maintenance does (ISO 14224:2016, table B.5). Data, editable by the user. */
import type { CodeTable } from "./code-table.ts";

export const iso14224MaintenanceActivities: CodeTable = {
  id: "activity",
  title: "Maintenance activities",
  edition: "ISO 14224:2016",
  source:
    "Table B.5, from public reference lists of ISO 14224:2016 codes, read as facts: secondary, to be checked against a licensed copy. Where several apply, replace, repair, overhaul and modify outrank refit and adjust.",
  rows: [
    { code: "1", name: "Replace", for_classes: null, synonyms: [] },
    { code: "2", name: "Repair", for_classes: null, synonyms: [] },
    { code: "3", name: "Modify", for_classes: null, synonyms: [] },
    { code: "4", name: "Adjust", for_classes: null, synonyms: [] },
    { code: "5", name: "Refit", for_classes: null, synonyms: [] },
    { code: "6", name: "Check", for_classes: null, synonyms: [] },
    { code: "7", name: "Service", for_classes: null, synonyms: [] },
    { code: "8", name: "Test", for_classes: null, synonyms: [] },
    { code: "9", name: "Inspection", for_classes: null, synonyms: [] },
    { code: "10", name: "Overhaul", for_classes: null, synonyms: [] },
    { code: "11", name: "Combination", for_classes: null, synonyms: [] },
    { code: "12", name: "Other", for_classes: null, synonyms: [] },
  ],
};
