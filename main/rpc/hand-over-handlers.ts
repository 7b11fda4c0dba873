/** Methods on a history that goes over to another register: offered by the one, taken over by the other. */
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { validatorRole } from "../../shared/register/default-charter.ts";
import { moveType } from "../../shared/register/history-move.ts";
import { rolesOfKey } from "../../shared/register/register-state.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";
import { write } from "./recording-handlers.ts";
import { registerNamed } from "./register-rows.ts";

type HandOver = HandlersOf<"history.register" | "history.hand-over" | "history.take-over">;

/** Makes the methods. */
export const handOverHandlers = (parts: NodeParts): HandOver => ({
  "history.register": ({ history: name }) => {
    const history = resolveHistory(parts, name);
    if (!history.ok) return Promise.resolve(history);
    const { judge } = parts.store;
    const id = judge.registerFor(history.value) ?? history.value;
    const offers = judge.offers(history.value).map(({ move, to, wants }) => ({
      id: to,
      mine: isValidatorThere(parts, to),
      move: move.id,
      name: nameOf(parts, to),
      wants,
    }));
    return Promise.resolve(success({ history: history.value, id, name: nameOf(parts, id), offers }));
  },
  "history.hand-over": async ({ history: name, register }) => {
    const history = resolveHistory(parts, name);
    if (!history.ok) return history;
    const to = registerNamed(parts, register);
    if (!to.ok) return to;
    const open = parts.store.judge.offers(history.value).find((offer) => offer.to === to.value.id);
    if (open !== undefined)
      return refuse("offeredAlready", `The history is offered to this register already. ${open.wants}`);
    return write(parts, { at: null, body: { register: to.value.id }, history: history.value, type: moveType });
  },
  "history.take-over": async ({ history: name, statement }) => {
    const history = resolveHistory(parts, name);
    if (!history.ok) return history;
    const offer = openOffer(parts, history.value);
    if (!offer.ok) return offer;
    const body = { role: validatorRole, statement: statement.normalize("NFC"), target: offer.value };
    return write(parts, { at: null, body, history: history.value, type: "record/endorsed@1" });
  },
});

const openOffer = (parts: NodeParts, history: HistoryId): Outcome<string> => {
  const offers = parts.store.judge.offers(history);
  const [first] = offers;
  if (first === undefined) return refuse("noOffer", "The history is not offered to another register.");
  const mine = offers.find(({ to }) => isValidatorThere(parts, to));
  return mine === undefined
    ? refuse(
        "notPermitted",
        `Only a validator of the ${nameOf(parts, first.to)} takes it over. Sign in as one (on the command line: --as NAME with a PIN).`,
      )
    : success(mine.move.id);
};

const isValidatorThere = ({ session, store }: NodeParts, register: HistoryId): boolean =>
  rolesOfKey(store.judge.registerNow(register), session.signer().key).includes(validatorRole);

const nameOf = ({ store }: NodeParts, register: HistoryId): string =>
  store.judge.registerNow(register).charter?.name ?? register.slice(0, 12);
