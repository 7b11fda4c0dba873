/** Measures whether memory stays flat while a bundle comes in: one ten times as large may take hardly more. */
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { writeBundle, type BundleTarget } from "../../main/bundle/bundle-writer.ts";
import type { AttachmentReference } from "../../shared/ledger/sealed-value.ts";
import { digestHex } from "../../shared/crypto/digest.ts";
import { success } from "../../shared/outcome/outcome.ts";
import { plainExtras } from "../doubles/test-bundle.ts";
import { defectBody, testCompany } from "../doubles/test-company.ts";
import { valueOf } from "../doubles/value-of.ts";
import { boundFigure, type Figure } from "./figure.ts";
import { runProgram } from "./run-program.ts";

const megabyte = 1_000_000;
/** Each of its own content; larger than anything that is read at once. */
const attachmentBytes = 4 * megabyte;
/** What a bundle ten times as large may take more: the noise of the collector, not the size of an attachment more. */
const moreMegabytesMax = 50;

interface Peak {
  readonly bytes: number;
  readonly grown_mb: number;
}

/** Takes in a small bundle and one ten times as large, each in a process of its own. */
export const benchMemory = async (folder: string, largeMegabytes: number): Promise<Figure> => {
  const small = await peakOf(folder, "small", largeMegabytes / 10);
  const large = await peakOf(folder, "large", largeMegabytes);
  return boundFigure({
    name: `memory while a bundle of ${megabytesOf(large)} MB comes in`,
    value: large.grown_mb,
    most: small.grown_mb + moreMegabytesMax,
    unit: "MB above the start",
    beside: `${Math.round(small.grown_mb)} MB with one of ${megabytesOf(small)} MB, and ${moreMegabytesMax} more`,
  });
};

const megabytesOf = ({ bytes }: Peak): number => Math.round(bytes / megabyte);

const peakOf = async (folder: string, name: string, megabytes: number): Promise<Peak> => {
  const path = join(folder, `${name}.tlbundle`);
  await writeLargeBundle(path, Math.ceil((megabytes * megabyte) / attachmentBytes));
  return runProgram("intake-program.ts", [path, join(folder, name)]);
};

/** One history with many attachments; each record names one. */
const writeLargeBundle = async (path: string, attachments: number): Promise<void> => {
  const company = await testCompany("bench");
  const history = await company.asset("P-101A");
  const contents = new Map<string, Uint8Array>();
  for (let number = 0; number < attachments; number++) {
    const bytes = new Uint8Array(attachmentBytes).fill(number % 256);
    bytes[0] = Math.floor(number / 256);
    const reference: AttachmentReference = {
      media_type: "application/octet-stream", name: `${number}.bin`, sha256: digestHex(bytes), size: bytes.length,
    };
    contents.set(reference.sha256, bytes);
    await company.write(history, `Waveform ${number}`, { body: defectBody(`Waveform ${number}`, [reference]) });
  }
  const attached = {
    read: async (sha256: string, offset: number, length: number) =>
      success((contents.get(sha256) ?? new Uint8Array()).subarray(offset, offset + length)),
    size: async (sha256: string) => contents.get(sha256)?.length ?? null,
  };
  const extras = { ...plainExtras(company.store.openings, attached), attachmentBytesMax: Number.MAX_SAFE_INTEGER };
  const { installation: signer, store } = company;
  const file = await open(path, "w");
  valueOf(await writeBundle([history], extras, fileTarget(file), { signer, store }));
  await file.close();
};

const fileTarget = (file: FileHandle): BundleTarget => {
  let end = 0;
  return {
    append: async (bytes) => {
      await file.write(bytes, 0, bytes.length, end);
      end += bytes.length;
      return success(undefined);
    },
    restart: async () => {
      end = 0;
      await file.truncate(0);
      return success(undefined);
    },
  };
};
