/** What is typed into the forms about changes and watching channels, as the contract takes it or with what is not right. */
import { describe, expect, test } from "vitest";
import { channelDraftOf, channelRequestOf, type ChannelDraft } from "../../../renderer/hazop/channel-draft.ts";
import { changeDraftShape, changeRequestOf, emptyChangeDraft, isInKind, type ChangeDraft } from "../../../renderer/work/change-draft.ts";
import { isLike } from "../../../renderer/design/draft.ts";

const change = (part: Partial<ChangeDraft>) =>
  changeRequestOf({ ...emptyChangeDraft("2026-11-22 09:30"), change: "setpoint", summary: "Set to 13.5 bar", ...part }, { history: "PSV-101", zone: "+01:00" });

describe("a change", () => {
  test("is not in kind until somebody says so, and only a part can be", () => {
    expect(change({})).toMatchObject({ ok: true, request: { change: "setpoint", in_kind: false, occurred: { precision: "minute", zone: "+01:00" }, reason: null } });
    expect(change({ change: "part", inKind: true })).toMatchObject({ ok: true, request: { in_kind: true } });
    expect(change({ change: "setpoint", inKind: true })).toMatchObject({ ok: true, request: { in_kind: false } });
    expect(isInKind({ ...changeDraftShape, change: "medium", inKind: true })).toBe(false);
  });

  test.each([
    ["summary", { summary: "  " }],
    ["change", { change: "" }],
    ["occurred", { occurred: "yesterday" }],
    ["authorization", { authorization: "x".repeat(201) }],
    ["reason", { reason: "x".repeat(2_001) }],
    ["parts", { parts: [{ name: "Spring", number: "", quantity: "one", serial: "", unit: "1" }] }],
  ] satisfies readonly (readonly [string, Partial<ChangeDraft>])[])("with a wrong %s is asked about", (member, part) => {
    expect(change(part)).toEqual({ ok: false, faults: new Set([member]) });
  });

  test("that was kept is taken up again", () => {
    expect(isLike({ ...emptyChangeDraft("2026-11-22"), inKind: true }, changeDraftShape)).toBe(true);
    expect(isLike({ ...emptyChangeDraft("2026-11-22"), inKind: "yes" }, changeDraftShape)).toBe(false);
  });
});

const bind = (part: Partial<ChannelDraft>) =>
  channelRequestOf({ ...channelDraftOf(null), alert_high: "10", asset: "P-101A", channel: "pressure", unit: "bar", ...part }, { deviation: "d1", study: "skid" });

describe("a channel that watches", () => {
  test("has one limit at least, with no dead band, no delay and no judged silence unless they are given", () => {
    expect(bind({})).toMatchObject({
      ok: true,
      request: { dead_band: "0", delay_s: 0, limits: { action_high: null, action_low: null, alert_high: "10", alert_low: null }, stale_after_s: null },
    });
    expect(bind({ alert_high: "12,5", stale_after_s: "60" })).toMatchObject({ ok: true, request: { limits: { alert_high: "12.5" }, stale_after_s: 60 } });
  });

  test.each([
    ["limits", { alert_high: "" }],
    ["order", { action_high: "9" }],
    ["order", { action_low: "5", alert_low: "4" }],
    ["alert_low", { alert_low: "low" }],
    ["delay_s", { delay_s: "1.5" }],
    ["delay_s", { delay_s: "" }],
    ["stale_after_s", { stale_after_s: "0" }],
    ["dead_band", { dead_band: "" }],
    ["asset", { asset: null }],
    ["channel", { channel: " " }],
    ["unit", { unit: "" }],
  ] satisfies readonly (readonly [string, Partial<ChannelDraft>])[])("with a wrong %s is asked about", (member, part) => {
    expect(bind(part)).toEqual({ ok: false, faults: new Set([member]) });
  });
});
