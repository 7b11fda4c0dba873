/** Witness policies: the grammar of C2SP tlog-policy, what is refused, and who satisfies one. */
import { describe, expect, test } from "vitest";
import { noteKeyOf, noteKeyText } from "../../../shared/ledger/note-key.ts";
import {
  organisationsAlone,
  parseWitnessPolicy,
  policyRefusal,
  satisfies,
} from "../../../shared/witness/witness-policy.ts";
import { policyOf, policyText, witnessKey, witnessLines } from "../../doubles/witness-keys.ts";

const keyOf = (number: number): string => witnessKey(number).key;
const satisfied = (text: string, ...numbers: ReadonlyArray<number>): boolean =>
  satisfies(policyOf(text), (key) => numbers.some((number) => keyOf(number) === key));

describe("a policy is read", () => {
  test("with comments, tabs, empty lines, logs and addresses", () => {
    const text = `# who stands behind us\n\n log\tanything here\n${witnessLines(1)}witness\tB  ${noteKeyText(witnessKey(2))} https://b.example/ \nquorum B`;
    const { groups, quorum, witnesses } = policyOf(text);
    expect(witnesses.map(({ name, url }) => [name, url])).toEqual([
      ["W1", null],
      ["B", "https://b.example/"],
    ]);
    expect([groups, quorum]).toEqual([0, { kind: "witness", key: keyOf(2) }]);
  });

  test("and nobody satisfies none", () => {
    expect(satisfied(`${witnessLines(2)}quorum none\n`, 1, 2)).toBe(false);
  });

  test("two levels of groups as in the standard's example", () => {
    const text = `${witnessLines(6)}group X 2 W1 W2 W3\ngroup Y any W4 W5 W6\ngroup both all X Y\nquorum both\n`;
    expect(satisfied(text, 1, 2, 5)).toBe(true);
    expect(satisfied(text, 1, 4, 5, 6)).toBe(false);
    expect(satisfied(text, 1, 2, 3)).toBe(false);
  });

  test("with more witnesses than are written, which only a writer refuses", () => {
    const text = policyText(33, 2);
    expect(satisfied(text, 1, 33)).toBe(true);
    expect(policyRefusal(text)?.kind).toBe("policySize");
    expect(policyRefusal(policyText(32, 2))).toBeNull();
  });
});

describe("a policy is refused with its line", () => {
  const two = witnessLines(2);
  const log = noteKeyText(noteKeyOf("log", "signature", witnessKey(1).key));
  const twin = noteKeyText(noteKeyOf("other-name", "cosignature", witnessKey(1).key));
  const broken = noteKeyText(witnessKey(1)).replace("+", "+00");
  test.each([
    ["no quorum", two, "policyQuorum", "no line"],
    ["nothing at all", "", "policyQuorum", "no line"],
    ["a second quorum", `${two}quorum W1\nquorum W2\n`, "policyQuorum", "Line 4"],
    ["an unknown member", `${two}group g any W1 W3\nquorum g\n`, "policyName", '"W3"'],
    ["a member defined later", `group g any W1\n${two}quorum g\n`, "policyName", "Line 1"],
    ["an unknown quorum", `${two}quorum W3\n`, "policyName", "Line 3"],
    ["a group in itself", `${two}group g any g\nquorum g\n`, "policyName", '"g"'],
    ["none as a member", `${two}group g any none\nquorum g\n`, "policyName", '"none"'],
    ["none as a name", `${two}group none any W1\nquorum none\n`, "policyName", '"none"'],
    ["a name in two groups", `${two}group g any W1\ngroup h all W1 W2\nquorum h\n`, "policyName", "Line 4"],
    ["a name twice in a group", `${two}group g 2 W1 W1\nquorum g\n`, "policyName", "Line 3"],
    ["a name defined twice", `${two}group W1 any W2\nquorum W1\n`, "policyName", "once more"],
    ["a quorum that can never be met", `${two}group g 3 W1 W2\nquorum g\n`, "policyThreshold", '"3" of 2'],
    ["nought of many", `${two}group g 0 W1 W2\nquorum g\n`, "policyThreshold", "Line 3"],
    ["a number with a leading nought", `${two}group g 02 W1 W2\nquorum g\n`, "policyThreshold", "Line 3"],
    ["an empty group", `${two}group g all\nquorum g\n`, "policyLine", "Line 3"],
    ["a word that is none", `${two}wittness W3\nquorum W1\n`, "policyLine", '"wittness"'],
    ["a control character", `${two}quorum W1\u000b\n`, "policyLine", "Line 3"],
    ["the key of a log", `witness L ${log}\nquorum L\n`, "policyKey", "type 1"],
    ["two witnesses with one key", `${two}witness W3 ${twin}\nquorum W3\n`, "policyKey", '"W1"'],
    ["a verifier key that is none", `witness B ${broken}\nquorum B\n`, "policyKey", "Line 1"],
    ["a text without end", `${two}${"#".repeat(10_000)}\nquorum W1`, "policySize", "10000"],
  ])("%s", (_, text, kind, says) => {
    const parsed = parseWitnessPolicy(text);
    expect(parsed.ok ? null : parsed.failure.kind).toBe(kind);
    expect(parsed.ok ? "" : parsed.failure.message).toContain(says);
    expect(policyRefusal(text)?.kind).toBe(kind);
  });
});

test("an organisation that alone satisfies a policy is named", () => {
  const policy = policyOf(policyText(3, 2));
  expect(organisationsAlone(policy, ({ name }) => (name === "W3" ? "Depot" : "Maker"))).toEqual(["Maker"]);
  expect(organisationsAlone(policy, ({ name }) => name)).toEqual([]);
  expect(organisationsAlone(policyOf(policyText(2, "any")), ({ name }) => name)).toEqual(["W1", "W2"]);
});
