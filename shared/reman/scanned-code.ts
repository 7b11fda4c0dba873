/** What a scanned label says: GS1 Digital Link, GS1 element strings, our own labels, or a plain number. */
import { refuse, success, type Failure, type Outcome } from "../outcome/outcome.ts";

export interface ScannedCode {
  readonly kind: "gs1-digital-link" | "gs1-elements" | "own-label" | "plain";
  /** Application identifiers with their values, in the order of the label; empty for other kinds. */
  readonly elements: ReadonlyArray<{ readonly ai: string; readonly title: string; readonly value: string }>;
  readonly serial: string | null;
  readonly part_number: string | null;
  readonly gtin: string | null;
  /** Of our own label: the beginning of the history's id. */
  readonly history: string | null;
}

export type ScanFailure = Failure & { readonly kind: "labelUnreadable" };

/** Reads what a scanner typed or a camera saw. */
export const readScannedCode = (scanned: string): Outcome<ScannedCode, ScanFailure> => {
  const text = scanned.trim().replace(symbologyPrefix, "");
  if (text === "" || text.length > scannedMax)
    return refuse("labelUnreadable", "Nothing readable was scanned. Hold the label still, or type its number.");
  const own = ownLabel.exec(text);
  if (own !== null) return success({ ...nothing, history: own[1] ?? null, kind: "own-label" });
  if (/^https?:\/\//i.test(text)) return readDigitalLink(text);
  if (text.startsWith("(")) return readBracketed(text);
  if (text.includes(groupSeparator) || (isBareGs1(text) && hasGoodChecks(bareElements(text) ?? [])))
    return gs1Of("gs1-elements", bareElements(text));
  return success({ ...nothing, kind: "plain", serial: text });
};

/** No label of the trade is longer. */
const scannedMax = 2000;
/** ISO/IEC 15424: `]C1`, `]d2`, `]Q3` say which symbology was read. */
const symbologyPrefix = /^\][A-Za-z][0-9A-Za-z]/;
const groupSeparator = "\u001d";
/** A plate of our own: `throughlife:asset/` and the beginning of the history's id. */
const ownLabel = /^throughlife:(?:\/\/)?asset\/([0-9a-f]{8,64})$/;

const nothing = { elements: [], gtin: null, history: null, part_number: null, serial: null };

interface Identifier {
  readonly ai: string;
  readonly title: string;
  /** Characters of a value of fixed length; `null`: up to `max`, ended by a group separator. */
  readonly fixed: number | null;
  readonly max: number;
  /** Whether the last digit is a check digit (GS1 General Specifications, section 7.9). */
  readonly checked?: boolean;
}

const fixed = (ai: string, title: string, length: number, checked = false): Identifier => ({
  ai,
  checked,
  fixed: length,
  max: length,
  title,
});
const upTo = (ai: string, title: string, max: number): Identifier => ({ ai, fixed: null, max, title });

/** Application identifiers that asset labels carry (github.com/gs1/GS1DigitalLinkToolkit.js, Apache-2.0). */
const identifiers: ReadonlyArray<Identifier> = [
  fixed("00", "SSCC", 18, true),
  fixed("01", "GTIN", 14, true),
  upTo("10", "BATCH/LOT", 20),
  fixed("11", "PROD DATE", 6),
  upTo("21", "SERIAL", 20),
  upTo("22", "CPV", 20),
  upTo("240", "ADDITIONAL ID", 30),
  upTo("241", "CUST. PART NO.", 30),
  upTo("250", "SECONDARY SERIAL", 30),
  upTo("253", "GDTI", 30),
  fixed("414", "LOC No", 13, true),
  upTo("7020", "REFURB LOT", 20),
  upTo("7021", "FUNC STAT", 20),
  upTo("7022", "REV STAT", 20),
  upTo("7023", "GIAI - ASSEMBLY", 30),
  upTo("8003", "GRAI", 30),
  upTo("8004", "GIAI", 30),
  upTo("8008", "PROD TIME", 12),
  upTo("8010", "CPID", 30),
  upTo("8011", "CPID SERIAL", 12),
  upTo("8012", "VERSION", 20),
  upTo("8013", "GMN", 30),
];

type Element = ScannedCode["elements"][number];

