/** Whose records are taken in at once: keys that are enrolled, and successors that were promised at any time. */
import { expect, test } from "vitest";
import { EnrolledKeys } from "../../../main/peer/enrolled-keys.ts";
import { promiseOf } from "../../../main/recorder/announce-keys.ts";
import { testCompany, testSigner, type TestCompany } from "../../doubles/test-company.ts";

const [guest, first, second] = [testSigner("guest"), testSigner("first successor"), testSigner("second successor")];

const enrol = (company: TestCompany, next: string, party: string | null, signer = company.person): Promise<string> => {
  const body = {
    keys: [{ key: guest.key, next_sha256: promiseOf(next) }],
    kind: "equipment",
    name: "Guest",
    organisation: null,
    party,
    roles: ["operator"],
    valid_from: null,
    valid_until: null,
  };
  return company.write(company.register, "", { body, signer, type: "register/party-enrolled@1" });
};

test("a successor that was promised once is known, though another one is promised since", async () => {
  const company = await testCompany("Owner");
  const keys = new EnrolledKeys(company.store);
  expect([guest, first, second].map(({ key }) => keys.has(key))).toEqual([false, false, false]);
  const party = await enrol(company, first.key, null);
  expect([keys.has(first.key), keys.refresh(), keys.has(first.key)]).toEqual([false, true, true]);
  await enrol(company, second.key, party);
  expect(keys.refresh()).toBe(true);
  expect([guest, first, second].map(({ key }) => keys.has(key))).toEqual([true, true, true]);
  expect(keys.has(testSigner("stranger").key)).toBe(false);
  expect(keys.refresh()).toBe(false);
});
