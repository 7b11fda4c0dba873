/** Links of labels come from anywhere: only the one exact form is an asset. */
import { expect, test } from "vitest";
import { haltActionOf, ownPathOf } from "../../../main/shell/electron/app-address.ts";
import { assetOfLink, assetOfWords } from "../../../main/shell/electron/deep-link.ts";

const id = "0123456789abcdef".repeat(4);

test("a label names an asset by its id, in one form", () => {
  expect(assetOfLink(`throughlife://asset/${id}`)).toBe(id);
  expect(assetOfWords(["--flag", "C:\\somewhere", `throughlife://asset/${id}`])).toBe(id);
  expect(assetOfWords([])).toBeNull();
});

test.for([
  `throughlife://asset/${id.toUpperCase()}`,
  `throughlife://asset/${id}/`,
  `throughlife://asset/${id}?open=1`,
  `throughlife://asset/${id}#x`,
  `throughlife://user@asset/${id}`,
  `throughlife://asset:1/${id}`,
  `throughlife://record/${id}`,
  `throughlife:asset/${id}`,
  `https://asset/${id}`,
  `app://asset/${id}`,
  `throughlife://asset/../${id}x`,
  `throughlife://asset/${"0".repeat(300)}`,
  "throughlife://asset/",
  "javascript:alert(1)",
  "",
])("%s is none", (link) => {
  expect(assetOfLink(link)).toBeNull();
});

test("an address is our own only under our scheme and host, without a user or a port", () => {
  expect(ownPathOf("app://throughlife/x?y#z")).toBe("/x");
  for (const foreign of [
    "app://other/",
    "app://throughlife:1/",
    "app://a:b@throughlife/",
    "https://throughlife/",
    "not an address",
  ])
    expect(ownPathOf(foreign)).toBeNull();
  expect([
    haltActionOf("app://throughlife/-/again"),
    haltActionOf("app://throughlife/-/format"),
    haltActionOf("https://throughlife/-/again"),
  ]).toEqual(["again", null, null]);
});
