/** A witness policy: whose cosignatures together say when something was there (C2SP tlog-policy; section 6). */
import type { PublicKey } from "../crypto/key-rule.ts";
import { parseNoteKey, type NoteKey } from "../ledger/note-key.ts";
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";

/** A witness under the name by which the policy's groups speak of it. */
export interface PolicyWitness {
  readonly name: string;
  readonly key: NoteKey;
  readonly url: string | null;
}

/** A witness, or a group of which `threshold` members are wanted. Every name sits in one group only: it is a tree. */
export type PolicyNode =
  | { readonly kind: "witness"; readonly key: PublicKey }
  | { readonly kind: "group"; readonly threshold: number; readonly members: ReadonlyArray<PolicyNode> };

export interface WitnessPolicy {
  /** Every witness that is named, whether the quorum leads to it or not. */
  readonly witnesses: ReadonlyArray<PolicyWitness>;
  readonly groups: number;
  /** What must stand behind a time; `null` for `quorum none`: then no time is anybody's but the writer's. */
  readonly quorum: PolicyNode | null;
}

export type PolicyFailure = Failure & {
  readonly kind: "policyLine" | "policyName" | "policyKey" | "policyThreshold" | "policyQuorum" | "policySize";
};

/** Names of each kind that are written; readers take as many as the text has room for. */
export const policyNamesMax = 32;
/** Characters of a policy, as the charter's schema has it. */
export const policyLengthMax = 10_000;

/** Reads a policy; the failure names the first line that is wrong. `check` is rule 1 for keys and may remember. */
export const parseWitnessPolicy = (
  text: string,
  check?: (key: string) => Outcome<PublicKey>,
): Outcome<WitnessPolicy, PolicyFailure> => {
  if (text.length > policyLengthMax) return refuse("policySize", `A policy has at most ${policyLengthMax} characters.`);
  const reading = new PolicyReading(check);
  for (const [index, line] of text.split("\n").entries()) {
    const failure = reading.read(line, index + 1);
    if (failure !== null) return failure;
  }
  return reading.end();
};

/** Why a policy is not written although it can be read; `null` when it may be. */
export const policyRefusal = (text: string): PolicyFailure | null => {
  const parsed = parseWitnessPolicy(text);
  if (!parsed.ok) return parsed.failure;
  const { groups, witnesses } = parsed.value;
  if (witnesses.length <= policyNamesMax && groups <= policyNamesMax) return null;
  const message = `The policy names more than ${policyNamesMax} witnesses or groups: other programs need not read it.`;
  return { kind: "policySize", message };
};

/** Whether these witnesses satisfy a policy; nothing satisfies `quorum none`, for nobody stands behind it. */
export const satisfies = ({ quorum }: WitnessPolicy, has: (witness: string) => boolean): boolean =>
  quorum !== null && isMet(quorum, has);

/** The least value at which enough witnesses have come, when each comes at its own; `null` where too few come. */
export const quorumValue = <T>(
  { quorum }: WitnessPolicy,
  valueOf: (witness: string) => T | undefined,
  compare: (left: T, right: T) => number,
): T | null => (quorum === null ? null : nodeValue(quorum, valueOf, compare));

/** Organisations whose witnesses alone satisfy the policy: whoever trusts the bound trusts one of them alone. */
export const organisationsAlone = (
  policy: WitnessPolicy,
  organisationOf: (witness: PolicyWitness) => string,
): ReadonlyArray<string> => {
  const byKey = new Map<string, string>(policy.witnesses.map((witness) => [witness.key.key, organisationOf(witness)]));
  return [...new Set(byKey.values())].filter((name) => satisfies(policy, (key) => byKey.get(key) === name)).sort();
};

const isMet = (node: PolicyNode, has: (witness: string) => boolean): boolean =>
  node.kind === "witness"
    ? has(node.key)
    : node.members.filter((member) => isMet(member, has)).length >= node.threshold;

// A group comes when the last of its first `threshold` members comes.
const nodeValue = <T>(
  node: PolicyNode,
  valueOf: (witness: string) => T | undefined,
  compare: (left: T, right: T) => number,
): T | null => {
  if (node.kind === "witness") return valueOf(node.key) ?? null;
  const values = node.members.map((member) => nodeValue(member, valueOf, compare)).filter((value) => value !== null);
  return values.sort(compare)[node.threshold - 1] ?? null;
};

type LineFailure = ReturnType<typeof fault>;

