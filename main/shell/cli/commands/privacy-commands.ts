/** Commands on sealed values: who may read what, rules, disclosing, erasing; pseudonyms. */
import { refuse, success, type Outcome } from "../../../../shared/outcome/outcome.ts";
import { sealedKinds, type SealedKind } from "../../../../shared/privacy/sealed-kind.ts";
import type { PrivacyMatrix, PseudonymRow, SealedRow } from "../../../../shared/rpc/privacy-methods.ts";
import type { CommandNode } from "../../local/local-client.ts";
import { numberOption, textOption, textOptions, usageKind, word, type Command, type CommandCall } from "../command.ts";
import { withNode, withNodeAlone } from "../with-node.ts";

const matrix: Command = {
  name: "privacy",
  usage: "[HISTORY] [--about TEXT] [--limit N]",
  does: "Who may read what: every sealed value, and for each peer whether it is given it and why. --about looks for a text in those that are open here.",
  options: { about: { type: "string" }, limit: { type: "string" } },
  positionals: [0, 1],
  run: async (call) => {
    const limit = numberOption(call, "limit", 1);
    if (!limit.ok) return limit;
    const history = word(call, 0);
    return withNodeAlone(call, async (node) => {
      const asked = await node.call("privacy.matrix", {
        about: textOption(call, "about") ?? "",
        ...(history === "" ? {} : { history }),
        ...(limit.value === undefined ? {} : { limit: limit.value }),
      });
      return asked.ok ? success({ json: asked.value, lines: matrixLines(asked.value) }) : asked;
    });
  },
};

const matrixLines = ({ kinds, readers, total, values }: PrivacyMatrix): ReadonlyArray<string> => {
  const names = new Map(readers.map(({ installation, name }) => [installation, name]));
  const cells = (row: PrivacyMatrix["kinds"][number]["cells"]): string =>
    row
      .map(({ installation, may, why }) => `${names.get(installation) ?? ""}: ${may ? "yes" : "no"} (${why})`)
      .join("; ");
  return [
    ...(readers.length === 0 ? ["Nobody is exchanged with, so nobody else is given anything."] : []),
    ...kinds.map((row) => `${row.kind}  ${cells(row.cells)}`),
    `${total} sealed values`,
    ...values.map((row) => `${valueLine(row)}  ${cells(row.readers)}`),
  ];
};

const valueLine = ({ field, given, kind, sealed, state, title, type, value, writer }: SealedRow): string =>
  `${sealed.slice(0, 12)}  ${title}  ${type} ${field}  ${kind}  by ${writer}  ${state === "open" ? `"${value ?? ""}"` : state}` +
  given.map(({ at, to }) => `  given to ${to} at ${at}`).join("");

const rules: Command = {
  name: "privacy rules",
  usage: "PEER (--share | --withhold-all) [--withhold KIND...]",
  does: `Sets which kinds of sealed values a peer may read from now on: ${sealedKinds.join(", ")}. What it has it keeps.`,
  options: {
    share: { type: "boolean" },
    withhold: { type: "string", multiple: true },
    "withhold-all": { type: "boolean" },
  },
  positionals: [1, 1],
  run: async (call) => {
    const withheld = textOptions(call, "withhold");
    const unknown = withheld.find((one) => !isKind(one));
    if (unknown !== undefined) return refuse(usageKind, `There is no kind "${unknown}": ${sealedKinds.join(", ")}.`);
    const openings = call.options["withhold-all"] !== true;
    return withNodeAlone(call, async (node) => {
      const installation = await peerNamed(node, word(call, 0));
      if (!installation.ok) return installation;
      const kinds = withheld.filter(isKind);
      const set = await node.call("privacy.set-rules", { installation: installation.value, openings, withheld: kinds });
      if (!set.ok) return set;
      const what = set.value.openings ? `all but ${set.value.withheld.join(", ") || "nothing"}` : "none";
      return success({ json: set.value, lines: [`${set.value.name} is given sealed values: ${what}.`] });
    });
  },
};

