/** What a person does at the screens, over a node in memory that knows every unusual state. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeScreenNode, type ScreenNode } from "../../doubles/screen-node.ts";
import { idOf, register, turbine } from "../../doubles/screen-rows.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { chromiumPath, startChromium, withoutChromium } from "./chromium.ts";
import { buildScreens, expectNoComplaints, openShellWindow, startShell, takePicture, temporaryFolder, withPageText, type NodeBehind, type ShellWindow } from "./shell-window.ts";

const path = chromiumPath();
let browser: Browser;
let folder: string;
let removeFolder: () => Promise<void>;

beforeAll(async () => {
  if (path === null) return;
  await buildScreens();
  browser = await startChromium(path);
  [folder, removeFolder] = await temporaryFolder();
});
afterAll(async () => {
  if (path === null) return;
  await browser.close();
  await removeFolder();
});
beforeEach((context) => context.skip(path === null, withoutChromium));

/** A busy machine draws late. */
const patience = { timeout: 30_000 };

interface Both {
  readonly window: ShellWindow;
  readonly node: ScreenNode;
  readonly behind: NodeBehind;
}

/** Runs with a window of its own; nothing may be complained about but what the test expects. */
const inWindow = async (run: (both: Both) => Promise<void>, { begun = true, mayComplain = false } = {}): Promise<void> => {
  const uploadsFolder = join(folder, "uploads");
  const node = makeScreenNode({ uploadsFolder, begun });
  const made = join(folder, "made.tlbundle");
  await writeFile(made, "a bundle");
  const findDownload = (handle: string) => (handle.startsWith("handle-") ? { path: made, name: "WTG-07.tlbundle", mediaType: "application/gzip" } : null);
  const behind = { ...node, findDownload, uploadsFolder };
  const window = await openShellWindow(browser, behind);
  try {
    await withPageText(window.page, () => run({ window, node, behind }));
    if (!mayComplain) expectNoComplaints(window);
  } finally {
    node.close();
    await window.close();
  }
};

const requestsOf = (node: ScreenNode, method: string): readonly unknown[] =>
  node.recorded().filter((call) => call.method === method).map(({ request }) => request);

test("the first start has four doors; behind the first are a few questions, what is missing is named, and the first steps come next", () =>
  inWindow(
    async ({ window: { page } }) => {
      await takePicture(page, "welcome");
      await page.getByRole("button", { name: /^Start your register/ }).click();
      await page.getByRole("radio", { name: "Only we, and nobody else has to check it" }).check();
      await page.getByText("Then a plain shared database would do.").waitFor();
      await page.getByRole("button", { name: "Begin" }).click();
      await page.getByText("Write the name of the company.").waitFor();
      await page.getByLabel("Your company").fill("Havblik Energy A/S");
      await page.getByRole("combobox", { name: "What it is" }).click();
      await page.getByRole("option", { name: "remanufacturer" }).click();
      await page.getByLabel("Your name").fill("Mette Holm");
      await page.getByLabel("PIN", { exact: true }).fill("123456");
      await page.getByLabel("PIN again").fill("123457");
      await page.getByText("The two PINs differ.").waitFor();
      await page.getByLabel("PIN again").fill("123456");
      await takePicture(page, "begin");
      await page.getByRole("button", { name: "Begin" }).click();
      await page.getByRole("heading", { name: "First steps" }).waitFor();
      await page.getByText("Mette Holm, validator").waitFor();
    },
    { begun: false },
  ));

test("another person signs within seconds; a wrong PIN is said, and the form keeps what was typed in", () =>
  inWindow(async ({ window: { page, go } }) => {
    await go(`/asset/${turbine}/log`);
    await page.getByLabel("Summary").fill("Bolts of flange 3 checked");
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await page.getByText("Nobody signs at the moment").waitFor();
    await page.getByRole("button", { name: "Unlock a key" }).click();
    await takePicture(page, "who signs");
    await page.getByRole("button", { name: /Jonas Petersen/ }).click();
    await page.keyboard.type("000000");
    await page.keyboard.press("Enter");
    await page.getByText("This is not the PIN of this key.").waitFor();
    await takePicture(page, "PIN");
    for (const digit of "123456") await page.getByRole("button", { name: digit, exact: true }).click();
    await page.getByRole("button", { name: "Unlock", exact: true }).click();
    await page.getByText("Signed by Jonas Petersen").waitFor();
    expect(await page.getByLabel("Summary").inputValue()).toBe("Bolts of flange 3 checked");
  }));

