/** Where a bundle's bytes come from: a file, or bytes that lie in memory. It can be read more than once. */
import type { DiskFailure } from "../disk/disk-failure.ts";
import type { DiskFiles, OpenFile } from "../disk/disk-files.ts";
import { failed, refuse, success, type Failure, type Outcome } from "../../shared/outcome/outcome.ts";

export type Chunks = AsyncGenerator<Outcome<Uint8Array>, void>;

export interface BundleSource {
  /** Bytes of the whole file. */
  readonly sizeBytes: number;
  /** All bytes from the beginning, in pieces that the reader may keep. A failure is the last thing given. */
  readonly read: () => Chunks;
}

/** Read at once; large enough for the disk, small enough that memory stays flat. */
const chunkBytes = 256 * 1024;

/** A bundle that lies in memory, such as the one inside a document. */
export const bytesSource = (bytes: Uint8Array): BundleSource => ({
  sizeBytes: bytes.length,
  read: async function* read() {
    for (let start = 0; start < bytes.length; start += chunkBytes) {
      yield success(bytes.subarray(start, start + chunkBytes));
    }
  },
});

/** A bundle in a file. */
export const fileSource = async (
  files: DiskFiles,
  path: string,
): Promise<Outcome<BundleSource, DiskFailure | (Failure & { readonly kind: "notAFile" })>> => {
  const facts = await files.stat(path);
  if (!facts.ok) return facts;
  if (facts.value.kind !== "file")
    return refuse("notAFile", `${path} is not a file. Give the path of a bundle (.tlbundle).`);
  return success({ sizeBytes: facts.value.sizeBytes, read: () => readFile(files, path) });
};

async function* readFile(files: DiskFiles, path: string): Chunks {
  const file = await files.open(path, "read");
  if (!file.ok) return yield file;
  try {
    yield* readOpen(file.value);
  } finally {
    await file.value.close();
  }
}

async function* readOpen(file: OpenFile): Chunks {
  for (let position = 0; ;) {
    const chunk = new Uint8Array(chunkBytes);
    const count = await file.read(chunk, position);
    if (!count.ok) return yield failed(count.failure);
    if (count.value === 0) return;
    position += count.value;
    yield success(chunk.subarray(0, count.value));
  }
}
