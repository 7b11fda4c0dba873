/** The way from an entry to the screen that is about it: a core, a warranty. */
import { Link } from "wouter";
import type { TimelineEntry } from "../../shared/rpc/rows.ts";
import type { Fact } from "../design/Facts.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { recordTitle } from "../vocabulary/record-words.ts";

/** One fact for types that have a screen of their own; none for the others. */
export const roomFacts = ({ body, id, summary, type }: TimelineEntry): ReadonlyArray<Fact> => {
  const address = addressOf(type, id, body);
  return address === null ? [] : [{ name: recordTitle(type), value: <Link href={address}>{summary}</Link> }];
};

const addressOf = (type: string, id: string, body: TimelineEntry["body"]): string | null => {
  const named = (member: string): string | null => {
    const value = body[member];
    return typeof value === "string" ? value : null;
  };
  if (type === "core/received@1") return addresses.core(id);
  if (type === "warranty/issued@1") return addresses.warranty(id);
  if (type === "core/graded@1") return addressOr(named("receipt"), addresses.core);
  return type === "warranty/claimed@1" ? addressOr(named("warranty"), addresses.warranty) : null;
};

const addressOr = (id: string | null, address: (id: string) => string): string | null =>
  id === null ? null : address(id);
