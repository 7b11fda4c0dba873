/** Fills in what a writer left out of a body because there is nothing to say: null, an empty list, life number 1. */
import { z } from "zod";
import type { Instant } from "../clock/instant.ts";
import { isKnownType, recordTypes } from "./record-types.ts";

type Body = Readonly<Record<string, unknown>>;

/**
 * The body with the members that its type asks for and that can only mean "nothing": a nullable member becomes null, a
 * list that may be empty an empty list, `occurred` the record's own time. Whatever was given stays as it was given.
 */
export const completeBody = (type: string, body: Body, at: Instant): Body => {
  const schema = isKnownType(type) ? recordTypes[type] : null;
  if (!(schema instanceof z.ZodObject)) return body;
  const missing = Object.entries(schema.shape).filter(
    ([name, member]) => !Object.hasOwn(body, name) && !(member instanceof z.ZodOptional),
  );
  const filled = missing.flatMap(([name, member]) => {
    const value = emptyValues(name, at).find(
      (candidate) => member instanceof z.ZodType && member.safeParse(candidate).success,
    );
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(filled), ...body };
};

const emptyValues = (name: string, at: Instant): ReadonlyArray<unknown> => {
  if (name === "occurred") return [{ precision: "microsecond", value: at.slice(0, -1), zone: "utc" }];
  return name === "life_number" ? [1] : [null, []];
};
