/** Who wrote a record, with the name where its opening is here: names of persons are sealed in the register. */
import type { Opening } from "../../shared/ledger/bundle.ts";
import { isSealed } from "../../shared/register/party-name.ts";
import { partyOfKey, type RegisterState } from "../../shared/register/register-state.ts";
import type { WriterRow } from "../../shared/rpc/rows.ts";
import type { OpeningStore } from "../attachment/opening-store.ts";
import { writerRow } from "../verify/history-verdict.ts";

export type WriterIn = (state: RegisterState, key: string) => Promise<WriterRow>;

/**
 * Makes the lookup. Openings that were found are remembered; those that are withheld are asked for again, they may
 * come.
 */
export const createWriterIn = (openings: Pick<OpeningStore, "get" | "isErased">): WriterIn => {
  const known = new Map<string, Opening>();
  return async (state, key) => {
    const party = partyOfKey(state, key);
    const organisation = typeof party === "string" ? undefined : state.parties.get(party.organisation ?? "");
    const names = [typeof party === "string" ? undefined : party.name, organisation?.name];
    for (const name of names) {
      if (name === undefined || !isSealed(name)) continue;
      if (openings.isErased(name.sealed)) known.delete(name.sealed);
      else if (!known.has(name.sealed)) await learn(openings, known, name.sealed);
    }
    return writerRow(state, key, { openings: known });
  };
};

const learn = async (
  openings: Pick<OpeningStore, "get">,
  known: Map<string, Opening>,
  sealed: string,
): Promise<void> => {
  const found = await openings.get(sealed);
  if (found.ok && found.value !== null) known.set(sealed, found.value);
};
