/** A record by the beginning of its id; leads to its bytes. */
import { Link } from "wouter";
import { addresses } from "../vocabulary/addresses.ts";

export interface RecordLinkProps {
  readonly history: string;
  readonly id: string;
}

/** Enough to tell records of one history apart by eye. */
const shownDigits = 10;

/** The whole id is its title. */
export const RecordLink = ({ history, id }: RecordLinkProps) => (
  <Link href={addresses.entry(history, id)} className="mono record-link" title={id}>
    {id.slice(0, shownDigits)}
  </Link>
);
