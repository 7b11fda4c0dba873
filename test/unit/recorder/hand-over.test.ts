/** A history that is handed over to another register, as the recorder writes it: heads, permissions and refusals. */
import { expect, test } from "vitest";
import { enrolIn, foundRegister } from "../../../main/recorder/found-register.ts";
import type { RecordWish } from "../../../main/recorder/record-wish.ts";
import type { JsonObject } from "../../../shared/encoding/canonical-json.ts";
import { testSigner } from "../../doubles/test-company.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { defectIn, recorderDesk } from "./recorder-desk.ts";

const scene = async () => {
  const desk = await recorderDesk();
  const [depot, installation, mechanic] = [testSigner("depot"), testSigner("depot laptop"), testSigner("mechanic")];
  let count = 0;
  const randomHex = (digits: number): string => (++count).toString(16).padStart(digits, "0");
  const founding = { installation, party: "Depot", person: { name: "Zoe", signer: depot }, randomHex, roles: ["service-provider"] };
  const register = valueOf(await foundRegister(desk.recorder, founding));
  const enrol = enrolIn({ randomHex, recorder: desk.recorder, register, signer: depot });
  valueOf(await enrol({ keys: [mechanic.key], kind: "person", name: "Bo", organisation: null, roles: ["service-provider"] }));
  const wish = (type: string, body: JsonObject): RecordWish => ({ at: null, body, history: desk.asset, type });
  const move = (to: string) => desk.recorder.record(wish("history/register-changed@1", { register: to }), desk.founder);
  return { depot, desk, mechanic, move, register, wish };
};

test("the new register judges once its validator has taken it over, and its heads are named from there on", async () => {
  const { depot, desk, mechanic, move, register, wish } = await scene();
  const { judge } = desk.store;
  const offered = valueOf(await move(register));
  expect([judge.verdict(offered).standing, judge.registerFor(desk.asset)]).toEqual(["provisional", desk.register]);
  expect(judge.offers(desk.asset)).toMatchObject([{ to: register, wants: expect.stringMatching(/validator of the register/) }]);
  expect(await desk.recorder.record(defectIn(desk.asset), mechanic)).toMatchObject({ ok: false, failure: { kind: "notPermitted" } });
  const endorsed = { role: "validator", statement: "", target: offered.id };
  expect(await desk.recorder.record(wish("record/endorsed@1", endorsed), mechanic)).toMatchObject({ ok: false });
  const taken = valueOf(await desk.recorder.record(wish("record/endorsed@1", endorsed), depot));
  expect(taken.register).toEqual(judge.goodHeads(register).map(({ id }) => id));
  expect([judge.verdict(offered), judge.verdict(taken)].map(({ standing }) => standing)).toEqual(["accepted", "accepted"]);
  expect([judge.registerFor(desk.asset), judge.offers(desk.asset)]).toEqual([register, []]);
  const written = valueOf(await desk.recorder.record(defectIn(desk.asset), mechanic));
  expect([judge.verdict(written).standing, written.register]).toEqual(["accepted", taken.register]);
  expect(await desk.recorder.record(defectIn(desk.asset), desk.founder)).toMatchObject({ ok: false, failure: { kind: "notPermitted", message: expect.stringMatching(/^Nobody is enrolled with the key/) } });
  const reopened = await desk.reopen();
  expect([taken, written].map(({ id }) => reopened.judge.verdict(reopened.ledger.record(id) ?? taken).standing)).toEqual(["accepted", "accepted"]);
});

test("nothing is handed to a register that is not here, to its own, or out of a register itself", async () => {
  const { depot, desk, move, register, wish } = await scene();
  const before = desk.journal.held.length;
  expect(await move("ab".repeat(32))).toMatchObject({ ok: false, failure: { kind: "registerUnfit", message: expect.stringMatching(/^The register that it would go to is not here\..*Nothing was recorded\.$/) } });
  expect(await move(desk.register)).toMatchObject({ ok: false, failure: { message: expect.stringMatching(/under this register already/) } });
  const inRegister = { ...wish("history/register-changed@1", { register }), history: desk.register };
  expect(await desk.recorder.record(inRegister, desk.founder)).toMatchObject({ ok: false, failure: { kind: "registerUnfit" } });
  expect(await desk.recorder.record(wish("history/register-changed@1", { register }), depot)).toMatchObject({ ok: false, failure: { kind: "notPermitted" } });
  expect(desk.journal.held.length).toBe(before);
});
