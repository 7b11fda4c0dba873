/** The usual rules that a register of an older version lacks: what is missing, what is added, what is never touched. */
import { describe, expect, test } from "vitest";
import { defaultCharter, defaultPermissions } from "../../../shared/register/default-charter.ts";
import { permissionRefusal } from "../../../shared/register/permission.ts";
import type { Charter, Permission } from "../../../shared/register/register-body.ts";
import { noRegister, type RegisterState } from "../../../shared/register/register-state.ts";
import { missingRuleAdvice, missingRules, withUsualRules } from "../../../shared/register/usual-rules.ts";
import { keyNamed } from "../ledger/plain-record.ts";
import { RegisterScene } from "./register-scene.ts";

const laterTypes = /^(core|hazop|warranty)\/|^(asset\/changed|report\/handed-to|report\/verified|service\/planned)$/;
const older: readonly Permission[] = defaultPermissions([]).filter(({ type }) => !laterTypes.test(type));
const founder = keyNamed("founder");

const stateOf = (permissions: readonly Permission[], quorums: RegisterState["quorums"] = []): RegisterState => {
  const charter: Charter = { ...defaultCharter({ name: "Hydro", nonce: "ab".repeat(16), founderKey: founder, roles: [] }), permissions: [...permissions] };
  return { ...noRegister, charter, permissions, quorums };
};

describe("a register of an older version", () => {
  test("lacks exactly the later types, with what this version grants", () => {
    expect(missingRules(stateOf(older))).toEqual(defaultPermissions([]).filter(({ type }) => laterTypes.test(type)));
    expect(missingRules(stateOf(defaultPermissions([])))).toEqual([]);
  });

  test("is completed to the table of this version, once, with its quorums", () => {
    const quorums = [{ group: "2 role:validator", type: "register/rules-changed" }];
    const completed = withUsualRules(stateOf(older, quorums));
    expect(completed).toEqual({ permissions: defaultPermissions([]), quorums });
    expect(withUsualRules({ ...completed, permissions: [...completed.permissions, ...completed.permissions] })).toEqual(completed);
  });

  test("keeps what its rules name, narrower or for nobody at all", () => {
    const narrow = [{ roles: ["inspector"], type: "asset/described" }, { roles: [], type: "core/graded" }];
    const { permissions } = withUsualRules({ permissions: narrow, quorums: [] });
    expect(permissions.filter(({ type }) => narrow.some((rule) => rule.type === type))).toEqual(narrow);
  });

  test("gives a role of the founder's own the later types too, where it stands wherever operators stand", () => {
    const withDiver = defaultPermissions(["diver"]);
    const planned = missingRules({ permissions: withDiver.filter(({ type }) => type !== "service/planned") });
    expect(planned).toEqual(withDiver.filter(({ type }) => type === "service/planned"));
    const once = [...older.filter(({ type }) => type !== "asset/described"), { roles: ["diver"], type: "asset/described" }];
    expect(missingRules({ permissions: once }).flatMap(({ roles }) => roles)).not.toContain("diver");
  });
});

describe("the way out", () => {
  test("is said to who is enrolled, for what no rule names", () => {
    const state = stateOf(older);
    expect(permissionRefusal(state, founder, "core/graded")).toBe("The role validator may not write core/graded; no rule of the register names it.");
    expect(missingRuleAdvice(state, founder, "core/graded@1")).toMatch(/A validator of the "Register of Hydro" adds the rule under Settings, Register,/);
  });

  test("is not said to a stranger, nor where a rule names others, nor for a type that has no usual rule", () => {
    const state = stateOf(older);
    expect(missingRuleAdvice(state, keyNamed("stranger"), "core/graded@1")).toBeNull();
    expect(missingRuleAdvice(state, founder, "asset/described@1")).toBeNull();
    expect(missingRuleAdvice(state, founder, "asset/painted@1")).toBeNull();
    expect(permissionRefusal(stateOf([{ roles: [], type: "core/graded" }]), founder, "core/graded")).toMatch(/; no role may\.$/);
  });
});

test("what is recorded by the added rules counts, and what was recorded before them still does not", () => {
  const scene = new RegisterScene({}, { permissions: older.map(({ roles, type }) => ({ roles: [...roles], type })) });
  const alice = scene.enrol("alice", ["owner"]);
  const asset = scene.asset("alice", alice);
  const plan = (register: Parameters<RegisterScene["say"]>[2]) => scene.say("alice", "service/planned@1", { history: asset, body: { reason: null, replaces: [], tasks: [] }, ...register });
  const before = plan({});
  const rules = withUsualRules({ permissions: older, quorums: [] });
  const changed = scene.rule("rules-changed", { permissions: rules.permissions.map(({ roles, type }) => ({ roles: [...roles], type })), quorums: [], reason: "Later kinds." });
  const after = plan({ register: [changed] });
  expect(scene.standing(changed)).toBe("accepted");
  expect([before, after].map((record) => [scene.standing(record), scene.verdict(record).reason])).toEqual([
    ["not permitted", "The role owner may not write service/planned; no rule of the register names it."],
    ["accepted", null],
  ]);
});
