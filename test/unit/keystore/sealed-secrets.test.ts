/** The installation's own keys at rest: sealed by a passphrase or by the system, opened by nothing else. */
import { describe, expect, test } from "vitest";
import { beginKeystore, closeLog, openKeystore } from "../../../main/keystore/open-keystore.ts";
import { utf8Of } from "../../../shared/encoding/utf8.ts";
import { faultyDisk } from "../../doubles/faulty-disk-files.ts";
import { valueOf } from "../../doubles/value-of.ts";
import { keychain, partsOn } from "./keystore-fixture.ts";

const passphrase = "copper lantern fjord ninety";
const path = "/data/secret/installation.json";

const sealedBy = async (sealing: "passphrase" | "system") => {
  const disk = faultyDisk();
  const parts = partsOn(disk, { osSecret: sealing === "system" ? keychain : null });
  const keystore = valueOf(await beginKeystore(parts));
  const key = keystore.installationSigner.key;
  const plain = await textOf(disk);
  valueOf(await keystore.reseal({ current: null, passphrase, sealing }));
  return { disk, key, keystore, parts, plain };
};

const textOf = async ({ files }: ReturnType<typeof faultyDisk>): Promise<string> => {
  const file = valueOf(await files.open(path, "read"));
  const bytes = new Uint8Array(64 * 1024);
  const count = valueOf(await file.read(bytes, 0));
  await file.close();
  return new TextDecoder().decode(bytes.subarray(0, count));
};

describe("keys that are sealed by a passphrase", () => {
  test("open with it, in any form of its letters, and stay sealed when keys are made anew", async () => {
    const { disk, key, keystore, parts } = await sealedBy("passphrase");
    expect(keystore.sealing()).toBe("passphrase");
    expect(keystore.theftNotice).toMatch(/sealed by a passphrase, which is asked for at every start/);
    const opened = valueOf(await openKeystore({ ...parts, passphrase }));
    expect([opened.installationSigner.key, opened.sealing()]).toEqual([key, "passphrase"]);
    valueOf(await closeLog({ ...parts, passphrase }));
    expect(await textOf(disk)).toContain('"by":"passphrase"');
    expect(valueOf(await openKeystore({ ...parts, passphrase })).installationSigner.key).toBe(key);
  });

  test("are refused in words without it, with another, and in a file that was changed; nothing of them is on the disk", async () => {
    const { disk, parts, plain } = await sealedBy("passphrase");
    expect(await openKeystore(parts)).toMatchObject({ ok: false, failure: { kind: "passphraseNeeded", message: expect.stringMatching(/THROUGHLIFE_PASSPHRASE/) } });
    expect(await openKeystore({ ...parts, passphrase: `${passphrase} ` })).toMatchObject({ ok: false, failure: { kind: "passphraseWrong", message: expect.stringMatching(/^The passphrase is wrong/) } });
    const sealed = await textOf(disk);
    for (const seed of plain.match(/[0-9a-f]{64}/g) ?? []) expect(sealed).not.toContain(seed);
    const changed = sealed.replace(/"n":2/, '"n":4');
    expect(changed).not.toBe(sealed);
    valueOf(await writeText(disk, changed));
    expect(await openKeystore({ ...parts, passphrase })).toMatchObject({ ok: false, failure: { kind: "passphraseWrong" } });
  });

  test("change it and lay it off only with the one that they have", async () => {
    const { keystore, parts } = await sealedBy("passphrase");
    const next = "nine brass kettles sing";
    expect(await keystore.reseal({ current: "another one entirely", passphrase: next, sealing: "passphrase" })).toMatchObject({ ok: false, failure: { kind: "passphraseWrong" } });
    expect(await keystore.reseal({ current: null, passphrase: null, sealing: "nothing" })).toMatchObject({ ok: false, failure: { kind: "passphraseNeeded" } });
    valueOf(await keystore.reseal({ current: passphrase, passphrase: next, sealing: "passphrase" }));
    valueOf(await openKeystore({ ...parts, passphrase: next }));
    expect(await keystore.reseal({ current: next, passphrase: "short", sealing: "passphrase" })).toMatchObject({ ok: false, failure: { kind: "passphraseUnfit" } });
    valueOf(await keystore.reseal({ current: next, passphrase: null, sealing: "nothing" }));
    expect(valueOf(await openKeystore(parts)).sealing()).toBe("nothing");
  });
});

test("keys that the system seals open where its secret is, and are refused in words elsewhere", async () => {
  const { key, parts } = await sealedBy("system");
  expect(valueOf(await openKeystore(parts)).installationSigner.key).toBe(key);
  expect(await openKeystore({ ...parts, osSecret: null })).toMatchObject({ ok: false, failure: { kind: "osSecretMissing" } });
  const other = { keeper: "another", read: async () => ({ ok: true, value: new Uint8Array(32).fill(6) }) as const };
  expect(await openKeystore({ ...parts, osSecret: other })).toMatchObject({ ok: false, failure: { kind: "secretDamaged" } });
});

const writeText = async ({ files }: ReturnType<typeof faultyDisk>, text: string) => {
  const { writeDurably } = await import("../../../main/disk/write-durably.ts");
  return writeDurably(files, path, utf8Of(text), { mode: 0o600 });
};