test("a draft outlives the window; a fault stands beside its field and the input stays", () =>
  inWindow(async ({ window: { page, go }, node }) => {
    await go(`/asset/${turbine}/log`);
    await page.getByLabel("Summary").fill("Grease renewed");
    await page.getByLabel("Active hours").fill("two");
    await page.getByLabel("When").fill("22.11.2026");
    await page.reload();
    await page.getByRole("heading", { name: "Log work on WTG-07" }).waitFor();
    expect(await page.getByLabel("Summary").inputValue()).toBe("Grease renewed");
    await page.getByRole("button", { name: "Record Ctrl ↵" }).click();
    await page.getByText("Write a number such as 12.5 or 12,5").waitFor();
    await page.getByText("Write a day such as 2026-11-22").waitFor();
    expect(await page.getByLabel("Active hours").inputValue()).toBe("two");
    expect(requestsOf(node, "work.log")).toEqual([]);
    await takePicture(page, "faults beside fields");
    await page.getByLabel("Active hours").fill("2,500");
    await page.getByLabel("When").fill("2026-11-21");
    await page.getByRole("button", { name: "Record Ctrl ↵" }).click();
    await page.getByText("2,500 can be read in two ways. Write 2.500 or 2500.").waitFor();
    await page.getByLabel("Active hours").fill("2,5");
    await page.locator("input[type=file]").setInputFiles({ name: "flange.jpg", mimeType: "image/jpeg", buffer: Buffer.from("a picture") });
    await page.getByText("flange.jpg").waitFor();
    await page.getByRole("button", { name: "Record Ctrl ↵" }).click();
    await page.getByText("Recorded: Grease renewed").waitFor();
    expect(requestsOf(node, "work.log")).toMatchObject([
      { active_hours: "2.5", attachments: [{ name: "flange.jpg" }], occurred: { precision: "day", value: "2026-11-21" }, summary: "Grease renewed" },
    ]);
    await page.getByRole("button", { name: /Grease renewed/ }).waitFor();
    await go(`/asset/${turbine}/log`);
    expect(await page.getByLabel("Summary").inputValue()).toBe("");
  }));

test("a conflict shows both values with their records, and is decided by one press", () =>
  inWindow(async ({ window: { page, go }, node }) => {
    await go(`/asset/${turbine}`);
    await page.getByText("Location was set twice").waitFor();
    await page.getByRole("link", { name: "Decide" }).click();
    await page.getByRole("button", { name: "Take this value: String C, position 1" }).click();
    await page.getByRole("button", { name: "Record Ctrl ↵" }).click();
    await page.getByText("The description is recorded.").waitFor();
    expect(requestsOf(node, "asset.describe")).toMatchObject([{ set: { location: "String C, position 1" } }]);
  }));

test("an entry opens to all that it says, to its bytes, and to its correction; the old one stays, struck", () =>
  inWindow(async ({ window: { page, go }, node }) => {
    await go(`/asset/${turbine}`);
    const entry = page.getByRole("button", { name: /Main bearing temperature high/ });
    await entry.click();
    await page.getByText("Old grease flushed, 4.2 kg renewed").waitFor();
    await page.getByText("Anna Vestergaard, Jonas Petersen").waitFor();
    await page.getByText("withheld", { exact: true }).waitFor();
    await takePicture(page, "entry opened");
    await page.getByRole("button", { name: "Show the bytes" }).click();
    await page.getByText("Inclusion proof: 4 hashes").waitFor();
    await takePicture(page, "bytes");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Correct", exact: true }).click();
    await page.getByLabel("Active hours").fill("3.5");
    await takePicture(page, "correction");
    await page.getByRole("button", { name: "Sign the correction" }).click();
    await page.getByText("Corrected.", { exact: true }).waitFor();
    expect(requestsOf(node, "record.correct")).toMatchObject([{ reason: "incorrect_data", replacement: { active_hours: "3.5", down_hours: "6" }, target: idOf(`${turbine} 64`) }]);
    await entry.locator(".struck").waitFor();
  }));

test("a dropped file gets its verdict in words, under the register that one trusts; a changed page is named", () =>
  inWindow(async ({ window: { page, go } }) => {
    await go("/verify");
    const field = page.locator("input[type=file]");
    await field.setInputFiles({ name: "WTG-07.tlbundle", mimeType: "application/gzip", buffer: Buffer.from("bundle") });
    await page.getByRole("heading", { name: "Consistent in itself" }).waitFor();
    await page.getByRole("button", { name: "Use my own register" }).click();
    await page.getByRole("button", { name: "Verify again" }).click();
    await page.getByRole("heading", { name: "Verified", exact: true }).waitFor();
    await page.getByText(register).first().waitFor();
    await takePicture(page, "verified");
    await field.setInputFiles({ name: "dossier.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-changed") });
    await page.getByRole("heading", { name: "Not verified" }).waitFor();
    await page.getByText("Page 2 is not as it was issued").waitFor();
    await takePicture(page, "not verified");
  }));

test("a file dropped anywhere on the window is verified, not opened in its place", () =>
  inWindow(async ({ window: { page } }) => {
    await page.getByRole("row", { name: /P-101A/ }).waitFor();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(["%PDF-1.7"], "from-mail.pdf", { type: "application/pdf" }));
      document.querySelector("main")?.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
    });
    await page.getByText("Document from-mail.pdf").waitFor();
    await page.getByRole("heading", { name: "Consistent in itself" }).waitFor();
  }));

