/** Programs of others that read our PDFs in tests: what we write must be what they see. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why a program cannot be used, as a plain sentence, or `null` when it is there. */
export const missingProgram = (name: string, packageName: string): string | null =>
  isThere(name)
    ? null
    : `${name} is not installed (Debian package ${packageName}), so this independent reading is skipped`;

/** Runs a program over the bytes as a file; its standard output. A failing program throws. */
export const readWith = (
  program: string,
  bytes: Uint8Array,
  before: readonly string[],
  after: readonly string[] = [],
): string =>
  inFolder(bytes, (file) =>
    execFileSync(program, [...before, file, ...after], { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 }),
  );

/** Runs a program that writes a second file beside the first; that file's bytes. */
export const rewrittenWith = (
  program: string,
  bytes: Uint8Array,
  argumentsOf: (input: string, output: string) => string[],
): Uint8Array =>
  inFolder(bytes, (file) => {
    const output = `${file}.out`;
    execFileSync(program, argumentsOf(file, output), { stdio: "pipe" });
    return readFileSync(output);
  });

/** The codes of Apache PDFBox Preflight's findings against PDF/A-1b, without repetition; none means valid. */
export const preflightCodes = (bytes: Uint8Array): readonly string[] => {
  const output = inFolder(bytes, (file) =>
    outputOf("java", ["-cp", preflightPath, "org.apache.pdfbox.preflight.Validator_A1b", file]),
  );
  if (/is a valid PDF\/A-1b file/.test(output)) return [];
  return [...new Set([...output.matchAll(/^(\d+(?:\.\d+)+) :/gm)].map((match) => match[1] ?? ""))].toSorted();
};

/** Why Preflight cannot be used, or `null`. */
export const missingPreflight = (): string | null =>
  isThere("java") && preflightJars.every((jar) => existsSync(jar))
    ? null
    : "Apache PDFBox Preflight or Java is not installed (Debian package libpdfbox2-java), so PDF/A is not checked";

/** Text without white space, to find strings that a page breaks into lines. */
export const squeezed = (text: string): string => text.replaceAll(/\s+/gu, "");

const preflightJars = [
  "preflight",
  "pdfbox2",
  "fontbox2",
  "xmpbox",
  "commons-logging",
  "javax.activation",
  "jaxb-api",
].map((name) => `/usr/share/java/${name}.jar`);
const preflightPath = preflightJars.join(":");

const isThere = (program: string): boolean =>
  (process.env["PATH"] ?? "").split(":").some((folder) => folder !== "" && existsSync(join(folder, program)));

const inFolder = <T>(bytes: Uint8Array, use: (file: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), "throughlife-pdf-"));
  try {
    const file = join(folder, "document.pdf");
    writeFileSync(file, bytes);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Standard output of a program that may end with any code. */
const outputOf = (program: string, parameters: readonly string[]): string => {
  try {
    return execFileSync(program, parameters, { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const output: unknown = error instanceof Error ? Reflect.get(error, "stdout") : "";
    return typeof output === "string" ? output : "";
  }
};
