/** Hands on the keyboard alone: what the tab key does not reach, nobody reaches. */
import type { Page } from "playwright-core";

/** More than any screen has. */
const stopsMax = 120;

const roles = ["textbox", "combobox", "button", "link", "checkbox", "radio", "row"] as const;

/** Presses Tab until the focus stands on what is called so; fails where the keyboard never reaches it. */
export const tabTo = async (page: Page, name: string | RegExp): Promise<void> => {
  const exact = typeof name === "string";
  const called = roles
    .map((role) => page.getByRole(role, { name, exact }))
    .reduce((all, one) => all.or(one), page.getByLabel(name, { exact }))
    .or(page.locator("summary").and(page.getByText(name, { exact })));
  for (let stop = 0; stop < stopsMax; stop++) {
    if ((await page.locator(":focus").and(called).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not reach "${String(name)}"`);
};

/** Goes there and presses a key: Enter on buttons and links, Space on boxes. */
export const tabAndPress = async (page: Page, name: string | RegExp, key: "Enter" | "Space" = "Enter"): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press(key);
};

/** Goes to a field and types over what stands there. */
export const tabAndType = async (page: Page, name: string | RegExp, text: string): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
};

/** Types the beginning of an option and takes the first one that is offered. */
export const tabAndChoose = async (page: Page, name: string | RegExp, text: string, option: RegExp): Promise<void> => {
  await tabAndType(page, name, text);
  await page.getByRole("option", { name: option }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
};
