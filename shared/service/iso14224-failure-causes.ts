/** Causes of failures (ISO 14224:2016, table B.3). Data, editable by the user. */
import type { CodeTable } from "./code-table.ts";

export const iso14224FailureCauses: CodeTable = {
  id: "failure-cause",
  title: "Failure causes",
  edition: "ISO 14224:2016",
  source:
    "Table B.3, from public reference lists of ISO 14224:2016 codes, read as facts: secondary, to be checked against a licensed copy. Older editions number group 5 differently.",
  rows: [
    { code: "1.0", name: "Design - general", for_classes: null, synonyms: [] },
    { code: "1.1", name: "Improper capacity", for_classes: null, synonyms: [] },
    { code: "1.2", name: "Improper material", for_classes: null, synonyms: [] },
    { code: "2.0", name: "Fabrication/installation - general", for_classes: null, synonyms: [] },
    { code: "2.1", name: "Fabrication failure", for_classes: null, synonyms: [] },
    { code: "2.2", name: "Installation failure", for_classes: null, synonyms: [] },
    { code: "3.0", name: "Operation/maintenance - general", for_classes: null, synonyms: [] },
    { code: "3.1", name: "Off-design service", for_classes: null, synonyms: [] },
    { code: "3.2", name: "Operating error", for_classes: null, synonyms: [] },
    { code: "3.3", name: "Maintenance error", for_classes: null, synonyms: [] },
    { code: "3.4", name: "Expected wear and tear", for_classes: null, synonyms: [] },
    { code: "4.0", name: "Management - general", for_classes: null, synonyms: [] },
    { code: "4.1", name: "Documentation error", for_classes: null, synonyms: [] },
    { code: "4.2", name: "Management error", for_classes: null, synonyms: [] },
    { code: "5.0", name: "Miscellaneous - general", for_classes: null, synonyms: [] },
    { code: "5.1", name: "No cause found", for_classes: null, synonyms: [] },
    { code: "5.2", name: "Common cause", for_classes: null, synonyms: [] },
    { code: "5.3", name: "Combined causes", for_classes: null, synonyms: [] },
    { code: "5.4", name: "Other unit/cascading failure", for_classes: null, synonyms: [] },
    { code: "5.5", name: "Other", for_classes: null, synonyms: [] },
    { code: "5.6", name: "Unknown", for_classes: null, synonyms: [] },
  ],
};
