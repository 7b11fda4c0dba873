/** The methods of a node without a data folder: it can be begun, and files of others can be verified. */
import { join } from "node:path";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { methods, isMethodName, type ParsedRequest, type ResponseOf } from "../../shared/rpc/methods.ts";
import type { VerdictReport } from "../../shared/rpc/rows.ts";
import type { VerifyWish } from "../verify/verify-file.ts";
import type { Handlers, HandlersOf } from "./dispatch.ts";

export interface NotBegunParts {
  readonly folder: string;
  readonly uploadsFolder: string;
  readonly version: string;
  readonly roles: ReadonlyArray<string>;
  readonly begin: (wish: ParsedRequest<"app.begin">) => Promise<Outcome<ResponseOf<"app.begin">>>;
  readonly verify: (wish: VerifyWish) => Promise<VerdictReport>;
}

/** Makes the handlers; every other method says that nothing has been begun. */
export const notBegunHandlers = (parts: NotBegunParts): Handlers => {
  const { begin, folder, roles, uploadsFolder, verify, version } = parts;
  const here: HandlersOf<"app.begin" | "app.state" | "verify.file"> = {
    "app.begin": begin,
    "app.state": () => Promise.resolve(success({ begun: false, folder, roles: [...roles], version })),
    "verify.file": async ({ file, strict, trust }) => {
      const path = "path" in file ? file.path : join(uploadsFolder, file.upload.replaceAll(/[^0-9a-f]/g, ""));
      return success(await verify({ path, strict, trust: trust ?? null }));
    },
  };
  return { ...refusals(), ...here };
};

const refusals = (): Handlers => {
  const entries = Object.keys(methods).filter(isMethodName).map((method) => [method, notBegun] as const);
  return Object.fromEntries(entries) as unknown as Handlers;
};

const notBegun = () => Promise.resolve(refuse("notBegun", 'No data folder has been begun here. Begin one in the window, or with "throughlife init".'));
