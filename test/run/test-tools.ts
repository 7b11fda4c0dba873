/**
 * Programs of the machine that some tests drive: installed where that is allowed, named with what is skipped where not.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

/** A Debian package, what is there once it is installed, and what the tests need it for. */
export interface TestTool {
  readonly debianPackage: string;
  /** Any of these paths or command names is enough. */
  readonly signs: readonly string[];
  readonly skippedWithout: string;
}

export const testTools: readonly TestTool[] = [
  {
    debianPackage: "chromium",
    signs: ["chromium", "chromium-browser", "google-chrome"],
    skippedWithout: "screens in a real browser",
  },
  { debianPackage: "socat", signs: ["socat"], skippedWithout: "instruments over a virtual serial port" },
  {
    debianPackage: "python3-pymodbus",
    signs: ["/usr/lib/python3/dist-packages/pymodbus"],
    skippedWithout: "Modbus against pymodbus",
  },
  {
    debianPackage: "python3-serial-asyncio",
    signs: ["/usr/lib/python3/dist-packages/serial_asyncio"],
    skippedWithout: "Modbus against pymodbus",
  },
  { debianPackage: "fakeroot", signs: ["fakeroot"], skippedWithout: "the packages of the desktop" },
  { debianPackage: "zip", signs: ["zip"], skippedWithout: "the packages of the desktop" },
  { debianPackage: "qpdf", signs: ["qpdf"], skippedWithout: "the syntax check of PDF reports" },
  {
    debianPackage: "poppler-utils",
    signs: ["pdftotext"],
    skippedWithout: "text, tags and attachments of PDF reports read by another program",
  },
  pdfChecker("default-jre-headless", "java"),
  pdfChecker("libpdfbox2-java", "/usr/share/java/preflight.jar"),
  pdfChecker("libfontbox2-java", "/usr/share/java/fontbox2.jar"),
  pdfChecker("libcommons-logging-java", "/usr/share/java/commons-logging.jar"),
  pdfChecker("libactivation-java", "/usr/share/java/javax.activation.jar"),
  pdfChecker("libjaxb-api-java", "/usr/share/java/jaxb-api.jar"),
];

/**
 * Installs what is missing as root on Debian. Returns what is still missing after that. What could not be installed is
 * noted in `noteFile`, so that the next runs of that day do not wait for it again.
 */
export const prepareTestTools = async (noteFile: string): Promise<readonly TestTool[]> => {
  const missing = testTools.filter(isMissing);
  if (missing.length === 0 || !canInstall() || isNoted(noteFile, missing)) return missing;
  await install(missing.map((tool) => tool.debianPackage));
  const stillMissing = testTools.filter(isMissing);
  mkdirSync(dirname(noteFile), { recursive: true });
  writeFileSync(noteFile, noteOf(stillMissing));
  return stillMissing;
};

const noteOf = (tools: readonly TestTool[]): string => tools.map((tool) => `${tool.debianPackage}\n`).join("");

const isNoted = (noteFile: string, missing: readonly TestTool[]): boolean =>
  existsSync(noteFile) &&
  Date.now() - statSync(noteFile).mtimeMs < noteHoldsMillis &&
  readFileSync(noteFile, "utf8") === noteOf(missing);

/** A day: by then a network may have come back. */
const noteHoldsMillis = 24 * 3_600_000;

function pdfChecker(debianPackage: string, sign: string): TestTool {
  return { debianPackage, signs: [sign], skippedWithout: "the PDF/A check by PDFBox" };
}

const isMissing = ({ signs }: TestTool): boolean =>
  !signs.some((sign) => (sign.startsWith("/") ? existsSync(sign) : isCommand(sign)));

const isCommand = (name: string): boolean =>
  (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));

const canInstall = (): boolean =>
  process.getuid?.() === 0 && existsSync("/usr/bin/apt-get") && existsSync("/etc/debian_version");

/**
 * The package lists of a fresh system are empty or old: a first failure is worth one look at the newest ones. Where a
 * Debian release lacks one of the packages, apt-get installs none of them: the others are then taken one by one.
 */
const install = async (names: readonly string[]): Promise<void> => {
  process.stderr.write(`Installing for the tests: ${names.join(", ")}\n`);
  if (await isInstalled(names)) return;
  await succeeds("apt-get", ["update"]);
  if (await isInstalled(names)) return;
  for (const name of names) await isInstalled([name]);
};

const isInstalled = (names: readonly string[]): Promise<boolean> =>
  succeeds("apt-get", ["install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", ...names]);

const succeeds = async (program: string, parameters: readonly string[]): Promise<boolean> => {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return promisify(execFile)(program, parameters, { env, maxBuffer: outputBytesMax }).then(
    () => true,
    () => false,
  );
};

/** Installing Chromium with all it needs prints some 100 kB. */
const outputBytesMax = 64 * 1024 * 1024;
