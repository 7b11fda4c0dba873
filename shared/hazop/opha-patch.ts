/**
 * Patches edits into the text of an Open PHA study: only the strings that change are written anew, every other byte
 * stays as it came.
 */

/** One text of one record to be set: the record by its id, the member by its name. */
export interface OphaPatch {
  readonly item: string;
  readonly member: string;
  readonly text: string;
}

export interface Patched {
  readonly text: string;
  /** Patches whose record or member the study does not have. */
  readonly lost: ReadonlyArray<OphaPatch>;
}

/** The id under which `Overview` is patched: it has none of its own. */
export const overviewItem = "Overview";

/** Writes the patches into a text that is known to be JSON. Of several for one member the last counts. */
export const patchOpha = (text: string, patches: ReadonlyArray<OphaPatch>): Patched => {
  const wanted = new Map(patches.map((patch) => [keyOf(patch.item, patch.member), patch]));
  const spans = stringMembers(text).filter(({ item, member }) => wanted.has(keyOf(item, member)));
  const found = new Set(spans.map(({ item, member }) => keyOf(item, member)));
  let [patched, end] = ["", 0];
  for (const { from, item, member, to } of spans.sort((left, right) => left.from - right.from)) {
    patched += text.slice(end, from) + JSON.stringify(wanted.get(keyOf(item, member))?.text ?? "");
    end = to;
  }
  return { text: patched + text.slice(end), lost: [...wanted].flatMap(([key, one]) => (found.has(key) ? [] : [one])) };
};

const keyOf = (item: string, member: string): string => `${item} ${member}`;

/** Where the string of a member stands in the text, from its quote to behind its other quote. */
interface StringMember {
  readonly item: string;
  readonly member: string;
  readonly from: number;
  readonly to: number;
}

interface OpenPart {
  readonly isObject: boolean;
  readonly name: string;
  item: string | null;
  member: string | null;
  readonly strings: { readonly member: string; readonly from: number; readonly to: number }[];
}

/** Every string member of every object that has an id, in one pass. */
const stringMembers = (text: string): StringMember[] => {
  const found: StringMember[] = [];
  const open: OpenPart[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    const part = open.at(-1);
    if (character === "{" || character === "[") open.push(partOf(character === "{", part));
    else if (character === "}" || character === "]") found.push(...closed(open.pop()));
    else if (character === "," && part !== undefined) part.member = null;
    else if (character === '"') {
      const to = behindString(text, at);
      if (part?.isObject === true) takeString(part, text, { from: at, to });
      at = to - 1;
    }
  }
  return found;
};

const partOf = (isObject: boolean, parent: OpenPart | undefined): OpenPart => ({
  isObject,
  item: null,
  member: null,
  name: parent?.member ?? "",
  strings: [],
});

/** The first string of a pair is its name, the second its value. */
const takeString = (part: OpenPart, text: string, { from, to }: { from: number; to: number }): void => {
  const value: unknown = JSON.parse(text.slice(from, to));
  if (typeof value !== "string") return;
  if (part.member === null) {
    part.member = value;
    return;
  }
  if (part.member === "ID") part.item = value;
  part.strings.push({ from, member: part.member, to });
};

const closed = (part: OpenPart | undefined): ReadonlyArray<StringMember> => {
  const item = part?.item ?? (part?.name === overviewItem ? overviewItem : null);
  return part === undefined || item === null ? [] : part.strings.map((one) => ({ ...one, item }));
};

const behindString = (text: string, from: number): number => {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
};
