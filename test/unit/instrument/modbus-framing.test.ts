/** Frames of the standard, and the cases in which a reply could be mistaken. */
import { describe, expect, test } from "vitest";
import { modbusCrc, modbusCrcHolds, withModbusCrc } from "../../../shared/condition/modbus-crc.ts";
import { quietFraming, type Framing, type Unanswered } from "../../../shared/condition/framing-state.ts";
import { expectReply, giveUp, receiveBytes, settlePending } from "../../../shared/condition/modbus-framing.ts";
import { readRequestSchema, requestFrame, type ReadRequest } from "../../../shared/condition/read-request.ts";
import { exceptionText } from "../../../shared/condition/modbus-exception.ts";
import { agreementsNeeded, lateReplyMsMax, stillPossible, tellingRequest } from "../../../shared/condition/reply-doubt.ts";
import { bytesOfHex, hexOf } from "../../../shared/encoding/hex.ts";

const request: ReadRequest = { unit: 1, function_code: 3, address: 0, count: 8 };
const bytes = (hex: string): Uint8Array => bytesOfHex(hex.replaceAll(" ", "")) ?? new Uint8Array(0);
const replyTo = ({ unit, function_code, count }: ReadRequest, first = 0): Uint8Array =>
  withModbusCrc(Uint8Array.of(unit, function_code, 2 * count, ...Array.from({ length: count }, (_, index) => [0, first + index]).flat()));
const waiting = (unanswered: ReadonlyArray<Unanswered> = [], asked = request): Framing => expectReply({ ...quietFraming, unanswered }, asked, 1000);
const old = (asked: ReadRequest, sent_us = 0): Unanswered => ({ ...asked, sent_us });

describe("frames", () => {
  test("the CRC is that of the standard's own example, and of CRC-16/MODBUS", () => {
    expect(hexOf(withModbusCrc(bytes("02 07")))).toBe("02074112");
    expect(modbusCrc(new TextEncoder().encode("123456789"))).toBe(0x4b37);
    expect(modbusCrcHolds(bytes("02 07 41 13"))).toBe(false);
    expect(modbusCrcHolds(bytes("41"))).toBe(false);
  });

  test("a request is eight bytes", () => {
    expect(hexOf(requestFrame({ unit: 0x50, function_code: 3, address: 0x34, count: 19 }))).toBe("5003003400134848");
  });

  test.each([
    { change: { function_code: 6 } },
    { change: { function_code: 16 } },
    { change: { unit: 0 } },
    { change: { count: 126 } },
    { change: { count: 0 } },
    { change: { address: 65_530 } },
  ])("a request with $change is none", ({ change }) => {
    expect(readRequestSchema.safeParse({ ...request, ...change }).success).toBe(false);
  });
});

describe("an exchange", () => {
  test("ends with an exception that is named", () => {
    const { events, framing } = receiveBytes(waiting(), bytes("01 83 02 c0 f1"));
    expect(events).toMatchObject([{ kind: "exception", code: 2, certain: true }]);
    expect(framing.expected).toBeNull();
    expect(exceptionText(2)).toContain("illegal data address");
    expect(exceptionText(99)).toBe("exception 99, which the standard does not name");
  });

  test("passes over the reply of another unit and over a reply of another length", () => {
    const others = Uint8Array.of(...replyTo({ ...request, unit: 2 }), ...replyTo({ ...request, count: 7 }));
    expect(receiveBytes(waiting(), others).events).toEqual([]);
  });

  test("takes an echo whose first seven bytes have a right checksum for the echo that it is", () => {
    const asked: ReadRequest = { unit: 80, function_code: 3, address: 0x02f0, count: 1 };
    const echo = requestFrame(asked);
    const reply = replyTo(asked, 7);
    const { events } = receiveBytes(waiting([], asked), Uint8Array.of(...echo, ...reply));
    expect(modbusCrcHolds(echo.subarray(0, 7))).toBe(true);
    expect(events.map(({ frame }) => hexOf(frame))).toEqual([hexOf(reply)]);
  });

  test.each([
    { what: "nothing", came: "", fault: "noReply", unanswered: 1 },
    { what: "noise", came: "ff 00 ff", fault: "garbled", unanswered: 1 },
    { what: "its own echo alone", came: hexOf(requestFrame(request)), fault: "noReply", unanswered: 1 },
    { what: "half a reply", came: "01 03 10 00 00 00 01", fault: "shortFrame", unanswered: 1 },
    { what: "a damaged reply", came: hexOf(replyTo(request).map((one, index) => (index === 9 ? one ^ 4 : one))), fault: "badCrc", unanswered: 0 },
  ])("with $what ends as $fault", ({ came, fault, unanswered }) => {
    const received = receiveBytes(waiting(), bytes(came));
    const given = giveUp(settlePending(received.framing).framing);
    expect(received.events).toEqual([]);
    expect(given.fault).toBe(fault);
    expect(given.framing.unanswered).toHaveLength(unanswered);
  });
});

