/** Methods on other companies: inviting, joining, exchanging, and what each may see. */
import { parseRecordId } from "../../shared/ledger/record.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { installationRole, validatorRole } from "../../shared/register/default-charter.ts";
import { partyOfKey, rolesOfKey } from "../../shared/register/register-state.ts";
import type { ParsedRequest } from "../../shared/rpc/methods.ts";
import { joinCodeText, parseJoinCode } from "../../shared/sync/join-code.ts";
import type { Shares } from "../../shared/sync/shared-histories.ts";
import { ownAddresses } from "../peer/peer-address.ts";
import type { EnrolmentWish } from "../peer/invitation.ts";
import type { PeerExchanged, PeerWiring } from "../peer/peer-context.ts";
import { enrolIn } from "../recorder/found-register.ts";
import { carriedProofs } from "./carried-proofs.ts";
import type { HandlersOf } from "./dispatch.ts";
import { resolveHistory } from "./history-name.ts";
import type { NodeParts } from "./node-parts.ts";
import { ownOrganisation, rolesKnown } from "./person-handlers.ts";

type Peers = HandlersOf<"peer.list" | "peer.invite" | "peer.join" | "peer.share" | "peer.sync" | "peer.quarantine">;

/** Makes the methods on peers of a node. */
export const peerHandlers = (parts: NodeParts): Peers => ({
  "peer.list": () => Promise.resolve(success([...parts.peers.rows()])),
  "peer.invite": async ({ addresses, name, port, roles, share }) => {
    const unknown = roles.find((role) => !rolesKnown(parts).includes(role));
    if (unknown !== undefined) {
      return refuse(
        "roleUnknown",
        `No rule of the register names the role "${unknown}". There are: ${rolesKnown(parts).join(", ")}.`,
      );
    }
    const shares = sharesOf(parts, share);
    if (!shares.ok) return shares;
    const own = port === undefined ? [] : ownAddresses(port);
    return parts.peers.invite({ addresses: [...addresses, ...own], name, roles, share: shares.value });
  },
  "peer.join": async ({ address, code }) => {
    const join = (text: string) => parts.tasks.run("join", ({ signal }) => parts.peers.join(text, signal));
    if (address === undefined) return join(code);
    const parsed = parseJoinCode(code);
    return parsed.ok ? join(joinCodeText({ ...parsed.value, addresses: [address] })) : parsed;
  },
  "peer.share": async ({ installation, share }) => {
    const shares = sharesOf(parts, share);
    return shares.ok ? parts.peers.share(installation, shares.value) : shares;
  },
  "peer.sync": ({ address }) => parts.tasks.run("sync", ({ signal }) => parts.peers.sync(address, signal)),
  "peer.quarantine": () => Promise.resolve(success(parts.quarantine.rows().map((row) => ({ ...row })))),
});

/** What the peer service learns once the data folder is open. */
export const peerWiring = (parts: NodeParts): PeerWiring => ({
  checker: parts.checker,
  enrol: (wish) => enrolCompany(parts, wish),
  name: () => organisationName(parts),
  onChanged: () => parts.emit({ event: "changed", histories: [], what: "peers" }),
  onExchanged: (exchange) => noteExchange(parts, exchange),
  onProgress: ({ received, sent, toSend }) => parts.tasks.tell("sync", received + sent, received + toSend),
  onShared: (records) => parts.index.shared(records),
  proofs: carriedProofs(parts),
  people: () => parts.keystore.people().map(({ key, name }) => ({ key, name })),
  register: parts.register,
  secure: () => parts.journal.secure(),
});

/** Exchanges are kept as notices, since a peer may call at any time; one that brought nothing is not news. */
const noteExchange = ({ notices }: NodeParts, { fault, name, received, sent }: PeerExchanged): void => {
  const moved = `${received.records} records received, ${sent.records} sent`;
  if (fault !== null) notices.add("refusal", `The exchange with ${name} ended early (${moved}): ${fault.message}`);
  else if (received.records + sent.records > 0) notices.add("exchange", `Exchanged with ${name}: ${moved}.`);
  if (received.quarantined > 0)
    notices.add("refusal", `${received.quarantined} records from ${name} are of unknown keys and held apart.`);
};

const organisationName = (parts: NodeParts): string => {
  const name = ownOrganisation(parts)?.name;
  return typeof name === "string" ? name : "";
};

/** Enrols another company with its installation and its people, in the roles of its invitation. */
const enrolCompany = async (
  parts: NodeParts,
  { installation, name, people, roles }: EnrolmentWish,
): Promise<Outcome<{ readonly party: string }>> => {
  const { randomHex, recorder, register } = parts;
  const signer = parts.session.signer();
  if (!rolesOfKey(parts.store.judge.registerNow(register), signer.key).includes(validatorRole)) {
    return refuse("validatorLocked", `${name} wants to join. Somebody who may enrol parties must sign in here first.`);
  }
  const enrol = enrolIn({ recorder, register, signer, randomHex });
  // Asked again after an interruption, whoever is enrolled already stays as they are.
  const before = companyOf(parts, installation);
  const organisation =
    before === null
      ? await enrol({ kind: "organisation", keys: [], name, organisation: null, roles })
      : success(before);
  if (!organisation.ok) return organisation;
  const machine = {
    kind: "equipment",
    keys: [installation],
    name: `Installation of ${name}`,
    organisation: organisation.value,
  } as const;
  const machineRoles = people.length === 0 ? roles : [installationRole];
  const enrolled = before === null ? await enrol({ ...machine, roles: machineRoles }) : success(before);
  if (!enrolled.ok) return enrolled;
  for (const person of people.filter(({ key }) => companyOf(parts, key) === null)) {
    const signs = await enrol({
      kind: "person",
      keys: [person.key],
      name: person.name,
      organisation: organisation.value,
      roles,
    });
    if (!signs.ok) return failed(signs.failure);
  }
  return success({ party: organisation.value });
};

/** The organisation of a key that is enrolled here already. */
const companyOf = (parts: NodeParts, key: string): string | null => {
  const party = partyOfKey(parts.store.judge.registerNow(parts.register), key);
  return typeof party === "string" ? null : (party.organisation ?? party.id);
};

const sharesOf = (parts: NodeParts, share: ParsedRequest<"peer.share">["share"]): Outcome<Shares> => {
  if (share.histories === "all") return success({ ...share, histories: "all" });
  const histories: string[] = [];
  for (const name of share.histories) {
    const id = parseRecordId(name);
    const history = id === null ? resolveHistory(parts, name) : success(id);
    if (!history.ok) return history;
    histories.push(history.value);
  }
  return success({ ...share, histories: histories.flatMap((id) => parseRecordId(id) ?? []) });
};
