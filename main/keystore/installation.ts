/** `installation.json`: what everybody may know of an installation (record-format.md, section 7). */
import { z } from "zod";
import type { PublicKey } from "../../shared/crypto/key-rule.ts";
import { acceptableKey } from "../../shared/crypto/key-rule.ts";
import { canonicalBytes, parseCanonicalBytes } from "../../shared/encoding/canonical-json.ts";
import { parseNoteKey } from "../../shared/ledger/note-key.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";

export interface Installation {
  readonly installation: PublicKey;
  /** The verifier key of the journal's checkpoints. */
  readonly log_vkey: string;
  /** The verifier key of the cosignatures on other journals. */
  readonly witness_vkey: string;
  /** Keys of the people who sign here. */
  readonly writers: ReadonlyArray<PublicKey>;
}

const schema = z.strictObject({
  format: z.literal("throughlife/installation"),
  installation: z.string(),
  log_vkey: z.string(),
  v: z.literal(1),
  witness_vkey: z.string(),
  writers: z.array(z.string()),
});

/** The file's bytes. */
export const installationBytes = ({ installation, log_vkey, witness_vkey, writers }: Installation): Uint8Array => {
  const format = "throughlife/installation";
  return canonicalBytes({ format, installation, log_vkey, v: 1, witness_vkey, writers: [...writers].sort() });
};

/** Reads the file's bytes; keys that no signature could come from are refused. */
export const parseInstallation = (bytes: Uint8Array): Outcome<Installation> => {
  const parsed = parseCanonicalBytes(bytes);
  const read = parsed.ok ? schema.safeParse(parsed.value) : null;
  if (read?.success !== true) return refuse("installationDamaged", damaged);
  const { installation, log_vkey, witness_vkey, writers } = read.data;
  const own = acceptableKey(installation);
  const people = writers.map((key) => acceptableKey(key));
  const notes = [parseNoteKey(log_vkey), parseNoteKey(witness_vkey)];
  const areGood = people.every(({ ok }) => ok) && notes.every(({ ok }) => ok);
  if (!own.ok || !areGood) return refuse("installationDamaged", damaged);
  const good = people.flatMap((key) => (key.ok ? [key.value] : []));
  return success({ installation: own.value, log_vkey, witness_vkey, writers: good });
};

const damaged =
  "The file installation.json is damaged: its keys cannot be read. Bring it back from a backup of the data folder.";
