/** Base64 is read strictly: one text for one sequence of bytes. */
import { expect, test } from "vitest";
import { base64Of, bytesOfBase64 } from "../../../shared/encoding/base64.ts";

test.each(["", "AA==", "AAA=", "AAAA", "/+8=", "AAECAwQ="])("%s is read and written again", (text) => {
  const bytes = bytesOfBase64(text);
  expect(bytes === null ? null : base64Of(bytes)).toBe(text);
});

test.each([
  ["letters of another alphabet", "AA_-"],
  ["a letter beyond ASCII", "AAAé"],
  ["white space", "AA A"],
  ["no padding", "AA"],
  ["a length that is no multiple of four", "AAAAA"],
  ["padding in the middle", "A=AA"],
  ["padding before more text", "AA==AAAA"],
  ["nothing but padding", "===="],
  ["three signs of padding", "A==="],
  ["bits behind the last byte of one", "AB=="],
  ["bits behind the last byte of two", "AAB="],
])("%s is refused", (_, text) => expect(bytesOfBase64(text)).toBeNull());
