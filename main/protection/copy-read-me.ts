/** What a person reads who finds a copy, or needs it, and has nothing else. */
import { utf8Of } from "../../shared/encoding/utf8.ts";

/** `READ-ME.txt` beside the bundles. */
export const copyReadMe = (party: string): Uint8Array =>
  utf8Of(
    [
      `This is a copy of the records of ${party === "" ? "a company" : party}, kept by Throughlife.`,
      "",
      "Whoever has it can read it, as on the computer itself. Keep it locked away.",
      "",
      "A computer was lost?",
      "1. Install Throughlife on the new one and start it.",
      '2. Choose "This replaces a computer that was lost", and this folder.',
      '   Or: throughlife restore THIS-FOLDER --data NEW-FOLDER --person "YOUR NAME"',
      "3. With the passphrase of the recovery key you go on as the same party. Without it somebody who enrols",
      "   parties in your register must enrol the new computer.",
      "4. Exchange with everybody you exchanged with: what they have beyond this copy comes back.",
      "",
      "Is it whole? throughlife verify THIS-FOLDER",
      "The files in parts/ are ordinary bundles; they can be taken in one by one, in the order of their names.",
      "Nothing here is needed by hand: delete, rename or change nothing.",
      "",
    ].join("\r\n"),
  );
