/** The pictures of the README: the demo, built anew, as its two companies see it. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { serveWith } from "../e2e/browser/served-program.ts";
import { openLink, withPageText } from "../e2e/browser/shell-window.ts";
import { stillPicture } from "./still-picture.ts";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, "fixtures", "pictures", "readme");

interface Scene {
  readonly company: "north-shore-wind" | "aegean-turbo-works";
  readonly theme: "light" | "dark";
  /** From the fleet to what is to be seen. */
  readonly steps: (page: Page) => Promise<void>;
}

const people = {
  "aegean-turbo-works": { name: "Γιώργος Νικολάου", pin: "271828" },
  "north-shore-wind": { name: "Ann Lee", pin: "314159" },
} as const;

const openPump = async (page: Page): Promise<void> => {
  await page.getByRole("row", { name: /P-101A/ }).click();
  await page.getByText("Vibration at the drive end rising").first().waitFor();
};

const gradeCore = async (page: Page): Promise<void> => {
  const photo = "turbine-housing.png";
  await page.getByRole("link", { name: "Cores" }).click();
  await page.getByRole("link", { name: "TC-55810" }).click();
  await page.getByRole("link", { name: "Grade again" }).click();
  await page.getByRole("checkbox", { name: /Turbine \(exhaust\) housing/ }).check();
  await page.getByRole("checkbox", { name: /Damaged stud/ }).check();
  await page.getByLabel("Pieces").fill("2");
  for (const defect of [0, 1]) {
    await page.locator("input[type=file]").nth(defect).setInputFiles(join(root, "fixtures", "demo", photo));
    await page.getByRole("img", { name: photo }).nth(defect).waitFor();
  }
  await page.getByTestId("credit").getByText("140.00 USD").waitFor();
};

const openStudy = async (page: Page): Promise<void> => {
  await page.getByRole("link", { name: "HAZOP" }).click();
  await page.getByRole("link", { name: /Seal oil skid/ }).click();
  await page.getByText("1.1.1.1").first().waitFor();
};

const previewDossier = async (page: Page): Promise<void> => {
  await openPump(page);
  await page.keyboard.press("p");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("link", { name: "Save the preview" }).waitFor();
};

const showFleet = (page: Page): Promise<void> => page.getByRole("row", { name: /P-101A/ }).waitFor();

const scenes: Readonly<Record<string, Scene>> = {
  fleet: { company: "north-shore-wind", steps: showFleet, theme: "light" },
  asset: { company: "north-shore-wind", steps: openPump, theme: "light" },
  study: { company: "north-shore-wind", steps: openStudy, theme: "light" },
  grading: { company: "aegean-turbo-works", steps: gradeCore, theme: "light" },
  report: { company: "north-shore-wind", steps: previewDossier, theme: "light" },
  "asset-dark": { company: "north-shore-wind", steps: openPump, theme: "dark" },
};

/** Builds the demo and takes its pictures: the files that were written. */
export const takeReadmePictures = async (browser: Browser): Promise<readonly string[]> => {
  const demo = await mkdtemp(join(tmpdir(), "throughlife-pictures-"));
  const env = { ...process.env, XDG_STATE_HOME: join(demo, "state") };
  await mkdir(folder, { recursive: true });
  await promisify(execFile)(process.execPath, ["main/shell/cli/throughlife.ts", "demo", join(demo, "demo")], { cwd: root, env });
  const files: string[] = [];
  for (const [name, scene] of Object.entries(scenes)) {
    const file = join(folder, `${name}.png`);
    const data = join(demo, "demo", scene.company);
    const program = await serveWith(data, { ...env, THROUGHLIFE_DATA: data });
    try {
      await takeScene(browser, program.link, scene, file);
    } finally {
      await program.stop();
    }
    files.push(file);
  }
  await rm(demo, { recursive: true, force: true });
  return files;
};

const takeScene = async (browser: Browser, link: string, scene: Scene, file: string): Promise<void> => {
  const window = await openLink(browser, link, { stoppedAt: new Date().toISOString(), theme: scene.theme });
  await withPageText(window.page, async () => {
    await unlock(window.page, people[scene.company]);
    await scene.steps(window.page);
    await stillPicture(window.page, file);
  });
  await window.close();
};

const unlock = async (page: Page, { name, pin }: { readonly name: string; readonly pin: string }): Promise<void> => {
  await page.getByText("Nobody signs", { exact: true }).click();
  await page.getByText(`PIN of ${name}`).waitFor();
  await page.keyboard.type(pin);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("Nobody signs", { exact: true }).waitFor({ state: "detached" });
};
