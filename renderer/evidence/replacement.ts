/** The texts of a body that a person can put right, and the body with them put right; all else stays as it was. */
import type { TimelineEntry } from "../../shared/rpc/rows.ts";

export interface ReplacementField {
  /** A member of the body, or members joined by a dot: `failure.text`. */
  readonly path: string;
  readonly value: string;
  /** True for a text of several lines. */
  readonly long: boolean;
}

interface Editable {
  readonly path: string;
  readonly long?: boolean;
}

/** By type; a type that is not here is corrected by its reason alone. */
const editable: Readonly<Record<string, ReadonlyArray<Editable>>> = {
  "service/performed@1": [
    { path: "summary" },
    { path: "failure.text", long: true },
    { path: "done", long: true },
    { path: "active_hours" },
    { path: "down_hours" },
    { path: "occurred.value" },
  ],
  "service/defect-reported@1": [{ path: "summary" }, { path: "failure.text", long: true }, { path: "occurred.value" }],
  "asset/described@1": [
    { path: "set.tag" },
    { path: "set.serial" },
    { path: "set.maker" },
    { path: "set.model" },
    { path: "set.location" },
    { path: "set.description", long: true },
  ],
};

type Body = TimelineEntry["body"];

/** What can be put right in this entry, as it stands; fields that the body does not have are left out. */
export const replacementFields = ({ type, body }: TimelineEntry): ReadonlyArray<ReplacementField> =>
  (editable[type] ?? []).flatMap(({ path, long = false }) => {
    const value = path.split(".").reduce<unknown>(memberOf, body);
    return value === undefined ? [] : [{ path, value: typeof value === "string" ? value : "", long }];
  });

/** The body with these texts. An emptied text becomes null, as a field that was never filled in. */
export const replacementOf = (body: Body, fields: ReadonlyArray<ReplacementField>): Body =>
  fields.reduce((made, { path, value }) => withMember(made, path.split("."), value === "" ? null : value), body);

const withMember = (body: Body, [first = "", ...rest]: ReadonlyArray<string>, value: string | null): Body => {
  if (rest.length === 0) return { ...body, [first]: value };
  const inner = body[first];
  return isBody(inner) ? { ...body, [first]: withMember(inner, rest, value) } : body;
};

const memberOf = (value: unknown, name: string): unknown => (isBody(value) ? value[name] : undefined);

const isBody = (value: unknown): value is Body => typeof value === "object" && value !== null && !Array.isArray(value);
