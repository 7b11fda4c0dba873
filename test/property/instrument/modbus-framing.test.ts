/** Finding replies in a stream: portions do not matter, noise is stepped over, damage is never accepted. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { withModbusCrc } from "../../../shared/condition/modbus-crc.ts";
import { quietFraming } from "../../../shared/condition/framing-state.ts";
import { expectReply, receiveBytes, settlePending, type FramingEvent } from "../../../shared/condition/modbus-framing.ts";
import { requestFrame, type ReadRequest } from "../../../shared/condition/read-request.ts";
import { hexOf } from "../../../shared/encoding/hex.ts";

const byte = fc.integer({ min: 0, max: 255 });

const requestArbitrary: fc.Arbitrary<ReadRequest> = fc.record({
  unit: fc.integer({ min: 1, max: 247 }),
  function_code: fc.constantFrom(3, 4),
  address: fc.integer({ min: 0, max: 65_000 }),
  count: fc.integer({ min: 1, max: 20 }),
});

const exchangeArbitrary = requestArbitrary.chain((request) =>
  fc.record({ request: fc.constant(request), registers: fc.array(byte, { minLength: 2 * request.count, maxLength: 2 * request.count }) }),
);

const replyOf = ({ unit, function_code, count }: ReadRequest, registers: ReadonlyArray<number>): Uint8Array =>
  withModbusCrc(Uint8Array.of(unit, function_code, 2 * count, ...registers));

/** All events of a stream that comes in these portions, the last look at what is left included. */
const eventsOf = (request: ReadRequest, portions: ReadonlyArray<Uint8Array>): ReadonlyArray<FramingEvent> => {
  let framing = expectReply(quietFraming, request, 0);
  const events: FramingEvent[] = [];
  for (const portion of portions) {
    const received = receiveBytes(framing, portion);
    framing = received.framing;
    events.push(...received.events);
  }
  return [...events, ...settlePending(framing).events];
};

const portionsOf = (bytes: Uint8Array, cuts: ReadonlyArray<number>): ReadonlyArray<Uint8Array> => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((left, right) => left - right), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
};

const inWords = (events: ReadonlyArray<FramingEvent>): ReadonlyArray<string> => events.map(({ kind, frame }) => `${kind} ${hexOf(frame)}`);

test("any portions of the same bytes give the same frames", () => {
  fc.assert(
    fc.property(exchangeArbitrary, fc.array(byte, { maxLength: 30 }), fc.boolean(), fc.array(fc.nat(), { maxLength: 12 }), ({ request, registers }, noise, echoed, cuts) => {
      const bytes = Uint8Array.of(...noise, ...(echoed ? requestFrame(request) : []), ...replyOf(request, registers), ...noise);
      expect(inWords(eventsOf(request, portionsOf(bytes, cuts)))).toEqual(inWords(eventsOf(request, [bytes])));
    }),
    { seed: 31, numRuns: 500 },
  );
});

test("the reply is found behind noise and behind an echo", () => {
  fc.assert(
    fc.property(exchangeArbitrary, fc.array(byte, { maxLength: 12 }), fc.boolean(), ({ request, registers }, noise, echoed) => {
      const reply = replyOf(request, registers);
      const bytes = Uint8Array.of(...noise, ...(echoed ? requestFrame(request) : []), ...reply);
      expect(inWords(eventsOf(request, [bytes]))).toEqual([`reply ${hexOf(reply)}`]);
    }),
    { seed: 32, numRuns: 500 },
  );
});

test("a reply with one changed byte, wherever it is, gives no reply", () => {
  fc.assert(
    fc.property(exchangeArbitrary, fc.integer({ min: 1, max: 255 }), ({ request, registers }, change) => {
      const reply = replyOf(request, registers);
      for (let place = 0; place < reply.length; place++) {
        const damaged = reply.map((one, index) => (index === place ? one ^ change : one));
        expect(eventsOf(request, [damaged]).filter(({ kind }) => kind === "reply")).toEqual([]);
      }
    }),
    { seed: 33, numRuns: 300 },
  );
});

test("a reply that ends too soon gives no reply, at whatever byte it ends", () => {
  fc.assert(
    fc.property(exchangeArbitrary, ({ request, registers }) => {
      const reply = replyOf(request, registers);
      for (let length = 0; length < reply.length; length++) expect(eventsOf(request, [reply.subarray(0, length)])).toEqual([]);
    }),
    { seed: 34, numRuns: 200 },
  );
});
