/** A process that appends records as fast as it can and says which are acknowledged; it lives until it is killed. */
import { writeSync } from "node:fs";
import { nodeDiskFiles } from "../../main/disk/node-disk-files.ts";
import { openJournal } from "../../main/journal/open-journal.ts";
import { valueOf } from "../doubles/value-of.ts";
import { entriesFrom, log, noon } from "../unit/journal/journal-fixture.ts";

const [dataFolder = "", first = "0", partBytesMax = "0"] = process.argv.slice(2);

const deps = { files: nodeDiskFiles(process.platform), log, now: () => noon, outsideMark: null };
const journal = valueOf(await openJournal(deps, { dataFolder, partBytesMax: Number(partBytesMax) }));

for (let next = Number(first); ; next += 3) {
  const calls = [entriesFrom(next, 1), entriesFrom(next + 1, 2)];
  await Promise.all(
    calls.map(async (entries) => {
      valueOf(await journal.append(entries));
      for (const { record } of entries) writeSync(1, `${record.id}\n`);
    }),
  );
}
