/** How failures are detected (ISO 14224:2016, table B.4). Data, editable by the user. */
import type { CodeTable } from "./code-table.ts";

export const iso14224DetectionMethods: CodeTable = {
  id: "detection-method",
  title: "Detection methods",
  edition: "ISO 14224:2016",
  source:
    "Table B.4, from public reference lists of ISO 14224:2016 codes, read as facts: secondary, to be checked against a licensed copy. Earlier editions have no pressure testing, so 5 to 10 shift.",
  rows: [
    { code: "1", name: "Periodic maintenance", for_classes: null, synonyms: [] },
    { code: "2", name: "Functional testing", for_classes: null, synonyms: [] },
    { code: "3", name: "Inspection", for_classes: null, synonyms: [] },
    { code: "4", name: "Periodic condition monitoring", for_classes: null, synonyms: [] },
    { code: "5", name: "Pressure testing", for_classes: null, synonyms: [] },
    { code: "6", name: "Continuous condition monitoring", for_classes: null, synonyms: [] },
    { code: "7", name: "Production interference", for_classes: null, synonyms: [] },
    { code: "8", name: "Casual observation", for_classes: null, synonyms: [] },
    { code: "9", name: "Corrective maintenance", for_classes: null, synonyms: [] },
    { code: "10", name: "On demand", for_classes: null, synonyms: [] },
    { code: "11", name: "Other", for_classes: null, synonyms: [] },
  ],
};
