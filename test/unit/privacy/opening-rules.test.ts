/** Who is given what of sealed values, whose word erases one, and what a disclosure must be to be believed. */
import { expect, test } from "vitest";
import { canonicalBytes, type JsonObject } from "../../../shared/encoding/canonical-json.ts";
import { sealValue } from "../../../shared/ledger/sealed-value.ts";
import { disclosureBytes, openedBy, parseDisclosure } from "../../../shared/privacy/disclosure.ts";
import { erasureRefusal } from "../../../shared/privacy/erasure.ts";
import { mayHaveOpening } from "../../../shared/privacy/opening-rules.ts";
import { sealedFieldsOf } from "../../../shared/privacy/sealed-kind.ts";
import { testCompany, testSigner } from "../../doubles/test-company.ts";

const [name, price] = ["aa".repeat(32), "bb".repeat(32)];

test("a decision on one value goes before its kind, its kind before whether openings go along at all", () => {
  const rules = { disclosed: [price], kept: [name], openings: true, withheld: ["prices"] as const };
  const why = (given: Parameters<typeof mayHaveOpening>[0], sealed: string, kind: "people" | "prices" | "pseudonyms") => {
    const answer = mayHaveOpening(given, { kind, sealed });
    return `${answer.may} ${answer.why}`;
  };
  expect(why(rules, name, "people")).toBe("false kept");
  expect(why(rules, price, "prices")).toBe("true disclosed");
  expect(why({ ...rules, disclosed: [] }, price, "prices")).toBe("false kind-withheld");
  expect(why({ ...rules, kept: [] }, name, "people")).toBe("true openings-shared");
  expect(why({ openings: false }, name, "people")).toBe("false openings-withheld");
  // No rule gives a pseudonym away: only a decision on it does.
  expect(why({ openings: true }, name, "pseudonyms")).toBe("false pseudonym");
  expect(why({ disclosed: [name], openings: false }, name, "pseudonyms")).toBe("true disclosed");
});

test("the kind of a sealed value follows from where it stands", () => {
  const body: JsonObject = { cost: { sealed: price }, parts: [{ note: { sealed: name } }], people: { sealed: name } };
  expect(sealedFieldsOf("service/performed@1", body)).toEqual([
    { field: "cost", kind: "prices", sealed: price },
    { field: "parts.0.note", kind: "other", sealed: name },
    { field: "people", kind: "people", sealed: name },
  ]);
  for (const [kind, expected] of [["person", "people"], ["organisation", "pseudonyms"]] as const)
    expect(sealedFieldsOf("register/party-enrolled@1", { kind, name: { sealed: name } })).toMatchObject([{ kind: expected }]);
  // Beside another member it is no seal.
  expect(sealedFieldsOf("x/y@1", { note: { also: 1, sealed: name } })).toEqual([]);
});

const writer = "cc".repeat(32);
const record = "dd".repeat(32);
const { opening, sealed } = sealValue("Anna Berg", writer, "11".repeat(16));
const held = { body: { people: { ...sealed } }, type: "service/performed@1", writer };

test("a disclosure opens what was sealed, and nothing else: another salt, value, writer or record is refused in words", () => {
  const read = parseDisclosure(disclosureBytes({ opening, record }));
  expect(read).toEqual({ ok: true, value: { opening, record } });
  expect(openedBy({ opening, record }, held)).toEqual({ ok: true, value: sealed.sealed });
  for (const other of [
    { ...opening, salt: "12".repeat(16) },
    { ...opening, value: "Bernd Alt" },
    { ...opening, for: "ce".repeat(32) },
  ])
    expect(openedBy({ opening: other, record }, held)).toMatchObject({
      failure: { kind: "disclosureWrong", message: expect.stringContaining("with this salt") }, ok: false,
    });
  expect(openedBy({ opening, record }, { ...held, body: {} })).toMatchObject({ failure: { message: expect.stringContaining("holds no sealed value") } });
});

test("a file that is no disclosure is refused, whatever is in it", () => {
  const good = { format: "throughlife/disclosure", opening: { ...opening }, record, v: 1 };
  for (const bytes of [
    new Uint8Array(0), new Uint8Array(100_000), canonicalBytes({ ...good, v: 2 }), canonicalBytes({ ...good, record: "x" }),
    canonicalBytes({ ...good, opening: { salt: "1" } }), canonicalBytes([]),
  ])
    expect(parseDisclosure(bytes)).toMatchObject({ failure: { kind: "disclosureUnreadable" }, ok: false });
});

test("a value is erased by its writer, their company or a validator, and by nobody else", async () => {
  const [own, other] = [await testCompany("Nordwind"), await testCompany("Depot")];
  await own.enrol(other);
  const state = own.store.judge.registerNow(own.register);
  const refusal = (eraser: string, by: string) => erasureRefusal(state, { eraser, writer: by });
  expect(refusal(other.person.key, other.person.key)).toBe(null);
  expect(refusal(other.installation.key, other.person.key)).toBe(null);
  // The founder is a validator.
  expect(refusal(own.person.key, other.person.key)).toBe(null);
  expect(refusal(other.person.key, own.person.key)).toMatch(/erased by whoever sealed it/);
  expect(refusal(testSigner("nobody").key, own.person.key)).toMatch(/erased by whoever sealed it/);
});
