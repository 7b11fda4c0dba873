/** What the screens are told of sealed values: one peer, one value that is open here. */
import { refuse, success } from "../../shared/outcome/outcome.ts";
import type { PrivacyMatrix } from "../../shared/rpc/privacy-methods.ts";
import { sealedKinds } from "../../shared/privacy/sealed-kind.ts";
import type { HandlersOf } from "../../main/rpc/dispatch.ts";

const depot = "de".repeat(32);
const cell = { installation: depot, may: false, why: "openings-withheld" } as const;

const matrix: PrivacyMatrix = {
  kinds: sealedKinds.map((kind) => ({ cells: [cell], kind })),
  readers: [{ installation: depot, name: "Depot Esbjerg", openings: false, withheld: [] }],
  total: 1,
  values: [
    {
      at: "2026-11-20T09:00:00.000000Z", field: "people", given: [], history: "aa".repeat(32), kind: "people", readers: [cell],
      record: "bb".repeat(32), sealed: "cc".repeat(32), state: "open", title: "WT-047", type: "service/performed@1", value: "Anna Berg", writer: "Anna Berg",
    },
  ],
};

const notHere = async () => refuse("notHere", "There is nothing behind this screen.");

export const screenPrivacy: HandlersOf<
  | "privacy.decide"
  | "privacy.disclose"
  | "privacy.enrol-pseudonym"
  | "privacy.erase"
  | "privacy.make-pseudonym"
  | "privacy.matrix"
  | "privacy.pseudonyms"
  | "privacy.set-rules"
  | "privacy.take-disclosure"
> = {
  "privacy.decide": notHere,
  "privacy.disclose": notHere,
  "privacy.enrol-pseudonym": notHere,
  "privacy.erase": notHere,
  "privacy.make-pseudonym": notHere,
  "privacy.matrix": async () => success(matrix),
  "privacy.pseudonyms": async () => success([]),
  "privacy.set-rules": notHere,
  "privacy.take-disclosure": notHere,
};
