/** Files that methods make and take: written where the caller asked, or kept under a handle for the window to fetch. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { hexOf } from "../../shared/encoding/hex.ts";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { DiskFiles } from "../disk/disk-files.ts";
import { beginDurableFile, type DurableFile } from "../disk/durable-file.ts";
import { makeFolderDurably } from "../disk/make-folder-durably.ts";
import { writeDurably } from "../disk/write-durably.ts";

export interface MadeFile {
  readonly bytes: number;
  readonly download: string | null;
  readonly path: string | null;
  readonly sha256: string;
}

export interface DownloadFile {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
}

/** A file that is being made: seen under its name when it is published, and not at all when it is abandoned. */
export interface FileInTheMaking {
  readonly append: (bytes: Uint8Array) => Promise<Outcome<void>>;
  readonly publish: () => Promise<Outcome<MadeFile>>;
  readonly abandon: () => Promise<void>;
}

export interface MadeFiles {
  /** Begins a file, so that it is known that it can be written before anything is recorded about it. */
  readonly begin: (file: FileLabel & { readonly path: string | undefined }) => Promise<Outcome<FileInTheMaking>>;
  /** Writes a file to `path`, or keeps it under a handle when no path is given. */
  readonly put: (file: {
    readonly bytes: Uint8Array;
    readonly mediaType: string;
    readonly name: string;
    readonly path: string | undefined;
  }) => Promise<Outcome<MadeFile>>;
  /** The file behind a handle, for the shell that serves downloads. */
  readonly find: (handle: string) => DownloadFile | null;
  /** Where a given file lies: its own path, or that of an upload. */
  readonly locate: (file: { readonly path: string } | { readonly upload: string }) => Outcome<string>;
  /** All bytes of a given file up to a limit. */
  readonly read: (
    file: { readonly path: string } | { readonly upload: string },
    bytesMax: number,
  ) => Promise<Outcome<Uint8Array>>;
  /** A path below the folder of made files for a new file of this name. */
  readonly place: (name: string) => Promise<Outcome<string>>;
  /** Gives a handle to what lies at a path. */
  readonly keep: (path: string, file: FileLabel) => string;
  /** Gives out a file that lies elsewhere: copied to `to`, or under a handle. */
  readonly give: (path: string, file: FileLabel & { readonly to: string | undefined }) => Promise<Outcome<MadeFile>>;
}

export interface FileLabel {
  readonly mediaType: string;
  readonly name: string;
}

export interface MadeFilesParts {
  readonly files: DiskFiles;
  /** Below `derived/`: everything in it may be deleted at any time. */
  readonly folder: string;
  readonly uploadsFolder: string;
  readonly randomHex: (digits: number) => string;
}

/** Makes the store of one node; handles live as long as the node. */
export const createMadeFiles = ({ files, folder, randomHex, uploadsFolder }: MadeFilesParts): MadeFiles => {
  const handles = new Map<string, DownloadFile>();
  const keep: MadeFiles["keep"] = (path, { mediaType, name }) => {
    const handle = randomHex(32);
    handles.set(handle, { mediaType, name, path });
    return handle;
  };
  const place: MadeFiles["place"] = async (name) => {
    const made = await makeFolderDurably(files, folder);
    return made.ok ? success(join(folder, `${randomHex(16)}-${name}`)) : made;
  };
  const locate: MadeFiles["locate"] = (file) => {
    if ("path" in file) return success(file.path);
    return /^[0-9a-f]{16,128}$/.test(file.upload)
      ? success(join(uploadsFolder, file.upload))
      : refuse("uploadUnknown", "The upload is not known. Choose the file again.");
  };
  const begin: MadeFiles["begin"] = async ({ path, ...label }) => {
    const target = path === undefined ? await place(label.name) : await writableTarget(path);
    const file = target.ok ? await beginDurableFile(files, target.value) : target;
    if (!target.ok) return target;
    return file.ok ? success(inTheMaking(file.value, path, () => keep(target.value, label))) : file;
  };
  return {
    begin,
    find: (handle) => handles.get(handle) ?? null,
    locate,
    keep,
    place,
    put: async ({ bytes, ...file }) => {
      const begun = await begin(file);
      const written = begun.ok ? await begun.value.append(bytes) : begun;
      if (!begun.ok) return begun;
      return written.ok ? begun.value.publish() : written;
    },
    give: async (path, { to, ...label }) => {
      const bytes = await readFile(path);
      const target = to === undefined ? success(path) : await writableTarget(to);
      if (!target.ok) return target;
      const written = to === undefined ? success(undefined) : await writeDurably(files, to, bytes);
      if (!written.ok) return written;
      return success({
        bytes: bytes.length,
        download: to === undefined ? keep(path, label) : null,
        path: to ?? null,
        sha256: sha256Of(bytes),
      });
    },
    read: async (file, bytesMax) => {
      const path = locate(file);
      if (!path.ok) return path;
      const facts = await stat(path.value).catch(() => null);
      if (facts === null || !facts.isFile())
        return refuse(
          "fileUnreadable",
          `${path.value} cannot be read: there is no such file, or it may not be opened.`,
        );
      if (facts.size > bytesMax)
        return refuse("fileTooLarge", `${path.value} has ${facts.size} bytes; at most ${bytesMax} are taken here.`);
      return success(await readFile(path.value));
    },
  };
};

/** A path that a file can be put at: whatever stands there already is no folder. */
export const writableTarget = async (path: string): Promise<Outcome<string>> => {
  const facts = await stat(path).catch(() => null);
  if (facts === null || !facts.isDirectory()) return success(path);
  return refuse("targetIsFolder", `${path} is a folder. Give the file a name in it.`);
};

const inTheMaking = (file: DurableFile, path: string | undefined, handle: () => string): FileInTheMaking => {
  const hash = createHash("sha256");
  let bytes = 0;
  return {
    abandon: () => file.abandon(),
    append: (piece) => {
      hash.update(piece);
      bytes += piece.length;
      return file.append(piece);
    },
    publish: async () => {
      const published = await file.publish();
      if (!published.ok) return published;
      const download = path === undefined ? handle() : null;
      return success({ bytes, download, path: path ?? null, sha256: hexOf(hash.digest()) });
    },
  };
};

const sha256Of = (bytes: Uint8Array): string => hexOf(createHash("sha256").update(bytes).digest());