const isKind = (text: string): text is SealedKind => sealedKinds.some((kind) => kind === text);

const peerNamed = async (node: CommandNode, name: string): Promise<Outcome<string>> => {
  const peers = await node.call("peer.list", {});
  if (!peers.ok) return peers;
  const [found, ...others] = peers.value.filter((peer) => peer.name === name || peer.installation.startsWith(name));
  if (found !== undefined && others.length === 0) return success(found.installation);
  return refuse("peerUnknown", `There is ${found === undefined ? "no" : "more than one"} peer "${name}".`);
};

/** A sealed value by the beginning of its digest. */
const sealedNamed = async (node: CommandNode, digits: string): Promise<Outcome<string>> => {
  if (/^[0-9a-f]{64}$/.test(digits)) return success(digits);
  for (let offset = 0; ; offset += pageRows) {
    const page = await node.call("privacy.matrix", { limit: pageRows, offset });
    if (!page.ok) return page;
    const found = page.value.values.find(({ sealed }) => sealed.startsWith(digits));
    if (found !== undefined && digits.length >= digitsMin) return success(found.sealed);
    if (page.value.values.length < pageRows)
      return refuse("sealedUnknown", `No sealed value here begins with ${digits}. "throughlife privacy" lists them.`);
  }
};

const pageRows = 500;
const digitsMin = 6;

const disclose: Command = {
  name: "privacy disclose",
  usage: "SEALED (--to PEER | --out FILE --for NAME)",
  does: "Gives one sealed value to one party: with the next exchange, or as a small file.",
  options: { for: { type: "string" }, out: { type: "string" }, to: { type: "string" } },
  positionals: [1, 1],
  run: (call) => withNodeAlone(call, (node) => discloseWith(call, node)),
};

const discloseWith = async (call: CommandCall, node: CommandNode) => {
  const [out, to, whom] = [textOption(call, "out"), textOption(call, "to"), textOption(call, "for")];
  const sealed = await sealedNamed(node, word(call, 0));
  if (!sealed.ok) return sealed;
  if (to !== undefined) return decideWith(node, { decision: "disclose", peer: to, sealed: sealed.value });
  if (out === undefined || whom === undefined)
    return refuse(usageKind, "Say to whom: --to PEER, or --out FILE --for NAME.");
  const path = call.resolve(out);
  const given = await node.call("privacy.disclose", { path, sealed: sealed.value, to: whom });
  return given.ok ? success({ json: given.value, lines: [`Written to ${path} for ${whom}.`] }) : given;
};

interface DecideWish {
  readonly decision: "as-kind" | "disclose" | "keep";
  readonly peer: string;
  readonly sealed: string;
}

const decideWith = async (node: CommandNode, { decision, peer, sealed }: DecideWish) => {
  const installation = await peerNamed(node, peer);
  if (!installation.ok) return installation;
  const decided = await node.call("privacy.decide", { decision, installation: installation.value, sealed });
  if (!decided.ok) return decided;
  const { may, why } = decided.value;
  return success({ json: decided.value, lines: [`${peer} ${may ? "is given it" : "is not given it"} (${why}).`] });
};

const keep: Command = {
  name: "privacy keep",
  usage: "SEALED --from PEER",
  does: "Never gives one sealed value to one peer, whatever its kind.",
  options: { from: { type: "string" } },
  positionals: [1, 1],
  run: (call) =>
    withNodeAlone(call, async (node) => {
      const peer = textOption(call, "from");
      if (peer === undefined) return refuse(usageKind, "Say from whom: --from PEER.");
      const sealed = await sealedNamed(node, word(call, 0));
      return sealed.ok ? decideWith(node, { decision: "keep", peer, sealed: sealed.value }) : sealed;
    }),
};

