/** Measures what stands behind a click: the answers to every question, and how long one of them holds up the others. */
import { boundFigure, type Figure } from "./figure.ts";
import { runProgram } from "./run-program.ts";

/** What a person feels as at once. */
const answerMsMax = 100;
/** A window that gets no answer for longer is felt to hang. */
export const stallMsMax = 50;

interface Answers {
  readonly answers: ReadonlyArray<{ readonly name: string; readonly p95_ms: number; readonly stall_ms: number }>;
  readonly rebuild_stall_ms: number;
}

/** Asks a node of its own process over `folder`, which was closed in order. */
export const benchAnswers = async (folder: string, records: number): Promise<ReadonlyArray<Figure>> => {
  const { answers, rebuild_stall_ms: rebuild } = await runProgram<Answers>("answers-program.ts", [folder]);
  const slowest = answers.reduce((slow, answer) => (answer.p95_ms > slow.p95_ms ? answer : slow));
  const longest = answers.reduce((long, answer) => (answer.stall_ms > long.stall_ms ? answer : long));
  return [
    boundFigure({
      name: `slowest of ${answers.length} questions with ${records} records, 95 of 100 times (${slowest.name})`,
      value: slowest.p95_ms,
      most: answerMsMax,
      unit: "ms",
      beside: `bound ${answerMsMax} ms`,
    }),
    stallFigure(`while all of them are answered (${longest.name})`, longest.stall_ms),
    stallFigure(`while the index is built anew from ${records} records`, rebuild),
  ];
};

/** The longest stretch without a break beside its bound. */
export const stallFigure = (when: string, milliseconds: number): Figure =>
  boundFigure({
    name: `longest work of the node without a break ${when}`,
    value: milliseconds,
    most: stallMsMax,
    unit: "ms of its thread",
    beside: `bound ${stallMsMax} ms`,
  });
