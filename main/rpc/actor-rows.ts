/** Parties as rows: who they are, with the names whose openings are here. */
import { isSealed, nameOf } from "../../shared/register/party-name.ts";
import { partyId, type Party, type RegisterState } from "../../shared/register/register-state.ts";
import type { WriterRow } from "../../shared/rpc/rows.ts";
import type { NodeParts } from "./node-parts.ts";

/** Who somebody is, without keys and roles. */
export type ActorRow = Pick<WriterRow, "name" | "organisation" | "party">;

/** Who acts through a key under a state of a register. */
export const actorOfKey = async (parts: NodeParts, state: RegisterState, key: string): Promise<ActorRow> => {
  const { name, organisation, party } = await parts.writerIn(state, key);
  return { name, organisation, party };
};

/** A party by its id; a key that the charter names has none and stands by itself. */
export const actorOfParty = async (parts: NodeParts, state: RegisterState, id: string): Promise<ActorRow> => {
  const party = state.parties.get(partyId(state, id));
  if (party === undefined) return actorOfKey(parts, state, id);
  const organisation = state.parties.get(party.organisation ?? "");
  return {
    name: await openedName(parts, party.name),
    organisation: organisation === undefined ? null : await openedName(parts, organisation.name),
    party: party.id,
  };
};

/** A party in one text: its name, or the beginning of its id. */
export const actorText = async (parts: NodeParts, state: RegisterState, id: string): Promise<string> => {
  const { name } = await actorOfParty(parts, state, id);
  return name ?? `${id.slice(0, shownDigits)}…`;
};

const shownDigits = 12;

const openedName = async (parts: NodeParts, name: Party["name"]): Promise<string | null> => {
  if (!isSealed(name)) return name;
  const opening = await parts.openings.get(name.sealed);
  return opening.ok ? nameOf(opening.value ?? undefined) : null;
};