const readDigitalLink = (text: string): Outcome<ScannedCode, ScanFailure> => {
  const [path = "", query = ""] = text
    .replace(/^https?:\/\/[^/?#]*/i, "")
    .replace(/#.*$/, "")
    .split("?");
  const parts = path
    .split("/")
    .filter((part) => part !== "")
    .map(decoded);
  const from = parts.findIndex((part) => primaryKeys.has(part));
  const pairs = from < 0 ? [] : pairsOf(parts.slice(from));
  const data = query.split(/[&;]/).map((pair) => pair.split("=").map(decoded));
  const elements = [...pairs, ...data].flatMap(([ai = "", value = ""]) => elementOf(ai, value));
  if (elements.length > 0) return gs1Of("gs1-digital-link", elements);
  return refuse(
    "labelUnreadable",
    `The address ${text.slice(0, 80)} holds no GS1 key. Type the serial number instead.`,
  );
};

const primaryKeys: ReadonlySet<string> = new Set(["00", "01", "253", "414", "8003", "8004", "8010", "8013"]);

const pairsOf = (parts: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<string>> =>
  parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? ""]] : []));

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const elementOf = (ai: string, value: string): ReadonlyArray<Element> => {
  const known = identifiers.find((one) => one.ai === ai);
  if (known === undefined || value === "") return [];
  return [{ ai, title: known.title, value: ai === "01" ? value.padStart(14, "0") : value }];
};

const readBracketed = (text: string): Outcome<ScannedCode, ScanFailure> =>
  gs1Of(
    "gs1-elements",
    [...text.matchAll(/\((\d{2,4})\)([^(]*)/g)].flatMap(([, ai = "", value = ""]) => elementOf(ai, value.trim())),
  );

/** Without separators a number is only believed to be GS1 when it begins with a key of fixed length. */
const isBareGs1 = (text: string): boolean => /^(00\d{18}|01\d{14})/.test(text);

const bareElements = (text: string): ReadonlyArray<Element> | null => {
  const elements: Element[] = [];
  let rest = text;
  while (rest !== "") {
    if (rest.startsWith(groupSeparator)) rest = rest.slice(1);
    const known = identifiers.find(({ ai }) => rest.startsWith(ai));
    if (known === undefined) return null;
    const value =
      rest
        .slice(known.ai.length)
        .split(groupSeparator)[0]
        ?.slice(0, known.fixed ?? known.max) ?? "";
    if (value === "") return null;
    elements.push({ ai: known.ai, title: known.title, value });
    rest = rest.slice(known.ai.length + value.length);
  }
  return elements;
};

const hasGoodChecks = (elements: ReadonlyArray<Element>): boolean =>
  elements.length > 0 && elements.every((element) => checkFault(element) === null);

const gs1Of = (
  kind: "gs1-digital-link" | "gs1-elements",
  elements: ReadonlyArray<Element> | null,
): Outcome<ScannedCode, ScanFailure> => {
  if (elements === null || elements.length === 0)
    return refuse(
      "labelUnreadable",
      "The label looks like GS1, but an identifier in it is not known. Type its number.",
    );
  const fault = elements.map(checkFault).find((one) => one !== null);
  if (fault !== undefined && fault !== null) return refuse("labelUnreadable", fault);
  const value = (...wanted: ReadonlyArray<string>): string | null =>
    wanted.flatMap((ai) => elements.find((one) => one.ai === ai)?.value ?? [])[0] ?? null;
  return success({
    elements,
    gtin: value("01"),
    history: null,
    kind,
    part_number: value("241", "240", "8010", "8013"),
    serial: value("21", "8011", "250", "8004", "8003"),
  });
};

const checkFault = ({ ai, title, value }: Element): string | null => {
  const known = identifiers.find((one) => one.ai === ai);
  if (known === undefined || value.length > known.max) return `The ${title} of the label is too long. Scan it again.`;
  if (known.fixed !== null && value.length !== known.fixed)
    return `The ${title} of the label has ${value.length} characters instead of ${known.fixed}. Scan it again.`;
  if (known.checked !== true || hasCheckDigit(value)) return null;
  return `The ${title} ${value} of the label has a wrong check digit. Scan it again.`;
};

/** Modulo 10 with weights 3 and 1 from the right. */
const hasCheckDigit = (digits: string): boolean => {
  if (!/^\d+$/.test(digits)) return false;
  const sum = [...digits]
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
};
