/** A code read by the camera in the real window: the reader's WebAssembly comes from this program and the policy lets it run. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { quickResponseCode } from "../../../main/document/quick-response-code.ts";
import { makeScreenNode } from "../../doubles/screen-node.ts";
import { chromiumPath, withoutChromium } from "./chromium.ts";
import { buildScreens, expectNoComplaints, openShellWindow, temporaryFolder } from "./shell-window.ts";

const path = chromiumPath();
const [width, height, scale] = [640, 480, 10] as const;

/** One grey picture after the other, in the plainest of formats: what a camera of the browser's own tests shows. */
const pictures = (text: string): Buffer => {
  const { runs, size } = quickResponseCode(text);
  const isDark = (column: number, row: number): boolean => runs.some((run) => run.row === row && run.column <= column && column < run.column + run.length);
  const [left, top] = [Math.floor((width - size * scale) / 2), Math.floor((height - size * scale) / 2)];
  const luma = Buffer.alloc(width * height, 235);
  for (let y = 0; y < size * scale; y++)
    for (let x = 0; x < size * scale; x++)
      if (isDark(Math.floor(x / scale), Math.floor(y / scale))) luma[(top + y) * width + left + x] = 16;
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...Array.from({ length: 10 }, () => frame)]);
};

test("a label held before the camera fills the serial number in", async (context) => {
  context.skip(path === null, withoutChromium);
  if (path === null) return;
  await buildScreens();
  const folder = await mkdtemp(join(tmpdir(), "throughlife-camera-"));
  const [uploadsFolder, forget] = await temporaryFolder();
  await writeFile(join(folder, "label.y4m"), pictures("(21)TC-4711(241)4917"));
  const browser = await chromium.launch({
    executablePath: path,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${join(folder, "label.y4m")}`],
  });
  try {
    const node = makeScreenNode({ uploadsFolder });
    const window = await openShellWindow(browser, { ...node, findDownload: () => null, uploadsFolder });
    await window.go("/cores/receive");
    await window.page.getByRole("button", { name: "Scan by camera: Serial number of the core" }).click();
    const field = window.page.getByRole("textbox", { name: "Serial number of the core" });
    await expect.poll(() => field.inputValue(), { timeout: 20_000 }).toBe("TC-4711");
    expect(await window.page.getByLabel("Part number").inputValue()).toBe("4917");
    expectNoComplaints(window);
    await window.close();
    node.close();
  } finally {
    await browser.close();
    await rm(folder, { force: true, recursive: true });
    await forget();
  }
});
