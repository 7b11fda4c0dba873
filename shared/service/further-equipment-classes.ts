/** Equipment classes that ISO 14224 does not have. Data, editable by the user. */
import type { CodeTable } from "./code-table.ts";

export const furtherEquipmentClasses: CodeTable = {
  id: "equipment-class",
  title: "Equipment classes outside of ISO 14224",
  edition: "Throughlife 1",
  source:
    "Our own: ISO 14224 has no class for wind turbines (RDS-PP and IEC 81346-10 designate them), nor for mobile machines and cores.",
  rows: [
    {
      code: "WT",
      name: "Wind turbines",
      for_classes: null,
      synonyms: ["wtg", "wind turbine generator", "wind energy converter"],
    },
    { code: "EX", name: "Excavators", for_classes: null, synonyms: ["digger", "shovel"] },
    {
      code: "CU",
      name: "Cores: units returned to be remanufactured",
      for_classes: null,
      synonyms: ["core", "old part", "exchange unit"],
    },
  ],
};
