/** The code of an invitation: read back as it was made, forgiving about writing, unforgiving about errors. */
import { expect, test } from "vitest";
import { joinCodeText, parseJoinCode } from "../../../shared/sync/join-code.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const secret = Uint8Array.from({ length: 10 }, (_, index) => index * 25);
const pin = Uint8Array.from({ length: 16 }, (_, index) => 255 - index);

test("every kind of address comes back", () => {
  const addresses = ["192.168.1.20:4781", "depot.example:65535", "[fe80::1%eth0]:1", "255.255.255.255:1"];
  for (const some of [[], addresses.slice(0, 1), addresses]) {
    const read = valueOf(parseJoinCode(joinCodeText({ addresses: some, pin, secret })));
    expect({ ...read, pin: [...read.pin], secret: [...read.secret] }).toEqual({ addresses: some, pin: [...pin], secret: [...secret] });
  }
});

test("one address makes a code that can be typed: capitals and digits in groups of five", () => {
  const code = joinCodeText({ addresses: ["192.168.1.20:4781"], pin, secret });
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-)*[0-9A-HJKMNP-TV-Z]{1,5}$/);
  expect(code.length).toBeLessThan(75);
  const typed = code.toLowerCase().replaceAll("-", "  ").replaceAll("0", "O").replaceAll("1", "l");
  expect(parseJoinCode(typed)).toEqual(parseJoinCode(code));
});

test("any one wrong letter is found", () => {
  const code = joinCodeText({ addresses: ["192.168.1.20:4781"], pin, secret }).replaceAll("-", "");
  for (let index = 0; index < code.length; index++) {
    const wrong = code[index] === "7" ? "8" : "7";
    expect(kindOf(parseJoinCode(code.slice(0, index) + wrong + code.slice(index + 1)))).toBe("joinCode");
  }
  for (const bad of ["", "HELLO", code.slice(0, -2), `${code}0`, "*".repeat(60)]) expect(kindOf(parseJoinCode(bad))).toBe("joinCode");
});
