/** Methods on own protection: the copy on a stick or a second disk, and what was lost with a computer. */
import { stat } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { refuse, success, type Outcome } from "../../shared/outcome/outcome.ts";
import type { ProtectionState } from "../../shared/rpc/protection-methods.ts";
import type { CopyManifest } from "../../shared/sync/copy-manifest.ts";
import type { BundleExtras } from "../bundle/bundle-lines.ts";
import { beginCopy, copyFolderIn, readManifest, recoveryIn } from "../protection/copy-folder.ts";
import { copyReadMe } from "../protection/copy-read-me.ts";
import { readRecoveryKeys, writeRecoveryKey } from "../protection/recovery-key.ts";
import { keptProofs } from "./carried-times.ts";
import { copySummaryOf, openCopyFolder, takeCopyIn } from "../protection/take-copy-in.ts";
import { nodeVerify } from "../signature/node-signature.ts";
import { verifyFile } from "../verify/verify-file.ts";
import { carriedExtras, freshCheckpoint } from "./carried-extras.ts";
import type { HandlersOf } from "./dispatch.ts";
import { verifyStopped } from "./file-handlers.ts";
import { lossesOf } from "./losses.ts";
import type { NodeParts } from "./node-parts.ts";
import { ownRecords } from "./peer-handlers.ts";
import { ownOrganisation } from "./person-handlers.ts";

type Protection = HandlersOf<
  | "protection.state"
  | "protection.choose"
  | "protection.stop"
  | "protection.copy-now"
  | "protection.verify"
  | "protection.keep-recovery"
  | "protection.look"
  | "protection.restore"
  | "protection.take-in"
  | "protection.losses"
>;

/** Makes the methods. */
export const protectionHandlers = (parts: NodeParts): Protection => ({
  "protection.state": () => stateOf(parts),
  "protection.choose": (wish) => choose(parts, wish),
  "protection.stop": async () => {
    const stopped = await parts.protector.choose(null);
    return stopped.ok ? stateOf(parts) : stopped;
  },
  "protection.copy-now": () => copyNow(parts),
  "protection.verify": () => verifyCopy(parts),
  "protection.keep-recovery": (wish) => keepRecovery(parts, wish),
  "protection.look": ({ folder }) => copySummaryOf(parts.files, folder),
  "protection.restore": () =>
    Promise.resolve(
      refuse(
        "begunAlready",
        "A data folder is open here already. Take the copy in instead, or begin a new data folder from it.",
      ),
    ),
  "protection.take-in": ({ folder }) =>
    parts.tasks.run("bundle-taken", (task) =>
      takeCopyIn(
        {
          ...parts,
          ...keptProofs(parts),
          onProgress: task.progress,
          own: ownRecords(parts),
          signal: task.signal,
          verify: nodeVerify,
        },
        folder,
      ),
    ),
  "protection.losses": () => lossesOf(parts),
});

/** What the protector needs of an open node besides files and clocks. */
export const protectionExtras =
  (parts: NodeParts) =>
  async (openings: boolean): Promise<Outcome<BundleExtras>> => {
    const note = await freshCheckpoint(parts);
    if (!note.ok) return note;
    const extras = carriedExtras(parts, note.value, { attachmentBytesMax: 0, isOwnCopy: true, openings });
    return success({ ...extras, attachments: null });
  };

/** Whose copy it is, and whom they exchanged with. */
export const copyFacts = (parts: NodeParts): Pick<CopyManifest, "installation" | "party" | "peers" | "register"> => {
  const name = ownOrganisation(parts)?.name;
  return {
    installation: parts.keystore.installationSigner.key,
    party: typeof name === "string" ? name : "",
    peers: parts.peers.rows().map(({ address, last_seen, name: peer }) => ({ address, last_seen, name: peer })),
    register: parts.register,
  };
};

const stateOf = async (parts: NodeParts): Promise<Outcome<ProtectionState>> => {
  const { protector } = parts;
  await protector.look();
  const setting = protector.setting();
  const manifest = protector.manifest() ?? (setting === null ? null : await manifestThere(parts, setting));
  return success({
    ...protector.summary(),
    attachments_missing: manifest?.awaited.length ?? 0,
    bytes: manifest?.parts.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0,
    copied: manifest?.parts.reduce((sum, { records }) => sum + records, 0) ?? 0,
    folder: setting?.folder ?? null,
    openings: setting?.openings ?? true,
    recovery: setting === null ? [] : await recoveryRows(parts, setting.folder),
    same_disk: setting !== null && (await isSameDisk(parts.folder, setting.folder)),
    verified: setting?.verified ?? null,
  });
};

const manifestThere = async (
  { files }: NodeParts,
  { copy, folder }: { readonly copy: string; readonly folder: string },
): Promise<CopyManifest | null> => {
  const found = await readManifest(files, folder);
  return found.ok && found.value.copy === copy ? found.value : null;
};

