/** Conditions that look like checks and refuse nothing, or nothing that another check would let through; each with the reason. */

interface Harmless {
  readonly file: string;
  /** The condition as `findChecks` gives its text. */
  readonly text: string;
  readonly reason: string;
}

const typeOnly = "it says to the type checker what the next condition finds out as well";

const harmless: ReadonlyArray<Harmless> = [
  { file: "shared/crypto/signature.ts", text: "keyBytes === null", reason: "a key that passed rule 1 is 64 digits" },
  { file: "shared/crypto/signature.ts", text: "keyBytes.length !== 32", reason: "a key that passed rule 1 has 32 bytes" },
  { file: "shared/encoding/base64.ts", text: "text.length % 4 !== 0", reason: "behind the end of the text there is no letter, which is refused" },
  { file: "shared/encoding/canonical-json.ts", text: "member === undefined", reason: typeOnly },
  { file: "shared/ledger/bundle.ts", text: "text === null", reason: "no text is the text null, which is no object" },
  { file: "shared/ledger/bundle.ts", text: "parsed.ok", reason: "a failure has no value, and nothing is no object" },
  { file: "shared/ledger/bundle.ts", text: "isObject(parsed.value)", reason: "a line begins with a brace; a header's members are asked one by one" },
  { file: "shared/ledger/bundle.ts", text: "content !== undefined", reason: "an opening has exactly its three members" },
  { file: "shared/ledger/ledger.ts", text: "isContradicted(record)", reason: "it chooses which finding an image of the graph keeps, and refuses nothing" },
  { file: "shared/ledger/merkle-proof.ts", text: "first === undefined", reason: "without a hash the path stays unfinished, which is refused" },
  { file: "shared/ledger/record.ts", text: 'typeof value["at"] !== "string"', reason: typeOnly },
  { file: "shared/ledger/record.ts", text: 'typeof clock["utc"] !== "string"', reason: typeOnly },
  { file: "shared/ledger/record.ts", text: 'typeof value["type"] !== "string"', reason: typeOnly },
  { file: "shared/ledger/record.ts", text: 'typeof seq !== "number"', reason: typeOnly },
  { file: "shared/ledger/record.ts", text: "!Number.isSafeInteger(seq)", reason: "canonical JSON holds no other numbers" },
  { file: "shared/ledger/sealed-value.ts", text: 'typeof size === "number"', reason: typeOnly },
  { file: "shared/register/first-verdict.ts", text: "limit !== null", reason: "without a limit no time is asked for, and none lies before it" },
  { file: "shared/register/first-verdict.ts", text: "upper !== null", reason: "an open bound lies before nothing" },
  { file: "shared/register/judgement.ts", text: "this.#verdicts.has(record.id)", reason: "it says whether a record was judged, and refuses nothing" },
  { file: "shared/register/judgement.ts", text: 'record.type === "record/endorsed@1"', reason: "a record of another type with such a body is malformed, and does not count" },
  { file: "shared/register/permission.ts", text: "roles.length === 0", reason: "who has no role does not hold the one that is named: the sentence is another" },
  { file: "shared/register/quorum.ts", text: "quorumProgress(backing).some( ({ found, needed }, index) => found < needed && (after[index]?.found ?? 0) > found, )", reason: "it says who could still help, and decides nothing" },
  { file: "shared/register/register-reader.ts", text: 'record.type === "register/charter@1"', reason: "a record of another type that founds a register is malformed" },
  { file: "shared/register/register-reader.ts", text: 'record.type === "record/endorsed@1"', reason: "a record of another type with such a body is malformed" },
  { file: "shared/register/standing-rules.ts", text: 'record.type === "record/corrected@1"', reason: "a record of another type with such a body is malformed" },
  { file: "main/journal/journal-line.ts", text: "from === undefined", reason: "where nothing fits, the time is missing as well" },
  { file: "main/journal/journal-line.ts", text: "received === undefined", reason: "where nothing fits, the key is missing as well" },
  { file: "main/journal/journal-mark.ts", text: "slot.length === slotBytes", reason: "the line and the spaces behind it must fill the slot" },
  { file: "main/journal/journal-mark.ts", text: "rest !== undefined", reason: "where nothing stands behind the line, there are no spaces either" },
  { file: "main/journal/journal-mark.ts", text: "!parsed.ok", reason: "a failure has no value, and nothing is no object" },
  { file: "main/peer/handshake.ts", text: "signature !== null", reason: "the message's schema takes nothing but 128 digits" },
  { file: "main/signature/check-frame.ts", text: "frame.length > frameBytesMax", reason: "the record's own limit is asked when it is parsed" },
  { file: "main/signature/check-frame.ts", text: "frame.length <= frameHeadBytes + writerTail.length + writerEnd", reason: "what is shorter does not end with a writer" },
  { file: "main/signature/check-frame.ts", text: "!tail.endsWith('\"}')", reason: "bytes that end otherwise are no canonical record, which is asked when they are parsed" },
  { file: "main/signature/node-signature.ts", text: "signature.length !== 64", reason: "node:crypto refuses other lengths too" },
  { file: "main/signature/node-signature.ts", text: "signature[0] === 1", reason: "it chooses who is asked; the reference gives the same answer" },
  { file: "main/signature/node-signature.ts", text: "signature.subarray(1, 32).every((byte) => byte === 0)", reason: "it chooses who is asked; the reference gives the same answer" },
  { file: "shared/register/register-change.ts", text: "body.success", reason: "the next line asks it again" },
  { file: "shared/register/register-change.ts", text: "!body.success", reason: "a body that does not fit has no key, which is asked beside it" },
];

/** Why the removal of a check changes nothing; `null` for a check that counts. */
export const harmlessReason = (file: string, text: string): string | null =>
  harmless.find((one) => one.file === file && one.text === text)?.reason ?? null;

/** All entries, so that a test can hold them to the code. */
export const harmlessChecks = (): ReadonlyArray<Harmless> => harmless;
