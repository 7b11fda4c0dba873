/** When the eight questions say that something simpler than a register would do. */
import { expect, test } from "vitest";
import { charterAnswersSchema, litmusAdvice, litmusQuestions, type LitmusHolds } from "../../../shared/register/litmus-test.ts";
import { answered, answersOf, emptyLitmusDraft } from "../../../renderer/welcome/litmus-draft.ts";

const all: LitmusHolds = { absence_of_trust: true, database: true, disintermediation: true, interaction: true, rules: true, sponsor: true, validators: true, writers: true };

test("a register fits only where all eight hold; the first that does not says what would do", () => {
  expect(litmusAdvice(all)).toMatchObject({ by: null, fits: "register" });
  const found = litmusQuestions.map((question) => litmusAdvice({ ...all, [question]: false }).fits);
  expect(found).toEqual(["nothing", "own database", "shared database", "shared database", "shared database", "open", "open", "open"]);
  expect(litmusAdvice({ ...all, interaction: false, writers: false })).toMatchObject({ by: "writers", fits: "own database" });
  expect(litmusAdvice({ ...all, rules: null, sponsor: false })).toMatchObject({ by: "rules", fits: "open" });
  expect(litmusAdvice({ ...all, absence_of_trust: false }).reason).toMatch(/shared database that this one keeps would do/);
});

test("the answers of the walk are those of a charter, and a no is said in it", () => {
  const begun = { ...emptyLitmusDraft("Nordwind"), holds: all };
  const denied = answered(begun, "interaction", false);
  expect(denied.texts.interaction).toBe("");
  expect(answered(denied, "interaction", true)).toEqual(begun);
  const answers = answersOf({ ...denied, texts: { ...denied.texts, interaction: "Each keeps its own." } });
  expect(charterAnswersSchema.parse(answers)).toEqual(answers);
  expect(answers.litmus.interaction).toMatch(/^No\. Each keeps its own\.$/);
  expect(answers.litmus.sponsor).toBe("Nordwind founded this register and stands behind it.");
});
