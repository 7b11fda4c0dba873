/** A request to a witness is answered with exactly the statuses of the protocol, in its order. */
import { expect, test } from "vitest";
import { nodeVerify } from "../../../main/signature/node-signature.ts";
import type { Checkpoint } from "../../../shared/ledger/checkpoint.ts";
import {
  addCheckpointText,
  conflictSize,
  judgeAddCheckpoint,
  parseAddCheckpoint,
} from "../../../shared/witness/add-checkpoint.ts";
import { testLog, type TestLog } from "../../doubles/test-log.ts";
import { kindOf, valueOf } from "../../doubles/value-of.ts";

const log = testLog("Owner", 12);
const forked = testLog("Owner", 12, { common: 5, fork: " of another past" });
const stranger = testLog("Stranger", 3);

const at = (size: number, of: TestLog = log): Checkpoint => ({
  origin: log.signer.key.name,
  root: of.tree.root(size),
  size,
});
const judge = (body: string, last: Checkpoint | null = null) =>
  judgeAddCheckpoint(
    body,
    { lastOf: () => last, logOf: (origin) => (origin === log.signer.key.name ? log.signer.key : null) },
    nodeVerify,
  );
const statusOf = (body: string, last: Checkpoint | null = null): number => {
  const judged = judge(body, last);
  return judged.kind === "good" ? 200 : judged.answer.status;
};
const wrongProof = (old: number, size: number, proof: ReadonlyArray<Uint8Array>): string =>
  addCheckpointText({ note: log.note(size), old, proof });

test.each([
  ["the first checkpoint", log.request(0, 7), null, 200],
  ["an empty log", log.request(0, 0), null, 200],
  ["a longer one", log.request(5, 12), at(5), 200],
  ["the same again", log.request(7, 7), at(7), 200],
  ["no request", "cosign this", null, 400],
  ["a size with a leading zero", log.request(0, 7).replace("old 0", "old 00"), null, 400],
  ["a proof that is no base64", log.request(5, 12).replace("\n", "\n!!\n"), at(5), 400],
  [
    "64 hashes",
    wrongProof(
      5,
      12,
      Array.from({ length: 64 }, () => new Uint8Array(32)),
    ),
    at(5),
    400,
  ],
  ["one that goes back by its own word", wrongProof(9, 7, []), at(9), 400],
  ["a log that nobody knows", stranger.request(0, 3), null, 404],
  [
    "a signature of another key",
    log.request(0, 7).replace(/— .*\n$/, stranger.note(3).split("\n").at(-2) + "\n"),
    null,
    403,
  ],
  [
    "a changed signature",
    log.request(0, 7).replace(/(.)=\n$/, (_, last: string) => `${last === "A" ? "E" : "A"}=\n`),
    null,
    403,
  ],
  ["an older size than was cosigned", log.request(5, 7), at(9), 409],
  ["a request that knows of no cosignature", log.request(0, 12), at(9), 409],
  ["a proof that does not hold", wrongProof(5, 12, log.tree.consistencyProof(4, 12)), at(5), 422],
  ["a proof where none belongs", wrongProof(0, 12, log.tree.consistencyProof(4, 12)), null, 422],
  ["the same size with another root", forked.request(9, 9), at(9), 422],
  ["another past", forked.request(9, 12), at(9), 422],
])("%s", (_, body, last, status) => expect(statusOf(body, last)).toBe(status));

test("a conflict names the size that was cosigned, and nothing else is read as one", () => {
  const judged = judge(log.request(5, 7), at(9));
  expect(judged.kind === "refused" ? [judged.answer.body, conflictSize(judged.answer)] : null).toEqual(["9\n", 9]);
  expect(conflictSize({ body: "nine\n", status: 409 })).toBeNull();
  expect(conflictSize({ body: "9\n", status: 422 })).toBeNull();
});

test("a signed checkpoint that contradicts the last one is kept as suspect; one of a wrong form is not", () => {
  const suspectOf = (body: string, last: Checkpoint | null) => {
    const judged = judge(body, last);
    return judged.kind === "refused" ? (judged.suspect?.checkpoint.size ?? null) : null;
  };
  expect(suspectOf(forked.request(9, 9), at(9))).toBe(9);
  expect(suspectOf(forked.request(0, 9), at(9))).toBe(9);
  expect(suspectOf(forked.request(9, 12), at(9))).toBe(12);
  expect(suspectOf(log.request(0, 7), at(9))).toBeNull();
});

test("a request is read as it was written", () => {
  const request = { note: log.note(12), old: 5, proof: log.tree.consistencyProof(5, 12) };
  expect(valueOf(parseAddCheckpoint(addCheckpointText(request)))).toEqual(request);
  expect(kindOf(parseAddCheckpoint("old 5\n"))).toBe("witnessRequest");
});
