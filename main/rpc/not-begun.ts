/** The methods of a node without a data folder: it can be begun, and files of others can be verified. */
import { join } from "node:path";
import { success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ParsedRequest, ResponseOf } from "../../shared/rpc/methods.ts";
import type { VerdictReport } from "../../shared/rpc/rows.ts";
import type { VerifyWish } from "../verify/verify-file.ts";
import type { HandlersOf } from "./dispatch.ts";
import { writtenName } from "./written-text.ts";

export interface NotBegunParts {
  readonly folder: string;
  readonly uploadsFolder: string;
  readonly version: string;
  readonly roles: ReadonlyArray<string>;
  readonly begin: (wish: ParsedRequest<"app.begin">) => Promise<Outcome<ResponseOf<"app.begin">>>;
  readonly look: (wish: ParsedRequest<"protection.look">) => Promise<Outcome<ResponseOf<"protection.look">>>;
  readonly restore: (wish: ParsedRequest<"protection.restore">) => Promise<Outcome<ResponseOf<"protection.restore">>>;
  readonly verify: (wish: VerifyWish) => Promise<VerdictReport>;
}

/** Names as they will be written, before anything is: a folder that was begun halfway could not be begun again. */
export const fitBeginning = (wish: ParsedRequest<"app.begin">): Outcome<ParsedRequest<"app.begin">> => {
  const party = writtenName(wish.party);
  if (!party.ok || wish.person === null) return party.ok ? success({ ...wish, party: party.value }) : party;
  const name = writtenName(wish.person.name);
  return name.ok ? success({ ...wish, party: party.value, person: { ...wish.person, name: name.value } }) : name;
};

type NotBegun = "app.begin" | "app.state" | "protection.look" | "protection.restore" | "verify.file";

/** Makes the handlers that there are; every other method says that nothing has been begun. */
export const notBegunHandlers = (parts: NotBegunParts): HandlersOf<NotBegun> => {
  const { begin, folder, look, restore, roles, uploadsFolder, verify, version } = parts;
  return {
    "app.begin": async (wish) => {
      const fit = fitBeginning(wish);
      return fit.ok ? begin(fit.value) : fit;
    },
    "app.state": () => Promise.resolve(success({ begun: false, demo: false, folder, roles: [...roles], version })),
    "protection.look": look,
    "protection.restore": restore,
    "verify.file": async ({ file, strict, trust }) => {
      const path = "path" in file ? file.path : join(uploadsFolder, file.upload.replaceAll(/[^0-9a-f]/g, ""));
      return success(await verify({ path, strict, trust: trust ?? null }));
    },
  };
};
