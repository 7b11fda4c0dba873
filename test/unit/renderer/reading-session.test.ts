/** What a window keeps of a reading session. */
import { expect, test } from "vitest";
import { afterEvent, newSession, type ReadingSession } from "../../../renderer/instrument/reading-session.ts";
import { emptyReadDraft, readRequestOf } from "../../../renderer/instrument/read-request.ts";
import { eventSchema, type RpcEvent } from "../../../shared/rpc/messages.ts";

const reading = (second: number, values: Readonly<Record<string, string>>, gaps: readonly string[] = [], record: string | null = null): RpcEvent =>
  eventSchema.parse({
    at: new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString().replace("Z", "000Z"), event: "reading",
    gaps: gaps.map((channel) => ({ channel, reason: "no value" })), profile: "p", raw: "0102",
    readings: Object.entries(values).map(([channel, value]) => ({ channel, quality: "good", unit: "mm/s", value })), record, session: "s", simulated: false,
  });

const after = (events: readonly RpcEvent[], session: ReadingSession = newSession("s")): ReadingSession => events.reduce(afterEvent, session);

test("each channel keeps its place and its trail; a gap is open in it and says why", () => {
  const session = after([reading(0, { x: "1.50", y: "2" }), reading(1, { y: "3" }, ["x"]), reading(2, { x: "1.70", y: "4" }, [], "id")]);
  expect(session.channels.map(({ channel }) => channel)).toEqual(["x", "y"]);
  expect(session.channels[0]).toMatchObject({ gap: null, trail: [1.5, null, 1.7], value: "1.70" });
  expect(after([reading(0, { x: "1" }), reading(1, {}, ["x"])]).channels[0]).toMatchObject({ gap: "no value", value: null });
  expect(session).toMatchObject({ polls: 3, records: 1 });
});

test("a channel that comes later has an empty trail before it", () => {
  expect(after([reading(0, { x: "1" }), reading(1, { x: "1", late: "9" })]).channels[1]?.trail).toEqual([null, 9]);
});

test("a pause leaves the curves open instead of joining them", () => {
  const session = after([reading(0, { x: "1" }), reading(1, { x: "2" }), reading(100, { x: "3" })]);
  expect(session.times).toHaveLength(4);
  expect(session.channels[0]?.trail).toEqual([1, 2, null, 3]);
});

test("a fault stands until the next good reply; an end keeps its reason; other sessions change nothing", () => {
  const faulty = after([reading(0, { x: "1" }), { event: "reading-fault", message: "No reply.", session: "s" }]);
  expect(faulty.fault).toBe("No reply.");
  expect(after([reading(1, { x: "1" })], faulty).fault).toBeNull();
  const failure = { kind: "portVanished", message: "The port is gone." };
  expect(after([{ event: "reading-ended", failure, polls: 1, session: "s" }], faulty).ended).toEqual({ failure, polls: 1 });
  expect(after([{ event: "reading-ended", failure, polls: 1, session: "other" }], faulty)).toBe(faulty);
  expect(after([{ event: "changed", histories: [], what: "records" }], faulty)).toBe(faulty);
});

test("a trail is bounded", () => {
  const events = Array.from({ length: 2_500 }, (_, second) => reading(second, { x: String(second) }));
  expect(after(events)).toMatchObject({ polls: 2_500 });
  expect(after(events).times).toHaveLength(2_400);
  expect(after(events).channels[0]?.trail.at(-1)).toBe(2_499);
});

test("how to read becomes the request; what is missing is named", () => {
  const draft = { ...emptyReadDraft(null), path: " /dev/ttyUSB0 ", profile: "p", unit: "80" };
  expect(readRequestOf(draft)).toMatchObject({ ok: true, request: { history: null, path: "/dev/ttyUSB0", profile: "p", unit: 80 } });
  expect(readRequestOf({ ...draft, way: "map", map: "u16@0x0000:8", baud: "fast" })).toEqual({ ok: false, faults: new Set(["baud_rate"]) });
  expect(readRequestOf({ ...emptyReadDraft(null), record: true, unit: "300" })).toEqual({ ok: false, faults: new Set(["path", "profile", "history", "unit"]) });
});
