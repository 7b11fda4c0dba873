/** What journal and keystore promise holds on the real disk and on its double alike. */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utf8Of } from "../../shared/encoding/utf8.ts";
import type { DiskFiles } from "../../main/disk/disk-files.ts";
import { nodeDiskFiles } from "../../main/disk/node-disk-files.ts";
import { openJournal } from "../../main/journal/open-journal.ts";
import { fileOutsideMark } from "../../main/journal/outside-mark.ts";
import { readJournal } from "../../main/journal/read-journal.ts";
import { beginKeystore, openKeystore } from "../../main/keystore/open-keystore.ts";
import { nodeVerify } from "../../main/signature/node-signature.ts";
import { faultyDisk } from "../doubles/faulty-disk-files.ts";
import { valueOf } from "../doubles/value-of.ts";
import { entriesFrom, idsByLine, log, noon } from "../unit/journal/journal-fixture.ts";
import { partsOn, pin } from "../unit/keystore/keystore-fixture.ts";

let realFolder = "";
beforeAll(async () => {
  realFolder = await mkdtemp(join(tmpdir(), "journal-contract-"));
});
afterAll(() => rm(realFolder, { recursive: true }));

const disks: ReadonlyArray<readonly [string, () => { readonly files: DiskFiles; readonly folder: string }]> = [
  ["the real disk", () => ({ files: nodeDiskFiles(process.platform), folder: realFolder })],
  ["its double", () => ({ files: faultyDisk().files, folder: "" })],
];

describe.each(disks)("on %s", (_, disk) => {
  test("a journal appends, rotates, closes, opens again and is read by a stranger", async () => {
    const { files, folder } = disk();
    const dataFolder = `${folder}/data`;
    const deps = { files, log, now: () => noon, outsideMark: fileOutsideMark(files, `${folder}/marks/own.json`) };
    const options = { dataFolder, partBytesMax: 10_000 };
    const journal = valueOf(await openJournal(deps, options));
    valueOf(await journal.append(entriesFrom(0, 40)));
    const root = Buffer.from(journal.tree.root()).toString("hex");
    valueOf(await journal.close());
    const again = valueOf(await openJournal(deps, options));
    expect([again.fault(), again.size(), Buffer.from(again.tree.root()).toString("hex")]).toEqual([null, 40, root]);
    expect([...(await idsByLine(again)).values()]).toEqual(entriesFrom(0, 40).map(({ record }) => record.id));
    expect(valueOf(await files.list(`${dataFolder}/journal`)).length).toBeGreaterThan(4);
    valueOf(await again.close());
    const readings = [];
    for await (const reading of readJournal(files, dataFolder)) readings.push(valueOf(reading));
    expect(readings.at(-1)).toMatchObject({ kind: "report", faults: [], linesAfterMark: 0, badTail: null, mark: { size: 40, root } });
  });

  test("a keystore seals, unlocks and signs", async () => {
    const { files, folder } = disk();
    const parts = partsOn({ files }, { folder: `${folder}/keys` });
    const { key } = valueOf(await valueOf(await beginKeystore(parts)).addPerson({ name: "Anna", pin }));
    const signer = valueOf(await valueOf(await openKeystore(parts)).unlock(key, pin));
    expect(nodeVerify(key, signer.sign(utf8Of("done")), utf8Of("done"))).toBe(true);
  });
});

// Windows has no such modes: there the folder of the user is the guard.
test.skipIf(process.platform === "win32")("secrets on the real disk are readable by their user alone", async () => {
  const parts = partsOn({ files: nodeDiskFiles(process.platform) }, { folder: `${realFolder}/private` });
  const { key } = valueOf(await valueOf(await beginKeystore(parts)).addPerson({ name: "Anna", pin }));
  const modes = await Promise.all(["", "/installation.json", `/person-${key}.json`].map(async (name) => (await stat(`${parts.folder}/secret${name}`)).mode & 0o777));
  expect(modes).toEqual([0o700, 0o600, 0o600]);
});