test("a bundle says first what it would change; one is made and saved", () =>
  inWindow(async ({ window: { page, go } }) => {
    await go("/exchange");
    await page.locator("input[type=file]").setInputFiles({ name: "from-owner.tlbundle", mimeType: "application/gzip", buffer: Buffer.from("bundle") });
    await page.getByText("What from-owner.tlbundle would change").waitFor();
    await page.getByText("9 new records").waitFor();
    await takePicture(page, "bundle preview");
    await page.getByRole("button", { name: "Take it in" }).click();
    await page.getByText("Taken in from from-owner.tlbundle").waitFor();
    await page.getByRole("combobox", { name: "Histories" }).fill("WTG");
    await page.getByRole("option", { name: /WTG-07/ }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Make the bundle" }).click();
    await page.getByText("74 records, 48.2 kB").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save the file" }).click()]);
    expect(download.suggestedFilename()).toBe("WTG-07.tlbundle");
  }));

test("peers: an exchange with its outcome, a refusal in words, an invitation as code and picture, a code that is none", () =>
  inWindow(async ({ window: { page, go }, node }) => {
    await go("/exchange");
    await page.getByRole("button", { name: "Sync now" }).first().click();
    await page.getByText("Exchanged with Depot Esbjerg: 9 records received, 42 records sent.").waitFor();
    await page.getByLabel("Address of Havblik Energy", { exact: false }).fill("off.example:1");
    await page.getByRole("button", { name: "Sync now" }).nth(1).click();
    await page.getByText("Nothing answers at off.example:1").waitFor();
    await page.getByRole("switch", { name: "Trust 10.0.0.0/24 (wlp2s0)" }).press("Space");
    await expect.poll(() => requestsOf(node, "peer.trust-network")).toEqual([{ network: "10.0.0.0/24 wlp2s0 10.0.0.7", trusted: true }]);
    await page.getByRole("button", { name: "More about Havblik Energy" }).click();
    await page.getByRole("menuitem", { name: "Block: exchange nothing with it" }).click();
    await page.getByText("Nothing is exchanged with Havblik Energy any more.").waitFor();
    await page.getByText("blocked", { exact: true }).waitFor();
    await page.getByRole("switch", { name: "Only where somebody lacks something" }).press("Space");
    await page.getByText("1 to 2 of 2").waitFor();
    await takePicture(page, "exchange");
    await page.getByRole("button", { name: "Invite" }).click();
    await page.getByLabel("What you call it").fill("Workshop Aarhus");
    await page.getByRole("combobox", { name: "Roles" }).click();
    await page.getByRole("option", { name: "service-provider" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Make the code" }).click();
    await page.getByRole("img", { name: "The code as a QR code" }).waitFor();
    await takePicture(page, "invitation");
    expect(requestsOf(node, "peer.invite")).toEqual([{ name: "Workshop Aarhus", roles: ["service-provider"] }]);
    await page.getByRole("button", { name: "Close", exact: true }).last().click();
    await page.getByRole("button", { name: "Join with a code" }).click();
    await page.getByLabel("Code", { exact: true }).fill("something else");
    await page.getByRole("button", { name: "Join", exact: true }).click();
    await page.getByText("This is no invitation code.").waitFor();
  }));

test("an instrument is read live: figures with quality, a gap, the frame; an unknown port is said", () =>
  inWindow(async ({ window: { page, go }, node }) => {
    await go(`/instrument/${turbine}`);
    await page.getByRole("combobox", { name: "Port" }).fill("/dev/nowhere");
    await page.getByRole("combobox", { name: "Profile" }).click();
    await page.getByRole("option", { name: /WTVB01/ }).click();
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText("There is no port /dev/nowhere.").waitFor();
    await page.getByRole("combobox", { name: "Port" }).fill("sim:wtvb01-485");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText("Unverified profile").waitFor();
    await page.getByText("Simulated: never evidence").waitFor();
    await page.getByText("No value: the register says that it has no value").waitFor();
    await expect.poll(() => page.locator(".plot canvas").count(), patience).toBe(1);
    await expect.poll(async () => Number((await page.getByText(/^\d+ recorded$/).textContent())?.split(" ")[0]), patience).toBeGreaterThan(25);
    await takePicture(page, "instrument live");
    expect(requestsOf(node, "instrument.start")).toMatchObject([{ history: turbine, path: "sim:wtvb01-485", profile: "witmotion-wtvb01-485" }]);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText(/Ended in order after/).waitFor();
  }));

test("a fault of the node is said loudly; so is a node that ends, and one that does not know the window any more", () =>
  inWindow(
    async ({ window: { page, shell }, node, behind }) => {
      node.setFault("The disk is full: nothing more is recorded until there is room.");
      await page.getByRole("alert").getByText("The disk is full").waitFor();
      await takePicture(page, "fault");
      await shell.close();
      await page.getByText("The program does not answer.").waitFor();
      const again = valueOf(await startShell(behind, shell.port));
      await page.getByText("does not know this window").waitFor();
      await again.close();
    },
    { mayComplain: true },
  ));