const take: Command = {
  name: "privacy take",
  usage: "FILE",
  does: "Takes a disclosure in; refused where it does not open what the record sealed.",
  positionals: [1, 1],
  run: (call) =>
    withNodeAlone(call, async (node) => {
      const taken = await node.call("privacy.take-disclosure", { file: { path: call.resolve(word(call, 0)) } });
      if (!taken.ok) return taken;
      return success({ json: taken.value, lines: [`The record ${taken.value.record} says: ${taken.value.value}`] });
    }),
};

const erase: Command = {
  name: "privacy erase",
  usage: "SEALED...",
  does: "Erases sealed values for good, here and at every peer. Records, ids and signatures stay whole.",
  positionals: [1, 500],
  run: (call) =>
    withNode(call, async (node) => {
      const sealed: string[] = [];
      for (const digits of call.positionals) {
        const found = await sealedNamed(node, digits);
        if (!found.ok) return found;
        sealed.push(found.value);
      }
      const erased = await node.call("privacy.erase", { sealed });
      if (!erased.ok) return erased;
      const { cannot, records } = erased.value;
      const written = records.map(({ id, standing }) => `Erased by the record ${id}: ${standing}.`);
      return success({ json: erased.value, lines: [...written, ...cannot] });
    }),
};

const makePseudonym: Command = {
  name: "pseudonym make",
  usage: "ALIAS [--role ROLE...]",
  does: "Makes a key for a pseudonym under THROUGHLIFE_NEW_PIN; with roles a validator (--as) enrols it in the own register, with whose it is sealed.",
  options: { role: { type: "string", multiple: true } },
  positionals: [1, 1],
  run: (call) => {
    const pin = call.env["THROUGHLIFE_NEW_PIN"];
    if (pin === undefined) return Promise.resolve(refuse(usageKind, "Set its PIN in THROUGHLIFE_NEW_PIN."));
    const wish = { alias: word(call, 0), pin, roles: [...textOptions(call, "role")] };
    return withNode(call, async (node) => pseudonymEnd(await node.call("privacy.make-pseudonym", wish)));
  },
};

const enrolPseudonym: Command = {
  name: "pseudonym enrol",
  usage: "KEY --organisation PARTY --role ROLE...",
  does: "A validator enrols the pseudonym of an organisation that it knows: roles open, key and organisation sealed.",
  options: { organisation: { type: "string" }, role: { type: "string", multiple: true } },
  positionals: [1, 1],
  run: (call) =>
    withNode(call, async (node) =>
      pseudonymEnd(
        await node.call("privacy.enrol-pseudonym", {
          key: word(call, 0),
          organisation: textOption(call, "organisation") ?? "",
          roles: [...textOptions(call, "role")],
        }),
      ),
    ),
};

const listPseudonyms: Command = {
  name: "pseudonym list",
  usage: "",
  does: "Pseudonyms of this computer and of the own register.",
  positionals: [0, 0],
  run: (call) =>
    withNodeAlone(call, async (node) => {
      const rows = await node.call("privacy.pseudonyms", {});
      return rows.ok ? success({ json: { pseudonyms: rows.value }, lines: rows.value.map(pseudonymLine) }) : rows;
    }),
};

const pseudonymEnd = (row: Outcome<PseudonymRow>) =>
  row.ok ? success({ json: row.value, lines: [pseudonymLine(row.value)] }) : row;

const pseudonymLine = ({ alias, key, organisation, record, roles, sealed }: PseudonymRow): string =>
  `${key}  ${alias ?? "of somebody else"}  ${record === null ? "not enrolled yet" : roles.join(", ")}  ${
    sealed === null ? "" : `sealed ${sealed.slice(0, 12)}: ${organisation ?? "withheld"}`
  }`;

export const privacyCommands: ReadonlyArray<Command> = [
  rules,
  disclose,
  keep,
  take,
  erase,
  makePseudonym,
  enrolPseudonym,
  listPseudonyms,
  // Behind those whose name begins with it.
  matrix,
];
