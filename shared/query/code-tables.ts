/** The code tables that forms offer. */
import type { CodeRow, CodeTable } from "../service/code-table.ts";
import { furtherEquipmentClasses } from "../service/further-equipment-classes.ts";
import { iso14224DetectionMethods } from "../service/iso14224-detection-methods.ts";
import { iso14224EquipmentClasses } from "../service/iso14224-equipment-classes.ts";
import { iso14224FailureCauses } from "../service/iso14224-failure-causes.ts";
import { iso14224FailureMechanisms } from "../service/iso14224-failure-mechanisms.ts";
import { iso14224FailureModes } from "../service/iso14224-failure-modes.ts";
import { iso14224MaintenanceActivities } from "../service/iso14224-maintenance-activities.ts";

/** A table as it is answered. */
export interface CodeTableRow {
  readonly edition: string;
  readonly id: string;
  readonly rows: { code: string; for_classes: string[] | null; name: string; synonyms: string[] }[];
  readonly source: string;
  readonly title: string;
}

/** All tables. Two of them hold equipment classes, in different editions. */
export const codeTables = (): CodeTableRow[] =>
  shipped.map(({ edition, id, rows, source, title }) => ({ edition, id, rows: rows.map(rowOf), source, title }));

/**
 * The name of a code in the table of its edition, in any table of that use where the edition is not held; `null` for a
 * code that is not known.
 */
export const codeName = (id: string, code: string, edition?: string): string | null => {
  const tables = shipped.filter((table) => table.id === id);
  const exact = tables.filter((table) => table.edition === edition);
  const rows = (exact.length > 0 ? exact : tables).flatMap((table) => table.rows);
  return rows.find((row) => row.code === code)?.name ?? null;
};

/** The tables that come with the program. */
const shipped: ReadonlyArray<CodeTable> = [
  iso14224EquipmentClasses,
  furtherEquipmentClasses,
  iso14224FailureModes,
  iso14224FailureMechanisms,
  iso14224FailureCauses,
  iso14224DetectionMethods,
  iso14224MaintenanceActivities,
];

const rowOf = ({ code, for_classes, name, synonyms }: CodeRow) => ({
  code,
  for_classes: for_classes === null ? null : [...for_classes],
  name,
  synonyms: [...synonyms],
});
