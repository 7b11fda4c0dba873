/** Methods on other companies: inviting, joining, exchanging, and what each may see. */
import { hexOf } from "../../shared/encoding/hex.ts";
import { parseRecordId, shortId } from "../../shared/ledger/record.ts";
import { failed, refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { installationRole, validatorRole } from "../../shared/register/default-charter.ts";
import { partyOfKey, rolesOfKey } from "../../shared/register/register-state.ts";
import type { ParsedRequest } from "../../shared/rpc/methods.ts";
import { joinCodeText, parseJoinCode } from "../../shared/sync/join-code.ts";
import type { Shares } from "../../shared/sync/shared-histories.ts";
import { ownAddresses } from "../peer/peer-address.ts";
import type { OwnKeys } from "../peer/intake.ts";
import type { EnrolmentWish, JoiningPerson } from "../peer/invitation.ts";
import type { TwinParts } from "../peer/twin.ts";
import type { PeerExchanged, PeerWiring } from "../peer/peer-context.ts";
import { enrolIn } from "../recorder/found-register.ts";
import { carriedProofs } from "./carried-proofs.ts";
import { witnessTalk } from "./witness-wiring.ts";
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
    const reached = await reachable(parts, [...addresses, ...own]);
    if (!reached.ok) return reached;
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
  next: () => parts.promises.get(parts.keystore.installationSigner.key) ?? null,
  own: ownRecords(parts),
  twin: twinWiring(parts),
  people: () => joiningPeople(parts),
  register: parts.register,
  secure: () => parts.journal.secure(),
  witness: witnessTalk(parts),
});

/** Whoever must get a new key first joins with that, the next time. Pseudonyms are told to nobody. */
const joiningPeople = ({ keystore, privacy, promises }: NodeParts): ReadonlyArray<JoiningPerson> =>
  keystore
    .people()
    .filter(({ key }) => !keystore.isFormer(key) && !privacy.isPseudonym(key))
    .map(({ key, name }) => {
      const [former, next] = [keystore.formerOf(key), promises.get(key)];
      return { ...(former.length === 0 ? {} : { former }), key, name, ...(next === undefined ? {} : { next }) };
    });

/** Records of the own keys that only somebody else has: the folder was restored or copied, and that is noted. */
export const ownRecords = ({
  journal,
  keystore,
  renewal,
}: Pick<NodeParts, "journal" | "keystore" | "renewal">): OwnKeys => ({
  has: (key) => {
    // What a damaged line held comes back like this too, and says nothing about copies.
    if (journal.fault() !== null) return false;
    const person = keystore.people().find((one) => one.key === key);
    return key === keystore.installationSigner.key || (person !== undefined && !keystore.isFormer(person.key));
  },
  returned: ({ id, record }, from) =>
    renewal.found({
      kind: "returned",
      reason: `The installation ${shortId(from)} has the record ${shortId(id)} (seq ${record.seq}) of the key ${shortId(record.writer)} of this installation, which is not here. So this data folder was restored from a backup, or runs in another place too.`,
    }),
});

const twinWiring = ({ journal, notices, renewal }: NodeParts): TwinParts => {
  const rootAt = (size: number): string => hexOf(journal.tree.root(size));
  return {
    calling: new Set(),
    extent: () => ({ root: rootAt(journal.size()), size: journal.size() }),
    mustRenew: (reason) => renewal.found({ kind: "copied", reason }),
    otherRenews: (sentence) => notices.add("fault", sentence),
    rootAt,
  };
};

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
  { former, installation, name, next, people, roles }: EnrolmentWish,
): Promise<Outcome<{ readonly party: string }>> => {
  const { randomHex, recorder, register } = parts;
  const signer = parts.session.signer();
  if (!rolesOfKey(parts.store.judge.registerNow(register), signer.key).includes(validatorRole)) {
    return refuse("validatorLocked", `${name} wants to join. Somebody who may enrol parties must sign in here first.`);
  }
  const enrol = enrolIn({ recorder, register, signer, randomHex });
  // Asked again after an interruption, whoever is enrolled already stays as they are.
  const known = former.findLast((key) => companyOf(parts, key) !== null) ?? null;
  const before = companyOf(parts, installation) ?? (known === null ? null : companyOf(parts, known));
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
  const promised = new Map(people.flatMap(({ key, next: digest }) => (digest === undefined ? [] : [[key, digest]])));
  if (next !== null) promised.set(installation, next);
  const isThere = companyOf(parts, installation) !== null;
  const enrolled = isThere
    ? success(organisation.value)
    : await enrol({ ...machine, ...followed(parts, organisation.value, known), promised, roles: machineRoles });
  if (!enrolled.ok) return enrolled;
  for (const person of people.filter(({ key }) => companyOf(parts, key) === null)) {
    const signs = await enrol({
      kind: "person",
      promised,
      ...followed(parts, organisation.value, person.former?.findLast((key) => companyOf(parts, key) !== null) ?? null),
      keys: [person.key],
      name: person.name,
      organisation: organisation.value,
      roles,
    });
    if (!signs.ok) return failed(signs.failure);
  }
  return success({ party: organisation.value });
};

/** The party that a new key of the same company follows into, where its former key is enrolled. */
const followed = (parts: NodeParts, organisation: string, former: string | null): { readonly party?: string } => {
  const party = former === null ? "nobody" : partyOfKey(parts.store.judge.registerNow(parts.register), former);
  return typeof party !== "string" && party.organisation === organisation ? { party: party.id } : {};
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

// A code that names this machine is good for nothing while nobody listens here. One command ends before anybody calls.
const reachable = async (
  { peers, shell }: NodeParts,
  addresses: ReadonlyArray<string>,
): Promise<Outcome<number | null>> => (shell === "cli" || addresses.length > 0 ? success(null) : peers.listenAsUsual());