describe("late replies", () => {
  test("to a request of another length are known, and settle it", () => {
    const late = replyTo({ ...request, count: 4 });
    const { events, framing } = receiveBytes(waiting([old({ ...request, count: 4 })]), Uint8Array.of(...late, ...replyTo(request)));
    expect(events.map(({ kind }) => kind)).toEqual(["late", "reply"]);
    expect(framing.unanswered).toEqual([]);
  });

  test("of the same length make the reply uncertain, and its request stays open", () => {
    const { events, framing } = receiveBytes(waiting([old(request)]), replyTo(request, 100));
    expect(events).toMatchObject([{ kind: "reply", certain: false }]);
    expect(framing.unanswered).toEqual([old(request, 1000)]);
  });

  test("are not taken for bytes of the awaited reply", () => {
    const received = receiveBytes(waiting([old({ ...request, count: 4 })]), replyTo({ ...request, count: 4 }));
    expect(giveUp(received.framing).fault).toBe("noReply");
  });

  test("name the request that they answer where only one is open, and none where two are", () => {
    const elsewhere: ReadRequest = { ...request, address: 100 };
    const idle = (unanswered: ReadonlyArray<Unanswered>): Framing => ({ ...quietFraming, unanswered });
    expect(receiveBytes(idle([old(elsewhere)]), replyTo(elsewhere)).events).toMatchObject([{ kind: "late", request: elsewhere }]);
    expect(receiveBytes(idle([old(request), old(elsewhere)]), replyTo(request)).events).toMatchObject([{ kind: "late", request: null }]);
    expect(receiveBytes(idle([old(elsewhere)]), bytes("01 83 0b 00 f7")).events).toMatchObject([{ kind: "late", request: null }]);
  });

  test("are of no matter once a later request has certainly been answered", () => {
    const { framing } = receiveBytes(waiting([old({ ...request, count: 4 }), old({ ...request, count: 2 })]), replyTo(request));
    expect(framing.unanswered).toEqual([]);
  });

  test("of another unit do not put this one in doubt", () => {
    const other = old({ ...request, unit: 2 });
    const { events, framing } = receiveBytes(waiting([other]), replyTo(request));
    expect(events).toMatchObject([{ kind: "reply", certain: true }]);
    expect(framing.unanswered).toEqual([other]);
  });

  test("an exception may be the answer to an older request", () => {
    const { events, framing } = receiveBytes(waiting([old({ ...request, count: 4 })]), bytes("01 83 0b 00 f7"));
    expect(events).toMatchObject([{ kind: "exception", code: 11, certain: false }]);
    expect(framing.unanswered).toHaveLength(2);
  });
});

describe("doubt", () => {
  test("is resolved by a shorter read that was never asked before the doubtful one", () => {
    expect(tellingRequest(request, [old(request)])).toEqual({ ...request, count: 7 });
    expect(tellingRequest(request, [old({ ...request, count: 7 }), old(request)])).toEqual({ ...request, count: 6 });
    expect(tellingRequest(request, [old(request), old({ ...request, count: 7 })])).toEqual({ ...request, count: 7 });
    expect(tellingRequest({ ...request, count: 1 }, [old({ ...request, count: 1 })])).toBeNull();
  });

  test("needs one more equal reply than there are open requests of that shape", () => {
    expect(agreementsNeeded(request, [old(request), old({ ...request, count: 2 }), old(request)])).toBe(3);
  });

  test("ends with time", () => {
    const limit_us = lateReplyMsMax * 1000;
    expect(stillPossible([old(request, 0), old(request, 5)], limit_us + 3)).toEqual([old(request, 5)]);
  });
});
