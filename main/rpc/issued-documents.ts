/**
 * A copy of every document that was issued here, beside the journal: so that it can be shown, handed over and verified
 * again. Losing it loses no proof: whoever has the document has all of it.
 */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { writeDurably } from "../disk/write-durably.ts";
import type { NodeParts } from "./node-parts.ts";

type Room = Pick<NodeParts, "files" | "folder">;

/** Keeps a document under the digest of its base. */
export const keepDocument = async (room: Room, base: string, bytes: Uint8Array): Promise<Outcome<void>> => {
  const made = await makeFolderDurably(room.files, roomOf(room));
  return made.ok ? writeDurably(room.files, placeOf(room, base), bytes) : made;
};

/** Where the document of this base lies; refused where it was issued elsewhere, or its copy is gone. */
export const keptDocument = async (room: Room, base: string): Promise<Outcome<string>> =>
  (await isKept(room, base)) ? success(placeOf(room, base)) : notKept;

/** Whether there is a copy. */
export const isKept = async (room: Room, base: string): Promise<boolean> => {
  const facts = await stat(placeOf(room, base)).catch(() => null);
  return facts?.isFile() === true;
};

const roomOf = ({ folder }: Room): string => join(folder, "documents");

const placeOf = (room: Room, base: string): string => join(roomOf(room), `${base}.pdf`);

const notKept = refuse(
  "documentNotKept",
  "This document is not kept here: it was issued on another installation, or its copy was removed. Ask whoever has it.",
);
