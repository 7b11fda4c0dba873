/** A register founded by an older version: what is refused says the way out, and a validator takes it in the settings. */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { beginDataFolder, openNode, type ThroughlifeNode } from "../../../main/node.ts";
import type { Charter } from "../../../shared/register/register-body.ts";
import { pump, seededPerson } from "../desktop/seeded-folder.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { buildScreens, expectNoComplaints, openShellWindow, temporaryFolder, withPageText } from "./shell-window.ts";

/** Types that the charter of the first version named. */
const firstTypes = /^(register\/|service\/(performed|defect-reported)|asset\/(counter-read|described|registered)|condition\/read|report\/issued)/;

// The charter is as the first version wrote it; everything else is this version's.
vi.mock("../../../shared/register/default-charter.ts", async (importOriginal) => {
  const now = await importOriginal<typeof import("../../../shared/register/default-charter.ts")>();
  const older = (charter: Charter): Charter => ({ ...charter, permissions: charter.permissions.filter(({ type }) => firstTypes.test(type)) });
  return { ...now, defaultCharter: (facts: Parameters<typeof now.defaultCharter>[0]) => older(now.defaultCharter(facts)) };
});

const path = chromiumPath();
const inspector = { name: "Bo Iversen", pin: "271828" } as const;
let browser: Browser;
let node: ThroughlifeNode;
let removeFolder: () => Promise<void>;
let asset: string;

beforeAll(async () => {
  if (path === null) return;
  await buildScreens();
  const [folder, remove] = await temporaryFolder();
  removeFolder = remove;
  const options = { folder: join(folder, "data"), markFolder: join(folder, "marks"), shell: "browser", simulators: false } as const;
  valueOf(await beginDataFolder({ ...options, party: "Nordwind Service ApS", person: seededPerson, roles: ["owner"] }));
  node = valueOf(await openNode(options));
  valueOf(await node.call("person.unlock", { person: seededPerson.name, pin: seededPerson.pin }));
  asset = valueOf(await node.call("asset.register", pump)).history;
  valueOf(await node.call("person.add", { ...inspector, roles: ["inspector"] }));
  browser = await startChromium(path);
});
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  valueOf(await node.close());
  await removeFolder();
});
beforeEach((context) => context.skip(path === null, withoutChromium));

const greasing = {
  activity: null, calendar: { months: 6, since: "2026-01-01", tolerance_days: 14 }, counter: null, instruction: null, key: "greasing", title: "Grease the bearings",
};
const plan = () => node.call("asset.plan", { history: asset, reason: null, replaces: [], tasks: [greasing] });

test("the refusal says which rule is missing and where it is added", async () => {
  expect(await plan()).toEqual({
    ok: false,
    failure: {
      kind: "notPermitted",
      message:
        'The role validator, owner may not write service/planned; no rule of the register names it. A validator of the "Register of Nordwind Service ApS" adds the rule under Settings, Register, "Add the usual rules" (on the command line: call register.add-usual-rules).',
    },
  });
});

test("nobody but a validator adds the rules, and nothing of them is there before", async () => {
  const before = valueOf(await node.call("register.show", {}));
  valueOf(await node.call("person.unlock", { person: inspector.name, pin: inspector.pin }));
  const refused = await node.call("register.add-usual-rules", { reason: "I want to plan." });
  expect(refused).toMatchObject({ ok: false, failure: { kind: "notPermitted", message: expect.stringMatching(/^The role inspector may not write register\/rules-changed; the register allows validator\. Sign in as a validator first/) } });
  expect(valueOf(await node.call("register.show", {}))).toEqual(before);
  expect(before.missing.map(({ type }) => type)).toContain("service/planned");
  expect(before.permissions.map(({ type }) => type)).not.toContain("service/planned");
});

test("a validator adds them in the settings, with a reason, and what was refused is recorded", async () => {
  const before = valueOf(await node.call("register.show", {}));
  valueOf(await node.call("person.unlock", { person: seededPerson.name, pin: seededPerson.pin }));
  const window = await openShellWindow(browser, node);
  await withPageText(window.page, async () => {
    await window.go("/settings");
    await window.page.getByText(`No rule names ${before.missing.length} kinds of records`).waitFor();
    await window.page.getByRole("button", { name: "Add the usual rules…" }).click();
    const dialog = window.page.getByRole("dialog", { name: "Add the usual rules" });
    const reason = dialog.getByRole("textbox", { name: "Reason" });
    await dialog.getByRole("rowheader", { name: "Plan" }).waitFor();
    await reason.fill("");
    await dialog.getByRole("button", { name: "Add and record" }).click();
    await dialog.getByText("Say why, for whoever reads the register later.").waitFor();
    await reason.fill("Plans and warranties are kept here from now on.");
    await dialog.getByRole("button", { name: "Add and record" }).click();
    await dialog.waitFor({ state: "hidden" });
    await window.page.getByRole("button", { name: "Add the usual rules…" }).waitFor({ state: "hidden" });
  });
  expectNoComplaints(window);
  await window.close();
  const after = valueOf(await node.call("register.show", {}));
  expect(after.missing).toEqual([]);
  expect(after.permissions).toEqual([...before.permissions, ...before.missing].sort((left, right) => (left.type < right.type ? -1 : 1)));
  const told = valueOf(await node.call("history.timeline", { history: after.id, latest: true, limit: 1 }));
  expect(told.entries.map(({ summary, type }) => [type, summary])).toEqual([
    ["register/rules-changed@1", "Changed the rules: Plans and warranties are kept here from now on."],
  ]);
  expect(valueOf(await plan()).standing).toBe("accepted");
  expect(await node.call("register.add-usual-rules", { reason: "Again." })).toMatchObject({ ok: false, failure: { kind: "noRuleMissing" } });
});
