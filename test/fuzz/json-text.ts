/** Canonical JSON once more, by the words of record-format.md, section 2, and without the product's code. */

/** The canonical text of what `JSON.parse` gave, or `null` for what has none. */
export const plainCanonical = (value: unknown, level = 1): string | null => {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  if (typeof value === "string") return value.isWellFormed() ? JSON.stringify(value) : null;
  if (typeof value !== "object" || level > 16) return null;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((element: unknown) => plainCanonical(element, level + 1))
    : Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, member]) => memberText(name, member, level));
  if (parts.includes(null)) return null;
  return isList ? `[${parts.join(",")}]` : `{${parts.join(",")}}`;
};

/** The value of bytes that are exactly its canonical text; `undefined` for others. */
export const plainParsed = (bytes: Uint8Array): unknown => {
  const text = Buffer.from(bytes).toString("utf8");
  if (!Buffer.from(text, "utf8").equals(bytes)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return plainCanonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
};

const memberText = (name: string, member: unknown, level: number): string | null => {
  const text = plainCanonical(member, level + 1);
  return text === null || !name.isWellFormed() ? null : `${JSON.stringify(name)}:${text}`;
};