const recoveryRows = async ({ files, keystore }: NodeParts, folder: string): Promise<ProtectionState["recovery"]> => {
  const kept = await readRecoveryKeys(files, recoveryIn(folder));
  const rows: ProtectionState["recovery"] = [];
  for (const { key, name } of keystore.people()) {
    const successor = await keystore.successorOf(key);
    const own = (kept.ok ? kept.value : []).filter(({ former = [] }) => former.at(-1) === key);
    const isCurrent = successor.ok && own.some((one) => one.key === successor.value);
    rows.push({ key, name, state: isCurrent ? "kept" : own.length > 0 ? "outdated" : "none" });
  }
  return rows;
};

const isSameDisk = async (one: string, other: string): Promise<boolean> => {
  const facts = await Promise.all([one, other].map((path) => stat(path).catch(() => null)));
  return facts[0] != null && facts[0].dev === facts[1]?.dev;
};

const choose = async (
  parts: NodeParts,
  { folder, openings }: { readonly folder: string; readonly openings: boolean },
): Promise<Outcome<ProtectionState>> => {
  const chosen = resolve(folder);
  const facts = await parts.files.stat(chosen);
  if (!facts.ok || facts.value.kind !== "folder")
    return refuse(
      "folderMissing",
      `There is no folder ${chosen}. Plug the stick in, or make the folder, and try again.`,
    );
  if (isWithin(chosen, resolve(parts.folder)))
    return refuse(
      "folderInside",
      `${chosen} lies inside the data folder itself: what takes one takes the other. Choose a stick or a second disk.`,
    );
  const target = copyFolderIn(chosen, parts.keystore.installationSigner.key);
  const there = await readManifest(parts.files, target);
  if (!there.ok && there.failure.kind !== "missing") return there;
  const copy = there.ok ? there.value.copy : parts.randomHex(32);
  const begun = there.ok ? success(undefined) : await beginNew(parts, target, { copy, openings });
  if (!begun.ok) return begun;
  const kept = await parts.protector.choose({ copy, folder: target, last: null, openings, verified: null });
  return kept.ok ? copyNow(parts) : kept;
};

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}${sep}`);

const beginNew = (
  parts: NodeParts,
  folder: string,
  { copy, openings }: { readonly copy: string; readonly openings: boolean },
): Promise<Outcome<void>> => {
  const facts = copyFacts(parts);
  const manifest: CopyManifest = {
    ...facts,
    awaited: [],
    copy,
    erased: parts.openings.erasedCount(),
    format: "throughlife/copy",
    last: null,
    lines: 0,
    made: null,
    openings,
    parts: [],
    v: 1,
  };
  return beginCopy(parts.files, folder, { manifest, readMe: copyReadMe(facts.party) });
};

const copyNow = async (parts: NodeParts): Promise<Outcome<ProtectionState>> => {
  const copied = await parts.tasks.run("copy", ({ progress, signal }) =>
    parts.protector.round({ onProgress: (records) => progress(records, null), signal }),
  );
  return copied.ok ? stateOf(parts) : copied;
};

const verifyCopy = async (parts: NodeParts) => {
  const setting = parts.protector.setting();
  if (setting === null)
    return refuse("protectionOff", "No folder for copies was chosen yet, so there is no copy to verify.");
  const report = await parts.tasks.run("verify", async (task) => {
    const found = await openCopyFolder(parts.files, setting.folder);
    if (!found.ok) return found;
    const wish = { path: setting.folder, strict: false, trust: parts.register };
    const verdict = await verifyFile(parts.files, wish, task);
    return task.signal.aborted ? verifyStopped : success(verdict);
  });
  if (!report.ok) return report;
  const noted = await parts.protector.verified(report.value.verdict);
  const state = noted.ok ? await stateOf(parts) : noted;
  return state.ok ? success({ state: state.value, verdict: report.value }) : state;
};

const keepRecovery = async (
  parts: NodeParts,
  { passphrase, person, pin }: { readonly passphrase: string; readonly person: string; readonly pin: string },
): Promise<Outcome<ProtectionState>> => {
  const setting = parts.protector.setting();
  if (setting === null)
    return refuse("protectionOff", "Choose the folder for copies first: the recovery key lies beside the copy.");
  const found = parts.keystore.people().find(({ name }) => name === person.normalize("NFC"));
  if (found === undefined) return refuse("personUnknown", `Nobody called "${person}" has a key on this computer.`);
  const there = await readManifest(parts.files, setting.folder);
  if (!there.ok) return there;
  const sealed = await parts.keystore.sealRecovery({ key: found.key, passphrase, pin });
  if (!sealed.ok) return sealed;
  const written = await writeRecoveryKey(parts.files, recoveryIn(setting.folder), sealed.value);
  return written.ok ? stateOf(parts) : written;
};
