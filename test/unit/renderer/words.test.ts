/** Times, sizes and kept drafts as the screens show and take them. */
import { expect, test } from "vitest";
import { isLike } from "../../../renderer/design/draft.ts";
import { emptyWorkDraft, workDraftShape } from "../../../renderer/work/work-draft.ts";
import { percentText, sizeText } from "../../../renderer/vocabulary/size-words.ts";
import { dayText, exactText, nowText, secondText, shortTimeText, timeText, zoneText } from "../../../renderer/vocabulary/time-words.ts";
import { entryTitle, recordTitle } from "../../../renderer/vocabulary/record-words.ts";

const local = new Date(2026, 10, 22, 9, 5, 7);
const instant = local.toISOString().replace("Z", "250Z");

test("times are ISO in the zone of the machine; the exact instant is whole", () => {
  expect(timeText(instant)).toBe("2026-11-22 09:05");
  expect(dayText(instant)).toBe("2026-11-22");
  expect(secondText(instant)).toBe("09:05:07");
  expect(shortTimeText(instant, new Date(2026, 10, 22, 23))).toBe("09:05");
  expect(shortTimeText(instant, new Date(2026, 10, 23))).toBe("2026-11-22 09:05");
  expect(exactText("2026-11-22T08:05:07.123456Z")).toBe("2026-11-22 08:05:07.123456 UTC");
  expect(nowText(local)).toBe("2026-11-22 09:05");
  expect(zoneText(local)).toMatch(/^[+-]\d{2}:\d{2}$/);
  expect(timeText("no time")).toBe("no time");
});

test("sizes and shares are short", () => {
  expect([0, 999, 1_000, 48_213, 4_294_967_296].map(sizeText)).toEqual(["0 bytes", "999 bytes", "1.0 kB", "48.2 kB", "4.3 GB"]);
  expect(percentText(0.424)).toBe("42 %");
});

test("a kept draft of another shape is not taken", () => {
  expect(isLike(emptyWorkDraft("2026-11-22"), workDraftShape)).toBe(true);
  expect(isLike({ ...workDraftShape, parts: [{ quantity: 1 }] }, workDraftShape)).toBe(false);
  expect(isLike({ ...workDraftShape, summary: undefined }, workDraftShape)).toBe(false);
  for (const other of [null, [], "", 0, { summary: "x" }]) expect(isLike(other, workDraftShape)).toBe(false);
});

test("a title stands beside a summary that does not say by itself what was done", () => {
  expect(entryTitle("service/performed@1")).toBe("Work");
  expect(entryTitle("asset/registered@1")).toBe("");
  expect(recordTitle("service/inspected@2")).toBe("service/inspected@2");
});
