/** A request to a witness and its answer as files on a stick: the texts of the protocol, and who is asked. */
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";
import type { WitnessAnswer, WitnessStatus } from "./add-checkpoint.ts";

/** An answer as it travels: with the checkpoint that was asked about, so that the file stands for itself. */
export interface CarriedAnswer {
  readonly answer: WitnessAnswer;
  /** The note of the checkpoint, as its log signed it. */
  readonly note: string;
  /** The name of the witness's key. */
  readonly witness: string;
}

export type WitnessFileFailure = Failure & { readonly kind: "witnessFile" };

/** The text of an answer: status, witness, note and body, each behind what says how long it is. */
export const carriedAnswerText = ({ answer, note, witness }: CarriedAnswer): string =>
  `${firstLine}\nwitness ${witness}\nstatus ${answer.status}\nlines ${note.split("\n").length - 1}\n\n${note}${answer.body}`;

/** Reads the text of an answer; nothing in it is verified yet. */
export const parseCarriedAnswer = (text: string): Outcome<CarriedAnswer, WitnessFileFailure> => {
  const blank = text.indexOf("\n\n");
  const [first, witnessLine = "", statusLine = "", linesLine = "", ...rest] = text
    .slice(0, Math.max(0, blank))
    .split("\n");
  const witness = /^witness (\S{1,200})$/.exec(witnessLine)?.[1];
  const status = statuses.find((known) => statusLine === `status ${known}`);
  const lines = Number(/^lines ([1-9][0-9]{0,3})$/.exec(linesLine)?.[1]);
  if (first !== firstLine || rest.length > 0 || witness === undefined || status === undefined || Number.isNaN(lines))
    return refuse("witnessFile", "This is no answer of a witness. Choose the file that the witness gave back.");
  const behind = text.slice(blank + 2);
  let end = 0;
  for (let line = 0; line < lines; line++) end = behind.indexOf("\n", end) + 1;
  const note = behind.slice(0, end);
  return success({ answer: { body: behind.slice(end), status }, note, witness });
};

/** The note in a request. */
export const noteOfRequest = (body: string): string => {
  const blank = body.indexOf("\n\n");
  return blank < 0 ? "" : body.slice(blank + 2);
};

const firstLine = "throughlife/witness-answer";

const statuses: ReadonlyArray<WitnessStatus> = [200, 400, 403, 404, 409, 422];
