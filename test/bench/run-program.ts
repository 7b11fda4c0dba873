/** Runs a program of the bench as a process of its own and reads the JSON of its last line. */
import { spawn } from "node:child_process";
import { join } from "node:path";

/** The answer of a program that ends by itself; what it says besides goes to standard error. */
export const runProgram = async <T>(program: string, parameters: ReadonlyArray<string>): Promise<T> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...parameters], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (piece: Buffer) => (text += piece.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  const answer: T = JSON.parse(text.trimEnd().split("\n").at(-1) ?? "null");
  return answer;
};