/** What of a policy was read so far; names are defined before they are used, so there are no circles. */
class PolicyReading {
  readonly #check: ((key: string) => Outcome<PublicKey>) | undefined;
  readonly #nodes = new Map<string, PolicyNode>();
  readonly #grouped = new Set<string>();
  readonly #witnesses: PolicyWitness[] = [];
  #groups = 0;
  #quorum: PolicyNode | null | undefined = undefined;

  constructor(check: ((key: string) => Outcome<PublicKey>) | undefined) {
    this.#check = check;
  }

  read(line: string, number: number): LineFailure | null {
    if (forbidden.test(line)) return fault("policyLine", number, "holds a control character");
    const [word = "", ...items] = line.split(/[ \t]+/).filter((item) => item !== "");
    if (word === "" || word.startsWith("#") || word === "log") return null;
    if (word === "witness") return this.#witness(items, number);
    if (word === "group") return this.#group(items, number);
    if (word === "quorum") return this.#readQuorum(items, number);
    return fault("policyLine", number, `begins with "${shown(word)}", not with witness, group, quorum or log`);
  }

  end(): Outcome<WitnessPolicy, PolicyFailure> {
    if (this.#quorum === undefined)
      return refuse("policyQuorum", 'The policy has no line "quorum NAME". Write "quorum none" for no witnesses.');
    return success({ witnesses: this.#witnesses, groups: this.#groups, quorum: this.#quorum });
  }

  #witness([name, vkey, url, ...rest]: ReadonlyArray<string>, number: number): LineFailure | null {
    if (name === undefined || vkey === undefined || rest.length > 0)
      return fault("policyLine", number, "is not: witness NAME VERIFIER-KEY [URL]");
    const key = parseNoteKey(vkey, this.#check);
    if (!key.ok) return fault("policyKey", number, `has no verifier key: ${key.failure.message}`);
    if (key.value.use !== "cosignature")
      return fault("policyKey", number, `gives "${shown(name)}" the key of a log (type 1), not of a witness (type 4)`);
    const other = this.#witnesses.find((witness) => witness.key.key === key.value.key);
    if (other !== undefined)
      return fault("policyKey", number, `gives "${shown(name)}" the key that "${shown(other.name)}" has already`);
    this.#witnesses.push({ name, key: key.value, url: url ?? null });
    return this.#define(name, { kind: "witness", key: key.value.key }, number);
  }

  #group([name, wanted, ...names]: ReadonlyArray<string>, number: number): LineFailure | null {
    if (name === undefined || wanted === undefined || names.length === 0)
      return fault("policyLine", number, "is not: group NAME all|any|NUMBER MEMBER...");
    const members: PolicyNode[] = [];
    for (const member of names) {
      const node = this.#nodes.get(member);
      if (node === undefined)
        return fault("policyName", number, `names "${shown(member)}", which is not defined above`);
      if (this.#grouped.has(member))
        return fault("policyName", number, `names "${shown(member)}", which sits in a group already`);
      this.#grouped.add(member);
      members.push(node);
    }
    const threshold = wanted === "all" ? names.length : wanted === "any" ? 1 : numberOf(wanted);
    if (threshold === null || threshold > names.length)
      return fault("policyThreshold", number, `wants "${shown(wanted)}" of ${names.length}: it can never be met`);
    this.#groups++;
    return this.#define(name, { kind: "group", threshold, members }, number);
  }

  #readQuorum([name, ...rest]: ReadonlyArray<string>, number: number): LineFailure | null {
    if (this.#quorum !== undefined) return fault("policyQuorum", number, "is a second quorum");
    if (name === undefined || rest.length > 0)
      return fault("policyLine", number, "is not: quorum NAME, or quorum none");
    const node = name === "none" ? null : this.#nodes.get(name);
    if (node === undefined) return fault("policyName", number, `names "${shown(name)}", which is not defined above`);
    this.#quorum = node;
    return null;
  }

  #define(name: string, node: PolicyNode, number: number): LineFailure | null {
    if (name === "none") return fault("policyName", number, 'defines "none", which means no quorum');
    if (this.#nodes.has(name)) return fault("policyName", number, `defines "${shown(name)}" once more`);
    this.#nodes.set(name, node);
    return null;
  }
}

/** Everything below space but tab and line feed (tlog-policy, Character set), and DEL. */
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f]/;

const numberOf = (text: string): number | null => (/^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : null);

const shown = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name);

const fault = <K extends PolicyFailure["kind"]>(kind: K, line: number, what: string) =>
  refuse(kind, `Line ${line} of the witness policy ${what}.`);
