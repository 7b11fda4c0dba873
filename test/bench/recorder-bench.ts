/** Measures the recorder on the real disk: from a wish to a durable record, beside the bare signature and digest. */
import { randomBytes } from "node:crypto";
import { nodeDiskFiles } from "../../main/disk/node-disk-files.ts";
import { openJournal } from "../../main/journal/open-journal.ts";
import { foundRegister } from "../../main/recorder/found-register.ts";
import { openLedgerStore } from "../../main/recorder/ledger-store.ts";
import { createRecordClock } from "../../main/recorder/record-clock.ts";
import { createRecorder, type Recorder } from "../../main/recorder/recorder.ts";
import type { RecordWish } from "../../main/recorder/record-wish.ts";
import { nodeDigestHex } from "../../main/signature/node-digest.ts";
import { nodeSigner } from "../../main/signature/node-signature.ts";
import { instantFromMillis } from "../../shared/clock/instant.ts";
import { signedMessage } from "../../shared/crypto/signature.ts";
import { noteKeyOf, noteNameOf } from "../../shared/ledger/note-key.ts";
import type { HistoryId } from "../../shared/ledger/record.ts";
import { success } from "../../shared/outcome/outcome.ts";
import { registeredBody, workBody } from "../doubles/seeded-bodies.ts";
import { seededRandom } from "../doubles/seeded-random.ts";
import { valueOf } from "../doubles/value-of.ts";
import { rateFigure, stopwatch, type Figure } from "./figure.ts";

const groupRecords = 64;
const workType = "service/performed@1";
const signer = nodeSigner(new Uint8Array(32).fill(5));
const log = nodeSigner(new Uint8Array(32).fill(6));

/** Records `records` pieces of work on 64 assets, one group after the other as fast as they are answered. */
export const benchRecorder = async (folder: string, records: number): Promise<Figure> => {
  const files = nodeDiskFiles(process.platform);
  const logKey = { key: noteKeyOf(noteNameOf(log.key), "signature", log.key), sign: log.sign };
  const now = () => instantFromMillis(Date.now());
  const journal = valueOf(await openJournal({ files, log: logKey, now, outsideMark: null }, { dataFolder: folder }));
  const store = valueOf(
    await openLedgerStore({ installation: signer.key, journal, snapshot: null, takeOpenings: async () => success(0) }),
  );
  const clock = { monoMicros: () => Math.floor(1000 * performance.now()), offsetMinutes: () => 0, utc: now };
  const recorder = createRecorder({ clock: createRecordClock(clock, randomHex), store });
  const assets = await foundAssets(recorder);
  const groups = groupsOf(assets, records);
  const watch = stopwatch();
  const ids = await recordAll(recorder, groups);
  const seconds = watch();
  const bytes = await Promise.all(ids.map(async (id) => valueOf(await store.read(id)).bytes));
  valueOf(await journal.close());
  return rateFigure({
    name: `recorder, groups of ${groupRecords}, from the wish to the disk`,
    beside: "bare signature and digest of the same records",
    measured: ids.length / seconds,
    limit: ids.length / bareSeconds(bytes),
    target: null,
  });
};

const randomHex = (digits: number): string => randomBytes(digits / 2).toString("hex");

const foundAssets = async (recorder: Recorder): Promise<ReadonlyArray<HistoryId>> => {
  const founding = { installation: signer, party: "Bench", person: null, randomHex, roles: ["owner"] };
  const register = valueOf(await foundRegister(recorder, founding));
  const random = seededRandom(1);
  const wishes = Array.from({ length: groupRecords }, (_, number): RecordWish => ({
    at: null, body: registeredBody(random, number, register), history: null, type: "asset/registered@1",
  }));
  return valueOf(await recorder.recordAll(wishes, signer)).map(({ history }) => history);
};

const groupsOf = (assets: ReadonlyArray<HistoryId>, records: number): ReadonlyArray<ReadonlyArray<RecordWish>> => {
  const random = seededRandom(2);
  return Array.from({ length: Math.ceil(records / groupRecords) }, () =>
    assets.map((history): RecordWish => ({ at: null, body: workBody(random, []), history, type: workType })),
  );
};

/** Two groups under way at once: while one is on its way to the disk, the next is composed. */
const recordAll = async (recorder: Recorder, groups: ReadonlyArray<ReadonlyArray<RecordWish>>) => {
  const answers: ReturnType<Recorder["recordAll"]>[] = [];
  for (const [number, group] of groups.entries()) {
    await answers[number - 2];
    answers.push(recorder.recordAll(group, signer));
  }
  return (await Promise.all(answers)).flatMap((answer) => valueOf(answer).map(({ id }) => id));
};

const bareSeconds = (records: ReadonlyArray<Uint8Array>): number => {
  const watch = stopwatch();
  for (const bytes of records) {
    signer.sign(signedMessage("record", bytes));
    nodeDigestHex(bytes);
  }
  return watch();
};
