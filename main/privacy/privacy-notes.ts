/**
 * What a data folder remembers of privacy: to whom sealed values were given in files, and which keys here are
 * pseudonyms, so that nobody is told whose they are.
 */
import { z } from "zod";
import { canonicalBytes, parseCanonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { readBounded } from "../disk/read-bounded.ts";
import { writeDurably } from "../disk/write-durably.ts";

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

const notesSchema = z.strictObject({
  format: z.literal("throughlife/privacy"),
  given: z.array(z.strictObject({ at: z.string(), sealed: hex64, to: z.string().min(1).max(200) })),
  pseudonyms: z.array(hex64),
  v: z.literal(1),
});

type Notes = Readonly<z.infer<typeof notesSchema>>;
export type GivenOpening = Notes["given"][number];

export interface PrivacyNotes {
  /** To whom this value was given, the newest first. */
  readonly givenOf: (sealed: string) => ReadonlyArray<GivenOpening>;
  readonly noteGiven: (given: GivenOpening) => Promise<Outcome<void>>;
  readonly isPseudonym: (key: string) => boolean;
  readonly pseudonyms: () => ReadonlyArray<string>;
  /** Durable before the key is used for anything. */
  readonly notePseudonym: (key: string) => Promise<Outcome<void>>;
}

/** The newest are kept. */
const givenMax = 10_000;
const fileBytesMax = 8 * 1024 * 1024;

/** Opens `privacy.json`; a missing file is an empty one. */
export const openPrivacyNotes = async (files: DiskFiles, dataFolder: string): Promise<Outcome<PrivacyNotes>> => {
  const path = `${dataFolder}/privacy.json`;
  const bytes = await readBounded(files, path, fileBytesMax);
  if (!bytes.ok && bytes.failure.kind !== "missing") return bytes;
  const parsed = bytes.ok ? parseCanonicalBytes(bytes.value) : success(null);
  const found = parsed.ok && parsed.value !== null ? notesSchema.safeParse(parsed.value) : null;
  if (bytes.ok && found?.success !== true)
    return refuse(
      "privacyDamaged",
      `${path}, which says which keys here are pseudonyms, is damaged. Bring it back from a backup: without it a pseudonym could be told.`,
    );
  return success(notesOf(files, path, found?.success === true ? found.data : empty));
};

const empty: Notes = { format: "throughlife/privacy", given: [], pseudonyms: [], v: 1 };

const notesOf = (files: DiskFiles, path: string, before: Notes): PrivacyNotes => {
  let now = before;
  const keep = async (next: Notes): Promise<Outcome<void>> => {
    const written = await writeDurably(files, path, canonicalBytes(JSON.parse(JSON.stringify(next))));
    if (written.ok) now = next;
    return written;
  };
  return {
    givenOf: (sealed) => now.given.filter((one) => one.sealed === sealed),
    isPseudonym: (key) => now.pseudonyms.includes(key),
    noteGiven: (given) => keep({ ...now, given: [given, ...now.given].slice(0, givenMax) }),
    notePseudonym: (key) => keep({ ...now, pseudonyms: [...new Set([...now.pseudonyms, key])] }),
    pseudonyms: () => now.pseudonyms,
  };
};
