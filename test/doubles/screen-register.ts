/** A register that a screen can ask and change: a few parties, rules, and a key whose end is proposed. */
import { refuse, success } from "../../shared/outcome/outcome.ts";
import type { ResponseOf } from "../../shared/rpc/methods.ts";
import type { HandlersOf } from "../../main/rpc/dispatch.ts";

type Shown = ResponseOf<"register.show">;

type RegisterMethods = HandlersOf<
  | "register.list"
  | "register.who"
  | "register.why"
  | "register.enrol"
  | "register.merge"
  | "register.change-rules"
  | "register.change-witness-policy"
  | "register.propose-end"
  | "register.revoke-key"
  | "history.register"
  | "history.hand-over"
  | "history.take-over"
  | "installation.sealing"
  | "installation.seal-keys"
  | "person.rotate-key"
>;

export interface RegisterDouble {
  readonly shown: () => Shown;
  /** Notes a method that was called and answers as a record. */
  readonly record: (method: string, request: unknown) => { readonly history: string; readonly id: string; readonly standing: string };
  readonly idOf: (word: string) => string;
  /** The roles of whoever signs. */
  readonly roles: () => ReadonlyArray<string>;
}

/** The methods; whoever holds no role validator is refused what changes the register. */
export const screenRegister = ({ idOf, record, roles, shown }: RegisterDouble): RegisterMethods => {
  const written = (method: string, request: unknown) =>
    roles().includes("validator") ? success(record(method, request)) : refuse("notPermitted", "The role service-provider may not write this; the register allows validator.");
  return {
    "register.list": async () => success([{ id: shown().id, name: shown().name, own: true, parties: shown().parties.length, roles: [...roles()] }]),
    "register.who": async () => {
      const { id, name, parties, permissions, quorums } = shown();
      const types = permissions.map(({ roles: allowed, type }) => ({ quorums: quorums.flatMap((quorum) => (quorum.type === type ? [quorum.group] : [])), roles: [...allowed], type }));
      const may = (of: ReadonlyArray<string>, waiting: boolean) =>
        types.filter((type) => type.roles.some((role) => of.includes(role)) && (type.quorums.length > 0) === waiting).map(({ type }) => type);
      return success({ id, name, parties: parties.map((party) => ({ ...party, may: party.keys.length === 0 ? [] : may(party.roles, false), waits: party.keys.length === 0 ? [] : may(party.roles, true) })), types });
    },
    "register.why": async ({ type, who }) => {
      const party = shown().parties.find((one) => one.name === who || one.id === who || one.keys.includes(who));
      if (party === undefined) return refuse("nobodyFound", `Nobody in this register has the name, the key or the id "${who}".`);
      const allowed = shown().permissions.find((rule) => rule.type === type)?.roles ?? [];
      const may = party.roles.some((role) => allowed.includes(role));
      const [key = idOf("x")] = party.keys;
      const reason = may ? `It may as ${party.roles.join(", ")}.` : `The role ${party.roles.join(", ")} may not write ${type}; the register allows ${allowed.join(", ")}.`;
      const advice = may ? null : `A validator gives the party one of the roles ${allowed.join(", ")}.`;
      const behind = [{ history: shown().id, id: shown().id, type: "register/charter@1" }];
      return success({ answers: [{ advice, behind, key, kind: may ? "may" as const : "may not" as const, name: party.name, reason }], id: shown().id, type });
    },
    "register.enrol": async (request) => {
      const done = written("register.enrol", request);
      return done.ok ? success({ ...done.value, party: request.party ?? done.value.id }) : done;
    },
    "register.merge": async (request) => written("register.merge", request),
    "register.change-rules": async (request) => written("register.change-rules", request),
    "register.change-witness-policy": async (request) => written("register.change-witness-policy", request),
    "register.propose-end": async ({ key, since }) => {
      const last_good = { history: shown().id, id: shown().id };
      const histories = [{ disputed: since === null ? 0 : 12, good: 40, history: shown().id, last_good: { at: "2026-11-20T11:05:00.000000Z", id: shown().id, type: "service/performed@1" }, name: "WTG-07" }];
      return success({ built_upon: since === null ? 0 : 3, disputed: since === null ? 0 : 12, good: 40, histories, key, last_good: [last_good], name: "Anna Vestergaard", refusal: null });
    },
    "register.revoke-key": async (request) => {
      const done = written("register.revoke-key", request);
      return done.ok ? success({ disputed: 12, records: [done.value] }) : done;
    },
    "history.register": async ({ history }) => success({ history, id: shown().id, name: shown().name, offers: [] }),
    "history.hand-over": async (request) => written("history.hand-over", request),
    "history.take-over": async (request) => written("history.take-over", request),
    "installation.sealing": async () => success({ sealing: "nothing", system: null }),
    "installation.seal-keys": async ({ by, passphrase }) => {
      if (by === "passphrase" && (passphrase ?? "").length < 12) return refuse("passphraseUnfit", "A passphrase has 12 characters or more: four words that do not belong together are good.");
      record("installation.seal-keys", { by });
      return success({ sealing: by });
    },
    "person.rotate-key": async ({ person }) => {
      record("person.rotate-key", { person });
      return success({ former: idOf("old"), key: idOf("new"), registers: [{ asks: false, id: shown().id, name: shown().name }] });
    },
  };
};
