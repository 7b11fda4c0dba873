/** Quorums: who must stand behind a record before it counts (record-format.md, section 5). */
import { z } from "zod";
import { hex64Schema, roleSchema, type Quorum } from "./register-body.ts";

/** `record/endorsed@1`: a party stands behind a record of another, in a role. */
export const endorsedSchema = z.strictObject({
  role: roleSchema,
  statement: z.string().max(2000),
  target: hex64Schema,
});

/** A party that stands behind a record: its author in all its roles, an endorser in the one that it names. */
export interface Backer {
  readonly party: string;
  readonly roles: ReadonlyArray<string>;
}

/** How far one group is. */
export interface QuorumProgress {
  /** As the rule writes it: `2 role:validator`. */
  readonly group: Quorum["group"];
  /** `role:NAME` or the id of a party; parties that are one stand under one id. */
  readonly members: ReadonlyArray<string>;
  readonly needed: number;
  readonly found: number;
}

/** A record that needs a quorum: the groups that must stand behind it, and who does. */
export interface Backing {
  readonly groups: ReadonlyArray<Quorum["group"]>;
  readonly backers: ReadonlyArray<Backer>;
  /** The id under which a party counts: those that were merged count once. */
  readonly sameParty: (id: string) => string;
}

/**
 * How far each group is. `K member...` asks for K different parties of which each is admitted by some member, `any` for
 * one, `all` for a party of its own for every member. A party counts once, however often it signs and however many keys
 * it has.
 */
export const quorumProgress = ({ backers, groups, sameParty }: Backing): ReadonlyArray<QuorumProgress> => {
  const parties = mergedBackers(backers, sameParty);
  return groups.map((group) => {
    const [count = "all", ...named] = group.split(" ");
    const members = named.map((member) => (member.startsWith("role:") ? member : sameParty(member)));
    const [needed, found] =
      count === "all"
        ? [members.length, membersServed(members, parties)]
        : [count === "any" ? 1 : Number(count), parties.filter((party) => isAdmitted(members, party)).length];
    return { found, group, members, needed };
  });
};

/** What the groups still ask for, as a sentence; `null` when they are content. */
export const quorumWants = (
  groups: ReadonlyArray<Quorum["group"]>,
  backers: ReadonlyArray<Backer>,
  sameParty: (id: string) => string,
): string | null => {
  const open = quorumProgress({ backers, groups, sameParty }).find(({ found, needed }) => found < needed);
  return open === undefined
    ? null
    : `It needs ${open.needed} of ${open.members.join(", ")} to stand behind it; ${open.found} did.`;
};

/** True when one more party behind the record would bring a group that is not content one step further. */
export const wouldServe = (backing: Backing, backer: Backer): boolean => {
  const after = quorumProgress({ ...backing, backers: [...backing.backers, backer] });
  return quorumProgress(backing).some(
    ({ found, needed }, index) => found < needed && (after[index]?.found ?? 0) > found,
  );
};

const mergedBackers = (backers: ReadonlyArray<Backer>, sameParty: (id: string) => string): ReadonlyArray<Backer> => {
  const rolesByParty = new Map<string, Set<string>>();
  for (const { party, roles } of backers) {
    const known = rolesByParty.get(sameParty(party)) ?? new Set<string>();
    rolesByParty.set(sameParty(party), known);
    for (const role of roles) known.add(role);
  }
  return [...rolesByParty].map(([party, roles]) => ({ party, roles: [...roles] }));
};

const isAdmitted = (members: ReadonlyArray<string>, backer: Backer): boolean =>
  members.some((member) => admits(member, backer));

const admits = (member: string, { party, roles }: Backer): boolean =>
  member.startsWith("role:") ? roles.includes(member.slice(5)) : party === member;

// The greatest number of members that can each have a party of their own (augmenting paths).
const membersServed = (members: ReadonlyArray<string>, parties: ReadonlyArray<Backer>): number => {
  const servedBy = new Map<Backer, string>();
  const serve = (member: string, tried: Set<Backer>): boolean => {
    for (const party of parties) {
      if (tried.has(party) || !admits(member, party)) continue;
      tried.add(party);
      const other = servedBy.get(party);
      if (other !== undefined && !serve(other, tried)) continue;
      servedBy.set(party, member);
      return true;
    }
    return false;
  };
  return members.filter((member) => serve(member, new Set())).length;
};
