/** The name of a party: open for organisations and equipment, sealed for persons (record-format.md, section 2). */
import type { Opening } from "../ledger/bundle.ts";
import type { PartyEnrolled } from "./register-body.ts";

/** True for a name that lies in an opening beside the record. */
export const isSealed = (name: PartyEnrolled["name"]): name is Exclude<PartyEnrolled["name"], string> =>
  typeof name !== "string";

/** The name that an opening holds, or `null` where it is withheld. */
export const nameOf = (opening: Opening | undefined): string | null =>
  typeof opening?.value === "string" ? opening.value : null;
